#include "text/plain_text.h"

#include <fmt/format.h>

#include "text/unicode.h"

namespace dechaff {
namespace {

size_t count_broken(std::string_view bytes) {
  size_t broken = 0;
  for (size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    CodePoint c = decode(bytes.substr(i));
    if (!c.valid) broken += c.size;
    i += c.size;
  }
  return broken;
}

}  // namespace

std::string why_not_text(std::string_view bytes) {
  constexpr std::string_view kUtf16Little("\xFF\xFE", 2), kUtf16Big("\xFE\xFF", 2);
  if (bytes.starts_with(kUtf16Little) || bytes.starts_with(kUtf16Big))
    return "not UTF-8 but UTF-16; convert it, as in `iconv -f UTF-16 -t UTF-8`";
  if (size_t nul = bytes.find('\0'); nul != bytes.npos)
    return fmt::format("not text: there is a NUL byte at offset {}", nul);
  size_t broken = count_broken(bytes);
  if (broken > 10 && 10 * broken > bytes.size()) {
    return fmt::format(
        "not UTF-8: {} of its {} bytes are not; convert it, as in `iconv -f WINDOWS-1251 -t UTF-8`", broken,
        bytes.size());
  }
  return "";
}

}  // namespace dechaff
