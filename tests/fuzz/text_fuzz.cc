// A document, with rules of every action and the built-in weights at each level, and with the built-in rules.
//
// Whatever its bytes are, the spans tile it, what is removed has a reason, and cleaning what is left changes
// nothing; and its lines are folded and counted as code point by code point.
#include "../own_rules.h"
#include "../text_reference.h"
#include "promises.h"
#include "rule/builtin.h"
#include "text/ascii.h"
#include "text/fold.h"
#include "text/links.h"

namespace dechaff {
namespace {

constexpr std::string_view kRules = R"(
[[rule]]
id = "a.line"
starts = ["also read", "阅读更多"]
is = ["advertisement"]
action = "line"

[[rule]]
id = "b.block"
starts = ["follow us"]
action = "block"
lines = 4

[[rule]]
id = "c.rest"
is = ["more stories"]
action = "rest"

[[rule]]
id = "d.match"
contains = ["tap to enlarge"]
pattern = ['\(tap[^()]*\)', 'said (?P<cut>\[video\])']
action = "match"

[[rule]]
id = "e.keep"
starts = ["correction"]
action = "keep"

[[rule]]
id = "f.keep"
contains = ["helpline"]
action = "keep"
protects = ["evidence", "related"]

[[rule]]
id = "g.weigh"
ends = ["read more"]
action = "weigh"
weight = 3000

[[rule]]
id = "h.when"
when = { max_words = 2, min_links = 1 }
action = "line"

[[rule]]
id = "i.tail"
pattern = '^share\b'
unless = 'price'
zone = "tail"
action = "line"

[[rule]]
id = "j.site"
starts = ["zip"]
sites = ["example.com"]
zone = ["head", "body"]
action = "block"
)";

std::string_view builtin_weights() {
  for (const BuiltinFile& file : builtin_files()) {
    if (file.path == "weights.toml") return file.text;
  }
  return "";
}

CleanOptions at_level(std::string_view level) {
  CleanOptions options;
  options.level = level;
  return options;
}

void check_lines(std::string_view text) {
  std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
  for (const MeasuredLine& line : lines) {
    std::string_view trimmed = line.line.trimmed, folded = line.folded;
    must(folded == reference::fold(trimmed), "a line is folded as code point by code point");
    LineCounts counts = reference::count(trimmed);
    must(count_by_any(trimmed) == counts, "a line is counted as code point by code point");
    must(!has_avx2() || count_by_avx2(trimmed) == counts, "it is counted so by AVX2, too");
    must(count_words(folded) == reference::count_words(folded), "words are counted one by one");
    must(count_links(folded) == reference::count_links(folded), "links are counted one by one");
  }
}

void check(std::string_view text) {
  check_lines(text);
  static const OwnCleaner strict(kRules, at_level("strict"), builtin_weights());
  static const OwnCleaner balanced(kRules, at_level("balanced"), builtin_weights());
  static const OwnCleaner thorough(kRules, at_level("thorough"), builtin_weights());
  static const RuleSet builtin_rules(load_rules({}));
  static const Cleaner builtin(builtin_rules, {});
  check_clean(text, *strict);
  check_clean(text, *balanced);
  check_clean(text, *thorough, "www.example.com");
  check_clean(text, builtin);
}

}  // namespace
}  // namespace dechaff

// Loading the rules takes seconds, which are not to count as the first input's.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  dechaff::check("");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
