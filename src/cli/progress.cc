#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "io/streams.h"

namespace dechaff {
namespace {

constexpr std::string_view kErase = "\r\x1b[K";

// "1,234,567"
std::string grouped(size_t n) {
  std::string digits = fmt::format("{}", n);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string time_left(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s left", seconds);
  if (seconds < 90 * 60) return fmt::format("{:.0f} min left", seconds / 60);
  return fmt::format("{:.1f} h left", seconds / 3600);
}

size_t terminal_width() {
  winsize size = {};
  bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

Progress::Progress() : is_shown_(isatty(STDERR_FILENO)), begun_(Clock::now()), shown_at_(begun_) {}

void Progress::update(const Report& report, size_t done) {
  if (!is_shown_) return;
  Clock::time_point now = Clock::now();
  if (now - shown_at_ < std::chrono::milliseconds(100)) return;
  shown_at_ = now;
  double seconds = std::chrono::duration<double>(now - begun_).count();
  std::string text = line(report, done, seconds).substr(0, terminal_width() - 1);
  write_all(STDERR_FILENO, fmt::format("{}{}", kErase, text));
  stands_ = true;
}

std::string Progress::line(const Report& report, size_t done, double seconds) const {
  size_t total = total_, documents = report.documents();
  std::string out = fmt::format("{} documents", grouped(documents));
  if (total > 0) out += fmt::format(", {:.0f} %", std::floor(100.0 * std::min(done, total) / total));
  out += fmt::format(", {}/s", grouped(static_cast<size_t>(documents / seconds)));
  if (total > 0 && done > 0 && done <= total)
    out += fmt::format(", {}", time_left(seconds * static_cast<double>(total - done) / done));
  return out + fmt::format(", {} lines removed", grouped(report.removed().lines));
}

void Progress::message(std::string_view lines) {
  if (lines.empty()) return;
  end();
  write_all(STDERR_FILENO, lines);
}

int Progress::output(std::string_view text) {
  if (text.empty()) return 0;
  if (isatty(STDOUT_FILENO)) end();
  return write_all(STDOUT_FILENO, text);
}

void Progress::end() {
  if (stands_) write_all(STDERR_FILENO, kErase);
  stands_ = false;
}

}  // namespace dechaff
