// `dechaff rules`: what rules there are.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "cli/commands.h"
#include "cli/options.h"
#include "rule/builtin.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

constexpr Flag kFlags[] = {
    {"export", 0, "DIR", "write the built-in rule files, or the preset's, into a new or empty folder"}};

// None for a preset that there is not.
std::vector<BuiltinFile> files_to_export(const Arguments& arguments) {
  if (!arguments.has("preset")) return {builtin_files().begin(), builtin_files().end()};
  for (const BuiltinFile& file : preset_files()) {
    if (file.path == arguments.value("preset") + ".toml") return {file};
  }
  return {};
}

int export_files(const std::vector<BuiltinFile>& files, const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    fmt::print(stderr, "dechaff rules: {} is there and not empty; name another folder\n", folder);
    return kFailed;
  }
  for (const BuiltinFile& file : files) {
    fs::path path = fs::path(folder) / file.path;
    fs::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    out << file.text;
    if (!out.flush()) {
      fmt::print(stderr, "dechaff rules: {} cannot be written\n", path.string());
      return kFailed;
    }
  }
  fmt::print("{} file{} in {}\n", files.size(), files.size() == 1 ? "" : "s", folder);
  return kDone;
}

// The rule's own lines of its file: from `[[rule]]` to the next table.
std::string source_text(const Rule& rule) {
  std::string out;
  for (int number = rule.at.line;; ++number) {
    std::string_view line = rule.source->line(number);
    bool is_table = line.starts_with("[[") || (line.starts_with('[') && line.ends_with(']'));
    if (number > rule.at.line && is_table) break;
    size_t lines = std::count(rule.source->text.begin(), rule.source->text.end(), '\n') + 1;
    if (static_cast<size_t>(number) > lines) break;
    out += fmt::format("{}\n", line);
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

int show(const LoadedRules& loaded, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : loaded.rules) {
    ids.push_back(rule.id);
    if (rule.id != id && std::find(rule.was.begin(), rule.was.end(), id) == rule.was.end()) continue;
    fmt::print("{}  {}, category {}\n\n{}", location(rule), action_name(rule.action), rule.category,
               source_text(rule));
    return kDone;
  }
  std::string advice = did_you_mean(id, ids);
  fmt::print(stderr, "dechaff rules: there is no rule `{}`\n{}\n", id,
             advice.empty() ? "`dechaff rules` lists them" : advice);
  return kFailed;
}

int list(const LoadedRules& loaded) {
  std::vector<std::string_view> order = known_categories();
  std::map<std::pair<size_t, std::string_view>, std::vector<const Rule*>> by_category;
  size_t width = 0;
  for (const Rule& rule : loaded.rules) {
    size_t place = std::find(order.begin(), order.end(), rule.category) - order.begin();
    by_category[{place, rule.category}].push_back(&rule);
    width = std::max(width, rule.id.size());
  }
  for (auto& [category, rules] : by_category) {
    fmt::print("{} ({})\n", category.second, rules.size());
    for (const Rule* rule : rules) {
      fmt::print("  {:{}}  {:5}  {}\n", rule->id, width, action_name(rule->action), rule->about);
    }
    fmt::print("\n");
  }
  fmt::print("{} rules\n", loaded.rules.size());
  return kDone;
}

int run(const Arguments& arguments) {
  std::vector<BuiltinFile> files = files_to_export(arguments);
  if (arguments.has("export") && !files.empty()) return export_files(files, arguments.value("export"));
  if (arguments.operands.size() > 1) throw UsageError("one ID at a time");
  LoadedRules loaded = load_rules(rule_sources(arguments, ""));
  for (const Fault& fault : loaded.faults) fmt::print(stderr, "{}\n", to_text(fault));
  if (!loaded.faults.empty()) return kFailed;
  return arguments.operands.empty() ? list(loaded) : show(loaded, arguments.operands[0]);
}

}  // namespace

const Command kRulesCommand = {
    "rules", "[ID]", "list the rules by category, or show one with its tests", "", {kRuleFlags, kFlags}, run,
};

}  // namespace dechaff
