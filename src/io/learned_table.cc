#include "io/learned_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "io/json_row.h"
#include "io/json_string.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr std::string_view kName = "dechaff learned lines, format ";
constexpr std::string_view kFormat = "1";
constexpr std::string_view kSite = "site ";
constexpr std::string_view kEnd = "end";
constexpr size_t kKeyDigits = 16;

// What is wrong, and the first byte of the text that is.
struct Wrong {
  size_t offset;
  std::string message;
  std::string advice = {};
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  // Null when all is well, and sites() are those of the text.
  std::optional<Wrong> parse() {
    if (auto wrong = header()) return wrong;
    while (next()) {
      if (line_ == kEnd) {
        return rest_ == text_.size() ? std::nullopt : std::optional(Wrong{rest_, "nothing may follow `end`"});
      }
      auto wrong = line_.starts_with(kSite) ? site() : entry();
      if (wrong) return wrong;
    }
    return Wrong{begin_, "the table breaks off before its `end`", "copy it anew, or learn it again"};
  }

  LearnedLines::Sites& sites() { return sites_; }

 private:
  // The next whole line; a last one without a line feed is none.
  bool next() {
    begin_ = rest_;
    size_t end = text_.find('\n', begin_);
    if (end == text_.npos) return false;
    line_ = text_.substr(begin_, end - begin_);
    rest_ = end + 1;
    return true;
  }

  std::optional<Wrong> header() {
    bool is_table = next() && line_.starts_with(kName);
    if (!is_table) return Wrong{0, "not a table of learned lines", "`dechaff learn` makes one"};
    std::string_view format = line_.substr(kName.size());
    if (format == kFormat) return std::nullopt;
    return Wrong{kName.size(),
                 fmt::format("a table of format {}; this dechaff reads format {}", format, kFormat),
                 "learn it again with this version"};
  }

  std::optional<Wrong> site() {
    size_t at = begin_ + kSite.size();
    std::string_view token = line_.substr(kSite.size());
    std::string object = fmt::format("{{\"site\":{}}}", token);
    auto parsed = json_fields(object);
    auto* fields = std::get_if<std::vector<JsonField>>(&parsed);
    bool is_string = fields && fields->size() == 1 && fields->front().value == token && token.size() > 2 &&
                     fields->front().is_string();
    if (!is_string) return Wrong{at, "a site is written as a string of JSON"};
    std::string name = text_of_json_string(token);
    if (json_string(name) != token) return Wrong{at, fmt::format("write this site {}", json_string(name))};
    if (!sites_.empty() && name <= sites_.rbegin()->first) return Wrong{at, "sites have to ascend"};
    current_ = &sites_[name];
    return std::nullopt;
  }

  std::optional<Wrong> entry() {
    std::vector<uint64_t> keys;
    for (size_t at = 0;;) {
      if (!read_key(line_.substr(at, kKeyDigits), keys.emplace_back()))
        return Wrong{begin_ + at, "here a key of 16 hexadecimal digits is missing"};
      if (keys.size() > 2 && keys.back() <= keys[keys.size() - 2])
        return Wrong{begin_ + at, "the stories of a line have to ascend"};
      at += kKeyDigits;
      if (at == line_.size()) break;
      if (line_[at] != ' ') return Wrong{begin_ + at, "between keys there is one space"};
      ++at;
    }
    if (!current_) return Wrong{begin_, "a line without a site above it"};
    if (keys.size() < 2) return Wrong{begin_, "a line without stories"};
    if (keys.size() > 1 + kMostStories)
      return Wrong{begin_, fmt::format("a line with more than {} stories", kMostStories)};
    if (current_->size() && keys[0] <= current_->line(current_->size() - 1))
      return Wrong{begin_, "the lines of a site have to ascend"};
    current_->add(keys[0], std::span(keys).subspan(1));
    return std::nullopt;
  }

  // As to_text writes it: digits and small letters only.
  static bool read_key(std::string_view digits, uint64_t& key) {
    if (digits.size() != kKeyDigits || digits.find_first_not_of("0123456789abcdef") != digits.npos)
      return false;
    std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
    return true;
  }

  std::string_view text_;
  std::string_view line_;  // the line under way
  size_t begin_ = 0;       // where it begins
  size_t rest_ = 0;        // where the next one does
  LearnedLines::Sites sites_;
  SiteLines* current_ = nullptr;
};

Fault fault_at(std::string text, std::string_view name, const Wrong& wrong) {
  std::string_view before = std::string_view(text).substr(0, wrong.offset);
  int line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  int column = 1 + static_cast<int>(count_code_points(before.substr(before.rfind('\n') + 1)));
  auto source = std::make_shared<const SourceFile>(SourceFile{std::string(name), std::move(text)});
  return {std::move(source), {line, column}, 1, wrong.message, wrong.advice};
}

}  // namespace

std::string to_text(const LearnedLines& table) {
  std::string out = fmt::format("{}{}\n", kName, kFormat);
  auto to = std::back_inserter(out);
  for (const auto& [site, lines] : table.sites()) {
    fmt::format_to(to, "{}{}\n", kSite, json_string(site));
    for (size_t i = 0; i < lines.size(); ++i) {
      fmt::format_to(to, "{:016x}", lines.line(i));
      for (uint64_t story : lines.stories(i)) fmt::format_to(to, " {:016x}", story);
      out += '\n';
    }
  }
  return out + std::string(kEnd) + "\n";
}

std::variant<LearnedLines, Fault> parse_learned_table(std::string text, std::string_view name) {
  Parser parser(text);
  if (auto wrong = parser.parse()) return fault_at(std::move(text), name, *wrong);
  return LearnedLines(std::move(parser.sites()));
}

bool begins_as_learned_table(std::string_view text) {
  return text.starts_with(kName);
}

}  // namespace dechaff
