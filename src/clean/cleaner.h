// The cleaner: a document in, its spans out.
//
//     LoadedRules loaded = load_rules({});
//     RuleSet rules(std::move(loaded));
//     Cleaner cleaner(rules, {});
//     Cleaned cleaned = cleaner.clean(text);
//     std::string story = kept_text(text, cleaned.spans);
//
// A cleaner is immutable and may be used by many threads at once.
//
// Beside the caller's text, clean() takes at most three times its size for a text of one line, and nine times
// for one of lines of 40 bytes, plus what RE2 remembers of patterns (with the built-in rules 250 MB once it
// has seen 20 MB of news in 13 languages); its time is linear in the size, as far as that of the patterns is.
// What folds to more than it was (the ligature U+FDFA) and what is cut to pieces of a few bytes takes more.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clean/layout.h"
#include "clean/options.h"
#include "clean/span.h"
#include "clean/verdict.h"

namespace dechaff {

// A text is cleaned again and again until nothing more goes, but no more often than this: on hostile text
// each pass could take one thing, and the time would be quadratic. Of 5,600 real documents none needs
// more than 10.
constexpr int kMostPasses = 20;

struct Flags {
  bool guarded = false;    // evidence would have taken too much and was ignored
  bool no_prose = false;   // no line of prose: evidence and rules with a zone did not act
  bool unsettled = false;  // something went in the last of kMostPasses: cleaning the result may remove more
};

struct Cleaned {
  std::vector<Span> spans;  // tile the text, in order
  Flags flags;
};

// Everything that was found out about a text on the way to its spans, for those who ask why.
struct Examination : MatchedLines {
  std::string_view text;                     // what the lines are views of
  std::shared_ptr<const std::string> owner;  // of `text`
  Hits hits;
  Layout layout;
  std::vector<Verdict> verdicts;
  std::vector<Span> spans;
};

// The examinations of a text, then of what was left of it, until nothing more goes, and what clean() makes of
// them.
struct Examined {
  std::vector<Examination> passes;
  Cleaned cleaned;
};

class Cleaner {
 public:
  // `rules` must outlive the cleaner.
  Cleaner(const RuleSet& rules, CleanOptions options)
      : rules_(rules), options_(std::move(options)), evidence_(rules) {}

  // Any bytes are taken; what is not UTF-8 stays as it is. `site` is the host that the document comes from,
  // for rules of one site and for learned lines, or empty. Cleaning what is left changes nothing, unless the
  // flag `unsettled` is set.
  Cleaned clean(std::string_view text, std::string_view site = {}) const;

  // What clean() goes through, all of it kept.
  Examined examine(std::string_view text, std::string_view site = {}) const;

  const RuleSet& rules() const { return rules_; }
  const CleanOptions& options() const { return options_; }
  const Evidence& evidence() const { return evidence_; }

 private:
  // What is known after all passes.
  struct Outcome {
    Cleaned cleaned;
    TextKind kind = TextKind::article;
    // Characters, and those of prose among them: what the rules leave in the first pass, and what evidence
    // takes over all passes.
    int64_t left = 0, prose = 0;
    int64_t taken = 0, prose_taken = 0;
  };

  // Where `kept` is not null, the examinations stay there; else only one at a time exists.
  Cleaned clean(std::string_view text, std::string_view site, std::vector<Examination>* kept) const;
  bool is_guarded(const Outcome& outcome) const;
  Outcome go_through(std::string_view text, std::string_view site, bool use_evidence,
                     std::vector<Examination>* kept) const;
  Examination pass(std::string_view text, MatchedLines matched, std::string_view site,
                   Weighing weighing) const;

  const RuleSet& rules_;
  CleanOptions options_;
  Evidence evidence_;
};

// Host of a URL without "www.", in lower case: the site of a document; empty when there is none.
std::string site_of(std::string_view url);

}  // namespace dechaff
