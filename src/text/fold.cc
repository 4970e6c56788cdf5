#include "text/fold.h"

#include <algorithm>
#include <cstring>

#include "text/ascii.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// What the code point at the text's begin becomes: nothing, one space, or a piece without any.
struct Piece {
  std::string_view folded;
  size_t size;  // bytes of the text that it comes from
};
Piece fold_one(std::string_view text, CodePoint c) {
  const std::string_view* folded = c.valid ? fold_of(c.value) : nullptr;
  return {folded ? *folded : text.substr(0, c.size), c.size};
}

// How many bytes of `text`, from `begin` on, fold to themselves or their lower case, one by one. A space that
// follows a space does not.
size_t simple_run(std::string_view text, size_t begin, bool after_space) {
  auto is_simple = [&](size_t i, bool follows_space) {
    return is_printable_ascii(text[i]) && text[i] != '`' && !(text[i] == ' ' && follows_space);
  };
  if (!is_simple(begin, after_space)) return 0;
  size_t i = begin + 1;
  if (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) return 1;
  while (i < text.size()) {
    size_t most = text.size() - i;
    Bytes16 bytes = load_up_to_16(text.data() + i, most), before = load_up_to_16(text.data() + i - 1, most);
    auto other = (bytes - 0x20 >= 0x5F) | (bytes == '`') | ((bytes == ' ') & (before == ' '));
    size_t simple = zeros_before(other);
    i += simple;
    if (simple < 16) break;
  }
  return i - begin;
}

// How many bytes of `text`, from `begin` on, are beyond ASCII and stay as they are.
size_t kept_run(std::string_view text, size_t begin) {
  size_t i = begin;
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) {
    CodePoint c = decode(text.substr(i));
    if (c.valid && fold_of(c.value)) break;
    i += c.size;
  }
  return i - begin;
}

// The text without what folds to spaces or to nothing at its end.
std::string_view without_blank_end(std::string_view text) {
  while (!text.empty()) {
    CodePoint c = decode_last(text);
    std::string_view folded = fold_one(text.substr(text.size() - c.size), c).folded;
    if (!folded.empty() && folded != " ") break;
    text.remove_suffix(c.size);
  }
  return text;
}

// Calls visit.lower(run, offset) for runs of ASCII that only become lower case, visit.keep(run, offset) for
// runs beyond ASCII that stay as they are, and visit.emit(piece, offset) for any other folded piece, in
// order, with the offset in `text` that it comes from.
template <class Visit>
void fold_each(std::string_view text, Visit visit) {
  text = without_blank_end(text);
  bool after_space = true;  // or at the begin
  for (size_t i = 0; i < text.size();) {
    if (size_t size = kept_run(text, i)) {
      visit.keep(text.substr(i, size), i);
      i += size;
      after_space = false;
    } else if ((size = simple_run(text, i, after_space))) {
      visit.lower(text.substr(i, size), i);
      i += size;
      after_space = text[i - 1] == ' ';
    } else {
      std::string_view rest = text.substr(i);
      Piece piece = fold_one(rest, decode(rest));
      bool is_space = piece.folded == " ";
      if (!piece.folded.empty() && !(is_space && after_space)) visit.emit(piece.folded, i);
      if (!piece.folded.empty()) after_space = is_space;
      i += piece.size;
    }
  }
}

// A string to which bytes are appended sixteen at a time.
class Bytes {
 public:
  explicit Bytes(size_t expected) : bytes_(expected + kSlack, '\0') {}

  void append(std::string_view piece) {
    char* to = room_for(piece.size());
    if (piece.size() <= 4) {
      for (size_t i = 0; i < piece.size(); ++i) to[i] = piece[i];
    } else {
      std::memcpy(to, piece.data(), piece.size());
    }
    used_ += piece.size();
  }

  void append_lower(std::string_view ascii) {
    char* to = room_for(ascii.size());
    for (size_t i = 0; i < ascii.size(); i += 16) {
      Bytes16 bytes = load_up_to_16(ascii.data() + i, ascii.size() - i);
      bytes |= reinterpret_cast<Bytes16>(bytes - 'A' < 26) & 0x20;
      std::memcpy(to + i, &bytes, sizeof bytes);
    }
    used_ += ascii.size();
  }

  std::string take() && {
    bytes_.resize(used_);
    return std::move(bytes_);
  }

 private:
  static constexpr size_t kSlack = 16;

  char* room_for(size_t size) {
    if (used_ + size + kSlack > bytes_.size()) bytes_.resize(2 * (used_ + size) + kSlack);
    return bytes_.data() + used_;
  }

  std::string bytes_;
  size_t used_ = 0;
};

struct Fold {
  Bytes& out;

  void lower(std::string_view run, size_t) { out.append_lower(run); }
  void keep(std::string_view run, size_t) { out.append(run); }
  void emit(std::string_view piece, size_t) { out.append(piece); }
};

struct Trace {
  const std::vector<size_t>& offsets;
  std::vector<size_t>& origins;
  size_t end = 0;  // of the folded pieces so far

  void lower(std::string_view run, size_t at) {
    for (size_t i = 0; i < run.size(); ++i) emit(run.substr(i, 1), at + i);
  }
  void keep(std::string_view run, size_t at) {
    for (size_t i = 0, size = 0; i < run.size(); i += size) {
      size = decode(run.substr(i)).size;
      emit(run.substr(i, size), at + i);
    }
  }
  void emit(std::string_view piece, size_t at) {
    end += piece.size();
    while (origins.size() < offsets.size() && offsets[origins.size()] < end) origins.push_back(at);
  }
};

}  // namespace

std::string fold(std::string_view text) {
  Bytes out(text.size());
  fold_each(text, Fold{out});
  return std::move(out).take();
}

std::vector<size_t> fold_origins(std::string_view text, const std::vector<size_t>& offsets) {
  std::vector<size_t> origins;
  fold_each(text, Trace{offsets, origins});
  origins.resize(offsets.size(), text.size());
  return origins;
}

}  // namespace dechaff
