// Standard input, standard output and the file of --removed fail in their turn: what came out is the
// beginning of what should have come, and the status says whether it is all.
#include <catch2/catch.hpp>

#include "fault_place.h"

namespace {

struct Stream {
  std::string name;
  std::vector<std::string> arguments;
  std::string input;
  std::string out, removed;  // of an undisturbed run
};

const std::string& rows() {
  static const std::string rows = [] {
    std::string text;
    for (int i = 0; text.size() < 1'300'000; ++i) {
      text += "{\"id\":" + std::to_string(i) + ",\"text\":\"The ferry left at " + std::to_string(i) +
              ".\\nzap: follow us\\n" + std::string(i * 37 % 900, 'x') + "\"}\n";
    }
    return text;
  }();
  return rows;
}

void check_stream(const FaultPlace& place, const Stream& stream, const std::string& call,
                  const std::string& what, size_t n, bool once) {
  write_tree(place.work(), {});
  std::string times = once ? "1" : what == "EINTR" || what == "SHORT" ? "%" : "0";
  std::string fault = call + ":" + what + ":" + std::to_string(n) + ":" + times;
  ProgramResult result = place.run_with_faults(stream.arguments, fault, {.text = stream.input}, "work/");
  std::string removed = place.read("work/removed.jsonl"), found;
  auto fail_if = [&](bool wrong, const std::string& why) {
    if (wrong) found += why + "\n";
  };
  bool is_whole = result.out == stream.out && removed == stream.removed;
  bool goes_away = what == "EPIPE";
  bool passes = what == "EINTR" || what == "SHORT" || call == "stderr" || place.calls()[call].second == 0;
  fail_if(!stream.out.starts_with(result.out), "other output");
  fail_if(!stream.removed.starts_with(removed), "other removed rows");
  if (call == "stdin" && !result.out.empty())
    fail_if(!result.out.ends_with('\n'), "half a row after bad input");
  if (call == "write" || call == "close" || call == "stderr")
    fail_if(result.out != stream.out, "output stops for something else");
  if (passes) {
    fail_if(result.status != 0 || !is_whole, "not as undisturbed");
  } else if (!goes_away) {
    // The rows that a closed file may have lost cannot be told from those that it has.
    fail_if(!is_whole && result.status != 2, "false status");
    fail_if(call == "close" && result.status != 2, "what close() said was ignored");
    fail_if(!is_whole && !contains(result.err, "dechaff: ") && !contains(result.err, "dechaff clean: "),
            "nothing is said");
  }
  fail_if(result.status != 0 && result.status != 2, "status " + std::to_string(result.status));
  count_try("stream, " + stream.name, call + " " + what, !found.empty());
  INFO(stream.name << ", " << fault << ": " << found << result.err);
  CHECK(found.empty());
}

}  // namespace

TEST_CASE("whatever call fails on streams, the status tells whether all came through") {
  FaultPlace place;
  std::string text = "The ferry left.\nzap: follow us\n" + std::string(300'000, 'x') + "\n";
  for (Stream stream :
       {Stream{"rows", clean_with(kRunRules, {"-", "--format", "jsonl", "-j1"}), rows(), "", ""},
        Stream{"rows, two threads, --removed",
               clean_with(kRunRules, {"-", "--format", "jsonl", "-j2", "--removed", "removed.jsonl"}), rows(),
               "", ""},
        Stream{"text, --removed", clean_with(kRunRules, {"-", "--removed", "removed.jsonl"}), text, "",
               ""}}) {
    write_tree(place.work(), {});
    ProgramResult whole = place.run_with_faults(stream.arguments, "", {.text = stream.input}, "work/");
    REQUIRE(whole.status == 0);
    stream.out = whole.out;
    stream.removed = place.read("work/removed.jsonl");
    auto calls = place.calls();  // below work/, so without those on rule files
    for (std::string call : {"stdin", "stdout", "stderr", "open", "write", "close"}) {
      // How often a pipe is read depends on the moment.
      size_t most = std::min<size_t>(calls[call].first, measures_all() ? 40 : 3);
      for (size_t n = 1; n <= most; ++n) {
        for (std::string what : {"EIO", "ENOSPC", "EINTR", "SHORT", "EPIPE"}) {
          bool moves_bytes = call == "stdin" || call == "stdout" || call == "write";
          if (what == "SHORT" && !moves_bytes) continue;
          if (what == "EPIPE" && call != "stdout") continue;
          for (bool once : {true, false}) {
            if (!measures_all() && once != (n % 2 == 0)) continue;
            check_stream(place, stream, call, what, n, once);
          }
        }
      }
    }
  }
}

TEST_CASE("a reader that goes away hides nothing that failed before") {
  FaultPlace place;
  std::vector<std::string> arguments = clean_with(kRunRules, {"-", "--format", "jsonl", "-j1"});
  ProgramResult result =
      place.run_with_faults(arguments, "stdout:EPIPE:1:0", {.text = "no row\n{\"text\":\"a\"}\n"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: line 1: "));
  arguments.insert(arguments.end(), {"--removed", "removed.jsonl"});
  result = place.run_with_faults(arguments, "stdout:EPIPE:1:0;write:ENOSPC:1:0",
                                 {.text = "{\"text\":\"zap: a\"}\n"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: removed.jsonl: No space left on device"));
}
