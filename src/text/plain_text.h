// Whether bytes are text that can be cleaned.
#pragma once

#include <string>
#include <string_view>

namespace dechaff {

// Why the bytes of a document are not text in UTF-8, and what to do; empty when they are. What speaks against
// it is the byte order mark of UTF-16, a NUL byte, or more than ten bytes and one in ten that are not UTF-8:
// fewer are broken characters, as scraped text has them.
std::string why_not_text(std::string_view bytes);

}  // namespace dechaff
