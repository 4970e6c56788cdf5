#include "rule/layers.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>

#include "rule/builtin.h"
#include "rule/pattern.h"
#include "rule/phrases.h"
#include "rule/rule_file.h"
#include "rule/snapshot.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostBytes = 4 << 20;        // of a file
constexpr size_t kMostLayerBytes = 64 << 20;  // of the files of a layer
constexpr size_t kMostFiles = 10000;          // of a layer
constexpr int kMostLevels = 20;               // of files that name files

// A file of a layer: where it stands below the layer's folder, and its text.
struct LayerFile {
  std::string path;
  SourcePtr source;
};
using Layer = std::vector<LayerFile>;

Fault plain_fault(std::string message, std::string advice = "") {
  return {nullptr, {}, 1, std::move(message), std::move(advice)};
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

LayerFile builtin_file(std::string_view folder, const BuiltinFile& file) {
  return {std::string(file.path), std::make_shared<SourceFile>(SourceFile{
                                      fmt::format("{}/{}", folder, file.path), std::string(file.text)})};
}

Layer builtin_layer() {
  Layer layer;
  for (const BuiltinFile& file : builtin_files()) layer.push_back(builtin_file("rules", file));
  return layer;
}

std::string_view preset_name(const BuiltinFile& file) {
  return file.path.substr(0, file.path.rfind('.'));
}

Layer preset_layer(std::string_view name, std::vector<Fault>& faults) {
  for (const BuiltinFile& file : preset_files()) {
    if (preset_name(file) == name) return {builtin_file("presets", file)};
  }
  std::vector<std::string_view> names = preset_names();
  std::string advice = did_you_mean(name, names);
  faults.push_back(plain_fault(fmt::format("there is no preset `{}`", name),
                               advice.empty() ? fmt::format("one of {}", fmt::join(names, ", ")) : advice));
  return {};
}

// The path from the root, so that its folders are known; as it is where there is no working directory.
std::string full_path(const std::string& path) {
  std::error_code error;
  fs::path full = fs::absolute(path, error);
  return error ? path : full.lexically_normal().string();
}

Layer named_layer(const std::string& path, std::vector<Fault>& faults) {
  Layer layer;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    if (SourcePtr source = read_source(path, faults)) layer.push_back({full_path(path), source});
    return layer;
  }
  std::vector<std::string> found;
  for (auto it = fs::recursive_directory_iterator(path, error); it != fs::recursive_directory_iterator();
       it.increment(error)) {
    if (error || found.size() > kMostFiles) break;
    if (it->path().extension() == ".toml") found.push_back(it->path());
  }
  if (error) faults.push_back(plain_fault(fmt::format("{}: {}", path, error.message())));
  if (found.empty())
    faults.push_back(
        plain_fault(fmt::format("{}: no rule file in this folder", path), "rule files end in .toml"));
  if (found.size() > kMostFiles) {
    faults.push_back(plain_fault(fmt::format("{}: more than {} rule files", path, kMostFiles),
                                 "name the folder that holds only your rules"));
    return layer;
  }
  std::sort(found.begin(), found.end());
  size_t bytes = 0;
  for (const std::string& file : found) {
    SourcePtr source = read_source(file, faults);
    if (!source) continue;
    bytes += source->text.size();
    if (bytes > kMostLayerBytes) {
      faults.push_back(
          plain_fault(fmt::format("{}: more than {} MiB of rule files", path, kMostLayerBytes >> 20),
                      "name the folder that holds only your rules"));
      return layer;
    }
    layer.push_back({full_path(file), source});
  }
  return layer;
}

class Loader {
 public:
  explicit Loader(LoadedRules& out) : out_(out) {}

  void add_builtin(const Layer& layer, bool check) {
    trusted_ = !check;
    add(layer);
    trusted_ = false;
  }

  // Other layers may use the built-in lists.
  void add_snapshot(bool is_only_layer) {
    Snapshot snapshot = read_snapshot(builtin_snapshot());
    for (Rule& rule : snapshot.rules) {
      for (const std::string& name : rule.was) was_[name].insert(rule.id);
      std::string id = rule.id;
      rules_.emplace_hint(rules_.end(), std::move(id), std::move(rule));
    }
    out_.weights = std::move(snapshot.weights);
    out_.compiled_table = snapshot.table;
    if (is_only_layer) return;
    for (const LayerFile& file : builtin_layer()) {
      if (file_name(file.path) == "lists.toml") lists_ = read_lists_file(file.source, out_.faults);
    }
  }

  void add(const Layer& layer) {
    for (const LayerFile& file : layer) being_read_.insert(file.source->name);
    for (const LayerFile& file : layer) {
      if (file_name(file.path) == "lists.toml") {
        for (auto& [name, words] : read_lists_file(file.source, out_.faults)) lists_[name] = words;
      } else if (file_name(file.path) == "weights.toml") {
        read_weights(file.source, out_.weights, out_.faults);
      }
    }
    std::map<std::string, const Rule*> in_this_layer;
    std::vector<RuleFile> files;
    for (const LayerFile& file : layer) {
      if (file_name(file.path) == "lists.toml" || file_name(file.path) == "weights.toml") continue;
      files.push_back(read_rule_file(file.source, file.path, lists_, out_.faults));
    }
    for (RuleFile& file : files) {
      for (Rule& rule : file.rules) add_rule(rule, in_this_layer);
    }
    for (RuleFile& file : files) {
      for (Extension& extension : file.extensions) extend(extension);
      for (const Located& name : file.off) switch_off(name, file.source);
      for (const Located& name : file.more_files) {
        fs::path path = (fs::path(file.source->name).parent_path() / name.text).lexically_normal();
        if (!being_read_.insert(path).second) {
          out_.faults.push_back({name.source, name.at, static_cast<int>(name.text.size()) + 2,
                                 "this file is being read already", "name each rule file once"});
          continue;
        }
        if (level_ == kMostLevels) {
          out_.faults.push_back({name.source, name.at, static_cast<int>(name.text.size()) + 2,
                                 "so many files name one another that this one is not read",
                                 "name it in the first of them"});
          continue;
        }
        size_t before = out_.faults.size();
        Layer more = named_layer(path, out_.faults);
        ++level_;
        if (out_.faults.size() == before) add(more);
        --level_;
      }
    }
  }

  void finish() {
    for (auto& [id, rule] : rules_) out_.rules.push_back(std::move(rule));
  }

 private:
  void add_rule(Rule& rule, std::map<std::string, const Rule*>& in_this_layer) {
    auto [seen, is_new] = in_this_layer.emplace(rule.id, nullptr);
    if (!is_new) {
      out_.faults.push_back({rule.source, rule.at, 8, fmt::format("rule `{}` is here twice", rule.id),
                             fmt::format("the other is at {}", location(rules_.at(rule.id)))});
      return;
    }
    size_t before = out_.faults.size();
    if (!trusted_ && before < kMostFaults) check_texts(rule);
    rule.faulty |= out_.faults.size() > before;
    for (const std::string& name : rule.was) was_[name].insert(rule.id);
    if (Rule* old = find(rule.id); old && !in_this_layer.contains(old->id))
      rules_.erase(std::string(old->id));
    rules_.insert_or_assign(rule.id, std::move(rule));
  }

  std::vector<std::string_view> known_ids() const {
    std::vector<std::string_view> ids;
    for (auto& [id, rule] : rules_) ids.push_back(id);
    return ids;
  }

  // The rule with this id, or else the one that had it once.
  Rule* find(const std::string& id) {
    if (auto own = rules_.find(id); own != rules_.end()) return &own->second;
    auto had_it = was_.find(id);
    if (had_it == was_.end()) return nullptr;
    for (const std::string& now : had_it->second) {
      auto rule = rules_.find(now);
      if (rule == rules_.end()) continue;
      const std::vector<std::string>& was = rule->second.was;
      if (std::find(was.begin(), was.end(), id) != was.end()) return &rule->second;
    }
    return nullptr;
  }

  void extend(Extension& extension) {
    if (out_.faults.size() >= kMostFaults) return;
    Rule& more = extension.additions;
    Rule* rule = find(more.id);
    if (!rule) {
      out_.faults.push_back({more.source, extension.id_at, static_cast<int>(more.id.size()) + 2,
                             fmt::format("there is no rule `{}` to extend", more.id),
                             did_you_mean(more.id, known_ids())});
      return;
    }
    size_t before = out_.faults.size();
    check_texts(more);
    rule->faulty |= out_.faults.size() > before;
    auto append = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(rule->is, more.is);
    append(rule->starts, more.starts);
    append(rule->ends, more.ends);
    append(rule->contains, more.contains);
    append(rule->patterns, more.patterns);
    append(rule->unless, more.unless);
    append(rule->removes, more.removes);
    append(rule->keeps, more.keeps);
    append(rule->cases, more.cases);
    rule->extended_by.push_back(more.source);
  }

  void switch_off(const Located& name, const SourcePtr& source) {
    if (out_.faults.size() >= kMostFaults) return;
    if (Rule* rule = find(name.text)) {
      std::string id = rule->id;
      rules_.erase(id);
      return;
    }
    size_t erased = std::erase_if(rules_, [&](auto& entry) { return entry.second.category == name.text; });
    if (erased) return;
    std::vector<std::string_view> known = known_ids();
    for (auto& [id, rule] : rules_) known.push_back(rule.category);
    std::string advice = did_you_mean(name.text, known);
    out_.faults.push_back({source, name.at, static_cast<int>(name.text.size()) + 2,
                           fmt::format("there is no category or rule `{}` to switch off", name.text),
                           advice.empty() ? "`dechaff rules` lists them" : advice});
  }

  void check_texts(const Rule& rule) {
    for (auto* patterns : {&rule.patterns, &rule.unless}) {
      for (const PatternText& pattern : *patterns) check_pattern(rule, pattern);
    }
    for (auto* phrases : {&rule.is, &rule.starts, &rule.ends, &rule.contains}) {
      for (const Located& phrase : *phrases) {
        if (fold_phrase(phrase.text).empty()) {
          out_.faults.push_back({phrase.source, phrase.at, static_cast<int>(phrase.text.size()) + 2,
                                 "a phrase needs a letter or a digit", "write a pattern for signs alone"});
        }
      }
    }
  }

  void check_pattern(const Rule& rule, const PatternText& pattern) {
    auto error = pattern_error(pattern.expanded);
    if (!error) return;
    size_t offset = bad_part(pattern, *error);
    int width = static_cast<int>(std::max<size_t>(1, count_code_points(error->part)));
    if (offset == std::string::npos) width = 1;
    out_.faults.push_back({pattern.written.source,
                           pattern.written.place(offset == std::string::npos ? 0 : offset), width,
                           fmt::format("bad pattern in `{}`: {}", rule.id, error->message), error->advice});
  }

  // Where the part that RE2 complains of stands in the pattern as written. What looks like it may stand
  // earlier without harm, so the first place counts up to which the pattern alone is bad for the same reason.
  static size_t bad_part(const PatternText& pattern, const PatternError& error) {
    const std::string& written = pattern.written.text;
    if (error.part.empty()) return std::string::npos;
    int tries = 0;
    for (size_t at = written.find(error.part); at != written.npos && ++tries <= 20;
         at = written.find(error.part, at + 1)) {
      auto head_error = pattern_error(written.substr(0, at + error.part.size()));
      if (head_error && head_error->message == error.message && head_error->part == error.part) return at;
    }
    return written.find(error.part);
  }

  LoadedRules& out_;
  bool trusted_ = false;              // phrases and patterns of this layer are known to be good
  std::set<std::string> being_read_;  // files and folders that others named
  int level_ = 0;                     // how many files lead to the one that is read
  Lists lists_;
  std::map<std::string, Rule> rules_;
  std::map<std::string, std::set<std::string>> was_;  // ids by old names, also of rules that are gone
};

}  // namespace

std::vector<std::string_view> preset_names() {
  std::vector<std::string_view> names;
  for (const BuiltinFile& file : preset_files()) names.push_back(preset_name(file));
  return names;
}

SourcePtr read_source(const std::string& path, std::vector<Fault>& faults) {
  auto fail = [&](std::string_view message, std::string advice) {
    faults.push_back(plain_fault(fmt::format("{}: {}", path, message), std::move(advice)));
    return nullptr;
  };
  // Without O_NONBLOCK a FIFO that nobody writes to would be waited for.
  int fd;
  do {
    fd = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return fail("cannot be read", std::strerror(errno));
  struct stat info;
  bool known = fstat(fd, &info) == 0;
  if (!known || !S_ISREG(info.st_mode)) {
    close(fd);
    if (known && S_ISDIR(info.st_mode)) return fail("is a folder, not a file", "");
    return fail("is not a regular file", "write the rules to a file");
  }
  // The size is not asked: some files have none, and some grow.
  std::string text;
  ssize_t n = 1;
  while (n > 0 && text.size() <= kMostBytes) {
    char buffer[64 << 10];
    n = read(fd, buffer, sizeof buffer);
    if (n > 0) text.append(buffer, static_cast<size_t>(n));
    if (n < 0 && errno == EINTR) n = 1;
  }
  int error = errno;
  close(fd);
  if (n < 0) return fail("cannot be read", std::strerror(error));
  if (text.size() > kMostBytes) return fail("too large for a rule file", "split it; a file may have 4 MiB");
  return std::make_shared<SourceFile>(SourceFile{path, std::move(text)});
}

std::string find_config(std::string_view folder) {
  std::error_code error;
  fs::path path = fs::absolute(folder.empty() ? fs::path(".") : fs::path(folder), error).lexically_normal();
  if (error) return "";
  for (;; path = path.parent_path()) {
    fs::path config = path / "dechaff.toml";
    if (fs::is_regular_file(config, error)) return config;
    if (path == path.parent_path()) return "";
  }
}

LoadedRules load_rules(const RuleSources& sources) {
  LoadedRules loaded;
  Loader loader(loaded);
  std::vector<std::string> named = sources.paths;
  if (!sources.config.empty()) named.insert(named.begin(), sources.config);
  if (!sources.preset.empty()) {
    loader.add_builtin(preset_layer(sources.preset, loaded.faults), sources.check_builtin);
  } else if (sources.builtin && sources.compiled) {
    loader.add_snapshot(named.empty());
  } else if (sources.builtin) {
    loader.add_builtin(builtin_layer(), sources.check_builtin);
  }
  for (const std::string& path : named) {
    Layer layer = named_layer(path, loaded.faults);
    for (const LayerFile& file : layer) loaded.files.push_back(file.source->name);
    loader.add(layer);
  }
  loader.finish();
  return loaded;
}

}  // namespace dechaff
