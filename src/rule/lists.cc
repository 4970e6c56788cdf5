#include "rule/lists.h"

#include <fmt/format.h>

#include "rule/pattern.h"

namespace dechaff {
namespace {

constexpr size_t kMostPhrases = 2000;

// Pieces for patterns only. RE2's \b and \w know ASCII; these know every script.
constexpr std::pair<std::string_view, std::string_view> kPieces[] = {
    {"edge", R"((?:^|$|[^\p{L}\p{M}\p{N}]))"},
    {"word", R"([\p{L}\p{M}\p{N}])"},
};

struct Reference {
  size_t begin, end;  // of `{name}` with its braces
  std::string_view name;
};

bool is_name(std::string_view text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == text.npos;
}

// The next `{name}` at or after `from`. A repetition such as {2,3} and a class such as \p{l} are none.
std::optional<Reference> next_reference(std::string_view text, size_t from) {
  for (size_t open = text.find('{', from); open != text.npos; open = text.find('{', open + 1)) {
    size_t close = text.find('}', open);
    if (close == text.npos) break;
    std::string_view before = text.substr(0, open);
    if (before.ends_with("\\p") || before.ends_with("\\P") || before.ends_with("\\x") ||
        before.ends_with("\\"))
      continue;
    std::string_view name = text.substr(open + 1, close - open - 1);
    if (is_name(name)) return Reference{open, close + 1, name};
  }
  return std::nullopt;
}

void unknown_name(const Reference& reference, const Located& where, const Lists& lists,
                  std::vector<Fault>& faults) {
  std::vector<std::string_view> names;
  for (auto& [name, words] : lists) names.push_back(name);
  for (auto& [name, piece] : kPieces) names.push_back(name);
  std::string advice = did_you_mean(reference.name, names);
  if (advice.empty()) advice = "add it to `[lists]` of this file or to rules/lists.toml";
  faults.push_back({where.source, where.place(reference.begin),
                    static_cast<int>(reference.end - reference.begin),
                    fmt::format("there is no list `{}`", reference.name), advice});
}

// A word of a list as a pattern that matches just it.
std::string quoted(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::vector<Located> expand_phrase(const Located& phrase, const Lists& lists, std::vector<Fault>& faults) {
  auto too_long = [&] {
    faults.push_back({phrase.source, phrase.at, 1,
                      fmt::format("this phrase has more than {} bytes", kMostPhraseBytes),
                      "a few words that stand at its begin are enough"});
    return std::vector<Located>();
  };
  if (phrase.text.size() > kMostPhraseBytes) return too_long();
  std::vector<std::string> heads = {""};
  size_t from = 0;
  while (auto reference = next_reference(phrase.text, from)) {
    auto list = lists.find(reference->name);
    if (list == lists.end()) {
      unknown_name(*reference, phrase, lists, faults);
      return {};
    }
    std::string between = phrase.text.substr(from, reference->begin - from);
    std::vector<std::string> longer;
    if (heads.size() * list->second.size() > kMostPhrases) {
      faults.push_back({phrase.source, phrase.at, 1,
                        fmt::format("this phrase stands for over {} phrases", kMostPhrases),
                        "write a pattern"});
      return {};
    }
    for (const std::string& head : heads) {
      for (const std::string& word : list->second) {
        if (head.size() + between.size() + word.size() > kMostPhraseBytes) return too_long();
        longer.push_back(head + between + word);
      }
    }
    heads = std::move(longer);
    from = reference->end;
  }
  std::vector<Located> phrases;
  for (const std::string& head : heads)
    phrases.push_back({head + phrase.text.substr(from), phrase.at, phrase.source});
  return phrases;
}

PatternText expand_pattern(const Located& pattern, const Lists& lists, std::vector<Fault>& faults) {
  std::string expanded;
  size_t from = 0;
  while (auto reference = next_reference(pattern.text, from)) {
    if (expanded.size() > kMostPatternBytes) break;
    expanded += pattern.text.substr(from, reference->begin - from);
    from = reference->end;
    bool is_piece = false;
    for (auto& [name, piece] : kPieces) {
      if (name != reference->name) continue;
      expanded += piece;
      is_piece = true;
    }
    if (is_piece) continue;
    auto list = lists.find(reference->name);
    if (list == lists.end()) {
      unknown_name(*reference, pattern, lists, faults);
      continue;
    }
    expanded += "(?:";
    for (const std::string& word : list->second) {
      if (&word != &list->second.front()) expanded += '|';
      expanded += quoted(word);
      if (expanded.size() > kMostPatternBytes) break;
    }
    expanded += ')';
  }
  return {pattern, expanded + pattern.text.substr(from)};
}

}  // namespace dechaff
