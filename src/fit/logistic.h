// Logistic regression with a quadratic (L2, ridge) penalty, on rows of yes-or-no features.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dechaff {

// A row says which features it has; the others are zero.
struct LogisticRow {
  std::vector<uint32_t> features;  // ascending, without repetition
  double offset = 0;               // log-odds that are given
  double weight = 1;               // how often the row counts
  bool is_true = false;
};

// The intercept and the coefficients b that make
//
//     sum over rows of weight * log-loss(offset + intercept + sum of b) + penalty / 2 * sum of (b - prior)^2
//
// smallest, found with Newton's method (S. le Cessie, J. C. van Houwelingen, "Ridge Estimators in Logistic
// Regression", 1992). The penalty is positive, so there is one solution; it is exact to about 1e-6, and the
// same input gives the same bits on the same machine. Where `fixed_intercept`, the intercept stays what it
// is.
struct LogisticModel {
  double intercept = 0;
  std::vector<double> coefficients;
};
LogisticModel fit_logistic(std::span<const LogisticRow* const> rows, std::span<const double> prior,
                           double penalty, LogisticModel start, bool fixed_intercept = false);

// Log-odds of a row, its offset included.
double log_odds_of(const LogisticRow& row, const LogisticModel& model);

// -log of the probability that the model gives to what is the case, times the row's weight.
double log_loss(const LogisticRow& row, const LogisticModel& model);

}  // namespace dechaff
