// `dechaff learn`, and the tables that other commands take, as they are typed.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"
#include "io/compression.h"

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMenu = "Menu of the day";
constexpr std::string_view kLearnedWeights = R"(base = -1000
guard = 100
[levels]
balanced = 0.5
[measures.recurs]
bounds = [1]
weights = [0, 2000]
)";

std::string story(char name, bool has_menu = true) {
  std::string text = std::string("The keeper of lighthouse ") + name +
                     " has counted the ships that passed in the night of the great storm.\n";
  if (has_menu) text += std::string(kMenu) + "\n";
  return text + "She wrote the book of lighthouse " + name + ".\n";
}

// Two sites with two stories each, and rules that take `zap` and lines that recur.
class Site : public Place {
 public:
  Site() {
    write("rules/weights.toml", kLearnedWeights);
    for (char name : {'a', 'b'}) {
      write(std::string("in/orrin/") + name + ".txt", story(name));
      write(std::string("in/elmhaven/") + name + ".txt", story(static_cast<char>(name + 2)));
    }
  }

  ProgramResult run(std::vector<std::string> words, std::string text = "") const {
    return run_program({.arguments = std::move(words), .text = std::move(text), .folder = path()});
  }
  ProgramResult clean(std::vector<std::string> words, std::string text = "") const {
    std::vector<std::string> all{"clean", "--no-builtin", "--rules", "rules"};
    all.insert(all.end(), words.begin(), words.end());
    return run(all, std::move(text));
  }
  // The table that was learned.
  std::string learn(std::vector<std::string> words) const {
    words.insert(words.begin(), "learn");
    words.insert(words.end(), {"-o", "t.learned"});
    ProgramResult result = run(words);
    INFO(result.err);
    CHECK(result.status == 0);
    return read("t.learned");
  }
  bool has_menu(std::string_view name) const { return contains(read(name), kMenu); }
};

std::string row(std::string_view url, const std::string& text) {
  std::string out = "{\"url\":\"" + std::string(url) + "\",\"text\":\"";
  for (char c : text) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out + "\"}\n";
}

std::string rows() {
  return row("https://www.orrin.example/1", story('a')) + row("https://orrin.example/2", story('b')) +
         row("https://elmhaven.example/1", story('c'));
}

}  // namespace

TEST_CASE("the table is the same for any order of the inputs and any number of threads") {
  Site site;
  for (int i = 0; i < 60; ++i) {
    std::string text = story(static_cast<char>('a' + i % 26));
    for (int k = 0; k < 5; ++k) text += std::string("Link ") + static_cast<char>('a' + i * k % 26) + "\n";
    site.write("in/orrin/more" + std::to_string(i) + ".txt", text);
  }
  std::string first = site.learn({"in"});
  CHECK(contains(first, "site \"elmhaven/\"\n"));
  CHECK(contains(first, "site \"orrin/\"\n"));
  for (std::string jobs : {"-j1", "-j2", "-j8"}) {
    CHECK(site.learn({"in", jobs}) == first);
    CHECK(site.learn({"in/orrin", "in/elmhaven", jobs}) == first);
    CHECK(site.learn({"in/elmhaven", "in/orrin", "in/orrin/a.txt", jobs}) == first);
  }
}

TEST_CASE("merged tables are what learning at once gives") {
  Site site;
  site.write("in/orrin/c.txt", story('x'));
  std::string whole = site.learn({"in"});
  auto part = [&](std::vector<std::string> words, std::string name) {
    words.insert(words.begin(), "learn");
    words.insert(words.end(), {"--to-merge", "-o", name});
    CHECK(site.run(words).status == 0);
  };
  part({"in/orrin/a.txt", "in/elmhaven"}, "p1");
  part({"in/orrin/b.txt", "in/orrin/c.txt"}, "p2");
  CHECK(site.learn({"--merge", "p1", "p2"}) == whole);
  CHECK(site.learn({"--merge", "p2", "p1", "p1"}) == whole);
  part({"--merge", "p2"}, "p3");
  CHECK(site.read("p3") == site.read("p2"));
  CHECK(site.learn({"--merge", "t.learned"}) == whole);
}

TEST_CASE("rows are learned from files and from standard input, by the hosts of their addresses") {
  Site site;
  site.write("rows.jsonl", rows());
  std::string table = site.learn({"--format", "jsonl", "rows.jsonl"});
  CHECK(contains(table, "site \"orrin.example\"\n"));
  CHECK_FALSE(contains(table, "elmhaven"));
  CHECK(site.run({"learn", "-", "--format", "jsonl", "-o", "u.learned"}, rows()).status == 0);
  CHECK(site.read("u.learned") == table);
  for (bool is_gzip : {true, false}) {
    std::string name = is_gzip ? "rows.jsonl.gz" : "rows.jsonl.zst", bytes;
    std::unique_ptr<dechaff::Encoder> encoder = is_gzip ? dechaff::gzip_encoder() : dechaff::zstd_encoder();
    encoder->encode(rows(), bytes);
    encoder->finish(bytes);
    site.write(name, bytes);
    CHECK(site.learn({"--format", "jsonl", name}) == table);
    CHECK(
        contains(site.run({"learn", name, "-o", "t.learned"}).err, name + " holds rows; add --format jsonl"));
    CHECK(site.run({"explain", "--json", name + ":2"}).out ==
          site.run({"explain", "--json", "rows.jsonl:2"}).out);
    CHECK(contains(site.run({"explain", name + ":99"}).err, name + " has no row 99"));
  }
  std::string renamed = rows();
  for (size_t at; (at = renamed.find("\"text\"")) != renamed.npos;) renamed.replace(at, 6, "\"body\"");
  for (size_t at; (at = renamed.find("\"url\"")) != renamed.npos;) renamed.replace(at, 5, "\"from\"");
  site.write("renamed.jsonl", renamed);
  CHECK(site.learn({"--format", "jsonl", "--field", "body", "--url-field", "from", "renamed.jsonl"}) ==
        table);
}

TEST_CASE("what cannot be learned from is named, and the others are learned from") {
  Site site;
  site.write("in/orrin/bad.txt", std::string("a\0b", 3));
  ProgramResult result = site.run({"learn", "in", "none", "-o", "t.learned"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: in/orrin/bad.txt: not text: there is a NUL byte at offset 1\n"));
  CHECK(contains(result.err, "dechaff: none: No such file"));
  CHECK(contains(result.err, "4 documents, 2 lines that recur on 2 sites\n"));
  CHECK(contains(site.read("t.learned"), "orrin/"));
  site.write("rows.jsonl",
             rows() + "nope\n{\"url\":\"\",\"text\":\"a\"}\n" + row("https://orrin.example/", "Short"));
  result = site.run({"learn", "--format", "jsonl", "rows.jsonl", "-o", "t.learned"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: rows.jsonl:4: not JSON"));
  CHECK(contains(result.err, "5 documents, 1 line that recurs on 1 site\n"));
  CHECK(contains(result.err, "1 document taught nothing: no line of 80 characters"));
  CHECK(contains(result.err, "1 document taught nothing: no site\n"));
}

TEST_CASE("what cannot be meant is refused, with advice, before anything is read or written") {
  Site site;
  site.write("rows.jsonl", rows());
  site.write("notes.txt", "my own notes");
  struct {
    std::vector<std::string> words;
    std::string says;
  } cases[] = {
      {{"learn", "-o", "t.learned"}, "name files or folders"},
      {{"learn", "in"}, "say with -o TABLE"},
      {{"learn", "-", "-o", "t.learned"}, "- has no site"},
      {{"learn", "rows.jsonl", "-o", "t.learned"}, "rows.jsonl holds rows; add --format jsonl"},
      {{"learn", "in", "--field", "t", "-o", "t.learned"}, "--field needs --format jsonl"},
      {{"learn", "in", "--site-from", "*.txt", "-o", "t.learned"}, "a pattern with {site} in it"},
      {{"learn", "--format", "jsonl", "--site-from", "{site}/*", "rows.jsonl", "-o", "t.learned"},
       "a row has its address"},
      {{"learn", "--merge", "--format", "jsonl", "rows.jsonl", "-o", "t.learned"}, "not for --merge"},
      {{"learn", "in", "-o", "notes.txt"}, "notes.txt: not replaced, for it is not a table"},
      {{"learn", "in", "-o", "in"}, "in: Is a directory"},
      {{"learn", "in", "-o", "none/t.learned"}, "none/t.learned: No such file"},
      {{"learn", "--merge", "notes.txt", "-o", "t.learned"}, "notes.txt:1:1: not a table of learned lines"},
      {{"clean", "in", "--learned", "notes.txt"}, "notes.txt:1:1: not a table of learned lines"},
      {{"clean", "in", "--learned", "none"}, "none: No such file"},
      {{"clean", "in", "--learned", "t.learned", "--learn"}, "leave --learned out, or --learn"},
      {{"clean", "in", "--learn", "--level", "none"}, "there is no level `none`"},
      {{"clean", "-", "--learn"}, "which a stream does not allow"},
      {{"clean", "-", "--format", "jsonl", "--learn"}, "which a stream does not allow"},
      {{"clean", "-", "--learned", "t.learned"}, "--learned has to know the site"},
      {{"clean", "-", "--site-from", "{site}/*"}, "--site-from is for paths"},
      {{"explain", "in/orrin/a.txt", "--learned", "notes.txt"}, "notes.txt:1:1: not a table"},
      {{"score", "rows.jsonl", "--learned", "notes.txt"}, "notes.txt:1:1: not a table"},
  };
  for (auto& [words, says] : cases) {
    CAPTURE(words);
    ProgramResult result = site.run(words);
    CHECK(result.status == 2);
    CHECK_THAT(result.err, Catch::Contains(says));
    CHECK_FALSE(site.has("t.learned"));
  }
  CHECK(site.read("notes.txt") == "my own notes");
  CHECK_FALSE(site.has("in/orrin/a.clean.txt"));
}

TEST_CASE("a table replaces another one, with the permissions that files get") {
  Site site;
  site.learn({"in/orrin"});
  CHECK(contains(site.learn({"in/elmhaven"}), "elmhaven"));
  CHECK_FALSE(contains(site.read("t.learned"), "orrin"));
  struct stat status;
  mode_t mask = umask(0);
  umask(mask);
  REQUIRE(stat((site / "t.learned").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == (0666 & ~mask));
}

TEST_CASE("clean --learn is learn and then clean --learned") {
  Site site;
  std::string before = site.read("in/orrin/a.txt");
  CHECK(site.clean({"in", "-o", "plain"}).status == 0);
  CHECK(site.has_menu("plain/orrin/a.txt"));
  CHECK(site.clean({"in", "-o", "one", "--learn"}).status == 0);
  site.learn({"in"});
  CHECK(site.clean({"in", "-o", "two", "--learned", "t.learned"}).status == 0);
  for (const char* name : {"orrin/a.txt", "orrin/b.txt", "elmhaven/a.txt"})
    CHECK(site.read(std::string("one/") + name) == story(name[0] == 'e' ? 'c' : name[6], false));
  CHECK(contents(site, "one") == contents(site, "two"));  // the ledgers, too
  CHECK(site.read("in/orrin/a.txt") == before);
}

TEST_CASE("without a table, lines that recur stay, and the weights for them change nothing") {
  Site site;
  CHECK(site.clean({"in", "-o", "one"}).status == 0);
  fs::remove(site / "rules/weights.toml");
  CHECK(site.clean({"in", "-o", "two"}).status == 0);
  for (const char* name : {"orrin/a.txt", "elmhaven/b.txt"}) {
    CHECK(site.read(std::string("one/") + name) == site.read(std::string("in/") + name));
    CHECK(site.read(std::string("two/") + name) == site.read(std::string("in/") + name));
  }
  CHECK_FALSE(contains(site.read("one/.dechaff/ledger.jsonl"), "learned"));
  CHECK_FALSE(contains(site.read("one/.dechaff/ledger.jsonl"), "site"));
}

TEST_CASE("a document on its own is cleaned by the table of its site, whatever path names it") {
  Site site;
  site.learn({"in"});
  for (std::string path : {"in", "in/orrin", "in/orrin/a.txt", "./in/elmhaven/../orrin/a.txt"}) {
    CHECK(site.clean({path, "--learned", "t.learned"}).status == 0);
    CHECK_FALSE(site.has_menu("in/orrin/a.clean.txt"));
    fs::remove(site / "in/orrin/a.clean.txt");
  }
}

TEST_CASE("rows are cleaned by the table of their hosts") {
  Site site;
  CHECK(site.run({"learn", "-", "--format", "jsonl", "-o", "t.learned"}, rows()).status == 0);
  std::string out = site.clean({"-", "--format", "jsonl", "--learned", "t.learned"}, rows()).out;
  CHECK(out == row("https://www.orrin.example/1", story('a', false)) +
                   row("https://orrin.example/2", story('b', false)) +
                   row("https://elmhaven.example/1", story('c')));
}

TEST_CASE("--site-from makes files of one site out of several folders") {
  Site site;
  site.write("in/orrin.example/05/a.txt", story('x'));
  site.write("in/orrin.example/06/b.txt", story('y'));
  CHECK(site.clean({"in/orrin.example", "--learn"}).status == 0);
  CHECK(site.has_menu("in/orrin.example/05/a.clean.txt"));
  std::vector<std::string> from{"--site-from", "{site}/*/*.txt", "in/orrin.example"};
  CHECK(site.clean({"--learn", from[0], from[1], from[2]}).status == 0);
  CHECK_FALSE(site.has_menu("in/orrin.example/05/a.clean.txt"));
  std::string table = site.learn(from);
  CHECK(contains(table, "site \"orrin.example\"\n"));
  std::string explained = site.run({"explain", "--no-builtin", "--rules", "rules", "--learned", "t.learned",
                                    from[0], from[1], "in/orrin.example/05/a.txt:2"})
                              .out;
  CHECK(contains(explained, "recurs >= 1"));
}

TEST_CASE("--site-from names the site also for rules of one site, and a folder's name does not") {
  Site site;
  site.write("rules/one.toml", R"([[rule]]
id = "one.line"
sites = ["orrin.example"]
pattern = '^she wrote'
action = "line"
)");
  site.write("in/orrin.example/a.txt", story('x'));
  for (std::vector<std::string> more : {std::vector<std::string>{}, {"--learn"}}) {
    more.push_back("in/orrin.example");
    CHECK(site.clean(more).status == 0);
    CHECK(contains(site.read("in/orrin.example/a.clean.txt"), "She wrote"));
  }
  CHECK(site.clean({"--site-from", "{site}/*.txt", "in/orrin.example"}).status == 0);
  CHECK_FALSE(contains(site.read("in/orrin.example/a.clean.txt"), "She wrote"));
}

TEST_CASE("--update cleans again when the table or the site has changed") {
  Site site;
  auto documents_done = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"in/orrin", "-u"});
    std::string err = site.clean(words).err;
    return err.substr(0, err.find(' '));
  };
  site.learn({"in"});
  CHECK(documents_done({}) == "2");
  CHECK(documents_done({}) == "0");
  CHECK(documents_done({"--learned", "t.learned"}) == "2");
  CHECK_FALSE(site.has_menu("in/orrin/a.clean.txt"));
  CHECK(documents_done({"--learned", "t.learned"}) == "0");
  CHECK(documents_done({"--learned", "t.learned", "--site-from", "{site}/*"}) == "2");
  CHECK(site.has_menu("in/orrin/a.clean.txt"));
  CHECK(documents_done({"--learned", "t.learned"}) == "2");
  site.write("in/elmhaven/e.txt", story('e'));
  site.learn({"in"});
  CHECK(documents_done({"--learned", "t.learned"}) == "2");
  CHECK(documents_done({"--learn"}) == "2");
  CHECK(documents_done({"--learn"}) == "0");
  CHECK(documents_done({}) == "2");
}

TEST_CASE("restore gives back what recurred") {
  Site site;
  CHECK(site.clean({"in", "--learn"}).status == 0);
  REQUIRE_FALSE(site.has_menu("in/orrin/a.clean.txt"));
  CHECK(site.run({"restore", "in"}).status == 0);
  for (const char* name : {"orrin/a", "orrin/b", "elmhaven/a", "elmhaven/b"})
    CHECK(site.read(std::string("in/") + name + ".clean.txt") ==
          site.read(std::string("in/") + name + ".txt"));
}

TEST_CASE("score --learn learns from all lines of the labelled documents") {
  Site site;
  auto gold = [&](char name) {
    return std::string("{\"id\":\"") + name + "\",\"url\":\"https://orrin.example/\",\"lines\":[{\"t\":\"" +
           story(name).substr(0, story(name).find('\n')) + "\",\"y\":1},{\"t\":\"" + std::string(kMenu) +
           "\",\"y\":0},{\"t\":\"She wrote for lighthouse " + name + ".\",\"y\":1}]}\n";
  };
  site.write("gold.jsonl", gold('a'));
  site.write("more.jsonl", gold('b'));
  auto predictions = [&](std::vector<std::string> words) {
    words.insert(words.begin(),
                 {"score", "--no-builtin", "--rules", "rules", "--predictions", "p", "gold.jsonl"});
    ProgramResult result = site.run(words);
    INFO(result.err);
    CHECK(result.status == 0);
    return site.read("p").substr(0, site.read("p").find('\n'));
  };
  CHECK(predictions({"more.jsonl"}) == R"({"id": "a", "keep": [0, 1, 2]})");
  CHECK(predictions({"--learn"}) == R"({"id": "a", "keep": [0, 1, 2]})");
  CHECK(predictions({"more.jsonl", "--learn"}) == R"({"id": "a", "keep": [0, 2]})");
  CHECK(site.run({"learn", "-", "--format", "jsonl", "-o", "t.learned"}, rows()).status == 0);
  CHECK(predictions({"--learned", "t.learned"}) == R"({"id": "a", "keep": [0, 2]})");
}
