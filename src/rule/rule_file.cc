// One table lists the fields of a rule; it serves reading, `[[extend]]`, and the advice for misspelled keys.
#include "rule/rule_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rule/toml.h"
#include "rule/weights.h"

namespace dechaff {
namespace {

using Kind = TomlValue::Kind;

// Phrases and patterns of a file may have this many bytes, lists filled in.
constexpr size_t kMostExpanded = 16 << 20;

class Reader {
 public:
  Reader(const SourcePtr& source, const Lists& lists, std::vector<Fault>& faults)
      : source_(source), lists_(lists), faults_(faults) {}

  void fault(Position at, size_t width, std::string message, std::string advice) {
    faults_.push_back({source_, at, static_cast<int>(width), std::move(message), std::move(advice)});
  }

  void unknown_key(const TomlEntry& entry, const std::vector<std::string_view>& known,
                   std::string_view where) {
    std::string advice = did_you_mean(entry.key, known);
    if (advice.empty()) advice = fmt::format("{} takes: {}", where, fmt::join(known, ", "));
    fault(entry.at, entry.key.size(), fmt::format("unknown key `{}`", entry.key), advice);
  }

  bool expect(const TomlEntry& entry, const TomlValue& value, Kind kind, std::string_view wanted) {
    if (value.kind == kind) return true;
    fault(value.at, 1, fmt::format("`{}` takes {}, not {}", entry.key, wanted, kind_name(value.kind)), "");
    return false;
  }

  std::string text(const TomlEntry& entry) {
    return expect(entry, entry.value, Kind::text, "text") ? entry.value.text : "";
  }

  // A list of texts, or one text.
  std::vector<Located> texts(const TomlEntry& entry) {
    std::vector<Located> found;
    if (entry.value.kind == Kind::text) return {{entry.value.text, entry.value.at, source_}};
    if (!expect(entry, entry.value, Kind::list, "text or a list of texts")) return found;
    for (const TomlValue& item : entry.value.items) {
      if (expect(entry, item, Kind::text, "a list of texts")) found.push_back({item.text, item.at, source_});
    }
    return found;
  }

  std::vector<std::string> names(const TomlEntry& entry) {
    std::vector<std::string> found;
    for (Located& name : texts(entry)) found.push_back(std::move(name.text));
    return found;
  }

  std::vector<Located> phrases(const TomlEntry& entry) {
    std::vector<Located> found;
    for (const Located& phrase : texts(entry)) {
      for (Located& one : expand_phrase(phrase, lists_, faults_)) {
        if (!has_room(one.text.size(), entry)) return found;
        found.push_back(std::move(one));
      }
    }
    return found;
  }

  std::vector<PatternText> patterns(const TomlEntry& entry) {
    std::vector<PatternText> found;
    for (const Located& pattern : texts(entry)) {
      PatternText text = expand_pattern(pattern, lists_, faults_);
      if (!has_room(text.expanded.size(), entry)) return found;
      found.push_back(std::move(text));
    }
    return found;
  }

  // One of `allowed`, as its index.
  std::optional<size_t> one_of(const Located& word, const std::vector<std::string_view>& allowed,
                               std::string_view what) {
    auto it = std::find(allowed.begin(), allowed.end(), word.text);
    if (it != allowed.end()) return it - allowed.begin();
    std::string advice = did_you_mean(word.text, allowed);
    if (advice.empty()) advice = fmt::format("one of {}", fmt::join(allowed, ", "));
    fault(word.at, word.text.size() + 2, fmt::format("unknown {} `{}`", what, word.text), advice);
    return std::nullopt;
  }

  // A whole number between `least` and `most`; `least` when it is not.
  int64_t number(const TomlEntry& entry, int64_t least, int64_t most) {
    if (!expect(entry, entry.value, Kind::number, "a whole number")) return least;
    if (entry.value.number >= least && entry.value.number <= most) return entry.value.number;
    fault(entry.value.at, 1, fmt::format("`{}` takes a number from {} to {}", entry.key, least, most), "");
    return least;
  }

  bool yes(const TomlEntry& entry) {
    return expect(entry, entry.value, Kind::boolean, "true or false") && entry.value.truth;
  }

  void when(const TomlEntry& entry, Rule& rule) {
    if (!expect(entry, entry.value, Kind::table, "a table of limits")) return;
    for (const TomlEntry& limit : entry.value.entries) {
      std::string_view key = limit.key;
      bool is_max = key.starts_with("max_");
      auto measure = is_max || key.starts_with("min_") ? find_measure(key.substr(4)) : std::nullopt;
      if (!measure || !measure_table()[static_cast<size_t>(*measure)].in_when) {
        std::vector<std::string> names;
        for (const MeasureInfo& info : measure_table()) {
          if (info.in_when)
            names.insert(names.end(), {fmt::format("max_{}", info.name), fmt::format("min_{}", info.name)});
        }
        std::vector<std::string_view> views(names.begin(), names.end());
        std::string advice = did_you_mean(key, views);
        fault(
            limit.at, key.size(), fmt::format("unknown limit `{}`", key),
            advice.empty() ? "limits are max_X and min_X, where X is a measure of rules/README.md" : advice);
      } else if (expect(limit, limit.value, Kind::number, "a number")) {
        rule.when.push_back({*measure, is_max, limit.value.number});
      }
    }
  }

  void zones(const TomlEntry& entry, Rule& rule) {
    rule.zones = 0;
    for (const Located& name : texts(entry)) {
      if (auto i = one_of(name, {"head", "body", "tail"}, "zone")) rule.zones |= 1 << *i;
    }
  }

  void action(const TomlEntry& entry, Rule& rule) {
    if (!expect(entry, entry.value, Kind::text, "text")) return;
    Located word{entry.value.text, entry.value.at, source_};
    auto i = one_of(word, {"keep", "rest", "block", "line", "match", "weigh"}, "action");
    if (i) rule.action = static_cast<Action>(*i);
  }

 private:
  // Whether so many bytes of phrases and patterns may be added; the first that are too many are a fault.
  bool has_room(size_t bytes, const TomlEntry& entry) {
    bool had = expanded_ <= kMostExpanded;
    expanded_ += bytes + 1;
    if (had && expanded_ > kMostExpanded) {
      fault(entry.at, entry.key.size(),
            fmt::format("with all lists filled in, the texts of this file are over {} MiB",
                        kMostExpanded >> 20),
            "use shorter lists, or fewer");
    }
    return expanded_ <= kMostExpanded;
  }

  const SourcePtr& source_;
  const Lists& lists_;
  std::vector<Fault>& faults_;
  size_t expanded_ = 0;  // bytes of phrases and patterns
};

struct Field {
  std::string_view name;
  bool in_extend;
  void (*read)(Reader&, const TomlEntry&, Rule&);
};

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

constexpr Field kFields[] = {
    {"id", true, [](Reader& in, const TomlEntry& e, Rule& r) { r.id = in.text(e); }},
    {"was", false, [](Reader& in, const TomlEntry& e, Rule& r) { r.was = in.names(e); }},
    {"about", false, [](Reader& in, const TomlEntry& e, Rule& r) { r.about = in.text(e); }},
    {"is", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.is, in.phrases(e)); }},
    {"starts", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.starts, in.phrases(e)); }},
    {"ends", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.ends, in.phrases(e)); }},
    {"contains", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.contains, in.phrases(e)); }},
    {"pattern", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.patterns, in.patterns(e)); }},
    {"unless", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.unless, in.patterns(e)); }},
    {"zone", false, [](Reader& in, const TomlEntry& e, Rule& r) { in.zones(e, r); }},
    {"when", false, [](Reader& in, const TomlEntry& e, Rule& r) { in.when(e, r); }},
    {"sites", false, [](Reader& in, const TomlEntry& e, Rule& r) { r.sites = in.names(e); }},
    {"action", false, [](Reader& in, const TomlEntry& e, Rule& r) { in.action(e, r); }},
    {"lines", false,
     [](Reader& in, const TomlEntry& e, Rule& r) { r.max_lines = static_cast<int>(in.number(e, 0, 10000)); }},
    {"protects", false, [](Reader& in, const TomlEntry& e, Rule& r) { r.protects = in.names(e); }},
    {"weight", false,
     [](Reader& in, const TomlEntry& e, Rule& r) { r.weight = in.number(e, -kMostWeight, kMostWeight); }},
    {"exact", false, [](Reader& in, const TomlEntry& e, Rule& r) { r.exact = in.yes(e); }},
    {"removes", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.removes, in.texts(e)); }},
    {"keeps", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.keeps, in.texts(e)); }},
    {"case", true, [](Reader& in, const TomlEntry& e, Rule& r) { append(r.cases, in.texts(e)); }},
};

// Reads the fields of a `[[rule]]` or `[[extend]]`.
Rule read_fields(Reader& in, const TomlValue& table, bool extend) {
  Rule rule;
  std::vector<std::string_view> known;
  for (const Field& field : kFields) {
    if (field.in_extend || !extend) known.push_back(field.name);
  }
  for (const TomlEntry& entry : table.entries) {
    auto field = std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& f) {
      return f.name == entry.key && (f.in_extend || !extend);
    });
    if (field == std::end(kFields)) {
      in.unknown_key(entry, known, extend ? "[[extend]]" : "[[rule]]");
    } else {
      field->read(in, entry, rule);
    }
  }
  if (rule.id.empty()) {
    in.fault(table.at, 1, "this rule has no `id`", "give it one: id = \"<lang>.<category>.<name>\"");
  }
  return rule;
}

void check_whole(Reader& in, const TomlValue& table, const Rule& rule) {
  if (!table.find("action")) {
    in.fault(table.at, 1, fmt::format("rule `{}` has no `action`", rule.id),
             "add action = \"line\", \"match\", \"block\", \"rest\", \"keep\" or \"weigh\"");
  }
  if (!rule.has_texts() && rule.when.empty()) {
    in.fault(table.at, 1, fmt::format("rule `{}` fits every line", rule.id),
             "add at least one of is, starts, ends, contains, pattern, when");
  }
  if (rule.zones == 0) {
    in.fault(table.at, 1, fmt::format("rule `{}` acts in no zone", rule.id),
             "name head, body or tail, or leave `zone` out");
  }
  if (rule.action == Action::weigh && table.find("action") && rule.weight == 0) {
    in.fault(table.at, 1, fmt::format("rule `{}` weighs nothing", rule.id),
             "add weight = 1000 or another number, in thousandths of log-odds");
  }
  if (rule.exact && table.find("action") && rule.action != Action::match) {
    in.fault(table.find("exact")->at, 1,
             fmt::format("`exact` says how a match is cut, and rule `{}` cuts none", rule.id),
             "add action = \"match\", or leave `exact` out");
  }
}

bool is_language(std::string_view name) {
  return name.size() >= 2 && name.size() <= 3 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

// Language and category from "en/share.toml", "any/legal.toml", "site/example.com.toml" or "mine.toml".
struct Place {
  std::string language = "any", category;
  std::vector<std::string> sites;
};

Place place_of(std::string_view path) {
  Place place;
  size_t slash = path.rfind('/');
  std::string_view name = path.substr(slash == path.npos ? 0 : slash + 1);
  if (name.ends_with(".toml")) name.remove_suffix(5);
  std::string_view folder = slash == path.npos ? "" : path.substr(0, slash);
  folder = folder.substr(folder.rfind('/') == folder.npos ? 0 : folder.rfind('/') + 1);
  place.category = name;
  if (folder == "site") {
    place.category = "site";
    place.sites = {std::string(name)};
  } else if (is_language(folder)) {
    place.language = folder;
  }
  return place;
}

Lists read_lists(Reader& in, const TomlEntry& entry) {
  Lists lists;
  if (!in.expect(entry, entry.value, Kind::table, "a table of lists")) return lists;
  for (const TomlEntry& list : entry.value.entries) {
    lists[list.key] = in.names(list);
    for (const std::string& word : lists[list.key]) {
      if (word.size() <= kMostPhraseBytes) continue;
      in.fault(list.at, list.key.size(),
               fmt::format("a word of list `{}` has more than {} bytes", list.key, kMostPhraseBytes), "");
      break;
    }
    if (list.value.kind == Kind::list && list.value.items.empty())
      in.fault(list.at, list.key.size(), fmt::format("list `{}` is empty", list.key), "");
  }
  return lists;
}

}  // namespace

Lists read_lists_file(const SourcePtr& source, std::vector<Fault>& faults) {
  Lists lists;
  auto top = parse_toml(source, faults);
  if (!top) return lists;
  Reader in(source, lists, faults);
  for (const TomlEntry& entry : top->entries) {
    if (entry.key == "lists") {
      lists = read_lists(in, entry);
    } else if (entry.key != "about") {
      in.unknown_key(entry, {"about", "lists"}, "lists.toml");
    }
  }
  return lists;
}

RuleFile read_rule_file(const SourcePtr& source, std::string_view path, const Lists& shared_lists,
                        std::vector<Fault>& faults) {
  RuleFile file;
  file.source = source;
  file.lists = shared_lists;
  auto top = parse_toml(source, faults);
  if (!top) return file;
  Reader in(source, file.lists, faults);
  Place place = place_of(path);
  std::string about;
  if (const TomlValue* lists = top->find("lists")) {
    for (auto& [name, words] : read_lists(in, {"lists", lists->at, *lists})) file.lists[name] = words;
  }
  for (const TomlEntry& entry : top->entries) {
    if (entry.key == "about") {
      about = in.text(entry);
    } else if (entry.key == "category") {
      place.category = in.text(entry);
    } else if (entry.key == "off") {
      file.off = in.texts(entry);
    } else if (entry.key == "rules") {
      file.more_files = in.texts(entry);
    } else if (entry.key == "rule" || entry.key == "extend") {
      if (!in.expect(entry, entry.value, Kind::list, fmt::format("tables: write [[{}]]", entry.key)))
        continue;
      for (const TomlValue& table : entry.value.items) {
        if (!in.expect(entry, table, Kind::table, fmt::format("tables: write [[{}]]", entry.key))) continue;
        size_t faults_before = faults.size();
        if (faults_before >= kMostFaults) return file;
        bool extend = entry.key == "extend";
        Rule rule = read_fields(in, table, extend);
        rule.language = place.language;
        rule.category = place.category;
        if (rule.sites.empty()) rule.sites = place.sites;
        if (rule.about.empty()) rule.about = about;
        rule.source = source;
        rule.at = table.at;
        if (extend) {
          const TomlValue* id = table.find("id");
          if (faults.size() == faults_before) file.extensions.push_back({std::move(rule), id->at});
        } else {
          if (faults.size() == faults_before) check_whole(in, table, rule);
          rule.faulty = faults.size() > faults_before;
          if (!rule.id.empty()) file.rules.push_back(std::move(rule));
        }
      }
    } else if (entry.key != "lists") {
      in.unknown_key(entry, {"about", "category", "lists", "off", "rules", "rule", "extend"}, "a rule file");
    }
  }
  return file;
}

}  // namespace dechaff
