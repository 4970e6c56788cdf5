// `dechaff clean -` as it is typed: standard input to standard output, closed pipes, bad rows.
#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"

TEST_CASE("standard input goes to standard output as one document") {
  Place place;
  ProgramResult result = place.clean({"-"}, "Prose.\nzap: a\nÉnd\xFF");
  CHECK(result.status == 0);
  CHECK(result.out == "Prose.\nÉnd\xFF");
  CHECK(result.err == "");
  CHECK(place.clean({"-"}, "").out == "");
  std::string large;
  while (large.size() < 1'000'000) large += "A line that stays.\n";
  CHECK((place.clean({"-"}, large).out == large));
}

TEST_CASE("rows that are bad are reported by line and passed on, the others are cleaned") {
  Place place;
  ProgramResult result = place.clean(
      {"-", "--format", "jsonl"},
      "{\"text\":\"a\\nzap: b\"}\n\nnope\n{\"text\":null}\r\n{\"text\":7}\n{}\n{\"text\":\"zap: c\"}");
  CHECK(result.status == 2);
  CHECK(result.out == "{\"text\":\"a\\n\"}\n\nnope\n{\"text\":null}\r\n{\"text\":7}\n{}\n{\"text\":\"\"}");
  CHECK(contains(result.err, "2 documents, 2 changed, 3 failed\n"));
  CHECK(contains(result.err, "dechaff: line 3: not JSON: "));
  CHECK(contains(
      result.err,
      "dechaff: line 5: field `text` is a number, not a string\ndechaff: line 6: no field `text`\n"));
  CHECK(place.clean({"-", "--format", "jsonl"}, "{\"text\":null}\n").status == 0);
  CHECK(place.clean({"-", "--format", "jsonl"}, "").out == "");
}

TEST_CASE("every bad row is named") {
  Place place;
  std::string rows;
  for (int i = 0; i < 13; ++i) rows += "{}\n";
  ProgramResult result = place.clean({"-", "--format", "jsonl"}, rows);
  CHECK(contains(result.err, "dechaff: line 13: no field `text`\n"));
  CHECK(contains(result.err, ", 13 failed\n"));
}

TEST_CASE("fields are named by flags") {
  Place place;
  ProgramResult result =
      place.clean({"-", "--format=jsonl", "--field", "body", "--out-field", "story", "--url-field", "u"},
                  "{\"body\":\"zap: a\",\"u\":1}\n");
  CHECK(result.status == 0);
  CHECK(result.out == "{\"body\":\"zap: a\",\"story\":\"\",\"u\":1}\n");
}

TEST_CASE("a reader that has had enough ends the run quietly") {
  Place place;
  std::string rows;
  while (rows.size() < 8'000'000) rows += "{\"text\":\"Prose that goes on and on.\\nzap: b\"}\n";
  for (size_t reads : {0, 1000}) {
    for (std::string jobs : {"1", "4"}) {
      ProgramResult result = place.clean({"-", "--format", "jsonl", "-j", jobs}, rows, reads);
      CHECK(result.status == 0);
      CHECK(result.err == "");
    }
    ProgramResult result = place.clean({"-"}, rows, reads);
    CHECK(result.status == 0);
    CHECK(result.err == "");
  }
  place.write("in/a.txt", "zap: a\n");
  ProgramResult result = place.clean({"-n", "in"}, "", 0);
  CHECK(result.status == 0);
  CHECK(result.err == "");
}

TEST_CASE("standard output that cannot be written is a failure") {
  Place place;
  for (std::string format : {"text", "jsonl"}) {
    ProgramResult result = run_program({.arguments = {"clean", "--no-builtin", "-", "--format", format},
                                        .text = "{\"text\":\"a\"}\n",
                                        .folder = place.path(),
                                        .output = "/dev/full"});
    CHECK(result.status == 2);
    CHECK(contains(result.err, "standard output: No space left on device"));
  }
}
