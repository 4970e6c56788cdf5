#include "rule/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rule/toml.h"

namespace dechaff {
namespace {

using Kind = TomlValue::Kind;

class Reader {
 public:
  Reader(const SourcePtr& source, Weights& weights, std::vector<Fault>& faults)
      : source_(source), weights_(weights), faults_(faults) {}

  void read(const TomlValue& top) {
    for (const TomlEntry& entry : top.entries) {
      if (entry.key == "about" || read_part(entry, weights_[TextKind::article])) continue;
      if (entry.key == "levels") {
        for (const TomlEntry& level : table(entry)) read_level(level);
      } else if (entry.key == "page") {
        for (const TomlEntry& part : table(entry)) read_page(part);
      } else {
        unknown(entry, {"about", "base", "guard", "levels", "measures", "page", "rules"});
      }
    }
  }

 private:
  void read_page(const TomlEntry& entry) {
    if (read_part(entry, weights_[TextKind::page])) return;
    if (entry.key != "lines") return unknown(entry, {"base", "guard", "lines", "measures", "rules"});
    numbers(entry, entry.value, [&](int64_t n) { weights_.page_lines = n; });
    if (weights_.page_lines < 1) fault(entry.value.at, 1, "`lines` takes a number from 1 up");
  }

  // False where the entry is none of those that a model has.
  bool read_part(const TomlEntry& entry, EvidenceModel& model) {
    if (entry.key == "base") {
      numbers(entry, entry.value, [&](int64_t n) { model.base = n; });
    } else if (entry.key == "guard") {
      numbers(entry, entry.value, [&](int64_t n) { model.guard_percent = n; });
      if (model.guard_percent < 0 || model.guard_percent > 100) {
        fault(entry.value.at, 1, "`guard` takes a percentage, 0 to 100");
      }
    } else if (entry.key == "rules") {
      for (const TomlEntry& rule : table(entry)) {
        numbers(rule, rule.value, [&](int64_t n) { model.rules[rule.key] = n; });
      }
    } else if (entry.key == "measures") {
      for (const TomlEntry& measure : table(entry)) read_measure(measure, model);
    } else {
      return false;
    }
    return true;
  }

  void unknown(const TomlEntry& entry, std::vector<std::string_view> known) {
    fault(entry.at, entry.key.size(), fmt::format("unknown key `{}`", entry.key),
          did_you_mean(entry.key, known));
  }

  void fault(Position at, size_t width, std::string message, std::string advice = "") {
    faults_.push_back({source_, at, static_cast<int>(width), std::move(message), std::move(advice)});
  }

  const std::vector<TomlEntry>& table(const TomlEntry& entry) {
    if (entry.value.kind != Kind::table) {
      fault(entry.value.at, 1,
            fmt::format("`{}` takes a table, not {}", entry.key, kind_name(entry.value.kind)));
    }
    return entry.value.entries;
  }

  // Calls take(n) for a whole number, or for each of a list of them.
  template <class Take>
  void numbers(const TomlEntry& entry, const TomlValue& value, Take take) {
    if (value.kind == Kind::number && std::abs(value.real) <= kMostWeight) return take(value.number);
    if (value.kind == Kind::number) {
      return fault(value.at, 1, fmt::format("`{}` takes numbers up to {}", entry.key, kMostWeight));
    }
    if (value.kind != Kind::list) {
      return fault(value.at, 1,
                   fmt::format("`{}` takes whole numbers, not {}", entry.key, kind_name(value.kind)));
    }
    for (const TomlValue& item : value.items) numbers(entry, item, take);
  }

  void read_level(const TomlEntry& level) {
    if (level.value.real > 0 && level.value.real < 1) {
      weights_.levels[level.key] = level.value.real;
    } else {
      fault(level.value.at, 1, fmt::format("level `{}` takes a probability between 0 and 1", level.key));
    }
  }

  void read_measure(const TomlEntry& entry, EvidenceModel& model) {
    auto measure = find_measure(entry.key);
    if (!measure) {
      std::vector<std::string_view> names;
      for (const MeasureInfo& info : measure_table()) names.push_back(info.name);
      return fault(entry.at, entry.key.size(), fmt::format("unknown measure `{}`", entry.key),
                   did_you_mean(entry.key, names));
    }
    MeasureWeight read{*measure, {}, {}};
    for (const TomlEntry& part : table(entry)) {
      if (part.key == "bounds") {
        numbers(part, part.value, [&](int64_t n) { read.bounds.push_back(n); });
      } else if (part.key == "weights") {
        numbers(part, part.value, [&](int64_t n) { read.weights.push_back(n); });
      } else {
        unknown(part, {"bounds", "weights"});
      }
    }
    if (read.weights.size() != read.bounds.size() + 1 ||
        !std::is_sorted(read.bounds.begin(), read.bounds.end())) {
      return fault(entry.at, entry.key.size(),
                   fmt::format("measure `{}` needs ascending bounds and one weight more", entry.key),
                   "bounds = [20, 80] and weights = [900, 0, -900] mean: under 20, 20 to 79, 80 and over");
    }
    std::erase_if(model.measures, [&](const MeasureWeight& w) { return w.measure == *measure; });
    model.measures.push_back(std::move(read));
  }

  const SourcePtr& source_;
  Weights& weights_;
  std::vector<Fault>& faults_;
};

}  // namespace

size_t MeasureWeight::bucket(int64_t value) const {
  return std::upper_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
}

std::string MeasureWeight::bucket_name(size_t k) const {
  std::string_view name = measure_table()[static_cast<size_t>(measure)].name;
  if (bounds.empty()) return std::string(name);
  if (k == 0) return fmt::format("{} < {}", name, bounds[0]);
  if (k == bounds.size()) return fmt::format("{} >= {}", name, bounds.back());
  if (bounds[k] == bounds[k - 1] + 1) return fmt::format("{} {}", name, bounds[k - 1]);
  return fmt::format("{} {}-{}", name, bounds[k - 1], bounds[k] - 1);
}

void read_weights(const SourcePtr& source, Weights& weights, std::vector<Fault>& faults) {
  if (auto top = parse_toml(source, faults)) Reader(source, weights, faults).read(*top);
}

int64_t log_odds(double probability) {
  return std::llround(1000 * std::log(probability / (1 - probability)));
}

double probability(int64_t log_odds_thousandths) {
  return 1 / (1 + std::exp(-static_cast<double>(log_odds_thousandths) / 1000));
}

}  // namespace dechaff
