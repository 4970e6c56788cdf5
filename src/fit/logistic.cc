#include "fit/logistic.h"

#include <Eigen/Cholesky>
#include <cmath>

namespace dechaff {
namespace {

constexpr int kMostSteps = 100;
constexpr double kSmallStep = 1e-7;

double loss_of(double log_odds, bool is_true) {
  double against = is_true ? -log_odds : log_odds;
  return std::max(against, 0.0) + std::log1p(std::exp(-std::abs(against)));
}

// The function that is made smallest; its last variable is the intercept.
class Objective {
 public:
  Objective(std::span<const LogisticRow* const> rows, std::span<const double> prior, double penalty,
            bool fixed_intercept)
      : rows_(rows), prior_(prior), penalty_(penalty), fixed_intercept_(fixed_intercept) {}

  double value(const Eigen::VectorXd& x) const {
    double sum = 0;
    for (const LogisticRow* row : rows_) sum += row->weight * loss_of(log_odds(*row, x), row->is_true);
    for (size_t k = 0; k < prior_.size(); ++k) sum += penalty_ / 2 * std::pow(x[k] - prior_[k], 2);
    return sum;
  }

  Eigen::VectorXd newton_step(const Eigen::VectorXd& x) const {
    const Eigen::Index n = x.size(), intercept = n - 1;
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(n);
    Eigen::MatrixXd hessian = Eigen::MatrixXd::Zero(n, n);  // its lower half
    for (const LogisticRow* row : rows_) {
      double p = 1 / (1 + std::exp(-log_odds(*row, x)));
      double slope = row->weight * (p - row->is_true), curve = row->weight * p * (1 - p);
      for (size_t a = 0; a < row->features.size(); ++a) {
        uint32_t i = row->features[a];
        gradient[i] += slope;
        for (size_t b = 0; b <= a; ++b) hessian(i, row->features[b]) += curve;
        hessian(intercept, i) += curve;
      }
      gradient[intercept] += slope;
      hessian(intercept, intercept) += curve;
    }
    for (Eigen::Index k = 0; k < intercept; ++k) {
      gradient[k] += penalty_ * (x[k] - prior_[k]);
      hessian(k, k) += penalty_;
    }
    if (fixed_intercept_) {
      gradient[intercept] = 0;
      hessian.row(intercept).setZero();
    }
    hessian(intercept, intercept) += 1e-9;  // where all rows are sure, nothing else bends
    return -hessian.selfadjointView<Eigen::Lower>().ldlt().solve(gradient);
  }

 private:
  static double log_odds(const LogisticRow& row, const Eigen::VectorXd& x) {
    double sum = row.offset + x[x.size() - 1];
    for (uint32_t feature : row.features) sum += x[feature];
    return sum;
  }

  std::span<const LogisticRow* const> rows_;
  std::span<const double> prior_;
  double penalty_;
  bool fixed_intercept_;
};

}  // namespace

LogisticModel fit_logistic(std::span<const LogisticRow* const> rows, std::span<const double> prior,
                           double penalty, LogisticModel start, bool fixed_intercept) {
  Objective objective(rows, prior, penalty, fixed_intercept);
  Eigen::VectorXd x(static_cast<Eigen::Index>(prior.size()) + 1);
  for (size_t k = 0; k < prior.size(); ++k) x[k] = start.coefficients[k];
  x[x.size() - 1] = start.intercept;
  double value = objective.value(x);
  for (int n = 0; n < kMostSteps; ++n) {
    Eigen::VectorXd step = objective.newton_step(x);
    // Far from the solution a full step may go too far.
    double next = objective.value(x + step);
    while (next > value && step.cwiseAbs().maxCoeff() > kSmallStep) {
      step /= 2;
      next = objective.value(x + step);
    }
    if (!(next < value)) break;
    x += step;
    value = next;
    if (step.cwiseAbs().maxCoeff() < kSmallStep) break;
  }
  LogisticModel model;
  model.coefficients.assign(x.data(), x.data() + prior.size());
  model.intercept = x[x.size() - 1];
  return model;
}

double log_odds_of(const LogisticRow& row, const LogisticModel& model) {
  double sum = row.offset + model.intercept;
  for (uint32_t feature : row.features) sum += model.coefficients[feature];
  return sum;
}

double log_loss(const LogisticRow& row, const LogisticModel& model) {
  return row.weight * loss_of(log_odds_of(row, model), row.is_true);
}

}  // namespace dechaff
