#include "rule/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "rule/plain_pattern.h"
#include "rule/prefilter/required.h"

namespace dechaff {
namespace {

// A pattern may take this much compiled; what needs more is refused.
constexpr int64_t kPatternMemory = 2 << 20;
// RE2 walks a program as an automaton only where it may remember twenty states of it, each as large as the
// program, and twice as much for two directions; else it takes a way that is a hundred times as slow. States
// are far smaller than that in truth, so this bounds what is hardly ever reached.
constexpr int64_t kInstructionBytes = 2000;
constexpr int kLargeProgram = 1000;  // instructions

// Counted repetitions may add this many characters and classes, and so many classes may name Unicode
// properties. RE2 refuses what is far larger by itself, but needs half a second to.
constexpr size_t kMostCopies = 16000;
constexpr size_t kMostOptions = 2500;
constexpr size_t kMostProperties = 60;
constexpr const char* kSmaller = "use smaller repetitions or fewer \\p classes";

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

// A class, an escape or a single byte of a pattern.
struct Piece {
  size_t end;
  bool has_property;  // whether it names a Unicode property
};

Piece piece_at(std::string_view pattern, size_t begin) {
  size_t end = begin + 1;
  bool has_property = false;
  if (pattern[begin] == '[') {
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
  } else if (pattern[begin] == '\\') {
    end = std::min(begin + 2, pattern.size());
    has_property = end == begin + 2 && (pattern[begin + 1] == 'p' || pattern[begin + 1] == 'P');
    bool braced = has_property && pattern.substr(end).starts_with('{');
    if (has_property) end = braced ? std::min(pattern.find('}', end), pattern.size() - 1) + 1 : end + 1;
  }
  return {std::min(end, pattern.size()), has_property};
}

// A repetition `{2,30}` or `?`: how often what is before it must and may come, and where it ends.
struct Repetition {
  size_t least, most;
  size_t end;
};

std::optional<Repetition> repetition_at(std::string_view pattern, size_t begin) {
  if (pattern[begin] == '?') return Repetition{0, 1, begin + 1};
  if (pattern[begin] != '{') return std::nullopt;
  size_t close = pattern.find('}', begin);
  if (close == pattern.npos) return std::nullopt;
  std::vector<size_t> numbers = {0};
  for (char c : pattern.substr(begin + 1, close - begin - 1)) {
    if (c == ',') {
      numbers.push_back(0);
    } else if (c >= '0' && c <= '9') {
      numbers.back() = std::min<size_t>(10 * numbers.back() + static_cast<size_t>(c - '0'), 100000);
    } else {
      return std::nullopt;
    }
  }
  size_t least = numbers.front();
  return Repetition{least, std::max(least, numbers.back()), close + 1};
}

// What makes a pattern slow to compile, found without compiling it. No exact numbers beyond the limits.
struct Costs {
  size_t copies = 0;      // characters and classes that counted repetitions add
  size_t options = 0;     // copies that may be left out, where a match has to try both ways
  size_t properties = 0;  // classes of Unicode properties
};

Costs costs_of(std::string_view pattern) {
  struct Size {
    size_t pieces = 0, options = 0;
  };
  Costs costs;
  size_t pieces = 0;
  std::vector<Size> sums(1);  // of the groups that are open, with their copies
  Size last;                  // of what a repetition would repeat
  auto add = [&](size_t more_pieces, size_t more_options) {
    sums.back().pieces += more_pieces;
    sums.back().options += more_options;
    costs.copies = std::max(costs.copies, sums.back().pieces - std::min(pieces, sums.back().pieces));
    costs.options = std::max(costs.options, sums.back().options);
  };
  for (size_t i = 0; i < pattern.size() && costs.copies <= kMostCopies && costs.options <= kMostOptions;) {
    Piece piece = piece_at(pattern, i);
    std::optional<Repetition> repetition = repetition_at(pattern, i);
    bool opens = pattern[i] == '(';
    if (repetition) {
      size_t times = std::max<size_t>(1, repetition->most);
      size_t options = last.options * times + (repetition->most - repetition->least);
      add(last.pieces * (times - 1), options - last.options);
      last = {last.pieces * times, options};
    } else if (pattern[i] == ')' && sums.size() > 1) {
      last = sums.back();
      sums.pop_back();
      add(last.pieces, last.options);
    } else if (opens) {
      sums.push_back({});
      last = {};
    } else if (std::string_view("*+|^$").find(pattern[i]) == std::string_view::npos) {
      last = {1, 0};
      ++pieces;
      add(1, 0);
      costs.properties += piece.has_property;
    }
    i = repetition ? repetition->end : piece.end;
    if (opens && i < pattern.size() && pattern[i] == '?') ++i;
  }
  return costs;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(std::string_view text) {
    re.emplace(piece(text), options(kPatternMemory));
    int64_t memory = kPatternMemory + kInstructionBytes * re->ProgramSize();
    if (re->ProgramSize() > kLargeProgram) re.emplace(piece(text), options(memory));
    auto groups = re->NamedCapturingGroups();
    if (auto cut = groups.find("cut"); cut != groups.end()) cut_group = cut->second;
  }
  std::optional<RE2> re;
  int cut_group = 0;
};

Pattern::Form::Form(std::string_view t) : text(t) {}
Pattern::Form::~Form() = default;

const Pattern::Compiled& Pattern::Form::compiled() const {
  std::call_once(once, [this] { program = std::make_unique<Compiled>(text); });
  return *program;
}

bool Pattern::found_in(std::string_view line, bool is_common) const {
  // Where both forms are the same text, one program is enough.
  bool use_common = is_common && common_.text != any_.text;
  const RE2& re = *(use_common ? common_ : any_).compiled().re;
  return re.ok() && re.Match(piece(line), 0, line.size(), RE2::UNANCHORED, nullptr, 0);
}

std::vector<Range> Pattern::find_all(std::string_view line) const {
  std::vector<Range> found;
  const Compiled& c = any_.compiled();
  if (!c.re->ok()) return found;
  std::vector<re2::StringPiece> groups(c.cut_group + 1);
  for (size_t from = 0; from <= line.size();) {
    if (!c.re->Match(piece(line), from, line.size(), RE2::UNANCHORED, groups.data(), groups.size())) break;
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

std::optional<PatternError> pattern_error(const std::string& text) {
  if (is_plain_pattern(text)) return std::nullopt;
  if (text.size() > kMostPatternBytes) {
    return PatternError{fmt::format("it has more than {} bytes", kMostPatternBytes), "",
                        "split it, or write phrases"};
  }
  Costs costs = costs_of(text);
  if (costs.copies > kMostCopies) {
    return PatternError{fmt::format("its repetitions stand for more than {} characters", kMostCopies), "",
                        kSmaller};
  }
  if (costs.options > kMostOptions) {
    return PatternError{fmt::format("its repetitions leave more than {} things open", kMostOptions), "",
                        "use smaller repetitions, or * for what may come often"};
  }
  if (costs.properties > kMostProperties) {
    return PatternError{fmt::format("it has more than {} \\p classes", kMostProperties), "",
                        "write one class instead of several"};
  }
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (text[i + 1] == 'C') return PatternError{"matches a part of a character", "\\C", ""};
    ++i;
  }
  RE2 re(text, options(kPatternMemory));
  if (re.ok()) return std::nullopt;
  std::string message = re.error();
  std::string part = re.error_arg();
  // RE2 repeats the part behind the message; the caret shows it better.
  std::string tail = ": " + part;
  if (!part.empty() && message.ends_with(tail)) message.resize(message.size() - tail.size());
  std::string advice;
  if (re.error_code() == RE2::ErrorPatternTooLarge) advice = kSmaller;
  if (message == "invalid perl operator") advice = "RE2 has no look-around: write it as `unless`";
  return PatternError{message, part, advice};
}

PatternFacts pattern_facts(const std::string& text) {
  PatternFacts facts;
  RE2 re(text, options(kPatternMemory));
  if (!re.ok()) return facts;
  facts.program_size = re.ProgramSize();
  facts.is_selective = is_selective(text);
  return facts;
}

}  // namespace dechaff
