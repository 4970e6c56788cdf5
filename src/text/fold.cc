#include "text/fold.h"

#include "text/unicode.h"

namespace dechaff {
namespace {

// Calls emit(piece, offset) for every folded piece in order, with the offset in `text` that it comes from.
template <class Emit>
void fold_each(std::string_view text, Emit emit) {
  bool any = false;
  size_t space_at = text.npos;
  for (size_t i = 0; i < text.size();) {
    CodePoint c = decode(text.substr(i));
    const std::string_view* folded = c.valid ? fold_of(c.value) : nullptr;
    std::string_view piece = folded ? *folded : text.substr(i, c.size);
    if (piece == " ") {
      if (any && space_at == text.npos) space_at = i;
    } else if (!piece.empty()) {
      if (space_at != text.npos) emit(std::string_view(" "), space_at);
      space_at = text.npos;
      emit(piece, i);
      any = true;
    }
    i += c.size;
  }
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  fold_each(text, [&](std::string_view piece, size_t) { out += piece; });
  return out;
}

std::vector<size_t> fold_origins(std::string_view text, const std::vector<size_t>& offsets) {
  std::vector<size_t> origins;
  size_t end = 0;  // of the folded pieces so far
  fold_each(text, [&](std::string_view piece, size_t at) {
    end += piece.size();
    while (origins.size() < offsets.size() && offsets[origins.size()] < end) origins.push_back(at);
  });
  origins.resize(offsets.size(), text.size());
  return origins;
}

}  // namespace dechaff
