// Writes the Unicode tables of the library as C++ source: `make_unicode_tables OUT`. Runs at build time.
//
// Each code point has a record {flags, fold, case_delta}; equal blocks of 256 records are stored once. `fold`
// is an index into a list of strings, 0 for "itself".
#include <utf8proc.h>

#include <compare>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "text/unicode.h"

namespace {

using dechaff::CharFlag;

bool in(char32_t c, std::initializer_list<std::pair<char32_t, char32_t>> ranges) {
  for (auto [first, last] : ranges) {
    if (c >= first && c <= last) return true;
  }
  return false;
}

bool is_any_of(char32_t c, std::u32string_view set) {
  return set.find(c) != set.npos;
}

// Marks that only decorate a letter: accents, Hebrew points, Arabic vowel signs. The vowel signs of Indic
// scripts and the voicing marks of kana are letters in all but name, and stay.
bool is_accent(char32_t c) {
  return in(c, {{0x300, 0x36F},
                {0x483, 0x487},
                {0x591, 0x5C7},
                {0x610, 0x61A},
                {0x64B, 0x65F},
                {0x670, 0x670},
                {0x1AB0, 0x1AFF},
                {0x1DC0, 0x1DFF},
                {0x20D0, 0x20FF},
                {0xFE00, 0xFE0F},
                {0xFE20, 0xFE2F}});
}

bool is_unspaced(char32_t c) {
  return in(c, {{0xE00, 0xEFF},
                {0x1000, 0x109F},
                {0x1780, 0x17FF},
                {0x3005, 0x3007},
                {0x3040, 0x30FF},
                {0x31F0, 0x31FF},
                {0x3400, 0x4DBF},
                {0x4E00, 0x9FFF},
                {0xF900, 0xFAFF},
                {0xFF66, 0xFF9F},
                {0x20000, 0x323AF}});
}

bool is_space(char32_t c, utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC ||
         in(c, {{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x61C, 0x61C}, {0x180E, 0x180E}}) ||
         c == 0xFEFF || c == 0xAD;
}

uint16_t flags_of(char32_t c) {
  const utf8proc_property_t* p = utf8proc_get_property(c);
  auto category = static_cast<utf8proc_category_t>(p->category);
  uint16_t flags = 0;
  switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      flags |= dechaff::kUpper | dechaff::kCased | dechaff::kLetter;
      break;
    case UTF8PROC_CATEGORY_LL:
      flags |= dechaff::kCased | dechaff::kLetter;
      break;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      flags |= dechaff::kLetter;
      break;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      flags |= dechaff::kMark;
      break;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
      flags |= dechaff::kDigit;
      break;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI:
      flags |= dechaff::kPunct | dechaff::kOpening;
      break;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
      flags |= dechaff::kPunct;
      break;
    default:
      break;
  }
  if (is_space(c, category)) flags = dechaff::kSpace;
  bool is_symbol = category == UTF8PROC_CATEGORY_SO || category == UTF8PROC_CATEGORY_SM ||
                   category == UTF8PROC_CATEGORY_PD || category == UTF8PROC_CATEGORY_PF;
  if (is_symbol || is_any_of(c, U"*_\"'·•‣▪|/\\〓※¡¿")) flags |= dechaff::kOpening;
  if (is_unspaced(c)) flags |= dechaff::kUnspaced;
  if (utf8proc_charwidth(c) == 2) flags |= dechaff::kWide;
  if (is_any_of(c, U".!?。！？．｡।॥؟۔։።፧។៕။\u037E‼⁇⁈⁉")) flags |= dechaff::kStop;
  if (category == UTF8PROC_CATEGORY_PE || category == UTF8PROC_CATEGORY_PF ||
      category == UTF8PROC_CATEGORY_PI || is_any_of(c, U"\"'“”„’»«״*_")) {
    flags |= dechaff::kCloser;
  }
  if (is_any_of(c, U"'’-\u05BE\u05F3\u05F4")) flags |= dechaff::kJoiner;
  if (is_any_of(c, U"|·•/>»｜›")) flags |= dechaff::kSeparator;
  if (c == ' ') flags |= dechaff::kPlainSpace;
  return flags;
}

// Letters that Unicode does not take apart, and punctuation that people type in several ways.
const std::map<char32_t, std::u32string> kSpecialFolds = {
    {U'ı', U"i"},  {U'ł', U"l"},       {U'Ł', U"l"},       {U'ø', U"o"},       {U'Ø', U"o"}, {U'đ', U"d"},
    {U'Đ', U"d"},  {0x649, U"\u064A"}, {0x6CC, U"\u064A"}, {0x6A9, U"\u0643"}, {0x640, U""}, {U'‘', U"'"},
    {U'’', U"'"},  {U'‚', U"'"},       {U'‛', U"'"},       {U'`', U"'"},       {U'´', U"'"}, {U'ʼ', U"'"},
    {U'“', U"\""}, {U'”', U"\""},      {U'„', U"\""},      {U'‟', U"\""},      {U'‐', U"-"}, {U'‑', U"-"},
    {U'‒', U"-"},  {U'–', U"-"},       {U'—', U"-"},       {U'―', U"-"},       {U'−', U"-"}};

std::u32string decomposed(char32_t c, int options) {
  utf8proc_int32_t buffer[32];
  int boundary = 0;
  auto n = utf8proc_decompose_char(c, buffer, 32, static_cast<utf8proc_option_t>(options), &boundary);
  return n > 0 && n <= 32 ? std::u32string(buffer, buffer + n) : std::u32string{c};
}

std::u32string fold(char32_t c) {
  if (auto special = kSpecialFolds.find(c); special != kSpecialFolds.end()) return special->second;
  if (in(c, {{0xAC00, 0xD7A3}})) return {c};
  auto category = utf8proc_category(c);
  if (is_space(c, category)) return category == UTF8PROC_CATEGORY_CF ? U"" : U" ";
  std::u32string folded;
  for (char32_t part : decomposed(c, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD)) {
    // A spacing accent decomposes into a space and its accent; the space is no word break.
    if (is_accent(part) || part == ' ') continue;
    auto special = kSpecialFolds.find(part);
    if (special != kSpecialFolds.end()) {
      folded += special->second;
    } else {
      folded += part;
    }
  }
  return folded;
}

// Simple case folding, as RE2 folds the literals of its patterns: CaseFolding.txt, statuses C and S. One code
// point for one, so letters that only fold to several, such as ß, stay, and so does İ.
char32_t simple_fold(char32_t c) {
  std::u32string full = decomposed(c, UTF8PROC_CASEFOLD);
  if (full.size() == 1) return full[0];
  return c == U'İ' ? c : utf8proc_tolower(c);
}

struct Record {
  uint16_t flags, fold;
  int32_t case_delta;
  auto operator<=>(const Record&) const = default;
};

std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (char32_t c : text) {
    utf8proc_uint8_t bytes[4];
    auto n = utf8proc_encode_char(c, bytes);
    out.append(reinterpret_cast<char*>(bytes), n);
  }
  return out;
}

std::string quoted(const std::string& bytes) {
  std::string out = "\"";
  for (unsigned char b : bytes) {
    char octal[8];
    std::snprintf(octal, sizeof octal, "\\%03o", b);
    out += octal;
  }
  return out + "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<std::string> folds = {""};
  std::map<std::string, int> fold_index;
  std::vector<std::vector<Record>> blocks;
  std::map<std::vector<Record>, int> block_index;
  std::vector<int> index;
  for (char32_t first = 0; first < 0x110000; first += 256) {
    std::vector<Record> block;
    for (char32_t c = first; c < first + 256; ++c) {
      uint16_t fold_id = 0, flags = flags_of(c);
      std::u32string folded = fold(c);
      if (folded != std::u32string{c}) {
        std::string utf8 = to_utf8(folded);
        auto [it, is_new] = fold_index.emplace(utf8, folds.size());
        if (is_new) folds.push_back(utf8);
        fold_id = it->second;
      }
      if (flags & dechaff::kSpace && folded.empty()) flags |= dechaff::kInvisible;
      block.push_back({flags, fold_id, static_cast<int32_t>(simple_fold(c)) - static_cast<int32_t>(c)});
    }
    auto [it, is_new] = block_index.emplace(block, blocks.size());
    if (is_new) blocks.push_back(block);
    index.push_back(it->second);
  }
  std::ofstream out(argv[1]);
  out << "#include \"text/unicode_tables.h\"\n\nnamespace dechaff::tables {\nconst uint16_t kIndex[4352] = {";
  for (int i : index) out << i << ',';
  out << "};\nconst Record kRecords[][256] = {\n";
  for (auto& block : blocks) {
    out << '{';
    for (auto [flags, fold_id, case_delta] : block)
      out << '{' << flags << ',' << fold_id << ',' << case_delta << "},";
    out << "},\n";
  }
  out << "};\nconst std::string_view kFolds[] = {\n";
  for (auto& f : folds) out << "std::string_view(" << quoted(f) << ',' << f.size() << "),\n";
  out << "};\nconst uint8_t kAsciiFlags[128] = {";
  for (char32_t c = 0; c < 128; ++c) out << (flags_of(c) & 0xFF) << ',';
  out << "};\n}  // namespace dechaff::tables\n";
  return out.good() ? 0 : 1;
}
