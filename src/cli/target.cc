#include "cli/target.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/command.h"

namespace dechaff {

namespace fs = std::filesystem;

Target parse_target(std::string word) {
  Target target;
  std::error_code error;
  while (!fs::exists(word, error)) {
    size_t colon = word.rfind(':');
    size_t number = 0;
    if (colon == word.npos) break;
    auto [end, failed] = std::from_chars(word.data() + colon + 1, word.data() + word.size(), number);
    if (failed != std::errc() || end != word.data() + word.size() || number == 0) break;
    target.numbers.insert(target.numbers.begin(), number);
    word.resize(colon);
  }
  target.path = word;
  return target;
}

TargetText read_target(const Target& target, const JsonNames& names) {
  std::string all;
  if (target.path == "-") {
    all.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::error_code error;
    std::ifstream in(target.path, std::ios::binary);
    if (!in || fs::is_directory(target.path, error))
      throw UsageError(target.path + ": no such file, or it cannot be read");
    all.assign(std::istreambuf_iterator<char>(in), {});
  }
  TargetText found;
  bool is_rows = target.path.ends_with(".jsonl");
  if (target.numbers.size() > (is_rows ? 2u : 1u)) throw UsageError("too many numbers behind " + target.path);
  if (!is_rows) {
    found.text = std::move(all);
    if (!target.numbers.empty()) found.line = target.numbers[0];
    return found;
  }
  if (target.numbers.empty())
    throw UsageError(fmt::format("name a row: {}:ROW or {}:ROW:LINE", target.path, target.path));
  size_t begin = 0;
  for (size_t row = 1; row < target.numbers[0] && begin < all.size(); ++row) {
    begin = std::min(all.find('\n', begin), all.size() - 1) + 1;
  }
  if (begin >= all.size()) throw UsageError(fmt::format("{} has no row {}", target.path, target.numbers[0]));
  std::string row = all.substr(begin, all.find('\n', begin) - begin);
  RowText read = text_of_row(row, names);
  if (!read.error.empty())
    throw UsageError(fmt::format("{}, row {}: {}", target.path, target.numbers[0], read.error));
  found.text = read.text;
  found.site = read.site;
  if (target.numbers.size() > 1) found.line = target.numbers[1];
  return found;
}

}  // namespace dechaff
