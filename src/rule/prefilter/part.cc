#include "rule/prefilter/part.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kMostRequired = 4000;
constexpr size_t kMostSome = 3;
constexpr size_t kMostChoices = 4;
constexpr size_t kMostBeginnings = 1000;
constexpr size_t kLongBeginning = 24;  // bytes; what follows is not looked at

void keep_rarest(std::vector<Some>& some) {
  std::stable_sort(some.begin(), some.end(),
                   [](const Some& a, const Some& b) { return a.common < b.common; });
  auto last =
      std::unique(some.begin(), some.end(), [](const Some& a, const Some& b) { return a.set == b.set; });
  some.erase(last, some.end());
  if (some.size() > kMostSome) some.erase(some.begin() + kMostSome, some.end());
}

void keep_rarest(std::vector<Choice>& choices) {
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.common < b.common; });
  if (choices.size() > kMostChoices) choices.erase(choices.begin() + kMostChoices, choices.end());
}

Choice choice_of(Texts texts) {
  double common = commonness(texts);
  return {std::move(texts), common};
}

// Of a text that is not empty.
CharacterSet rarest_character(std::string_view text) {
  CharacterSet rarest;
  double least = 2;
  for (size_t i = 0; i < text.size();) {
    size_t size = decode(text.substr(i)).size;
    CharacterSet set = the_character(text.substr(i, size)).set();
    if (double common = commonness(set); common < least) {
      rarest = std::move(set);
      least = common;
    }
    i += size;
  }
  return rarest;
}

bool is_empty(const Characters& set) {
  return set.may.none();
}

// How a match goes on that begins with the whole of `first`.
Beginning joined(const Beginning& first, const Beginning& next) {
  Beginning both = first;
  if (first.text.empty()) {
    both.skipped.add(next.skipped);
    both.text = next.text;
    both.is_whole = next.is_whole;
  } else if (first.text.size() < kLongBeginning && is_empty(next.skipped)) {
    both.text += next.text;
    both.is_whole = next.is_whole;
  } else {
    both.is_whole = false;
  }
  return both;
}

void drop_doubles(std::vector<Beginning>& beginnings) {
  auto order = [](const Beginning& a, const Beginning& b) {
    return std::tuple(std::string_view(a.text), a.is_whole, a.skipped.may.count()) <
           std::tuple(std::string_view(b.text), b.is_whole, b.skipped.may.count());
  };
  auto are_same = [](const Beginning& a, const Beginning& b) {
    return a.text == b.text && a.is_whole == b.is_whole && a.skipped.may == b.skipped.may &&
           a.skipped.old_letters == b.skipped.old_letters;
  };
  std::stable_sort(beginnings.begin(), beginnings.end(), order);
  beginnings.erase(std::unique(beginnings.begin(), beginnings.end(), are_same), beginnings.end());
}

// How two parts begin, one behind the other.
std::vector<Beginning> joined(const std::vector<Beginning>& first, const std::vector<Beginning>& next) {
  std::vector<Beginning> both;
  size_t open = 0;
  for (const Beginning& b : first) open += b.is_whole;
  bool is_too_much = first.size() + open * next.size() > kMostBeginnings;
  for (const Beginning& b : first) {
    if (b.is_whole && b.text.empty() && next.empty()) return {};
    bool goes_on = b.is_whole && !next.empty() && (b.text.empty() || !is_too_much);
    if (!goes_on) {
      both.push_back(b);
      both.back().is_whole = false;
    } else {
      for (const Beginning& n : next) both.push_back(joined(b, n));
    }
  }
  drop_doubles(both);
  if (both.size() > kMostBeginnings) both.clear();
  return both;
}

}  // namespace

void drop_doubles(Texts& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

double commonness(const Texts& texts) {
  double sum = 0;
  for (const std::string& text : texts)
    sum += std::pow(0.15, std::min<double>(static_cast<double>(text.size()), 9));
  return sum;
}

bool is_one_sign(std::string_view text) {
  if (text.empty()) return false;
  CodePoint c = decode(text);
  return c.value >= 0x80 && c.size == text.size() && !is_word(char_flags(c.value));
}

Part nothing() {
  return {
      .exact = Texts{""}, .beginnings = {Beginning()}, .characters = no_characters(), .may_be_empty = true};
}

Part anything() {
  return {.first = Bytes().set(), .may_be_empty = true};
}

Part text_part(std::string_view text) {
  std::string folded = fold_case(text);
  Characters characters = no_characters();
  for (size_t i = 0; i < text.size(); i += decode(text.substr(i)).size)
    characters.add(the_character(text.substr(i, decode(text.substr(i)).size)));
  return {.exact = Texts{folded},
          .some = {Some(rarest_character(folded))},
          .beginnings = {{.text = folded}},
          .characters = characters,
          .first = first_byte(folded)};
}

Part texts_part(Texts texts, const Characters& characters) {
  Part part = one_character(characters);
  part.beginnings.clear();
  for (const std::string& text : texts) part.beginnings.push_back({.text = text});
  part.exact = std::move(texts);
  return part;
}

Part one_character(const Characters& characters) {
  return {.exact = characters.are_spaces ? std::optional(Texts{" "}) : std::nullopt,
          .some = {Some(characters.set())},
          .beginnings = {{.skipped = characters}},
          .characters = characters,
          .first = characters.may};
}

std::vector<Choice> required_of(const Part& part, const PartLimits& limits) {
  if (!part.exact) return part.required;
  auto is_long = [&](const std::string& text) { return text.size() >= limits.shortest || is_one_sign(text); };
  if (part.exact->empty() || !std::all_of(part.exact->begin(), part.exact->end(), is_long)) return {};
  return {choice_of(*part.exact)};
}

void repeat(Part& part, bool may_miss, Most most, const PartLimits& limits) {
  bool are_spaces = part.exact && part.characters && part.characters->are_spaces;
  if (are_spaces) part.exact = Texts{" "};
  bool are_digits = limits.digits_are_alike && part.exact == Texts{"0"};
  if (part.exact && (most == Most::one || are_spaces || are_digits)) {
    if (may_miss) part.exact->push_back("");
  } else {
    part.required = may_miss ? std::vector<Choice>() : required_of(part, limits);
    part.exact.reset();
  }
  if (most == Most::many && part.characters) {
    part.beginnings = {{.skipped = *part.characters}};
  } else if (!part.beginnings.empty()) {
    for (Beginning& b : part.beginnings) {
      if (most == Most::many && b.is_whole && b.text.empty()) {
        part.beginnings.clear();
        break;
      }
      b.is_whole &= most == Most::one;
    }
    if (may_miss && !part.beginnings.empty()) part.beginnings.push_back(Beginning());
  }
  if (may_miss) part.some.clear();
  part.may_be_empty |= may_miss;
  part.is_anchored = part.is_anchored && !may_miss;
}

Part one_of(std::vector<Part> parts, const PartLimits& limits) {
  if (parts.size() == 1) return std::move(parts[0]);
  Part all{.exact = Texts(), .characters = no_characters(), .is_anchored = true};
  size_t count = 0;
  bool are_exact = true, have_some = true, have_beginnings = true;
  CharacterSet some;
  for (const Part& part : parts) {
    have_some = have_some && !part.some.empty();
    if (have_some) some.add(part.some.front().set);
    all.first |= part.first;
    all.may_be_empty |= part.may_be_empty;
    all.is_anchored = all.is_anchored && part.is_anchored;
    have_beginnings = have_beginnings && !part.beginnings.empty();
    all.beginnings.insert(all.beginnings.end(), part.beginnings.begin(), part.beginnings.end());
    if (!part.characters) all.characters.reset();
    if (all.characters) all.characters->add(*part.characters);
    are_exact = are_exact && part.exact;
    if (are_exact) count += part.exact->size();
  }
  drop_doubles(all.beginnings);
  if (!have_beginnings || all.beginnings.size() > kMostBeginnings) all.beginnings.clear();
  are_exact = are_exact && count <= limits.most_exact;
  if (!are_exact) all.exact.reset();
  if (have_some) all.some = {Some(some)};
  if (are_exact) {
    for (Part& part : parts)
      std::move(part.exact->begin(), part.exact->end(), std::back_inserter(*all.exact));
    return all;
  }
  // The rarest choice of one alternative, or that of another; and so on with the next.
  std::vector<std::vector<Choice>> required;
  size_t most = kMostChoices;
  for (const Part& part : parts) {
    required.push_back(required_of(part, limits));
    most = std::min(most, required.back().size());
  }
  for (size_t i = 0; i < most; ++i) {
    Texts texts;
    for (std::vector<Choice>& of_part : required)
      std::move(of_part[i].texts.begin(), of_part[i].texts.end(), std::back_inserter(texts));
    if (texts.size() <= kMostRequired) all.required.push_back(choice_of(std::move(texts)));
  }
  keep_rarest(all.required);
  return all;
}

void Sequence::add(const Part& part) {
  part_.is_anchored |= part.is_anchored;
  if (part_.may_be_empty) {
    part_.first |= part.first;
    part_.may_be_empty = part.may_be_empty;
  }
  part_.some.insert(part_.some.end(), part.some.begin(), part.some.end());
  keep_rarest(part_.some);
  if (!part_.beginnings.empty()) part_.beginnings = joined(part_.beginnings, part.beginnings);
  if (!part.characters) part_.characters.reset();
  if (part_.characters) part_.characters->add(*part.characters);
  if (part.exact && run_.size() * part.exact->size() <= limits_.most_exact) {
    Texts longer;
    for (const std::string& head : run_)
      for (const std::string& tail : *part.exact) longer.push_back(put_together(head, tail));
    run_ = std::move(longer);
    drop_doubles(run_);
    return;
  }
  is_exact_ = false;
  close_run();
  if (part.exact) {
    run_ = *part.exact;
  } else {
    add(part.required);
  }
}

Part Sequence::part() {
  if (is_exact_) {
    part_.exact = run_;
  } else {
    part_.exact.reset();
    close_run();
  }
  return part_;
}

std::string Sequence::put_together(const std::string& head, const std::string& tail) const {
  bool is_one_number = limits_.digits_are_alike && head.ends_with('0') && tail.starts_with('0');
  return is_one_number ? head + tail.substr(1) : head + tail;
}

void Sequence::close_run() {
  add(required_of({.exact = run_}, limits_));
  run_ = {""};
}

void Sequence::add(const std::vector<Choice>& required) {
  part_.required.insert(part_.required.end(), required.begin(), required.end());
  keep_rarest(part_.required);
}

}  // namespace dechaff
