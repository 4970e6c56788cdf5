// Lines on both sides of every limit that the presets set, made of a few characters that the published
// pipelines of the tests know.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

class PresetLines {
 public:
  std::string next() {
    switch (below(13)) {
      case 0:
        return outer() + capitals() + outer();
      case 1:
        return outer() + counter() + outer();
      case 2:
        return outer() + number() + outer();
      case 3:
      case 4:
      case 5:
      case 6:
        return outer() + prompts() + outer();
      case 7:
        return one_in(4) ? sentence({4, 5, 6}) + " " + std::string(999 + below(3), 'x') + mark()
                         : outer() + outer();
      default:
        return outer() + sentence({1, 2, 3, 4, 4, 5, 5, 6, 8, 9, 10, 11, 12}) + mark() + outer();
    }
  }

 private:
  using Choices = std::vector<std::string_view>;

  size_t below(size_t n) { return static_cast<size_t>(random_() % n); }
  bool one_in(size_t n) { return below(n) == 0; }
  std::string one_of(const Choices& choices) { return std::string(choices[below(choices.size())]); }

  std::string any_case(std::string text) {
    size_t way = below(4);
    for (char& c : text) {
      bool is_letter = c >= 'a' && c <= 'z';
      if (is_letter && (way == 1 || (way == 2 && one_in(2)))) c = static_cast<char>(c - 32);
    }
    return text;
  }

  std::string space() { return one_in(12) ? one_of({"  ", "\t", "\u00A0", "\u3000"}) : " "; }
  std::string outer() { return one_in(5) ? one_of({" ", "\t", "  ", "\u00A0", " \u3000"}) : ""; }

  std::string citation() {
    return one_of({"[1]", "[12]", "[]", "[edit]", "[citation needed]", "[Edit]", "[1a]", "[ 2 ]", "[[3]]",
                   "[edit[4]]", "[", "]"});
  }

  std::string word() {
    return one_of({"the",     "ferry",  "Elmhaven", "NATO",  "A",    "É",        "москва", "МОСКВА", "Ωρα",
                   "日本語",  "naïve",  "12",       "1,204", "3.5K", "—",        "...",    "x_y",    "Sign",
                   "in",      "cart",   "read",     "more",  "java", "terms",    "use",    "likes",  ".",
                   "cookies", "\"so\"", "(sic)",    "I",     "OF",   "harbour's"});
  }

  std::string legal() {
    return any_case(one_of({"javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies",
                            "use of cookies", "use cookies", "java script", "terms  of use", "reuse cookies",
                            "javascripts"}));
  }

  std::string prompt() {
    return any_case(one_of({"items in cart", "items in cart", "sign-in", "sign-in", "read more...",
                            "read more...", "read more >>", "read more.", "sign in", "read more…",
                            "item in cart", "read more....", "cart items"}));
  }

  // Ends of lines, some of them with citation marks in the way.
  std::string mark() {
    return one_of({".",        ".",      ".",      "?",       "!",
                   "\"",       ".\"",    "",       "..",      "...",
                   "....",     "…",      ",",      ":",       ".)",
                   "”",        "。",     ".[5]",   ". [5]",   " [5].",
                   "...[6]",   ".[7]..", "..[7].", "?[edit]", "![8][citation needed]",
                   ".[8] [9]", ".[[1]]", ".[]",    "[5]"});
  }

  std::string sentence(const std::vector<size_t>& lengths) {
    std::string line;
    for (size_t n = lengths[below(lengths.size())]; n > 0; --n) {
      line += one_in(40) ? legal() : word();
      if (one_in(12)) line += (one_in(2) ? space() : "") + citation();
      if (n > 1) line += space();
    }
    return line;
  }

  // Half of the characters capitals, or one more, or one less.
  std::string capitals() {
    size_t half = 1 + below(20), upper = half + below(3) - 1, other = half + (one_in(3) ? 1 : 0);
    std::vector<std::string> all;
    for (size_t i = 0; i < upper; ++i) all.push_back(one_of({"A", "Q", "Z", "É", "Ж", "Ω"}));
    for (size_t i = 0; i < other; ++i) all.push_back(one_of({"a", "z", "ß", "ж", "日", " ", "5", "-", "."}));
    for (size_t i = all.size() - 1; i > 0; --i) std::swap(all[i], all[below(i + 1)]);
    std::string line;
    for (const std::string& c : all) line += c;
    return line;
  }

  std::string counter() {
    std::string line = one_of({"", "", "★ ", "(", "x ", "— "});
    line += one_of({"3", "1,204", "3.5", "1.2.3,", ",5", "٣", "3 4", "three"}) +
            one_of({"", "", "K", "k", "M", "b", "t", "kk"});
    line += one_in(6) ? "" : space();
    line += any_case(
        one_of({"likes", "shares", "comments", "retweets", "reposts", "quotes", "bookmarks", "upvotes",
                "downvotes", "downloads", "views", "followers", "like", "people", "viewsé"}));
    return line + one_of({"", "", ".", " ★", ")", " more", "_"});
  }

  std::string number() {
    std::string line;
    for (size_t n = 1 + below(4); n > 0; --n) line += one_of({"1", "23", "٤٥", "6", ".", " "});
    return line;
  }

  std::string prompts() {
    std::string line;
    for (size_t n = one_in(2) ? 8 + below(4) : below(4); n > 0; --n) line += word() + space();
    if (one_in(3)) line += prompt() + (one_in(2) ? space() : "");
    line += prompt();
    if (one_in(3)) line = prompt() + (one_in(2) ? space() : "") + line;
    return one_in(3) ? line + space() + word() : line;
  }

  std::mt19937_64 random_{20250611};
};

}  // namespace dechaff
