// The cleaner: a document in, its spans out.
//
//     LoadedRules loaded = load_rules({});
//     RuleSet rules(std::move(loaded));
//     Cleaner cleaner(rules, {});
//     Cleaned cleaned = cleaner.clean(text);
//     std::string story = kept_text(text, cleaned.spans);
//
// A cleaner is immutable and may be used by many threads at once.
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

struct Flags {
  bool guarded = false;   // evidence would have taken too much of the prose and was ignored
  bool no_prose = false;  // no line of prose: evidence and rules with a zone did not act
};

struct Cleaned {
  std::vector<Span> spans;  // tile the text, in order
  Flags flags;
};

// Everything that was found out about a text on the way to its spans, for those who ask why.
struct Examination {
  std::shared_ptr<const std::string> text;  // what the lines below are views of
  std::vector<MeasuredLine> lines;
  Hits hits;
  Layout layout;
  std::vector<Verdict> verdicts;
  std::vector<Span> spans;
};

// The examinations of a text, then of what was left of it, until nothing more goes.
struct Examined {
  std::vector<Examination> passes;
  bool guarded = false;

  // The spans of the text after all passes.
  std::vector<Span> spans() const;
};

class Cleaner {
 public:
  // `rules` must outlive the cleaner.
  Cleaner(const RuleSet& rules, CleanOptions options) : rules_(rules), options_(std::move(options)) {}

  // Any bytes are taken; what is not UTF-8 stays as it is. `site` is the host that the document comes from,
  // or empty. Cleaning what is left changes nothing.
  Cleaned clean(std::string_view text, std::string_view site = {}) const;

  // What clean() goes through.
  Examined examine(std::string_view text, std::string_view site = {}) const;

  const RuleSet& rules() const { return rules_; }
  const CleanOptions& options() const { return options_; }

 private:
  Examination pass(std::string text, std::string_view site, bool use_evidence) const;
  std::vector<Examination> passes(std::string_view text, std::string_view site, bool use_evidence) const;
  bool takes_too_much(const std::vector<Examination>& passes) const;

  const RuleSet& rules_;
  CleanOptions options_;
};

// Host of a URL without "www.", in lower case: the site of a document; empty when there is none.
std::string site_of(std::string_view url);

}  // namespace dechaff
