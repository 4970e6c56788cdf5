// Parts of a pattern, and what is known of the texts that each matches; put together from smaller ones. All
// texts are under fold_case. Of those that stand somewhere in a line, a space may stand for many.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rule/prefilter/characters.h"

namespace dechaff {

using Texts = std::vector<std::string>;

// A set of characters of which one is required.
struct Some {
  explicit Some(CharacterSet s) : set(std::move(s)), common(commonness(set)) {}
  CharacterSet set;
  double common;
};

// How a match begins: with any number of the characters `skipped`, then `text`, and with nothing behind it
// where this is the whole match.
struct Beginning {
  Characters skipped = no_characters();
  std::string text = {};
  bool is_whole = true;
};

// Texts of which one is required.
struct Choice {
  Texts texts;
  double common;  // how likely one of them is to come up
};

struct Part {
  std::optional<Texts> exact = std::nullopt;  // all that it matches, if they are few
  // Else of each of these one stands in all that it matches; the rarest comes first.
  std::vector<Choice> required = {};
  std::vector<Some> some = {};  // each stands in all that it matches; the rarest comes first
  // Every match begins in one of these ways; none where nothing is known, or there are too many.
  std::vector<Beginning> beginnings = {};
  std::optional<Characters> characters = std::nullopt;  // all that it matches is made of these
  Bytes first = {};  // what it may begin with, where it matches more than nothing
  bool may_be_empty = false;
  bool is_anchored = false;  // matches only at the head of the line
};

Part nothing();
Part anything();
// Not empty.
Part text_part(std::string_view text);
// One of the texts, characters of this set.
Part texts_part(Texts texts, const Characters& characters);
Part one_character(const Characters& characters);

// What is worth keeping of a part.
struct PartLimits {
  size_t shortest;       // bytes of a required text
  size_t most_of_class;  // characters that a class may have to be a choice of texts
  size_t most_exact;     // texts that a part may stand for before only what it requires is kept
  // Whether all texts are as in a line's sketch, see line_sketch.h, where any digits are one '0'.
  bool digits_are_alike = false;
};

// What a part is when it is repeated: never more than once, or any number of times.
enum class Most { one, many };
void repeat(Part& part, bool may_miss, Most most, const PartLimits& limits);

// Alternatives.
Part one_of(std::vector<Part> parts, const PartLimits& limits);

// Parts one behind the other.
class Sequence {
 public:
  explicit Sequence(const PartLimits& limits) : limits_(limits) {}

  void add(const Part& part);
  Part part();

 private:
  std::string put_together(const std::string& head, const std::string& tail) const;
  void add(const std::vector<Choice>& required);
  void close_run();

  const PartLimits& limits_;
  Part part_ = nothing();
  Texts run_ = {""};  // what the parts match since the last that was not exact
  bool is_exact_ = true;
};

// Sorts the texts, and leaves each once.
void drop_doubles(Texts& texts);

// How often one of the texts is likely to come up.
double commonness(const Texts& texts);

// Whether a text is one character beyond ASCII that is of no word: as few lines have it as have a long text.
bool is_one_sign(std::string_view text);

// What a part requires, the rarest first: texts long enough to be looked for, or one sign.
std::vector<Choice> required_of(const Part& part, const PartLimits& limits);

}  // namespace dechaff
