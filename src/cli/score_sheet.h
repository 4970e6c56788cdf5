// All that is found out about a cleaner on labelled documents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corpus/calibration.h"
#include "corpus/curve.h"
#include "corpus/errors.h"
#include "corpus/levels.h"
#include "corpus/rule_tally.h"
#include "corpus/scoreboard.h"
#include "corpus/worst.h"

namespace dechaff {

struct SheetOptions {
  // Fields whose values get rows of their own; `category` stands for kinds of chaff and categories of rules.
  std::vector<std::string> by = {};
  int64_t min_documents = 1;  // of such a row
  bool all_levels = false;    // score every level of the weights, not only the cleaner's own
  bool curve = false;         // and sweep_probabilities()
  size_t errors = 0;          // lines of each kind to show
  size_t worst = 0;           // documents of each kind to show
};

class ScoreSheet {
 public:
  // `cleaner` must outlive the sheet.
  ScoreSheet(const Cleaner& cleaner, SheetOptions options);

  // Cleans the documents, on as many threads, and takes them into account, in their order.
  void add(const std::vector<GoldDocument>& documents, unsigned threads);

  // The cleaner's own level is always among them. Where it is a threshold, its name is "threshold"; where the
  // weights do not have it, its probability is not a number.
  std::vector<LevelScore> levels() const;

  // None unless it was asked for.
  std::optional<Curve> curve() const;

  // All that follows is of the cleaner's own level.
  const std::string& own_name() const { return own_name_; }
  const Scoreboard& board() const { return board_; }
  const RuleTally& rules() const { return rules_; }
  const Calibration& calibration() const { return calibration_; }
  const Errors& errors() const { return errors_; }
  const WorstDocuments& worst() const { return worst_; }

  const SheetOptions& options() const { return options_; }
  bool shows_categories() const;

  // A row of JSON for each document: the numbers, from 0, of the lines that did not go whole.
  const std::string& predictions() const { return predictions_; }

  // For people.
  std::string text() const;

 private:
  friend class SheetJob;

  // A probability from which evidence removes.
  struct Setting {
    Cleaner cleaner;
    LevelScore scored;  // without a name it is only a point of the curve
    bool is_own;        // the same as the cleaner's: nothing to clean again
  };

  // Of a document: what became of its lines, and the shares of them that stay, the cleaner's own and those of
  // each setting.
  struct Outcomes {
    std::vector<LineOutcome> lines;
    std::vector<double> own_kept;
    std::vector<std::vector<double>> kept;
  };

  void add_setting(LevelScore level, bool is_own);
  Outcomes clean(const GoldDocument& document) const;
  void add(const GoldDocument& document, const Outcomes& outcomes);

  const Cleaner& cleaner_;
  SheetOptions options_;
  std::string own_name_;
  Scoreboard board_;
  RuleTally rules_;
  Calibration calibration_;
  Errors errors_;
  WorstDocuments worst_;
  std::vector<Setting> settings_;
  std::string predictions_;
};

}  // namespace dechaff
