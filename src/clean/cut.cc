#include "clean/cut.h"

#include "text/unicode.h"

namespace dechaff {
namespace {

bool is_word_at(std::string_view text, size_t i) {
  return i < text.size() && is_word(char_flags(decode(text.substr(i)).value));
}

// The cuts of a line, each widened by the one space that would be left over, unless they are exact; cuts with
// only spaces between are one.
std::vector<Range> widened(std::string_view line, const Verdict& verdict) {
  if (verdict.exact) return verdict.cuts;
  std::vector<Range> out;
  for (Range cut : verdict.cuts) {
    if (!out.empty() && trim(line.substr(out.back().end, cut.begin - out.back().end)).empty()) {
      out.back().end = cut.end;
    } else {
      out.push_back(cut);
    }
  }
  for (Range& cut : out) {
    bool space_before = cut.begin > 0 && line[cut.begin - 1] == ' ';
    bool space_after = cut.end < line.size() && line[cut.end] == ' ';
    if (space_before && !is_word_at(line, cut.end)) {
      --cut.begin;
    } else if (space_after && cut.begin == 0) {
      ++cut.end;
    }
  }
  return out;
}

std::string without(std::string_view line, const std::vector<Range>& cuts) {
  std::string left;
  size_t at = 0;
  for (Range cut : cuts) {
    left += line.substr(at, cut.begin - at);
    at = cut.end;
  }
  left += line.substr(at);
  return left;
}

class Cutter {
 public:
  Cutter(std::string_view text, const std::vector<MeasuredLine>& lines, const std::vector<Verdict>& verdicts)
      : text_(text), lines_(lines), verdicts_(verdicts) {}

  std::vector<Span> cut() {
    std::vector<size_t> filled;  // lines that are not blank
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].line.blank()) filled.push_back(i);
    }
    for (size_t k = 0; k < filled.size();) {
      size_t last = k;
      while (last < filled.size() && goes_whole(filled[last])) ++last;
      if (last > k) {
        remove_group({filled.begin() + k, filled.begin() + last}, k == 0, last == filled.size());
      } else {
        cut_inside(filled[k]);
        ++last;
      }
      k = last;
    }
    keep_up_to(text_.size());
    return std::move(spans_);
  }

 private:
  bool goes_whole(size_t i) const {
    const Verdict& verdict = verdicts_[i];
    if (verdict.remove || verdict.cuts.empty()) return verdict.remove;
    return trim(without(lines_[i].line.trimmed, widened(lines_[i].line.trimmed, verdict))).empty();
  }

  // Neighbouring lines that go whole, with only blank lines between them.
  void remove_group(const std::vector<size_t>& group, bool at_start, bool at_end) {
    // The run of blank lines that stays: 0 is the one before the group, k the one after its k-th line.
    size_t stays = at_start && !at_end ? 0 : at_end ? group.size() : first_gap(group);
    bool nothing_left = at_start && at_end;
    for (size_t k = 0; k < group.size(); ++k) {
      size_t begin = lines_[group[k]].line.begin, end = lines_[group[k]].line.next;
      if (k == 0 && (nothing_left || stays != 0)) begin = gap_begin(group[0]);
      if (nothing_left || stays != k + 1) end = gap_end(group[k]);
      remove(begin, end, verdicts_[group[k]]);
    }
  }

  size_t first_gap(const std::vector<size_t>& group) const {
    if (gap_begin(group[0]) < lines_[group[0]].line.begin) return 0;
    for (size_t k = 0; k < group.size(); ++k) {
      if (gap_end(group[k]) > lines_[group[k]].line.next) return k + 1;
    }
    return 0;
  }

  // Where the blank lines above line `i` begin, and where those below it end.
  size_t gap_begin(size_t i) const {
    size_t begin = lines_[i].line.begin;
    while (i > 0 && lines_[i - 1].line.blank()) begin = lines_[--i].line.begin;
    return begin;
  }
  size_t gap_end(size_t i) const {
    size_t end = lines_[i].line.next;
    while (i + 1 < lines_.size() && lines_[i + 1].line.blank()) end = lines_[++i].line.next;
    return end;
  }

  void cut_inside(size_t i) {
    std::string_view trimmed = lines_[i].line.trimmed;
    size_t offset = trimmed.data() - text_.data();
    for (Range part : widened(trimmed, verdicts_[i]))
      remove(offset + part.begin, offset + part.end, verdicts_[i]);
  }

  void keep_up_to(size_t end) {
    if (at_ < end) spans_.push_back({at_, end, false});
    at_ = end;
  }

  void remove(size_t begin, size_t end, const Verdict& verdict) {
    keep_up_to(begin);
    spans_.push_back({begin, end, true, verdict.rule, verdict.evidence});
    at_ = end;
  }

  std::string_view text_;
  const std::vector<MeasuredLine>& lines_;
  const std::vector<Verdict>& verdicts_;
  std::vector<Span> spans_;
  size_t at_ = 0;  // all before it is in a span
};

}  // namespace

std::vector<Span> cut(std::string_view text, const std::vector<MeasuredLine>& lines,
                      const std::vector<Verdict>& verdicts) {
  return Cutter(text, lines, verdicts).cut();
}

}  // namespace dechaff
