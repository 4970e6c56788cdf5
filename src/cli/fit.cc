// `dechaff fit`: weights and thresholds from labelled documents, and how well they do where they were not
// fitted.
#include "fit/fitter.h"

#include <fmt/format.h>

#include <set>

#include "cli/commands.h"
#include "cli/learning.h"
#include "cli/report.h"
#include "corpus/outcome.h"
#include "corpus/score.h"
#include "fit/weights_text.h"
#include "io/whole_file.h"
#include "io/workers.h"

namespace dechaff {
namespace {

constexpr Flag kFlags[] = {
    {"output", 'o', "WEIGHTS.toml", "write the weights to this file"},
    {"also", 0, "FILE",
     "labels that are less sure: they count half or less, and only whole pages are judged by them", true},
    {"jobs", 'j', "N", "work on N threads (default: one for each processor)"},
};

constexpr size_t kLeastSites = 10;

struct Gold {
  std::vector<GoldDocument> documents;
  std::vector<size_t> file_ends;  // how many documents there are with those of each file
  size_t sure = 0;                // the first so many are judged by
};

std::optional<Gold> read_all(const Arguments& arguments) {
  Gold gold;
  bool good = true;
  auto read = [&](const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      GoldFile file = read_gold(path);
      for (const Fault& fault : file.faults) fmt::print(stderr, "{}\n", to_text(fault));
      good = good && file.faults.empty();
      std::move(file.documents.begin(), file.documents.end(), std::back_inserter(gold.documents));
      gold.file_ends.push_back(gold.documents.size());
    }
  };
  read(arguments.operands);
  gold.sure = gold.documents.size();
  read(arguments.values("also"));
  return good ? std::optional(std::move(gold)) : std::nullopt;
}

// Calls work(k) for each k below `count`, on the threads.
void for_each_index(unsigned threads, size_t count, const std::function<void(size_t)>& work) {
  struct IndexJob : Job {
    IndexJob(const std::function<void(size_t)>& w, size_t k) : call(w), index(k) {}
    void work() override { call(index); }
    bool finish() override { return true; }
    const std::function<void(size_t)>& call;
    size_t index;
  };
  size_t next = 0;
  run_jobs(threads, [&]() -> std::unique_ptr<Job> {
    return next == count ? nullptr : std::make_unique<IndexJob>(work, next++);
  });
}

class FitRun {
 public:
  FitRun(const Gold& gold, const RuleSet& rules, unsigned threads)
      : gold_(gold), rules_(rules), threads_(threads), documents_(label_all({})) {}

  size_t sites() const {
    std::set<std::string> sites;
    for (size_t d = 0; d < gold_.sure; ++d) sites.insert(documents_[d].site);
    return sites.size();
  }

  // Fits to all, and for the held-out figures to each half of the sites.
  std::string fit() {
    Fit fit = fit_weights(chosen([](size_t) { return true; }), rules_);
    for (size_t half : {0, 1}) {
      Weights weights = fit_weights(chosen([&](size_t d) { return half_of(d) != half; }), rules_).weights;
      clean(
          weights, [&](size_t d) { return half_of(d) == half; }, held_out_);
    }
    clean(
        fit.weights, [](size_t) { return true; }, fitted_);
    fit_recurrence(label_all(learn_from_each_file()), rules_, fit);
    penalties_ = fit.penalties;
    return to_text(fit.weights, rules_, documents_);
  }

  std::string summary() const {
    int64_t sure = 0, unsure = 0;
    for (const LabelledDocument& document : documents_)
      (document.is_sure ? sure : unsure) += static_cast<int64_t>(document.examples.size());
    std::string out =
        fmt::format("fitted to {} lines of {} documents of {} sites", sure, gold_.sure, sites());
    if (gold_.sure < documents_.size())
      out += fmt::format(", and by half to {} lines of {} documents", unsure, documents_.size() - gold_.sure);
    auto [article, page] = penalties_;
    out += fmt::format("; penalty {} for articles", article);
    out += page > 0 ? fmt::format(", {} for pages\n\n", page) : "\n\n";
    out += "                 fitted                        held out (each half of the sites by the other)\n";
    out += "level     R    F1   loss   intact          R    F1   loss   intact\n";
    for (size_t k = 0; k < std::size(kLevelAims); ++k)
      out +=
          fmt::format("{:<9} {}       {}\n", kLevelAims[k].level, figures(fitted_[k]), figures(held_out_[k]));
    return out;
  }

 private:
  using Scores = std::array<Score, std::size(kLevelAims)>;

  static std::string figures(const Score& score) {
    const Counts& c = score.counts;
    return fmt::format("{:.3f} {:.3f} {:.2f} % {:5.1f} %", c.recall(), c.f1(), 100 * c.story_lost(),
                       100 * score.means.intact.value());
  }

  // Each file by itself, for two may have the same pages in different forms: then all of a story recurs.
  std::vector<LearnedPtr> learn_from_each_file() const {
    std::vector<LearnedPtr> learned;  // by document
    for (size_t end : gold_.file_ends) {
      std::span<const GoldDocument> documents(gold_.documents);
      learned.resize(end, learn_from(documents.subspan(learned.size(), end - learned.size())));
    }
    return learned;
  }

  // With the tables that documents have, or with none.
  std::vector<LabelledDocument> label_all(const std::vector<LearnedPtr>& learned) const {
    std::vector<LabelledDocument> documents(gold_.documents.size());
    for_each_index(threads_, documents.size(), [&](size_t d) {
      CleanOptions options;
      if (!learned.empty()) options.learned = learned[d];
      documents[d] = label(gold_.documents[d], Cleaner(rules_, options));
      documents[d].is_sure = d < gold_.sure;
    });
    return documents;
  }

  size_t half_of(size_t d) const { return part_of_site(documents_[d].site, 2, "outer"); }

  template <class Counts>
  std::vector<const LabelledDocument*> chosen(Counts counts) const {
    std::vector<const LabelledDocument*> out;
    for (size_t d = 0; d < documents_.size(); ++d)
      if (counts(d)) out.push_back(&documents_[d]);
    return out;
  }

  // Cleans the sure documents with these weights at each level.
  template <class Counts>
  void clean(const Weights& weights, Counts counts, Scores& scores) const {
    RuleSet rules({rules_.rules(), weights, {}, {}});
    for (size_t k = 0; k < scores.size(); ++k) {
      CleanOptions options;
      options.level = kLevelAims[k].level;
      Cleaner cleaner(rules, options);
      std::vector<std::vector<double>> kept(gold_.sure);
      for_each_index(threads_, gold_.sure, [&](size_t d) {
        if (counts(d)) kept[d] = kept_shares(gold_.documents[d], cleaner);
      });
      for (size_t d = 0; d < gold_.sure; ++d)
        if (counts(d)) scores[k].add(gold_.documents[d], kept[d]);
    }
  }

  const Gold& gold_;
  const RuleSet& rules_;
  unsigned threads_;
  std::vector<LabelledDocument> documents_;
  Scores fitted_, held_out_;
  std::array<double, std::size(kTextKinds)> penalties_{};
};

// Only other weights are replaced: who forgets what -o means does not lose a rule file.
std::optional<FileError> why_not_replaced(const std::string& path) {
  if (!exists(path)) return std::nullopt;
  WholeFile file;
  if (auto error = read_whole_file(path, file, Links::refuse)) return error;
  std::vector<Fault> faults;
  Weights weights;
  read_weights(std::make_shared<SourceFile>(SourceFile{path, file.text}), weights, faults);
  if (faults.empty()) return std::nullopt;
  return FileError{path, "not replaced, for it does not hold weights"};
}

int run(const Arguments& arguments) {
  if (arguments.operands.empty()) throw UsageError("name one or more files of labelled documents");
  std::string output = arguments.value("output");
  if (output.empty()) throw UsageError("say with -o WEIGHTS.toml where the weights go");
  if (auto error = why_not_replaced(output)) {
    fmt::print(stderr, "{}", failure(*error));
    return kFailed;
  }
  std::unique_ptr<RuleSet> rules = load_rule_set(rule_sources(arguments, ""));
  if (!rules) return kFailed;
  unsigned threads = thread_count(arguments);
  std::optional<Gold> gold = read_all(arguments);
  if (!gold) return kFailed;
  FitRun fit(*gold, *rules, threads);
  if (size_t sites = fit.sites(); sites < kLeastSites) {
    fmt::print(stderr,
               "dechaff fit: the labelled documents are of {} sites, and it takes {} to tell how weights do "
               "on others\n",
               sites, kLeastSites);
    return kFailed;
  }
  std::string weights = fit.fit();
  if (auto error = write_whole_file(output, weights)) {
    fmt::print(stderr, "{}", failure(*error));
    return kFailed;
  }
  fmt::print("{}", fit.summary());
  return kDone;
}

}  // namespace

const Command kFitCommand = {
    "fit",
    "GOLD.jsonl…",
    "fit the weights of measures and weigh rules to labelled documents",
    R"(Documents are written as for `dechaff score`. What is fitted are the weights of the measures, in the buckets
of the weights in force, and those of `weigh` rules, by logistic regression with a quadratic penalty; how
strong it is and the thresholds of the levels are chosen by cross-validation over sites. Articles and pages
(texts of which rules take the number of `lines` that the weights in force have under [page]) are fitted
apart, and have the thresholds in common. A level's aim is
the most of the story's characters that may go, and of the documents that may lose a line of it: strict
0.1 % and 2.5 %, balanced 0.3 % and 5 %, thorough 1 % and 40 %. Of pages, whose labels are mostly from
markup, evidence may lose 0.8 % at balanced beside what rules take; where it would lose more, all of it
counts for less. Documents in which the rules find nothing are not fitted to. The weights are used from a
folder: name them weights.toml and give the folder with --rules. Printed are R, F1 and loss as `score` has
them, and the share of documents that kept their story whole: on the documents that were fitted to, and on
those of one half of the sites with weights fitted to the other half.)",
    {kRuleFlags, kFlags},
    run,
};

}  // namespace dechaff
