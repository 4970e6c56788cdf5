// `dechaff score` as it is typed.
#include <catch2/catch.hpp>

#include "clean_place.h"

namespace {

constexpr std::string_view kGold =
    R"({"id":"a","lang":"en","lines":[{"t":"Rain fell on the harbour for three days, and the lower quay stood under water.","y":1},)"
    R"({"t":"zap: one","y":0,"k":"ads"},{"t":"zap: two","y":1},{"t":"Mehr","y":0}]})"
    "\n";

class Scored : public Place {
 public:
  Scored() { write("gold.jsonl", kGold); }

  ProgramResult score(std::vector<std::string> words) const {
    std::vector<std::string> all{"score", "--no-builtin", "--rules", "rules/zap.toml", "gold.jsonl"};
    all.insert(all.end(), words.begin(), words.end());
    return run_program({.arguments = std::move(all), .folder = path()});
  }
};

}  // namespace

TEST_CASE("score shows errors and the worst documents only when they are asked for") {
  Scored place;
  ProgramResult plain = place.score({});
  CHECK(plain.status == 0);
  CHECK(contains(plain.out, "zap.line"));
  CHECK_FALSE(contains(plain.out, "zap: two"));
  ProgramResult errors = place.score({"--errors", "3"});
  CHECK(contains(errors.out, "false removals: 1\n  a 2 [zap.line]\n    zap: two\n"));
  CHECK(contains(errors.out, "misses: 1\n  a 3 [evidence +0.00]\n    Mehr"));
  ProgramResult worst = place.score({"--worst", "3"});
  CHECK(contains(worst.out, "  a\n    8 of 86 characters of story lost, in 1 line:\n"));
}

TEST_CASE("score --by takes fields and categories, and --min-docs leaves out small parts") {
  Scored place;
  CHECK_FALSE(contains(place.score({}).out, "lang=en"));
  CHECK(contains(place.score({"--min-docs", "1"}).out, "lang=en"));
  CHECK(contains(place.score({}).out, "kinds of chaff"));
  ProgramResult by = place.score({"--by", "site", "--min-docs", "1"});
  CHECK(contains(by.out, "site=None"));
  CHECK_FALSE(contains(by.out, "lang=en"));
  CHECK_FALSE(contains(by.out, "kinds of chaff"));
}

TEST_CASE(
    "score --json prints one line, score --plot writes a picture, and one that cannot be written is said") {
  Scored place;
  ProgramResult json = place.score({"--json", "--curve"});
  CHECK(json.status == 0);
  CHECK(json.out.starts_with("{\"levels\":["));
  CHECK(json.out.find('\n') == json.out.size() - 1);
  CHECK(contains(json.out, "\"curve\":["));
  CHECK(place.score({"--plot", "p.svg"}).status == 0);
  CHECK(place.read("p.svg").starts_with("<svg "));
  ProgramResult nowhere = place.score({"--plot", "no/p.svg"});
  CHECK(nowhere.status == 2);
  CHECK(contains(nowhere.err, "no/p.svg cannot be written"));
  CHECK(contains(nowhere.out, "precision"));
}

TEST_CASE("score asks for whole numbers, and for documents") {
  Scored place;
  CHECK(place.score({"--worst", "1.5"}).status == 2);
  CHECK(place.score({"--errors", "-1"}).status == 2);
  place.write("gold.jsonl", "");
  ProgramResult none = place.score({});
  CHECK(none.status == 2);
  CHECK(contains(none.err, "no labelled document"));
}
