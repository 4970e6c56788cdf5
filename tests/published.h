// The line rules of C4 and of RefinedWeb, written from what is published of these pipelines and without
// patterns, to compare the presets with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dechaff::published {

using Text = std::u32string;
using Result = std::optional<Text>;  // what is left of a line; nothing where it goes

Text decoded(std::string_view bytes);

// Without white space at both ends.
Text stripped(const Text& text);

// clean_page of c4_utils.py in TensorFlow Datasets, as far as it looks at a line.
Result c4(const Text& line);

// The line modifiers of DCLM, in the order of its refinedweb.yaml, for a line without outer white space.
Result refinedweb(const Text& line);

}  // namespace dechaff::published
