#include "cli/target.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "io/decoded_bytes.h"
#include "io/path.h"
#include "io/retry.h"
#include "io/row_reader.h"
#include "io/streams.h"

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

namespace {

[[noreturn]] void fail_to_read(const std::string& path) {
  throw UsageError(path + ": no such file, or it cannot be read");
}

std::string read_text(const std::string& path) {
  std::string all;
  int fd = path == "-" ? STDIN_FILENO : retried([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); });
  int error = read_all(fd, 0, all);
  if (path != "-") close_fully(fd);
  if (error && path != "-") fail_to_read(path);
  return all;
}

// The row of this number, from 1, of a file that may be compressed.
std::string read_row(const std::string& path, size_t number) {
  int fd = retried([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); });
  if (fd < 0) fail_to_read(path);
  FileBytes input(fd);
  DecodedBytes decoded(input);
  RowReader reader(decoded);
  std::optional<std::string> row;
  while (auto batch = reader.next()) {
    size_t at = number - batch->first_line;
    if (at >= batch->ends.size()) continue;
    size_t begin = at == 0 ? 0 : batch->ends[at - 1];
    row = batch->rows.substr(begin, batch->ends[at] - begin);
    break;
  }
  close_fully(fd);
  if (row) return *row;
  if (!reader.error().empty()) throw UsageError(fmt::format("{}: {}", path, reader.error()));
  throw UsageError(fmt::format("{} has no row {}", path, number));
}

}  // namespace

TargetText read_target(const Target& target, const JsonNames& names) {
  TargetText found;
  bool is_rows = is_rows_name(target.path);
  if (target.numbers.size() > (is_rows ? 2u : 1u)) throw UsageError("too many numbers behind " + target.path);
  if (!is_rows) {
    found.text = read_text(target.path);
    if (!target.numbers.empty()) found.line = target.numbers[0];
    return found;
  }
  if (target.numbers.empty())
    throw UsageError(fmt::format("name a row: {}:ROW or {}:ROW:LINE", target.path, target.path));
  RowText read = text_of_row(read_row(target.path, target.numbers[0]), names);
  if (!read.error.empty())
    throw UsageError(fmt::format("{}, row {}: {}", target.path, target.numbers[0], read.error));
  found.text = std::move(read.text);
  found.site = std::move(read.site);
  if (target.numbers.size() > 1) found.line = target.numbers[1];
  return found;
}

}  // namespace dechaff
