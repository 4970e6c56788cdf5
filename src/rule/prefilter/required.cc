// A recursive descent over alternatives, sequences and repeated atoms, of which parts are made (see part.h).
#include "rule/prefilter/required.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "rule/prefilter/line_sketch.h"
#include "rule/prefilter/part.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr double kRareTexts = 1e-5;
constexpr double kFewLines = 0.021;  // ten digits or signs
constexpr PartLimits kForSketches = {
    .shortest = 1, .most_of_class = 32, .most_exact = 100, .digits_are_alike = true};
constexpr int kMostDepth = 200;      // of groups
constexpr size_t kLongestHead = 16;  // bytes

Bytes ascii_letters() {
  Bytes bytes;
  for (char c = 'a'; c <= 'z'; ++c) bytes.set(static_cast<size_t>(c));
  return bytes;
}

// Where the text of a beginning stands, or nothing where that cannot be told.
std::optional<HeadPlace> place_of(const Beginning& beginning) {
  if (beginning.text.empty()) return std::nullopt;
  const Characters& skipped = beginning.skipped;
  if (skipped.may.none()) return HeadPlace::start;
  bool skips_letters = (skipped.may & ascii_letters()).any();
  bool skips_digits = (skipped.may & digits().may).any();
  char32_t c = decode(beginning.text).value;
  for (HeadPlace place : {HeadPlace::letter, HeadPlace::letter_or_digit, HeadPlace::ascii}) {
    bool counts_digits = place != HeadPlace::letter, counts_old = place != HeadPlace::ascii;
    if (!begins_head(place, c) || skips_letters || (counts_digits && skips_digits)) continue;
    if (counts_old && skipped.old_letters != Share::none) continue;
    return place;
  }
  return std::nullopt;
}

std::vector<Head> heads_of(const std::vector<Beginning>& beginnings) {
  std::vector<Head> heads;
  for (const Beginning& beginning : beginnings) {
    std::optional<HeadPlace> place = place_of(beginning);
    if (!place) return {};
    size_t size = std::min(beginning.text.size(), kLongestHead);
    heads.push_back({*place, beginning.text.substr(0, size)});
  }
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  return heads;
}

class Reader {
 public:
  Reader(std::string_view pattern, const PartLimits& limits) : rest_(pattern), limits_(limits) {}

  // What is known of the whole pattern; nothing where it cannot be read.
  std::optional<Part> whole() {
    Part part = alternatives();
    if (gave_up_ || !rest_.empty()) return std::nullopt;
    return part;
  }

  Required read() {
    Required required;
    required.first.set();
    std::optional<Part> whole_part = whole();
    if (!whole_part) return required;
    const Part& part = *whole_part;
    std::vector<Choice> choices = required_of(part, limits_);
    if (!choices.empty()) required.literals = std::move(choices.front().texts);
    for (const Some& some : part.some) required.some.push_back(some.set);
    if (part.is_anchored && !part.may_be_empty) required.first = part.first;
    if (part.is_anchored) required.heads = heads_of(part.beginnings);
    return required;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  // Up to `end`, which is passed over.
  std::string_view take_until(std::string_view end) {
    size_t at = rest_.find(end);
    if (at == rest_.npos) {
      give_up();
      return {};
    }
    std::string_view taken = rest_.substr(0, at);
    rest_.remove_prefix(at + end.size());
    return taken;
  }

  // Whether what comes next says how often what came before may stand.
  static bool repeats(std::string_view rest) {
    return !rest.empty() && std::string_view("*+?{").find(rest[0]) != std::string_view::npos;
  }

  // Characters that stand for themselves, as many as there are, but the last alone where it is repeated.
  std::string_view take_plain() {
    size_t size = std::min(rest_.find_first_of("\\.+*?()|[]{}^$"), rest_.size());
    if (repeats(rest_.substr(size))) size -= size == 0 ? 0 : decode_last(rest_.substr(0, size)).size;
    if (size == 0) return take_character();
    std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view take_character() {
    if (rest_.empty()) {
      give_up();
      return " ";
    }
    size_t size = decode(rest_).size;
    std::string_view character = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return character;
  }

  Part alternatives() {
    if (++depth_ > kMostDepth) return give_up();
    std::vector<Part> parts;
    do {
      parts.push_back(sequence());
    } while (take("|"));
    --depth_;
    return one_of(std::move(parts), limits_);
  }

  Part sequence() {
    auto ends = [&] { return rest_.empty() || rest_[0] == '|' || rest_[0] == ')'; };
    if (ends()) return nothing();
    Part first = repeated_atom();
    if (ends()) return first;
    Sequence sequence(limits_);
    sequence.add(first);
    while (!ends()) sequence.add(repeated_atom());
    return sequence.part();
  }

  Part repeated_atom() {
    Part part = atom();
    repeat(part);
    return part;
  }

  // Reads a repetition, if there is one, and makes of the part what it is when repeated.
  void repeat(Part& part) {
    bool may_miss = true;
    Most most = Most::many;
    if (take("?")) {
      most = Most::one;
    } else if (take("+")) {
      may_miss = false;
    } else if (!take("*")) {
      std::optional<std::string_view> least = take_count();
      if (!least) return;
      may_miss = least->find_first_not_of('0') == least->npos;
    }
    take("?");  // as few as possible
    dechaff::repeat(part, may_miss, most, limits_);
  }

  // Of `{2}`, `{2,}` or `{2,5}` the first number.
  std::optional<std::string_view> take_count() {
    size_t close = rest_.find('}');
    if (!rest_.starts_with('{') || close == rest_.npos) return std::nullopt;
    std::string_view inside = rest_.substr(1, close - 1);
    std::string_view least = inside.substr(0, inside.find(','));
    bool is_count = !least.empty() && inside.find_first_not_of("0123456789,") == inside.npos;
    if (!is_count) return std::nullopt;
    rest_.remove_prefix(close + 1);
    return least;
  }

  Part atom() {
    if (take("(")) return group();
    if (take("[")) return character_class();
    if (take("\\")) return escape();
    if (take("$")) return nothing();
    if (take("^")) return head();
    if (take(".")) return one_character(any_character());
    return plain(take_plain());
  }

  static Part head() {
    Part part = nothing();
    part.is_anchored = true;
    return part;
  }

  Part group() {
    if (take("?")) {
      size_t end = rest_.find_first_of(":>)");
      if (end == rest_.npos) return give_up();
      // With the flag `m` a head is the head of any line, but there is only one.
      bool only_flags = rest_[end] == ')';
      rest_.remove_prefix(end + 1);
      if (only_flags) return nothing();
    }
    Part part = alternatives();
    return take(")") ? part : give_up();
  }

  Part character_class() {
    bool is_inverse = take("^");
    std::vector<Characters> members;
    for (bool is_first = true; is_first || !rest_.starts_with(']'); is_first = false) {
      if (rest_.empty()) return give_up();
      members.push_back(member());
    }
    take("]");
    Characters all = no_characters();
    Texts texts;
    for (const Characters& m : members) {
      all.add(m);
      if (m.one) texts.push_back(*m.one);
    }
    if (is_inverse) return one_character(all.inverse());
    if (texts.size() < members.size() || texts.size() > limits_.most_of_class) return class_of(all);
    return texts_part(alike(std::move(texts)), all);
  }

  // A class as a choice of texts, where it has only few characters of ASCII.
  Part class_of(const Characters& all) const {
    bool is_ascii = all.others && all.others->empty() && !all.are_spaces;
    Bytes folded = all.set().ascii;
    if (!is_ascii) return one_character(all);
    Texts texts;
    for (size_t c = folded._Find_first(); c < folded.size(); c = folded._Find_next(c))
      texts.emplace_back(1, static_cast<char>(c));
    texts = alike(std::move(texts));
    if (texts.size() > limits_.most_of_class) return one_character(all);
    return texts_part(std::move(texts), all);
  }

  // Texts as they are in a sketch, where that is what is asked for.
  Texts alike(Texts texts) const {
    if (!limits_.digits_are_alike) return texts;
    for (std::string& text : texts) text = with_digits_alike(text);
    drop_doubles(texts);
    return texts;
  }

  Part plain(std::string_view text) const {
    Part part = text_part(text);
    part.exact = alike(std::move(*part.exact));
    return part;
  }

  // A character, a range of them, or an escape, of a class.
  Characters member() {
    if (take("[:")) {
      take_until(":]");
      return any_character();
    }
    Characters from = take("\\") ? escaped_characters() : the_character(take_character());
    if (!rest_.starts_with('-') || rest_.starts_with("-]")) return from;
    take("-");
    Characters to = take("\\") ? escaped_characters() : the_character(take_character());
    if (!from.one || !to.one) return any_character();
    return range(from, to);
  }

  // What stands behind a backslash, where it stands for one character of some.
  Characters escaped_characters() {
    std::string_view character = take_character();
    switch (character[0]) {
      case 'd':
        return digits();
      case 'D':
        return digits().inverse();
      case 'w':
        return word_signs();
      case 'W':
        return word_signs().inverse();
      case 's':
        return white_space();
      case 'p':
      case 'P': {
        std::string_view name = take("{") ? take_until("}") : take_character();
        bool is_inverse = character[0] == 'P';
        if (name.starts_with('^')) {
          name.remove_prefix(1);
          is_inverse = !is_inverse;
        }
        Characters set = with_property(name);
        return is_inverse ? set.inverse() : set;
      }
      case 'x':
        return coded_character();
    }
    if (std::isalnum(static_cast<unsigned char>(character[0]))) return any_character();
    return the_character(character);
  }

  // \x41 or \x{41}
  Characters coded_character() {
    std::string_view digits;
    if (take("{")) {
      digits = take_until("}");
    } else {
      digits = rest_.substr(0, 2);
      rest_.remove_prefix(digits.size());
    }
    unsigned long code = std::strtoul(std::string(digits).c_str(), nullptr, 16);
    if (code >= 0x80) return beyond_ascii();
    return the_character(std::string(1, static_cast<char>(code)));
  }

  Part escape() {
    if (take("A")) return head();
    for (std::string_view edge : {"b", "B", "z"}) {
      if (take(edge)) return nothing();
    }
    if (take("Q")) {
      std::string_view quoted = rest_.substr(0, rest_.find("\\E"));
      rest_.remove_prefix(quoted.size());
      take("\\E");
      if (quoted.empty()) return nothing();
      // A repetition repeats the last character only.
      return repeats(rest_) ? anything() : plain(quoted);
    }
    Characters set = escaped_characters();
    if (set.one) return plain(*set.one);
    return class_of(set);
  }

  Part give_up() {
    rest_ = {};
    gave_up_ = true;
    return anything();
  }

  std::string_view rest_;
  const PartLimits limits_;
  int depth_ = 0;
  bool gave_up_ = false;
};

// Drops texts that are others with a space before or behind. They are sorted.
void drop_spaced(Texts& texts) {
  const Texts all = texts;
  auto has = [&](std::string_view text) { return std::binary_search(all.begin(), all.end(), text); };
  std::erase_if(texts, [&](std::string_view text) {
    return (text.starts_with(' ') && has(text.substr(1))) ||
           (text.ends_with(' ') && has(text.substr(0, text.size() - 1)));
  });
}

}  // namespace

bool begins_head(HeadPlace place, char32_t c) {
  bool is_letter = c >= 'a' && c <= 'z', is_digit = c >= '0' && c <= '9';
  switch (place) {
    case HeadPlace::start:
      return true;
    case HeadPlace::ascii:
      return is_letter || is_digit;
    case HeadPlace::letter:
      return is_letter || is_old_letter(c);
    case HeadPlace::letter_or_digit:
      return is_letter || is_digit || is_old_letter(c);
  }
  return false;
}

Required required_by(std::string_view pattern, size_t shortest) {
  Required required = Reader(pattern, {shortest, 8, 64}).read();
  // Where that finds little, what takes longer may find more.
  bool finds_much = !required.literals.empty() && commonness(required.literals) < kRareTexts;
  if (!finds_much && required.heads.empty()) {
    Required more = Reader(pattern, {shortest, 10, 200}).read();
    bool is_rarer = required.literals.empty() || commonness(more.literals) < commonness(required.literals);
    if (!more.literals.empty() && is_rarer) required = std::move(more);
  }
  Texts& literals = required.literals;
  drop_doubles(literals);
  drop_spaced(literals);
  return required;
}

std::vector<Texts> choices_of(std::string_view pattern) {
  std::optional<Part> part = Reader(pattern, kForSketches).whole();
  std::vector<Texts> choices;
  if (!part) return choices;
  for (Choice& choice : required_of(*part, kForSketches)) choices.push_back(std::move(choice.texts));
  return choices;
}

bool is_selective(std::string_view pattern) {
  Required required = required_by(pattern, 2);
  // Spaces and punctuation stand in every line.
  auto is_telling = [](const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char c) { return c >= 0x80 || std::isalnum(c); });
  };
  const Texts& literals = required.literals;
  if (!literals.empty() && std::all_of(literals.begin(), literals.end(), is_telling)) return true;
  return !required.some.empty() && commonness(required.some.front()) <= kFewLines;
}

}  // namespace dechaff
