// Bytes as rule files: a layer of rules, lists and weights, in this order and with a line `%%` between, above
// a layer of a few rules that they can extend, replace and switch off. A fourth part is a file that the first
// may name.
//
// Loading ends and gives rules or faults. Each fault can be shown, and each rule linted and its own tests
// run. Rules without faults clean a text as any others do: see promises.h.
#include "../own_rules.h"
#include "clean/rule_tests.h"
#include "promises.h"
#include "rule/lint.h"
#include "rule/rule_file.h"

namespace dechaff {
namespace {

constexpr std::string_view kBase = R"(
[[rule]]
id = "any.base.line"
was = ["any.base.old"]
starts = ["zap"]
action = "line"

[[rule]]
id = "any.base.block"
is = ["follow us"]
action = "block"
)";

// What the rules clean: every zone, a heading with teasers, things that sit inside a line.
const std::string kText = "By Ada Brook\n\nzap: a pointer\n" + kProse1 +
                          "\nFollow us\nA ferry that no one missed…\nSix geese, 3 | 4 (photo) @pier\n\n" +
                          kProse2 + "Überall Ärger – 阅读更多 https://example.com/a\n" + kProse3 +
                          "Share this [cut] story\nShare this [cut] story\nread more\n";

// The parts of the input, as files.
constexpr std::string_view kFiles[] = {"layer/own.toml", "layer/lists.toml", "layer/weights.toml",
                                       "more.toml"};
constexpr std::string_view kBetween = "\n%%\n";

// Whether the files name none but more.toml. Another would be one of the machine's.
bool stays_here(std::string_view part) {
  std::vector<Fault> faults;
  auto source = std::make_shared<SourceFile>(SourceFile{"own.toml", std::string(part)});
  RuleFile file = read_rule_file(source, "own.toml", {}, faults);
  return std::all_of(file.more_files.begin(), file.more_files.end(), [](const Located& name) {
    return name.text == "../more.toml" || name.text == "more.toml";
  });
}

void check(std::string_view input) {
  static const TempFolder folder;
  static const std::string base = folder.write("base.toml", kBase);
  for (std::string_view name : kFiles) {
    size_t end = std::min(input.find(kBetween), input.size());
    std::string_view part = input.substr(0, end);
    input.remove_prefix(std::min(end + kBetween.size(), input.size()));
    if (!stays_here(part)) return;
    if (part.empty() && name != kFiles[0]) {
      std::filesystem::remove(folder.path(name));
    } else {
      folder.write(name, part);
    }
  }
  RuleSources sources;
  sources.builtin = false;
  sources.paths = {base, folder.path("layer")};
  LoadedRules loaded = load_rules(sources);
  bool usable = loaded.faults.empty();
  for (const Rule& rule : loaded.rules) {
    for (Fault& fault : lint_rule(rule)) loaded.faults.push_back(std::move(fault));
    if (rule.faulty) continue;
    for (Fault& fault : run_rule_tests(rule)) loaded.faults.push_back(std::move(fault));
  }
  for (const Fault& fault : loaded.faults) must(!to_text(fault).empty(), "a fault can be shown");
  if (!usable) return;
  RuleSet rules(std::move(loaded));
  must(rules.hash().size() == 16, "the hash has 16 digits");
  for (std::string level : {"balanced", "thorough"}) {
    CleanOptions options;
    options.level = level;
    Cleaner cleaner(rules, options);
    check_clean(kText, cleaner);
    check_clean(kText, cleaner, "example.com");
  }
}

}  // namespace
}  // namespace dechaff

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
