// What is fitted to: the labelled lines that evidence was asked about, as the first examination saw them;
// those of documents in which the rules find nothing are left out, for there evidence is to be all but
// silent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clean/cleaner.h"
#include "corpus/gold.h"

namespace dechaff {

struct Example {
  Measures measures;
  std::vector<RuleIndex> rules;  // the `weigh` rules that hit in their zone
  bool is_chaff = false;
  int64_t chars = 0;  // code points
};

// A labelled document: its examples, and what becomes of its other lines whatever the weights are.
struct LabelledDocument {
  std::string site;
  bool is_sure = true;  // whether its labels are good enough to judge by
  std::vector<Example> examples;
  int64_t story_chars = 0;  // code points of all its story lines
  double story_lost = 0;    // of them, those that rules take
  int64_t chaff_lines = 0;
  int64_t chaff_taken = 0;     // of them, those that rules take
  bool lost_to_rules = false;  // whether a story line was
};

// `cleaner` says what evidence is asked about; its weights play no part. A document without a site stands for
// one of its own.
LabelledDocument label(const GoldDocument& document, const Cleaner& cleaner);

}  // namespace dechaff
