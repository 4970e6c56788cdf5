#include "corpus/calibration.h"

#include <fmt/format.h>

#include <algorithm>

#include "corpus/figures.h"
#include "rule/weights.h"

namespace dechaff {
namespace {

constexpr double kBounds[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1};

}  // namespace

Calibration::Calibration() {
  for (size_t i = 0; i + 1 < std::size(kBounds); ++i) bins_.push_back({kBounds[i], kBounds[i + 1]});
}

void Calibration::add(const GoldDocument& document, std::span<const LineOutcome> outcomes) {
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Label label = document.lines[i].label;
    if (label == Label::unscored || !outcomes[i].evidence) continue;
    double given = probability(*outcomes[i].evidence);
    // A probability may round to 1, and belongs to the last bin then.
    auto above = std::find_if(bins_.begin(), bins_.end(), [&](const Bin& bin) { return given < bin.to; });
    Bin& bin = above == bins_.end() ? bins_.back() : *above;
    ++bin.lines;
    bin.chaff += label == Label::chaff;
    bin.sum += given;
  }
}

std::string Calibration::text() const {
  std::string out = "evidence     lines   chaff  share  mean given\n";
  for (const Bin& bin : bins_) {
    bool any = bin.lines > 0;
    out += fmt::format("{:4.2f}-{:4.2f}  {:7} {:7}  {:>5}  {:>10}\n", bin.from, bin.to, bin.lines, bin.chaff,
                       any ? shown_figure(bin.chaff_share(), 3) : "-",
                       any ? shown_figure(bin.mean_given(), 3) : "-");
  }
  return out;
}

}  // namespace dechaff
