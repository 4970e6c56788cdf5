// One walk over each line's code points for what the line alone tells, one over the document for repeats and
// runs; what stands within another line is looked for in containment.cc.
#include "text/measure.h"

#include <algorithm>

#include "text/containment.h"
#include "text/counts.h"
#include "text/flat_index.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/links.h"
#include "text/unicode.h"
#include "text/words.h"

namespace dechaff {
namespace {

constexpr MeasureInfo kTable[] = {
    {Measure::chars, "chars", "code points, East Asian wide ones count two", true},
    {Measure::words, "words", "words; in scripts without spaces, half the characters", true},
    {Measure::sentences, "sentences", "sentence ends, inside the line and at its end", true},
    {Measure::ending, "ending",
     "last character: 0 word, 1 sentence end, 2 ellipsis, 3 colon, 4 comma, 5 digit, 6 other", true},
    {Measure::sentence, "sentence",
     "1 if the line ends a sentence; Thai and Lao have no full stop, so there every long line does", true},
    {Measure::truncated, "truncated", "1 if the line breaks off with an ellipsis", true},
    {Measure::capitals, "capitals", "percent of words that begin with a capital; -1 without cased words",
     true},
    {Measure::uppercase, "uppercase", "percent of cased letters that are capitals; -1 without cased letters",
     true},
    {Measure::digits, "digits", "percent of visible characters that are digits", true},
    {Measure::punctuation, "punctuation", "percent of visible characters that are punctuation or symbols",
     true},
    {Measure::links, "links", "web addresses, e-mail addresses, @names and #tags", true},
    {Measure::separators, "separators", "separators between items: | · • / > »", true},
    {Measure::quote, "quote", "1 if the line begins with a quotation mark or a dash", true},
    {Measure::stopwords, "stopwords",
     "percent of words that are function words; -1 in scripts without spaces", true},
    {Measure::tokens, "tokens", "pieces between white space", true},
    {Measure::longest, "longest", "code points of the longest piece between white space", true},
    {Measure::upper_chars, "upper_chars",
     "percent of code points, spaces too, that are capitals; rounded up, so 51 is more than half", true},
    {Measure::position, "position", "lines above it that are not blank", true},
    {Measure::repeats, "repeats", "earlier lines with the same words", true},
    {Measure::within, "within",
     "`chars` of a longer sentence that has all of the line in itself; 0 if there is none", true},
    {Measure::truncated_run, "truncated_run", "length of the run of truncated lines that it stands in", true},
    {Measure::listed, "listed",
     "length of the run of lines that begin with the same bullet or dash, or all with a digit; 0 for others",
     true},
    {Measure::recurs, "recurs",
     "stories of its site that have the line, beside one; -1 where nothing was learned of the site", false},
    {Measure::above, "above",
     "lines up to the nearest prose: 0 is prose itself, 1 follows it; 99 if there is none", false},
    {Measure::below, "below", "lines down to the nearest prose; 99 if there is none", false},
    {Measure::removed_above, "removed_above",
     "how many of the two lines above it a rule takes, or that recur", false},
    {Measure::removed_below, "removed_below",
     "how many of the two lines below it a rule takes, or that recur", false},
    {Measure::run, "run", "length of the run of lines without prose that it stands in; 0 for prose", false},
    {Measure::chars_above, "chars_above", "`chars` of the line above it; -1 if there is none", false},
    {Measure::chars_below, "chars_below", "`chars` of the line below it; -1 if there is none", false},
    {Measure::shared, "shared", "percent of its words, by rarity, that the other prose of the document has",
     false},
    {Measure::covered_above, "covered_above", "highest percent of its words that one line of prose above has",
     false},
    {Measure::covered_below, "covered_below", "highest percent of its words that one line of prose below has",
     false},
    {Measure::nearest, "nearest",
     "lines up to the nearest one that rules take, above or below; 99 if there is none", false},
    {Measure::introduced, "introduced",
     "lines down from prose that ends in a colon, with no prose and no line that rules take between; 0 if "
     "there is none",
     false},
    {Measure::taken, "taken", "lines of the document that rules take, or that recur", false},
    {Measure::prose, "prose", "lines of the document that are prose and that no rule takes", false},
};
static_assert(std::size(kTable) == kMeasureCount);

// A measure of a line of gigabytes stays at the largest number.
int32_t bounded(size_t count) {
  return static_cast<int32_t>(std::min<size_t>(count, INT32_MAX));
}

int percent(size_t part, size_t whole) {
  return whole ? static_cast<int>(100 * part / whole) : 0;
}

int percent_up(size_t part, size_t whole) {
  return whole ? static_cast<int>((100 * part + whole - 1) / whole) : 0;
}

// Whether `c` ends a sentence, as the semicolon does in Greek.
bool is_stop(char32_t c, char32_t before) {
  return (char_flags(c) & kStop) || (c == ';' && is_greek(before));
}

// In Thai and Lao a line this long is taken for a sentence: few headlines are as long.
constexpr size_t kUnstoppedSentenceChars = 120;

// What the line ends with, looking behind closing quotes and brackets; see the table.
int ending_of(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    CodePoint c = decode_last(rest);
    uint16_t flags = char_flags(c.value);
    if (rest.ends_with("…") || rest.ends_with("...") || rest.ends_with("[...")) return 2;
    if (rest.ends_with("‥") || rest.ends_with("・・") || rest.ends_with("。。")) return 2;
    if (flags & kStop) return rest.ends_with("..") ? 2 : 1;
    std::string_view before = rest.substr(0, rest.size() - c.size);
    if (!before.empty() && is_stop(c.value, decode_last(before).value)) return 1;
    if ((flags & kCloser) && rest.size() > c.size) {
      rest.remove_suffix(c.size);
      continue;
    }
    if (c.value == ':' || c.value == U'：') return 3;
    if (c.value == ',' || c.value == ';' || c.value == U'，' || c.value == U'、' || c.value == U'；' ||
        c.value == U'،' || c.value == U'؛')
      return 4;
    if (flags & kDigit) return 5;
    return is_word(flags) ? 0 : 6;
  }
  return 6;
}

int stopword_percent(std::string_view folded) {
  WordCount count = count_words(folded);
  return percent(count.stopwords, count.words);
}

// Sets the measures of the line alone.
void measure(std::string_view trimmed, std::string_view folded, Measures& m) {
  LineCounts w = count(trimmed);
  m[Measure::chars] = bounded(w.chars);
  m[Measure::words] = bounded(w.words + (w.unspaced + 1) / 2);
  m[Measure::sentences] = bounded(w.sentences);
  m[Measure::ending] = ending_of(trimmed);
  bool ends_in_a_sign = m[Measure::ending] >= 1 && m[Measure::ending] <= 4;
  if (w.unstopped * 2 > w.letters && w.chars >= kUnstoppedSentenceChars && !ends_in_a_sign) {
    m[Measure::ending] = 1;
    m[Measure::sentences] = bounded(w.sentences + 1);
  }
  m[Measure::sentence] = m[Measure::ending] == 1;
  m[Measure::truncated] = m[Measure::ending] == 2;
  m[Measure::capitals] = w.cased_words ? percent(w.capital_words, w.cased_words) : -1;
  m[Measure::uppercase] = w.cased_letters ? percent(w.upper_letters, w.cased_letters) : -1;
  m[Measure::digits] = percent(w.digits, w.visible);
  m[Measure::punctuation] = percent(w.punctuation, w.visible);
  m[Measure::links] = bounded(count_links(folded));
  m[Measure::separators] = bounded(w.separators);
  m[Measure::quote] = folded.starts_with('"') || folded.starts_with('\'') || folded.starts_with("«") ||
                      folded.starts_with("「") || folded.starts_with("『") || folded.starts_with('-');
  m[Measure::stopwords] = w.unspaced * 2 > w.letters ? -1 : stopword_percent(folded);
  m[Measure::tokens] = bounded(w.tokens);
  m[Measure::longest] = bounded(w.longest);
  m[Measure::upper_chars] = percent_up(w.upper_letters, w.code_points);
}

// What makes a line an item of a list: the bullet or dash that it begins with, '0' for any digit, or 0.
char32_t bullet_of(std::string_view trimmed) {
  constexpr std::u32string_view kBullets = U"•·‣▪■□●○◆◇►▶▸→»*-–—−✓✔";
  char32_t first = decode(trimmed).value;
  if (char_flags(first) & kDigit) return '0';
  return kBullets.find(first) == kBullets.npos ? 0 : first;
}

// Runs of lines of the same kind, whether blank lines stand between them or not: `measure` is a run's length
// for all of its lines.
class Runs {
 public:
  Runs(std::vector<MeasuredLine>& lines, Measure measure) : lines_(lines), measure_(measure) {}

  // The next line is of this kind; 0 belongs to no run.
  void add(size_t line, char32_t kind) {
    if (kind != kind_) close();
    kind_ = kind;
    if (kind) run_.push_back(line);
  }

  void close() {
    for (size_t i : run_) lines_[i].measures[measure_] = bounded(run_.size());
    run_.clear();
  }

 private:
  std::vector<MeasuredLine>& lines_;
  Measure measure_;
  char32_t kind_ = 0;
  std::vector<size_t> run_;  // indices of its lines
};

}  // namespace

std::span<const MeasureInfo, kMeasureCount> measure_table() {
  return kTable;
}

std::optional<Measure> find_measure(std::string_view name) {
  for (const MeasureInfo& info : kTable) {
    if (info.name == name) return info.measure;
  }
  return std::nullopt;
}

MeasuredLine measure_line(const Line& line) {
  MeasuredLine measured{line, {}, {}};
  if (line.blank()) return measured;
  measured.folded = fold(line.trimmed);
  measure(line.trimmed, measured.folded, measured.measures);
  return measured;
}

void measure_among_others(std::vector<MeasuredLine>& lines) {
  FlatIndex last(lines.size());  // of the lines with the same words, the last one
  Runs truncated(lines, Measure::truncated_run), listed(lines, Measure::listed);
  int position = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].line.blank()) continue;
    const std::string& folded = lines[i].folded;
    Measures& m = lines[i].measures;
    m[Measure::position] = position++;
    auto is_same = [&](uint32_t other) { return lines[other].folded == folded; };
    uint32_t& same = last.find(short_hash_of(folded), is_same);
    m[Measure::repeats] = same == FlatIndex::kNone ? 0 : lines[same].measures[Measure::repeats] + 1;
    same = static_cast<uint32_t>(i);
    m[Measure::recurs] = -1;
    truncated.add(i, static_cast<char32_t>(m[Measure::truncated]));
    listed.add(i, bullet_of(lines[i].line.trimmed));
  }
  truncated.close();
  listed.close();
  measure_containment(lines);
}

std::vector<MeasuredLine> measure_lines(const std::vector<Line>& lines) {
  std::vector<MeasuredLine> measured;
  measured.reserve(lines.size());
  for (const Line& line : lines) measured.push_back(measure_line(line));
  measure_among_others(measured);
  return measured;
}

}  // namespace dechaff
