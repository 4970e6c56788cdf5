// What is measured of a line alone, and among the other lines.
#include <catch2/catch.hpp>

#include "text/measure.h"

namespace dechaff {
namespace {

Measures measures_of(std::string_view line) {
  return measure_lines(split_lines(line)).at(0).measures;
}

int measured(std::string_view name, std::string_view line) {
  return measures_of(line)[*find_measure(name)];
}

struct Row {
  std::string_view measure, line;
  int value;
};

}  // namespace

TEST_CASE("the measures of a line, in several scripts") {
  const Row rows[] = {{"chars", "naïve", 5},
                      {"chars", "日本", 4},
                      {"chars", "  a b  ", 3},
                      {"chars", "\xFF\xFE", 2},
                      {"words", "The ferry's well-known crew", 4},
                      {"words", "日本語", 2},
                      {"words", "हम घर गए", 3},
                      {"words", "—", 0},
                      {"words", "NHK 日本", 2},
                      {"words", "צה״ל בבית־ספר", 2},
                      {"words", "می‌شود گفت", 2},
                      {"words", "Donau\u00ADdampf", 1},
                      {"sentences", "One. Two! Three?", 3},
                      {"sentences", "It cost 3.5 million.", 1},
                      {"sentences", "一。二。", 2},
                      {"sentences", "no end", 0},
                      {"sentences", "“Yes.” “No.”", 2},
                      {"sentences", "यह ठीक है। हम चले।", 2},
                      {"sentences", "Πού; Εδώ. Ναι;", 3},
                      {"sentences", "Jetzt; dann; Ende.", 1},
                      {"sentences", "ဟုတ်တယ်။ မဟုတ်ဘူး။", 2},
                      {"sentences", "یہ ٹھیک ہے۔ ہم چلے۔", 2},
                      {"ending", "plain words", 0},
                      {"ending", "An end.", 1},
                      {"ending", "He said “no.”", 1},
                      {"ending", "(Really?)", 1},
                      {"ending", "終わった。", 1},
                      {"ending", "終わった。」", 1},
                      {"ending", "क्या?", 1},
                      {"ending", "समाप्त।", 1},
                      {"ending", "انتهى؟", 1},
                      {"ending", "ختم ہوا۔", 1},
                      {"ending", "Πού πάμε;", 1},
                      {"ending", "«Πού πάμε;»", 1},
                      {"ending", "Πού πάμε\u037E", 1},
                      {"ending", "Wo; wann;", 4},
                      {"ending", "הוא אמר: ״כן.״", 1},
                      {"ending", "ចប់។", 1},
                      {"ending", "ပြီးပြီ။", 1},
                      {"ending", "because of…", 2},
                      {"ending", "because of...", 2},
                      {"ending", "because of […]", 2},
                      {"ending", "因为……", 2},
                      {"ending", "だから・・・", 2},
                      {"ending", "だから。。。", 2},
                      {"ending", "Read also:", 3},
                      {"ending", "另见：", 3},
                      {"ending", "and then,", 4},
                      {"ending", "然后，", 4},
                      {"ending", "ثم،", 4},
                      {"ending", "ثم؛", 4},
                      {"ending", "in 2024", 5},
                      {"ending", "a →", 6},
                      {"ending", "»", 6},
                      {"sentence", "An end.", 1},
                      {"sentence", "An end…", 0},
                      {"truncated", "An end…", 1},
                      {"truncated", "An end.", 0},
                      {"capitals", "Fall of the Iron Curtain", 60},
                      {"capitals", "日本語", -1},
                      {"capitals", "ПАРИЖ и Рим", 66},
                      {"uppercase", "ABcd", 50},
                      {"uppercase", "عربي", -1},
                      {"uppercase", "ÄÖü", 66},
                      {"digits", "a1 2b", 50},
                      {"digits", "١٢", 100},
                      {"digits", "", 0},
                      {"punctuation", "a.b!", 50},
                      {"punctuation", "★★", 100},
                      {"links", "see https://elmhaven.example and www.orrin.example", 2},
                      {"links", "write to a@b.example", 1},
                      {"links", "@elmhaven #ferry", 2},
                      {"links", "five @ noon, # 1", 0},
                      {"separators", "Home | News > Local » Sea · Ferry", 4},
                      {"separators", "News｜Sea", 1},
                      {"quote", "“No,” he said", 1},
                      {"quote", "– No", 1},
                      {"quote", "«Нет»", 1},
                      {"quote", "「いや」", 1},
                      {"quote", "『いや』", 1},
                      {"quote", "No", 0},
                      {"stopwords", "the of and", 100},
                      {"stopwords", "日本語の話", -1},
                      {"stopwords", "ferry harbour", 0},
                      {"tokens", "  — the well-known\t\u3000ferry ... ", 5},
                      {"tokens", "日本語の話", 1},
                      {"tokens", "Donau\u00ADdampf\u00A0\u200B\u00A0x", 3},
                      {"longest", "a naïve\u00A0日本語の話。 b", 6},
                      {"upper_chars", "AB c", 50},
                      {"upper_chars", "ÄЖ5", 67},
                      {"upper_chars", "ABCDEF abcde.", 47},
                      {"upper_chars", "ABCDEFG abcde", 54},
                      {"upper_chars", "A\u00ADb", 34},
                      {"upper_chars", "日本", 0}};
  for (const Row& row : rows) {
    if (row.line.empty()) continue;
    INFO(row.measure << " of " << row.line);
    CHECK(measured(row.measure, row.line) == row.value);
  }
}

TEST_CASE("function words are known in every language that has spaces") {
  const std::string_view prose[] = {
      "the keeper said that he was not at the weir when it broke",
      "der Wärter sagte, dass er nicht an dem Wehr war, als es brach",
      "le gardien a dit que les bateaux ne sont pas dans le port",
      "el guarda dijo que los barcos no están en el puerto por la noche",
      "сторож сказал, что он не был на плотине, когда это было",
      "strażnik powiedział, że to nie on był na tamie, ale jego brat",
      "ο φύλακας είπε ότι δεν ήταν στο φράγμα και ότι θα το δει",
      "il guardiano ha detto che non era sulla diga e che gli altri sono al porto",
      "o guarda disse que não foi ele que abriu as portas da barragem",
      "de wachter zei dat hij niet bij de dam was toen het water er door kwam",
      "vakten sa att han inte var vid dammen när det hände",
      "vakten sa at han ikke var ved dammen da det skjedde",
      "vagten sagde, at han ikke var ved dæmningen, da det skete",
      "vartija sanoi, että hän ei ollut padolla kun se murtui",
      "hlídač řekl, že nebyl na hrázi, když se to stalo, ale že o tom ví",
      "сторож сказав, що він не був на греблі, коли це було",
      "bekçi bu konuda bir şey demedi ve daha sonra baraj için yeni bir karar oldu",
      "قال الحارس إن الماء كان في القرية قبل أن يصل إلى السد",
      "نگهبان گفت که او در آن شب بر روی سد نبود و این را همه "
      "می‌دانند",
      "השומר אמר כי הוא לא היה על הסכר וכי גם האחרים לא היו שם",
      "चौकीदार ने कहा कि वह बाँध पर नहीं था और पानी गाँव में था",
      "পাহারাদার বলেন যে তিনি বাঁধে ছিলেন না এবং এই কথা তার ভাই বলে",
      "penjaga itu mengatakan bahwa dia tidak ada di bendungan pada saat itu",
      "người gác nói rằng ông không ở trên đập khi nước đến và đã báo cho các làng",
      "그 관리인은 이번 일에 대해 아는 것이 없다 그리고 더 할 말이 없다",
  };
  for (std::string_view line : prose) {
    INFO(line);
    CHECK(measured("stopwords", line) >= 20);
  }
}

TEST_CASE("a long line of Thai or Lao is a sentence, unless it breaks off") {
  std::string thai, lao;
  for (int i = 0; i < 6; ++i) {
    thai += "นายอำเภอกล่าวว่าสะพานเก่าจะปิด ";
    lao += "ເຈົ້າເມືອງກ່າວວ່າຂົວເກົ່າຈະປິດ ";
  }
  for (const std::string& line : {thai, lao}) {
    INFO(line);
    CHECK(measured("ending", line) == 1);
    CHECK(measured("sentence", line) == 1);
    CHECK(measured("sentences", line) == 1);
    CHECK(measured("ending", line + "2567") == 1);
    CHECK(measured("truncated", line + "...") == 1);
    CHECK(measured("sentence", line + "...") == 0);
    CHECK(measured("ending", line + ":") == 3);
    CHECK(measured("stopwords", line) == -1);
  }
  CHECK(measured("sentence", "สะพานเก่าจะปิด") == 0);
  CHECK(measured("sentences", thai + "จบแล้ว.") == 1);
  CHECK(measured("sentence", std::string(200, 'a')) == 0);
}

TEST_CASE("a share of capitals that is ever so little over half is not half") {
  std::string half = std::string(500, 'A') + std::string(500, 'b');
  CHECK(measured("upper_chars", half) == 50);
  CHECK(measured("upper_chars", half + "A") == 51);
  CHECK(measured("upper_chars", half + "b") == 50);
}

TEST_CASE("every measure is found by its name, in the table's order") {
  for (size_t i = 0; i < kMeasureCount; ++i) {
    CHECK(measure_table()[i].measure == static_cast<Measure>(i));
    CHECK(find_measure(measure_table()[i].name) == static_cast<Measure>(i));
  }
  CHECK_FALSE(find_measure("lenght"));
}

TEST_CASE("position, repeats and truncated runs look past blank lines") {
  std::string text = "A one…\n\nB two…\n\n\nplain\nÉcho\nECHO\nC three…\n";
  std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
  auto all = [&](Measure m) {
    std::vector<int> values;
    for (const MeasuredLine& line : lines) {
      if (!line.line.blank()) values.push_back(line.measures[m]);
    }
    return values;
  };
  CHECK(all(Measure::position) == std::vector<int>{0, 1, 2, 3, 4, 5});
  CHECK(all(Measure::repeats) == std::vector<int>{0, 0, 0, 0, 1, 0});
  CHECK(all(Measure::truncated_run) == std::vector<int>{2, 2, 0, 0, 0, 1});
}

TEST_CASE("items of a list are those that begin with the same bullet, or with a number") {
  std::string text = "• one\n\n•two\n• three\n– four\nplain\n1. five\n10) six\n٣ seven\n– eight\n";
  std::vector<int> listed;
  for (const MeasuredLine& line : measure_lines(split_lines(text))) {
    if (!line.line.blank()) listed.push_back(line.measures[Measure::listed]);
  }
  CHECK(listed == std::vector<int>{3, 3, 3, 1, 0, 3, 3, 3, 1});
}

TEST_CASE("a line is within a longer sentence that has all of its words in a row") {
  auto within = [](std::string text, size_t line = 0) {
    return measure_lines(split_lines(text)).at(line).measures[Measure::within];
  };
  const std::string pulled = "“Nobody told us that the bridge would be closed for a year”\n";
  const std::string said = "Nobody told us that the bridge would be closed for a year, said Ina Holt.";
  CHECK(within(pulled + said) == static_cast<int>(said.size()));
  CHECK(within(pulled + "It rained. " + said) == static_cast<int>(said.size()) + 11);
  CHECK(within(said + "\n" + pulled, 1) == static_cast<int>(said.size()));
  CHECK(within(pulled + said, 1) == 0);
  CHECK(within(pulled + "It rained. " + said + "\n" + said) == static_cast<int>(said.size()));
  CHECK(within(pulled + pulled) == 0);
  CHECK(within(pulled + "Nobody told us that the bridge would be closed for a yearly feast.") == 0);
  CHECK(within(pulled + "“Nobody told us that the bridge would be closed for a year” – the whole story") == 0);
  CHECK(within("Nobody told us.\nNobody told us. We knew.") == 0);
  CHECK(within("守坝人说水坝将关闭一整年直到新的闸门修好\n周二守坝人说水坝将关闭一整年直到新的闸门修好，岛上居民都很惊讶。") == 64);
  CHECK(within("Сторож сказал, что плотина закрыта на год\nВо вторник сторож сказал, что плотина закрыта на год.") == 53);
}

TEST_CASE("lines that all begin alike take no longer than others") {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text += "The keeper of the weir said on Monday that he had counted boats: " + std::to_string(i) + ".\n";
  }
  CHECK(measure_lines(split_lines(text)).size() == 20000);
}

}  // namespace dechaff
