#include "cli/json.h"

#include <fmt/format.h>

#include "text/unicode.h"

namespace dechaff {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    CodePoint c = decode(text);
    if (!c.valid) {
      out += "\\ufffd";
    } else if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += static_cast<char>(c.value);
    } else if (c.value < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    } else {
      out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
  return out + '"';
}

}  // namespace dechaff
