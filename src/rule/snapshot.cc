#include "rule/snapshot.h"

#include <bit>
#include <map>
#include <memory>
#include <string>

#include "rule/match_table.h"

namespace dechaff {
namespace {

// Numbers and texts, taken back in the order in which they were put.
class Writer {
 public:
  template <class Number>
  void number(Number n) {
    numbers_.push_back(static_cast<int64_t>(n));
  }
  void text(std::string_view text) {
    texts_ += text;
    number(text.size());
  }
  template <class Values, class Put>
  void list(const Values& values, Put put) {
    number(values.size());
    for (const auto& value : values) put(value);
  }
  void texts(const std::vector<std::string>& values) {
    list(values, [&](const std::string& value) { text(value); });
  }
  void write(BlobWriter& blob) const {
    blob.add(numbers_);
    blob.add(texts_);
  }

 private:
  std::vector<int64_t> numbers_;
  std::string texts_;
};

class Reader {
 public:
  explicit Reader(BlobReader& blob) : numbers_(blob.take<int64_t>()), texts_(blob.take_bytes()) {}

  template <class Number = int64_t>
  Number number() {
    auto n = static_cast<Number>(numbers_.front());
    numbers_ = numbers_.subspan(1);
    return n;
  }
  std::string text() {
    std::string text(texts_.substr(0, number<size_t>()));
    texts_.remove_prefix(text.size());
    return text;
  }
  template <class Take>
  void list(Take take) {
    for (auto n = number<size_t>(); n; --n) take();
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    list([&] { values.push_back(text()); });
    return values;
  }

 private:
  std::span<const int64_t> numbers_;
  std::string_view texts_;
};

void put_rule(const Rule& rule, Writer& out) {
  for (const std::string& text : {rule.id, rule.language, rule.category, rule.about, rule.source->name})
    out.text(text);
  out.text(texts_hash(rule));
  for (auto* texts : {&rule.was, &rule.sites, &rule.protects}) out.texts(*texts);
  out.list(rule.when, [&](const Limit& limit) {
    out.number(limit.measure);
    out.number(limit.is_max);
    out.number(limit.bound);
  });
  out.number(rule.zones);
  out.number(rule.action);
  out.number(rule.max_lines);
  out.number(rule.weight);
  out.number(rule.exact);
  out.number(rule.has_texts());
  out.number(rule.at.line);
  out.number(rule.at.column);
}

// Sources have their names only.
class RuleReader {
 public:
  explicit RuleReader(Reader& in) : in_(in) {}

  Rule take() {
    Rule rule;
    for (std::string* text : {&rule.id, &rule.language, &rule.category, &rule.about}) *text = in_.text();
    rule.source = source_named(in_.text());
    rule.compiled.texts_hash = in_.text();
    for (auto* texts : {&rule.was, &rule.sites, &rule.protects}) *texts = in_.texts();
    in_.list([&] {
      auto measure = in_.number<Measure>();
      auto is_max = in_.number<bool>();
      rule.when.push_back({measure, is_max, in_.number()});
    });
    rule.zones = in_.number<uint8_t>();
    rule.action = in_.number<Action>();
    rule.max_lines = in_.number<int>();
    rule.weight = in_.number();
    rule.exact = in_.number<bool>();
    rule.compiled.has_texts = in_.number<bool>();
    rule.at.line = in_.number<int>();
    rule.at.column = in_.number<int>();
    rule.compiled.number = next_++;
    return rule;
  }

 private:
  SourcePtr source_named(std::string name) {
    if (!source_ || source_->name != name)
      source_ = std::make_shared<SourceFile>(SourceFile{std::move(name), ""});
    return source_;
  }

  Reader& in_;
  SourcePtr source_;
  int32_t next_ = 0;
};

void put_weights(const Weights& weights, Writer& out) {
  for (const EvidenceModel& model : weights.models) {
    out.number(model.base);
    out.number(model.guard_percent);
    out.list(model.measures, [&](const MeasureWeight& m) {
      out.number(m.measure);
      out.list(m.bounds, [&](int64_t bound) { out.number(bound); });
      out.list(m.weights, [&](int64_t weight) { out.number(weight); });
    });
    out.list(model.rules, [&](const auto& rule) {
      out.text(rule.first);
      out.number(rule.second);
    });
  }
  out.number(weights.page_lines);
  out.list(weights.levels, [&](const auto& level) {
    out.text(level.first);
    out.number(std::bit_cast<int64_t>(level.second));
  });
}

Weights take_weights(Reader& in) {
  Weights weights;
  for (EvidenceModel& model : weights.models) {
    model.base = in.number();
    model.guard_percent = in.number();
    in.list([&] {
      MeasureWeight& m = model.measures.emplace_back();
      m.measure = in.number<Measure>();
      in.list([&] { m.bounds.push_back(in.number()); });
      in.list([&] { m.weights.push_back(in.number()); });
    });
    in.list([&] {
      std::string id = in.text();
      model.rules.emplace_hint(model.rules.end(), std::move(id), in.number());
    });
  }
  weights.page_lines = in.number();
  in.list([&] {
    std::string level = in.text();
    weights.levels.emplace(std::move(level), std::bit_cast<double>(in.number()));
  });
  return weights;
}

}  // namespace

std::vector<uint64_t> make_snapshot(const LoadedRules& loaded) {
  Writer out;
  out.list(loaded.rules, [&](const Rule& rule) { put_rule(rule, out); });
  put_weights(loaded.weights, out);
  BlobWriter blob;
  out.write(blob);
  blob.add(MatchTable::make(loaded.rules));
  return blob.take();
}

Snapshot read_snapshot(std::span<const uint64_t> words) {
  BlobReader blob(words);
  Reader in(blob);
  Snapshot snapshot;
  RuleReader rules(in);
  in.list([&] { snapshot.rules.push_back(rules.take()); });
  snapshot.weights = take_weights(in);
  snapshot.table = blob.take<uint64_t>();
  return snapshot;
}

}  // namespace dechaff
