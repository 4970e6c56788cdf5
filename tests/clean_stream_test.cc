// `dechaff clean -` as it is typed: standard input to standard output, closed pipes, bad rows.
#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"
#include "io/compression.h"
#include "run_shell.h"

using namespace dechaff;

namespace {

std::string compressed(std::string_view format, std::string_view text) {
  std::unique_ptr<Encoder> encoder = format == "gz" ? gzip_encoder() : zstd_encoder();
  std::string out;
  encoder->encode(text, out);
  encoder->finish(out);
  return out;
}

std::string decompressed(std::string_view format, std::string_view bytes) {
  std::unique_ptr<Decoder> decoder = format == "gz" ? gzip_decoder() : zstd_decoder();
  std::string text(10'000'000, '\0');
  char* to = text.data();
  size_t room = text.size();
  bool is_all = decoder->decode(bytes, to, room) == Decoded::all && bytes.empty();
  text.resize(text.size() - room);
  return is_all ? text : "not one whole member";
}

std::vector<std::string> rows_with(std::vector<std::string> flags) {
  std::vector<std::string> all{"-", "--format", "jsonl"};
  all.insert(all.end(), flags.begin(), flags.end());
  return all;
}

}  // namespace

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

TEST_CASE("compressed rows are read without a flag, and written with one") {
  Place place;
  std::string rows, cleaned;
  for (int i = 0; rows.size() < 1'500'000; ++i) {
    std::string prose = "Prose " + std::to_string(i * 7919) + ".\\n";
    rows += "{\"text\":\"" + prose + "zap: b\"}\n";
    cleaned += "{\"text\":\"" + prose + "\"}\n";
  }
  for (std::string in : {"none", "gz", "zst"}) {
    std::string input =
        in == "none" ? rows : compressed(in, rows.substr(0, 1000)) + compressed(in, rows.substr(1000));
    CHECK((place.clean(rows_with({}), input).out == cleaned));
    for (std::string out : {"gz", "zst"}) {
      ProgramResult one = place.clean(rows_with({"--compress", out, "-j1"}), input);
      ProgramResult four = place.clean(rows_with({"--compress", out, "-j4"}), input);
      CHECK(one.status == 0);
      CHECK((decompressed(out, one.out) == cleaned));
      CHECK((four.out == one.out));
    }
  }
  for (std::string format : {"gz", "zst"})
    CHECK(decompressed(format, place.clean(rows_with({"--compress", format}), "").out) == "");
}

TEST_CASE("compressed rows that break off are cleaned as far as they go, and the output is whole") {
  Place place;
  std::string row = "{\"text\":\"a\\nzap: b\"}\n";
  for (std::string format : {"gz", "zst"}) {
    std::string whole = compressed(format, row + row), next = compressed(format, row);
    std::string input = whole + next.substr(0, next.size() - 1);
    for (std::string jobs : {"-j1", "-j3"}) {
      ProgramResult result = place.clean(rows_with({"--compress", "gz", jobs}), input);
      CHECK(result.status == 2);
      CHECK(decompressed("gz", result.out).starts_with("{\"text\":\"a\\n\"}\n{\"text\":\"a\\n\"}\n"));
      CHECK(contains(result.err, "dechaff: standard input: behind line "));
      CHECK(contains(result.err,
                     " data breaks off at byte " + std::to_string(input.size()) + "; get the file again"));
    }
    ProgramResult result = place.clean(rows_with({}), whole + "\nmore");
    CHECK(result.status == 2);
    CHECK(result.out == "{\"text\":\"a\\n\"}\n{\"text\":\"a\\n\"}\n");
    CHECK(contains(result.err, "dechaff: standard input: behind line 2: other bytes behind the "));
    CHECK(contains(result.err, "`head -c " + std::to_string(whole.size()) + "` cuts them off\n"));
  }
  CHECK(contains(place.clean(rows_with({}), "BZh91AY").err,
                 "dechaff: standard input: bzip2 data, which is not read here"));
}

TEST_CASE("gzip reads what is written") {
  Place place;
  ProgramResult result = place.clean(rows_with({"--compress", "gz"}), "{\"text\":\"zap: a\"}\n");
  place.write("out.gz", result.out);
  CHECK(run_shell(place.path(), "gzip -dc out.gz").out == "{\"text\":\"\"}\n");
  ShellResult piped =
      run_shell(place.path(), "printf '{\"text\":\"zap: a\"}\\n' | gzip -9 -N | " DECHAFF_PROGRAM
                              " clean - --format jsonl --no-builtin --rules rules/zap.toml 2>&1");
  CHECK(contains(piped.out, "{\"text\":\"\"}\n"));
}

TEST_CASE("a reader that has had enough of compressed rows ends the run quietly, and a full disk does not") {
  Place place;
  std::string rows;
  for (size_t i = 0; rows.size() < 8'000'000; ++i)
    rows += "{\"text\":\"Prose " + std::to_string(i * 7919) + "\"}\n";
  for (std::string in : {"none", "gz"}) {
    std::string input = in == "none" ? rows : compressed(in, rows);
    for (std::string jobs : {"-j1", "-j4"}) {
      ProgramResult result = place.clean(rows_with({"--compress", "zst", jobs}), input, 1000);
      CHECK(result.status == 0);
      CHECK(result.err == "");
      result = run_program(
          {.arguments = {"clean", "--no-builtin", "-", "--format", "jsonl", "--compress", "gz", jobs},
           .text = input,
           .folder = place.path(),
           .output = "/dev/full"});
      CHECK(result.status == 2);
      CHECK(contains(result.err, "standard output: No space left on device"));
    }
  }
}

TEST_CASE("--compress is refused where it would do nothing, or harm") {
  Place place;
  for (auto [arguments, why] : std::initializer_list<std::pair<std::vector<std::string>, std::string>>{
           {rows_with({"--compress", "xz"}), "--compress: there is no format `xz`; gz or zst"},
           {{"-", "--compress", "gz"}, "--compress is for rows on standard input"},
           {{"rules", "--compress", "gz"}, "--compress is for rows on standard input"},
           {rows_with({"--compress", "gz", "--diff"}), "--compress does not go with --diff"},
           {rows_with({"--compress", "gz", "-n"}), "--compress does not go with --dry-run"}}) {
    ProgramResult result = place.clean(arguments);
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK(contains(result.err, why));
  }
}
