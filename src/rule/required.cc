// A recursive descent over alternatives, sequences and repeated atoms. Of each part it is known either which
// texts it matches, if they are few (exact), or which it requires among others; and what it may begin with.
#include "rule/required.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "rule/characters.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

using Texts = std::vector<std::string>;

// So many texts a part may stand for before only what it requires is kept.
constexpr size_t kMostExact = 64;
constexpr size_t kMostRequired = 2000;
constexpr size_t kMostOfClass = 8;  // characters
constexpr size_t kMostSome = 3;
constexpr double kFewLines = 0.021;  // ten digits or signs
constexpr int kMostDepth = 200;      // of groups

// How much a byte adds to the chance that a line has one of a set. Letters are alike: what counts is to tell
// signs from them. (Literals, which look for what is rare within texts, tell letters apart.)
double commonness(size_t byte) {
  if (byte == ' ') return 0.17;
  if (byte >= 0x80) return 0.01;
  bool is_usual = (byte >= 'a' && byte <= 'z') || byte == '.' || byte == ',';
  return is_usual ? 0.03 : 0.002;
}

double commonness(const Bytes& bytes) {
  double sum = 0;
  for (size_t byte = bytes._Find_first(); byte < bytes.size(); byte = bytes._Find_next(byte))
    sum += commonness(byte);
  return sum;
}

// A set of bytes of which one is required.
struct Some {
  explicit Some(const Bytes& set) : bytes(set), common(commonness(set)) {}
  Bytes bytes;
  double common;
};

// Keeps the rarest, which comes first.
void keep_rarest(std::vector<Some>& some) {
  std::stable_sort(some.begin(), some.end(),
                   [](const Some& a, const Some& b) { return a.common < b.common; });
  auto last =
      std::unique(some.begin(), some.end(), [](const Some& a, const Some& b) { return a.bytes == b.bytes; });
  some.erase(last, some.end());
  if (some.size() > kMostSome) some.erase(some.begin() + kMostSome, some.end());
}

struct Part {
  std::optional<Texts> exact = std::nullopt;  // all that it matches
  Texts required = {};          // else one of these stands in all that it matches; empty if nothing is known
  std::vector<Some> some = {};  // each stands in all that it matches
  Bytes first = {};             // what it may begin with, where it matches more than nothing
  bool may_be_empty = false;
  bool is_anchored = false;  // matches only at the head of the line
};

Part nothing() {
  return {.exact = Texts{""}, .may_be_empty = true};
}

Part anything() {
  return {.first = Bytes().set(), .may_be_empty = true};
}

Part one_character(Bytes first) {
  return {.some = {Some(first)}, .first = first};
}

Bytes rarest_byte(std::string_view text) {
  auto rarest = std::min_element(text.begin(), text.end(), [](char a, char b) {
    return commonness(static_cast<unsigned char>(a)) < commonness(static_cast<unsigned char>(b));
  });
  return Bytes().set(static_cast<unsigned char>(*rarest));
}

// `text` is not empty.
Part text_part(std::string_view text) {
  std::string folded = fold_case(text);
  return {.exact = Texts{folded}, .some = {Some(rarest_byte(folded))}, .first = first_byte(folded)};
}

// How often one of the texts is likely to come up.
double commonness(const Texts& texts) {
  double sum = 0;
  for (const std::string& text : texts)
    sum += std::pow(0.15, std::min<double>(static_cast<double>(text.size()), 9));
  return sum;
}

// The texts that a part requires, each long enough to be looked for.
Texts required_of(const Part& part, size_t shortest) {
  if (!part.exact) return part.required;
  bool are_long = std::all_of(part.exact->begin(), part.exact->end(),
                              [&](const std::string& text) { return text.size() >= shortest; });
  return are_long ? *part.exact : Texts();
}

void keep_rarer(Texts& best, Texts other) {
  if (other.empty()) return;
  if (best.empty() || commonness(other) < commonness(best)) best = std::move(other);
}

// The texts of alternatives.
Part one_of(std::vector<Part> parts, size_t shortest) {
  if (parts.size() == 1) return std::move(parts[0]);
  Part all{.exact = Texts(), .is_anchored = true};
  size_t count = 0;
  bool are_exact = true, are_required = true, have_some = true;
  Bytes some;
  for (const Part& part : parts) {
    have_some = have_some && !part.some.empty();
    if (have_some) some |= part.some.front().bytes;
    all.first |= part.first;
    all.may_be_empty |= part.may_be_empty;
    all.is_anchored = all.is_anchored && part.is_anchored;
    are_exact = are_exact && part.exact;
    if (are_exact) count += part.exact->size();
  }
  are_exact = are_exact && count <= kMostExact;
  if (!are_exact) all.exact.reset();
  if (have_some) all.some = {Some(some)};
  Texts& to = are_exact ? *all.exact : all.required;
  for (Part& part : parts) {
    Texts texts = are_exact ? *std::move(part.exact) : required_of(part, shortest);
    are_required = are_required && !texts.empty() && to.size() + texts.size() <= kMostRequired;
    if (are_required) std::move(texts.begin(), texts.end(), std::back_inserter(to));
  }
  if (!are_required) to.clear();
  return all;
}

// Parts one behind the other.
class Sequence {
 public:
  explicit Sequence(size_t shortest) : shortest_(shortest) {}

  void add(const Part& part) {
    part_.is_anchored |= part.is_anchored;
    if (part_.may_be_empty) {
      part_.first |= part.first;
      part_.may_be_empty = part.may_be_empty;
    }
    part_.some.insert(part_.some.end(), part.some.begin(), part.some.end());
    keep_rarest(part_.some);
    if (part.exact && run_.size() * part.exact->size() <= kMostExact) {
      Texts longer;
      for (const std::string& head : run_)
        for (const std::string& tail : *part.exact) longer.push_back(head + tail);
      run_ = std::move(longer);
      return;
    }
    is_exact_ = false;
    close_run();
    if (part.exact) {
      run_ = *part.exact;
    } else {
      keep_rarer(part_.required, part.required);
    }
  }

  Part part() {
    if (is_exact_) {
      part_.exact = run_;
    } else {
      close_run();
    }
    return part_;
  }

 private:
  void close_run() {
    keep_rarer(part_.required, required_of({.exact = run_}, shortest_));
    run_ = {""};
  }

  size_t shortest_;
  Part part_{.may_be_empty = true};
  Texts run_ = {""};  // what the parts match since the last that was not exact
  bool is_exact_ = true;
};

class Reader {
 public:
  Reader(std::string_view pattern, size_t shortest) : rest_(pattern), shortest_(shortest) {}

  Required read() {
    Part part = alternatives();
    Required required;
    required.first.set();
    if (gave_up_ || !rest_.empty()) return required;
    required.literals = required_of(part, shortest_);
    for (const Some& some : part.some) required.some.push_back(some.bytes);
    if (part.is_anchored && !part.may_be_empty) required.first = part.first;
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
    return one_of(std::move(parts), shortest_);
  }

  Part sequence() {
    auto ends = [&] { return rest_.empty() || rest_[0] == '|' || rest_[0] == ')'; };
    if (ends()) return nothing();
    Part first = repeated_atom();
    if (ends()) return first;
    Sequence sequence(shortest_);
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
    bool may_miss = true, is_once = false;
    if (take("?")) {
      is_once = true;
    } else if (take("+")) {
      may_miss = false;
    } else if (!take("*")) {
      std::optional<std::string_view> least = take_count();
      if (!least) return;
      may_miss = least->find_first_not_of('0') == least->npos;
    }
    take("?");  // as few as possible
    if (is_once && part.exact) {
      part.exact->push_back("");
    } else {
      part.required = may_miss ? Texts() : required_of(part, shortest_);
      part.exact.reset();
    }
    if (may_miss) part.some.clear();
    part.may_be_empty |= may_miss;
    part.is_anchored = part.is_anchored && !may_miss;
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
    if (take(".")) return one_character(Bytes().set());
    return text_part(take_plain());
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
    Characters all{};
    Texts texts;
    for (const Characters& m : members) {
      all.may |= m.may;
      all.sure |= m.sure;
      all.has_k_and_s |= m.has_k_and_s;
      if (m.one) texts.push_back(*m.one);
    }
    if (is_inverse) return one_character(all.inverse().may);
    if (texts.size() < members.size() || texts.size() > kMostOfClass) return one_character(all.may);
    return {.exact = texts, .some = {Some(all.may)}, .first = all.may};
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
      return repeats(rest_) ? anything() : text_part(quoted);
    }
    Characters set = escaped_characters();
    if (set.one) return text_part(*set.one);
    return one_character(set.may);
  }

  Part give_up() {
    rest_ = {};
    gave_up_ = true;
    return anything();
  }

  std::string_view rest_;
  size_t shortest_;
  int depth_ = 0;
  bool gave_up_ = false;
};

}  // namespace

Required required_by(std::string_view pattern, size_t shortest) {
  Required required = Reader(pattern, shortest).read();
  Texts& literals = required.literals;
  std::sort(literals.begin(), literals.end());
  literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
  return required;
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
