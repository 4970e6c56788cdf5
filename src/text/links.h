// Web addresses, e-mail addresses, @names and #tags.
#pragma once

#include <cstddef>
#include <string_view>

namespace dechaff {

// How many of the pieces between spaces of a folded line are one.
size_t count_links(std::string_view folded);

}  // namespace dechaff
