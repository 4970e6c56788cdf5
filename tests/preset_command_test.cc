// --preset: the rules of one preset alone, in every command that takes rules.
#include <algorithm>
#include <catch2/catch.hpp>

#include "clean_place.h"
#include "cli/options.h"

namespace dechaff {
namespace {

const std::string kText =
    "FERRY FARES TO RISE BY A TENTH\n"
    "Also Read: The old pier of Elmhaven is to be rebuilt.\n"
    "\n"
    "The council of Elmhaven voted on Monday.[1]\n"
    "By reading on you agree to our terms of use.\n"
    "3 likes\n"
    "Fares had been the same since the spring Read more...\n";

ProgramResult clean(std::vector<std::string> arguments, const std::string& folder = "") {
  arguments.insert(arguments.begin(), {"clean", "-"});
  return run_program({.arguments = std::move(arguments), .text = kText, .folder = folder});
}

}  // namespace

TEST_CASE("a preset decides alone, without the built-in rules and evidence") {
  CHECK(clean({"--preset", "c4"}).out ==
        "Also Read: The old pier of Elmhaven is to be rebuilt.\n"
        "\n"
        "The council of Elmhaven voted on Monday.\n");
  CHECK(clean({"--preset", "refinedweb"}).out ==
        "Also Read: The old pier of Elmhaven is to be rebuilt.\n"
        "\n"
        "The council of Elmhaven voted on Monday.[1]\n"
        "By reading on you agree to our terms of use.\n"
        "Fares had been the same since the spring\n");
}

TEST_CASE("beside a preset there are the files of --rules, and no dechaff.toml") {
  Place place;
  place.write("dechaff.toml", kOther);
  place.write("also.toml", "[[rule]]\nid = \"my.also\"\nstarts = [\"also read\"]\naction = \"line\"\n");
  std::string preset = clean({"--preset", "c4"}).out;
  place.write("dechaff.toml", "off = [\"no such rule\"]\n");
  CHECK(clean({"--preset", "c4"}, place.path()).out == preset);
  CHECK(clean({"--preset", "c4", "--rules", "also.toml"}, place.path()).out ==
        "The council of Elmhaven voted on Monday.\n");
  place.write("off.toml", "off = [\"any.c4.policy\"]\n");
  CHECK(contains(clean({"--preset", "c4", "--rules", "off.toml"}, place.path()).out, "terms of use"));
}

TEST_CASE("explain, score and rules take a preset, too") {
  TemporaryFolder folder;
  folder.write("a.txt", kText);
  folder.write("gold.jsonl", R"({"id":"a","lines":[{"t":"3 likes","y":0},{"t":"Rain fell here.","y":1}]})"
                             "\n");
  std::string why = run_program({"explain", "--preset", "refinedweb", "a.txt:6"}, folder.path()).out;
  CHECK_THAT(why, Catch::Contains("any.refinedweb.counter (presets/refinedweb.toml:"));
  ProgramResult score =
      run_program({"score", "--preset", "refinedweb", "--min-docs", "1", "gold.jsonl"}, folder.path());
  CHECK(score.status == 0);
  CHECK_THAT(score.out, Catch::Contains("1.000 1.000 1.000"));
  CHECK_THAT(run_program({"rules", "--preset", "c4"}).out, Catch::StartsWith("c4 (7)\n"));
  CHECK_THAT(run_program({"rules", "--preset", "c4", "any.c4.short"}).out, Catch::Contains("max_tokens = 4"));
}

TEST_CASE("a preset that is written out is a rule file like others") {
  TemporaryFolder folder;
  ProgramResult result = run_program({"rules", "--preset", "c4", "--export", "mine"}, folder.path());
  CHECK(result.out == "1 file in mine\n");
  CHECK(run_program({"check", "mine"}, folder.path()).out == "7 rules, 0 faults\n");
  CHECK(clean({"--no-builtin", "--rules", "mine"}, folder.path()).out == clean({"--preset", "c4"}).out);
}

TEST_CASE("what a preset removed is put back by its rules and its category") {
  TemporaryFolder folder;
  folder.write("a.txt", kText);
  REQUIRE(run_program({"clean", "--preset", "c4", "."}, folder.path()).status == 0);
  run_program({"restore", "--rule", "any.c4.policy", "."}, folder.path());
  CHECK_THAT(folder.read("a.clean.txt"), Catch::Contains("terms of use"));
  CHECK_THAT(folder.read("a.clean.txt"), !Catch::Contains("3 likes"));
  run_program({"restore", "--category", "c4", "."}, folder.path());
  CHECK(folder.read("a.clean.txt") == kText);
}

TEST_CASE("a preset that there is not is named, with those that there are") {
  for (std::string command : {"clean", "explain", "rules"}) {
    std::vector<std::string> arguments{command, "--preset", "gopher"};
    if (command != "rules") arguments.push_back("-");
    ProgramResult result = run_program({.arguments = arguments, .text = kText});
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::StartsWith("there is no preset `gopher`\n    one of c4, refinedweb\n"));
  }
  CHECK_THAT(clean({"--preset", "refinedwep"}).err, Catch::Contains("did you mean `refinedweb`?"));
  CHECK_THAT(clean({"--preset", ""}).err, Catch::Contains("one of c4, refinedweb"));
  CHECK_THAT(run_program({"rules", "--preset", "c5", "--export", "mine"}).err,
             Catch::Contains("no preset `c5`"));
}

TEST_CASE("--preset does not go with --no-builtin, and is not given twice") {
  ProgramResult result = clean({"--preset", "c4", "--no-builtin"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, Catch::Contains("leave --no-builtin out"));
  CHECK(clean({"--preset", "c4", "--preset", "refinedweb"}).status == 2);
}

TEST_CASE("the flag names every preset, so that help and completion know them") {
  std::string names;
  for (std::string_view name : preset_names()) names.append(names.empty() ? "" : "|").append(name);
  auto flag =
      std::find_if(kRuleFlags.begin(), kRuleFlags.end(), [](const Flag& f) { return f.name == "preset"; });
  REQUIRE(flag != kRuleFlags.end());
  CHECK(flag->value == names);
}

}  // namespace dechaff
