#include "rule/pattern.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "rule/literals.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// A pattern may take this much compiled; what needs more is refused. A set takes as much as its automaton
// grows to.
constexpr int64_t kPatternMemory = 4 << 20;

RE2::Options options(int64_t memory) {
  RE2::Options o;
  o.set_case_sensitive(false);
  o.set_log_errors(false);
  o.set_max_mem(memory);
  return o;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

// A pattern that matches at least where this one does, with every class of Unicode properties as any
// character. It has the same literals and compiles a hundred times as fast, so literals can be found without
// compiling what never comes up.
std::string loosened(std::string_view pattern) {
  constexpr std::string_view kAny = "(?s:.)";
  if (pattern.find("\\Q") != pattern.npos) return std::string(pattern);
  std::string out;
  for (size_t i = 0; i < pattern.size();) {
    size_t end = i + 1;
    bool has_property = false;
    if (pattern[i] == '[') {
      if (pattern.substr(end).starts_with('^')) ++end;
      if (pattern.substr(end).starts_with(']')) ++end;
      for (; end < pattern.size() && pattern[end] != ']'; ++end) {
        if (pattern.substr(end).starts_with("[:"))
          end = std::min(pattern.find(":]", end), pattern.size() - 2) + 1;
        if (pattern[end] != '\\') continue;
        ++end;
        bool is_property = end < pattern.size() && (pattern[end] == 'p' || pattern[end] == 'P');
        has_property |= is_property;
      }
      end = std::min(end + 1, pattern.size());
    } else if (pattern[i] == '\\') {
      end = std::min(i + 2, pattern.size());
      has_property = end == i + 2 && (pattern[i + 1] == 'p' || pattern[i + 1] == 'P');
      bool braced = has_property && pattern.substr(end).starts_with('{');
      if (has_property) end = braced ? std::min(pattern.find('}', end), pattern.size() - 1) + 1 : end + 1;
    }
    out += has_property ? kAny : pattern.substr(i, end - i);
    i = end;
  }
  return out;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(const std::string& text) : re(text, options(kPatternMemory)) {
    auto groups = re.NamedCapturingGroups();
    if (auto cut = groups.find("cut"); cut != groups.end()) cut_group = cut->second;
  }
  RE2 re;
  int cut_group = 0;
};

Pattern::Pattern(std::string text) : text_(std::move(text)) {}
Pattern::~Pattern() = default;

const Pattern::Compiled& Pattern::compiled() const {
  std::call_once(once_, [this] { compiled_ = std::make_unique<Compiled>(text_); });
  return *compiled_;
}

bool Pattern::found_in(std::string_view line) const {
  const RE2& re = compiled().re;
  return re.ok() && re.Match(piece(line), 0, line.size(), RE2::UNANCHORED, nullptr, 0);
}

std::vector<Range> Pattern::find_all(std::string_view line) const {
  std::vector<Range> found;
  const Compiled& c = compiled();
  if (!c.re.ok()) return found;
  std::vector<re2::StringPiece> groups(c.cut_group + 1);
  for (size_t from = 0; from <= line.size();) {
    if (!c.re.Match(piece(line), from, line.size(), RE2::UNANCHORED, groups.data(), groups.size())) break;
    const re2::StringPiece& whole = groups[0];
    const re2::StringPiece& cut = groups[c.cut_group];
    size_t end = whole.data() - line.data() + whole.size();
    if (!cut.empty()) {
      size_t begin = cut.data() - line.data();
      found.push_back({begin, begin + cut.size()});
    }
    from = whole.empty() ? end + 1 : end;
  }
  return found;
}

struct PatternSet::Filter {
  std::vector<std::unique_ptr<Pattern>> patterns;
  re2::FilteredRE2 shadows{static_cast<int>(Literals::kShortest)};  // what `loosened` makes of them
  std::optional<Literals> literals;
};

PatternSet::PatternSet() : filter_(std::make_unique<Filter>()) {}
PatternSet::~PatternSet() = default;

void PatternSet::add(const std::string& text) {
  int id = 0;
  if (filter_->shadows.Add(loosened(text), options(kPatternMemory), &id) != RE2::NoError) {
    filter_->shadows.Add(text, options(kPatternMemory), &id);
  }
  filter_->patterns.push_back(std::make_unique<Pattern>(text));
}

void PatternSet::compile() {
  if (filter_->patterns.empty()) return;
  std::vector<std::string> atoms;
  filter_->shadows.Compile(&atoms);
  filter_->literals.emplace(std::move(atoms));
}

void PatternSet::find(std::string_view line, const std::function<bool(size_t)>& wanted,
                      std::vector<size_t>& found) const {
  if (filter_->patterns.empty()) return;
  std::vector<int> literals, candidates;
  filter_->literals->find(fold_case(line), literals);
  filter_->shadows.AllPotentials(literals, &candidates);
  for (int id : candidates) {
    if (wanted(id) && filter_->patterns[id]->found_in(line)) found.push_back(id);
  }
}

std::optional<PatternError> pattern_error(const std::string& text) {
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (text[i + 1] == 'C') return PatternError{"matches a part of a character", "\\C"};
    ++i;
  }
  RE2 re(text, options(kPatternMemory));
  if (re.ok()) return std::nullopt;
  std::string message = re.error();
  std::string part = re.error_arg();
  // RE2 repeats the part behind the message; the caret shows it better.
  std::string tail = ": " + part;
  if (!part.empty() && message.ends_with(tail)) message.resize(message.size() - tail.size());
  return PatternError{message, part};
}

PatternFacts pattern_facts(const std::string& text) {
  PatternFacts facts;
  RE2 re(text, options(kPatternMemory));
  if (!re.ok()) return facts;
  facts.program_size = re.ProgramSize();
  re2::FilteredRE2 filter(2);
  int id = 0;
  filter.Add(text, options(kPatternMemory), &id);
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  // Spaces and punctuation stand in every line.
  facts.has_literal = std::any_of(atoms.begin(), atoms.end(), [](const std::string& atom) {
    return std::any_of(atom.begin(), atom.end(),
                       [](unsigned char c) { return c >= 0x80 || std::isalnum(c); });
  });
  return facts;
}

}  // namespace dechaff
