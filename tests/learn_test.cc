// What is learned from documents: keys of lines and stories, tables and their texts, and what a cleaner makes
// of them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "clean/recurrence.h"
#include "corpus/learner.h"
#include "io/learned_table.h"
#include "io/site_of_path.h"
#include "own_rules.h"
#include "text/fold.h"

namespace dechaff {
namespace {

std::optional<uint64_t> key_of(std::string_view line) {
  return line_key(fold(line));
}

// A page that tells the story of this number, with more lines around it.
std::string page(int story, std::string_view more = "") {
  std::string name(1, static_cast<char>('a' + story));
  return "The keeper of lighthouse " + name +
         " has counted the ships that passed in the night of the storm.\n" + std::string(more) +
         "\nShe found that lighthouse " + name +
         " had seen more of them than any other on this coast in living memory.\n";
}

LearnedLines learned(const std::vector<std::string>& pages, size_t least = 2) {
  Learner learner;
  for (const std::string& text : pages) learner.add("orrin.example", keys_of(text));
  return learner.table(least);
}

size_t stories_with(const LearnedLines& table, std::string_view line,
                    std::string_view site = "orrin.example") {
  const SiteLines* lines = table.find(site);
  return lines ? lines->stories_with(*key_of(line)) : 0;
}

// `recurs` of each line that is not blank.
std::vector<int> recurs(const LearnedLines& table, std::string_view text, std::string_view site) {
  std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
  measure_recurrence(lines, table, site);
  std::vector<int> values;
  for (const MeasuredLine& line : lines) {
    if (!line.line.blank()) values.push_back(line.measures[Measure::recurs]);
  }
  return values;
}

std::string fault_of(const std::string& text) {
  auto parsed = parse_learned_table(text, "t.learned");
  auto* fault = std::get_if<Fault>(&parsed);
  if (!fault) return "";
  return std::to_string(fault->at.line) + ":" + std::to_string(fault->at.column) + " " + fault->message;
}

}  // namespace

TEST_CASE("case, spaces and numbers do not tell lines apart, all else does") {
  CHECK(key_of("3 Comments") == key_of("  12   COMMENTS"));
  CHECK(key_of("٣ تعليقات") == key_of("١٢ تعليقات"));
  CHECK(key_of("3 comments") != key_of("3 comment"));
  CHECK(key_of("Page 1 2") != key_of("Page 12"));
  CHECK(key_of("Comments") != key_of("3 Comments"));
}

TEST_CASE("a line without a letter has no key") {
  for (const char* line : {"3", "***", "12.05.2026", "→"}) CHECK_FALSE(key_of(line));
  for (const char* line : {"a", "読", "3 km"}) CHECK(key_of(line));
}

TEST_CASE("a story is known by one of its three longest lines, and by none of less than 80 code points") {
  std::string just(80, 'x'), less(79, 'x');
  CHECK(keys_of(just + "\nShort\n").story == key_of(just));
  CHECK_FALSE(keys_of(less + "\nShort\n").story);
  std::string wide;
  for (int i = 0; i < 79; ++i) wide += "ж";
  CHECK_FALSE(keys_of(wide).story);  // bytes do not count
  std::vector<std::string> lines;
  for (char c : std::string("abcdefgh")) lines.push_back(std::string(100 + static_cast<size_t>(c), c));
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  std::optional<uint64_t> smallest = std::min({key_of(lines[5]), key_of(lines[6]), key_of(lines[7])});
  CHECK(keys_of(text).story == smallest);
  CHECK(keys_of(text + text).story == smallest);  // a line that is there twice is one line
  std::reverse(lines.begin(), lines.end());
  std::string backwards;
  for (const std::string& line : lines) backwards += line + "\n";
  CHECK(keys_of(backwards).story == smallest);
}

TEST_CASE("one story on two pages teaches nothing, two stories do") {
  std::string menu = "Our newsletter for friends of the sea";
  CHECK(learned({page(1, menu), page(1, menu + "\nRead 3 comments")}).sites().empty());
  LearnedLines table = learned({page(1, menu), page(2, menu)});
  CHECK(stories_with(table, menu) == 2);
  CHECK(table.find("orrin.example")->size() == 1);  // no line of the stories
  CHECK_FALSE(table.find("elmhaven.example"));
}

TEST_CASE("a document without a long line or without a site teaches nothing") {
  CHECK(learned({"Short.\nMenu\n", "Other.\nMenu\n"}, 1).sites().empty());
  Learner learner;
  learner.add("", keys_of(page(1)));
  CHECK(learner.table(1).sites().empty());
}

TEST_CASE("sites do not learn from one another") {
  Learner learner;
  learner.add("a.example", keys_of(page(1, "Menu of the day")));
  learner.add("b.example", keys_of(page(2, "Menu of the day")));
  CHECK(learner.table(2).sites().empty());
  CHECK(learner.table(1).sites().size() == 2);
}

TEST_CASE("the table does not depend on the order, nor on where tables were merged") {
  std::mt19937 random(7);
  std::vector<std::pair<std::string, DocumentKeys>> documents;
  for (int i = 0; i < 300; ++i) {
    std::string lines;
    for (int k = 0; k < 6; ++k)
      lines += "Link " + std::string(1, static_cast<char>('a' + random() % 26)) + "\n";
    documents.push_back(
        {"site" + std::to_string(random() % 3), keys_of(page(static_cast<int>(random() % 20), lines))});
  }
  for (size_t most : {size_t{20}, size_t{150}, Learner::kMostSightings}) {
    std::string first;
    bool dropped = false;
    for (int n = 0; n < 8; ++n) {
      std::shuffle(documents.begin(), documents.end(), random);
      Learner whole(most), merged(most);
      for (size_t part = 0; part < 3; ++part) {
        Learner learner(most);
        for (size_t i = part * 100; i < part * 100 + 100; ++i) {
          learner.add(documents[i].first, documents[i].second);
          whole.add(documents[i].first, documents[i].second);
        }
        merged.add(learner.table(1));
      }
      LearnedLines table = whole.table(2);
      if (n == 0) first = to_text(table), dropped = whole.has_dropped();
      CHECK(to_text(table) == first);
      CHECK(whole.has_dropped() == dropped);
      CHECK(to_text(merged.table(2)) == first);
    }
    CHECK(dropped == (most < 1000));
    CHECK(first.find("site \"") != first.npos);
  }
}

TEST_CASE("what is left where memory is short is whole: lines with all their stories") {
  std::vector<std::string> pages;
  std::string lines;
  for (char c : std::string("abcdefghijklmnop")) lines += std::string("Link ") + c + "\n";
  for (int story = 0; story < 6; ++story) pages.push_back(page(story, lines));
  LearnedLines all = learned(pages);
  Learner learner(40);
  for (const std::string& text : pages) learner.add("orrin.example", keys_of(text));
  LearnedLines some = learner.table(2);
  CHECK(learner.has_dropped());
  const SiteLines& left = *some.find("orrin.example");
  CHECK(left.size() >= 3);
  CHECK(left.size() < 16);
  for (size_t i = 0; i < left.size(); ++i) {
    CHECK(left.stories(i).size() == 6);
    CHECK(left.line(i) == all.find("orrin.example")->line(i));  // the smallest
  }
}

TEST_CASE("of many stories a line keeps the smallest eight") {
  std::vector<std::string> pages;
  std::vector<uint64_t> stories;
  for (int story = 0; story < 20; ++story) {
    pages.push_back(page(story, "Menu of the day"));
    stories.push_back(*keys_of(pages.back()).story);
  }
  std::sort(stories.begin(), stories.end());
  stories.resize(8);
  LearnedLines table = learned(pages);
  auto kept = table.find("orrin.example")->stories(0);
  CHECK(std::vector<uint64_t>(kept.begin(), kept.end()) == stories);
}

TEST_CASE("a table is read back as it was written, and its hash tells tables apart") {
  Learner learner;
  for (const char* site : {"orrin.example", "a \"b\"\n\\", "\xFF", "читать.example", "orrin/"}) {
    for (int story = 0; story < 3; ++story) learner.add(site, keys_of(page(story, "Menu of the day")));
  }
  for (size_t least : {1, 2, 4}) {
    LearnedLines table = learner.table(least);
    std::string text = to_text(table);
    auto parsed = parse_learned_table(text, "t");
    REQUIRE(std::holds_alternative<LearnedLines>(parsed));
    CHECK(to_text(std::get<LearnedLines>(parsed)) == text);
    CHECK(std::get<LearnedLines>(parsed).hash() == table.hash());
  }
  std::vector<std::string> hashes = {learned({}).hash(), learned({page(1, "Menu"), page(2, "Menu")}).hash(),
                                     learned({page(1, "Menu"), page(3, "Menu")}).hash(),
                                     learned({page(1, "Menus"), page(2, "Menus")}).hash()};
  Learner other;
  for (int story : {1, 2}) other.add("elmhaven.example", keys_of(page(story, "Menu")));
  hashes.push_back(other.table(2).hash());
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::unique(hashes.begin(), hashes.end()) == hashes.end());
}

TEST_CASE("a bad table is refused with the place of what is wrong") {
  const std::string head = "dechaff learned lines, format 1\n", site = "site \"orrin.example\"\n";
  const std::string a = "000000000000000a", b = "000000000000000b", c = "000000000000000c";
  std::string nine = a;
  for (char digit : std::string("123456789")) nine += std::string(" 000000000000000") + digit;
  struct {
    std::string text, fault;
  } cases[] = {
      {head + site + a + " " + b + " " + c + "\nend\n", ""},
      {head + "end\n", ""},
      {"", "1:1 not a table of learned lines"},
      {"Prose.\n", "1:1 not a table of learned lines"},
      {"dechaff learned lines, format 1", "1:1 not a table of learned lines"},
      {"dechaff learned lines, format 2\nend\n", "1:31 a table of format 2; this dechaff reads format 1"},
      {head, "2:1 the table breaks off before its `end`"},
      {head + site + a + " " + b + "\nend", "4:1 the table breaks off before its `end`"},
      {head + "end\n" + site, "3:1 nothing may follow `end`"},
      {head + "site orrin.example\nend\n", "2:6 a site is written as a string of JSON"},
      {head + "site \"\"\nend\n", "2:6 a site is written as a string of JSON"},
      {head + "site \"a\",\"b\":\"c\"\nend\n", "2:6 a site is written as a string of JSON"},
      {head + "site \"\\u0061\"\nend\n", "2:6 write this site \"a\""},
      {head + site + site + "end\n", "3:6 sites have to ascend"},
      {head + a + " " + b + "\nend\n", "2:1 a line without a site above it"},
      {head + site + a + "\nend\n", "3:1 a line without stories"},
      {head + site + nine + "\nend\n", "3:1 a line with more than 8 stories"},
      {head + site + a + " " + b + "\n" + a + " " + b + "\nend\n", "4:1 the lines of a site have to ascend"},
      {head + site + a + " " + c + " " + b + "\nend\n", "3:35 the stories of a line have to ascend"},
      {head + site + a + " " + b + " \nend\n", "3:35 here a key of 16 hexadecimal digits is missing"},
      {head + site + a + "  " + b + "\nend\n", "3:18 here a key of 16 hexadecimal digits is missing"},
      {head + site + a + "," + b + "\nend\n", "3:17 between keys there is one space"},
      {head + site + "000000000000000A " + b + "\nend\n",
       "3:1 here a key of 16 hexadecimal digits is missing"},
      {head + site + a + " " + b + "\r\nend\n", "3:34 between keys there is one space"},
      {head + "<<<<<<< ours\nend\n", "2:1 here a key of 16 hexadecimal digits is missing"},
  };
  for (auto& [text, fault] : cases) {
    INFO(text);
    CHECK(fault_of(text) == fault);
  }
}

TEST_CASE("`recurs` counts the stories beside one, and is -1 where nothing was learned of the site") {
  std::string text = "Menu of the day\n\n" + page(0, "Once\nOf two") + "7\n";
  std::vector<std::string> pages = {text};
  for (int story = 1; story < 5; ++story)
    pages.push_back(page(story, story == 1 ? "Of TWO\nMenu of the day" : "Menu of the day"));
  LearnedLines table = learned(pages);
  CHECK(recurs(table, text, "orrin.example") == std::vector<int>{4, 0, 0, 1, 0, 0});
  CHECK(recurs(table, text, "elmhaven.example") == std::vector<int>(6, -1));
  CHECK(recurs(table, text, "") == std::vector<int>(6, -1));
  CHECK(recurs(learned(pages, 1), text, "orrin.example") == recurs(table, text, "orrin.example"));
}

TEST_CASE("without a table every line has -1") {
  OwnCleaner cleaner("");
  Examined examined = cleaner->examine(kProse1 + "Menu of the day\n", "orrin.example");
  for (const MeasuredLine& line : examined.passes[0].lines) CHECK(line.measures[Measure::recurs] == -1);
}

namespace {

constexpr std::string_view kCutRule = R"([[rule]]
id = "cut"
pattern = '\(tap\)'
action = "match"
)";
constexpr std::string_view kWeights = R"(base = -1000
guard = 100
[levels]
balanced = 0.5
[measures.recurs]
bounds = [1, 2]
weights = [0, 900, 2000]
[measures.removed_below]
bounds = [1]
weights = [0, 150]
)";

// With a table of `stories` pages that all have the lines.
OwnCleaner knowing(int stories, std::string_view lines, std::string_view weights = kWeights) {
  std::vector<std::string> pages;
  for (int story = 0; story < stories; ++story) pages.push_back(page(story, lines));
  CleanOptions options;
  options.learned = std::make_shared<const LearnedLines>(learned(pages));
  return OwnCleaner(kCutRule, options, weights);
}

}  // namespace

TEST_CASE("a line that recurs goes by its weight, and only on its site") {
  std::string text = page(0, "Menu of the day"), left = page(0, "");
  left.erase(left.find("\n\n"), 1);
  CHECK(knowing(3, "Menu of the day").left(text, "orrin.example") == left);
  CHECK(knowing(2, "Menu of the day").left(text, "orrin.example") == text);
  CHECK(knowing(3, "Menu of the day").left(text, "elmhaven.example") == text);
  CHECK(knowing(3, "Menu of the day").left(text) == text);
}

TEST_CASE("what is left of a document loses nothing more, though the line that its story is known by went") {
  // A notice that is long, but not what the other pages' stories are known by.
  std::string notice;
  auto is_signature = [&](int story) { return keys_of(page(story, notice)).story == key_of(notice); };
  for (char filler = 'a'; notice.empty() || is_signature(1) || is_signature(2) || is_signature(3); ++filler)
    notice = "All pictures of the quays and the boats are shown by leave of " + std::string(80, filler);
  std::string print = "Small print of two pages", text = "The ferry sails.\n" + notice + "\n" + print + "\n";
  CleanOptions options;
  options.learned = std::make_shared<const LearnedLines>(
      learned({text, page(1, notice + "\n" + print), page(2, notice), page(3, notice)}));
  OwnCleaner cleaner(kCutRule, options, kWeights);
  text += kProse1;  // evidence acts where there is prose
  std::string left = cleaner.left(text, "orrin.example");
  CHECK(left == "The ferry sails.\n" + print + "\n" + kProse1);
  CHECK(cleaner.left(left, "orrin.example") == left);
}

TEST_CASE("neighbours of lines that recur are weighed as those of lines that rules take") {
  std::string text = page(0, "A teaser that is new\nMenu of the day");
  auto measured = [&](int stories) {
    OwnCleaner cleaner = knowing(stories, "Menu of the day");
    Examined examined = cleaner->examine(text, "orrin.example");
    return examined.passes[0].lines[1].measures[Measure::removed_below];
  };
  CHECK(measured(1) == 0);
  CHECK(measured(2) == 1);
}

TEST_CASE("what recurs is none of the prose that the guard keeps evidence from") {
  std::string notice = "All pictures of the quays and the boats are shown by leave of the harbour master.";
  std::string text = kProse1 + notice + "\n" + kProse2;
  std::string careful(kWeights);
  careful.replace(careful.find("guard = 100"), 11, "guard = 10");
  CHECK(knowing(3, notice, careful).left(text, "orrin.example") == kProse1 + kProse2);
  careful += "[measures.chars]\nbounds = [60]\nweights = [0, 5000]\n";
  CHECK(knowing(3, notice, careful).left(text, "orrin.example") == text);
}

TEST_CASE("a line that a rule only cuts goes whole where it recurs, for once cut it is not found") {
  std::string lines = "Pictures of the storm (tap)";
  std::string text = page(0, lines), cut = page(0, "Pictures of the storm"), left = page(0, "");
  left.erase(left.find("\n\n"), 1);
  CHECK(knowing(3, lines).left(text, "orrin.example") == left);
  CHECK(knowing(2, lines).left(text, "orrin.example") == cut);
  CHECK(knowing(3, lines).left(text) == cut);
  // Where it does not, the rule has decided, whatever evidence there is.
  OwnCleaner eager(kCutRule, {},
                   "base = 1000\n[levels]\nbalanced = 0.5\n[measures.chars]\nbounds = [60]\nweights = [0, "
                   "-2000]\n");
  Examined examined = eager->examine(kProse1 + lines);
  CHECK_FALSE(examined.passes.front().verdicts[1].remove);
  CHECK(examined.passes.front().verdicts[1].cuts.size() == 1);
  CHECK(eager.left(kProse1 + "Pictures of the storm") == kProse1);
}

TEST_CASE("the site of a file is its folder, or what a pattern says") {
  TempFolder folder;
  folder.write("orrin/a.txt", "");
  folder.write("elmhaven/a.txt", "");
  SiteOfPath by_folder;
  CHECK(by_folder(folder.path("orrin/a.txt")) == "orrin/");
  CHECK(by_folder(folder.path("orrin/../elmhaven/./a.txt")) == "elmhaven/");
  CHECK(by_folder("a.txt") == std::filesystem::current_path().filename().string() + "/");
  struct {
    std::string pattern, path, site;
  } cases[] = {
      {"{site}/*.txt", "x/orrin.example/a.txt", "orrin.example"},
      {"{site}/*.txt", "x/WWW.Orrin.example/a.txt", "orrin.example"},
      {"{site}/*.txt", "x/orrin.example/a.text", ""},
      {"{site}/*/*/*", "x/orrin.example/2026/05/a.txt", "orrin.example"},
      {"{site}/2026/*", "x/orrin.example/2025/a.txt", ""},
      {"{site}-*.txt", "x/orrin-2026-05.txt", "orrin"},
      {"news_{site}.t?t", "x/news_orrin.txt", "orrin"},
      {"news_{site}.txt", "x/news_.txt", ""},
      {"x*/{site}/*.txt", "x1/orrin/a.txt", "orrin"},
      {"y*/{site}/*.txt", "x1/orrin/a.txt", ""},
  };
  for (auto& [pattern, path, site] : cases) {
    CAPTURE(pattern, path);
    CHECK((*SiteOfPath::by_pattern(pattern))(folder.path(path)) == site);
  }
  for (const char* pattern : {"", "*.txt", "{site}/{site}/*.txt", "{sites}"})
    CHECK_FALSE(SiteOfPath::by_pattern(pattern));
}

}  // namespace dechaff
