#include "io/ledger.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <queue>
#include <utility>
#include <vector>

#include "io/documents.h"
#include "io/retry.h"
#include "io/streams.h"
#include "io/whole_file.h"

namespace dechaff {
namespace {

constexpr off_t kScanned = 64 << 10;  // searching ends where so few bytes are left
constexpr off_t kAhead = 1 << 20;     // so far a row is looked for by reading on
constexpr size_t kMostRuns = 64;      // merged at once

int open_file(const std::string& path, int flags) {
  return retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600); });
}

// Returns an errno value.
int find_size(int fd, off_t& size) {
  struct stat status;
  if (fstat(fd, &status) != 0) return errno;
  size = status.st_size;
  return 0;
}

bool is_missing(int error) {
  return error == ENOENT || error == ENOTDIR;
}

// Where the journal's rows begin anew with a smaller document, the first one included. Returns an errno
// value.
int find_runs(int fd, off_t size, std::vector<off_t>& begins) {
  RowCursor rows(fd, 0, size);
  std::string last;
  while (rows.next()) {
    if (begins.empty() || rows.document() < last) begins.push_back(rows.begin());
    last = rows.document();
  }
  return rows.error();
}

// Rows of several ascending sources as one; of the same document, that of the last source counts.
class Merger {
 public:
  void add(int fd, off_t begin, off_t end) {
    sources_.emplace_back(fd, begin, end);
    advance(sources_.size() - 1);
  }

  // False at the end.
  bool next() {
    while (!heads_.empty()) {
      auto [document, last] = heads_.top();
      heads_.pop();
      std::string row(sources_[last].line());
      advance(last);
      // A source may say something about a document more than once; what it says last counts.
      while (!heads_.empty() && heads_.top().first == document) {
        size_t other = heads_.top().second;
        heads_.pop();
        row = sources_[other].line();
        advance(other);
      }
      row_ = std::move(row);
      return true;
    }
    return false;
  }

  const std::string& row() const { return row_; }

  int error() const {
    for (const RowCursor& source : sources_) {
      if (source.error()) return source.error();
    }
    return 0;
  }

 private:
  // To the source's next row, but for those that a damaged file has in the wrong place: they would never be
  // found.
  void advance(size_t source) {
    std::string last = sources_[source].document();
    while (sources_[source].next()) {
      if (sources_[source].document() < last) continue;
      return heads_.push({sources_[source].document(), source});
    }
  }

  using Head = std::pair<std::string, size_t>;
  std::vector<RowCursor> sources_;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads_;
  std::string row_;
};

}  // namespace

Ledger::Ledger(std::string home, Access access)
    : home_(std::move(home)), folder_(home_ + "/" + std::string(kLedgerFolder)), access_(access) {}

Ledger::~Ledger() {
  for (int* fd : {&journal_fd_, &rows_fd_, &home_fd_}) close_fully(*fd);
}

std::variant<std::unique_ptr<Ledger>, FileError> Ledger::open(const std::string& home, Access access) {
  std::unique_ptr<Ledger> ledger(new Ledger(home, access));
  if (auto error = ledger->open_files()) return *error;
  return ledger;
}

std::optional<FileError> Ledger::open_files() {
  if (access_ == Access::write) {
    if (auto error = make_folders(home_)) return error;
    home_fd_ = open_file(home_, O_RDONLY | O_DIRECTORY);
    if (home_fd_ < 0) return file_error(home_, errno);
    // Where a file system knows no locks, nothing is to be done about it.
    if (retried([&] { return flock(home_fd_, LOCK_EX | LOCK_NB); }) != 0 && errno == EWOULDBLOCK)
      return FileError{home_, "another run of dechaff is at work here; wait until it has ended"};
    struct stat status;
    std::string journal = folder_ + "/journal.jsonl";
    if (lstat(journal.c_str(), &status) == 0) {
      if (auto error = open_journal()) return error;
      if (auto error = merge()) return error;
    } else if (!is_missing(errno)) {
      return file_error(journal, errno);
    }
  }
  return reopen_rows();
}

// Only a file that is not there has no rows: one that cannot be read would lose them when it is merged.
std::optional<FileError> Ledger::reopen_rows() {
  std::string path = folder_ + "/ledger.jsonl";
  cursor_.reset();
  close_fully(rows_fd_);
  rows_size_ = 0;
  rows_fd_ = open_file(path, O_RDONLY);
  if (rows_fd_ < 0) return is_missing(errno) ? std::nullopt : std::optional(file_error(path, errno));
  if (int error = find_size(rows_fd_, rows_size_)) return file_error(path, error);
  return std::nullopt;
}

std::optional<FileError> Ledger::open_journal() {
  std::string path = folder_ + "/journal.jsonl";
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return file_error(folder_, errno);
  journal_size_ = -1;
  journal_fd_ = open_file(path, O_RDWR | O_CREAT | O_APPEND);
  if (journal_fd_ < 0) return file_error(path, errno);
  return std::nullopt;
}

std::optional<std::string> Ledger::find(std::string_view document) {
  std::optional<std::string> row = look_up(document);
  find_error_.reset();
  if (cursor_ && cursor_->error()) {
    find_error_ = file_error(folder_ + "/ledger.jsonl", cursor_->error());
    cursor_.reset();
  }
  return row;
}

std::optional<std::string> Ledger::look_up(std::string_view document) {
  // A cursor that has come to its end stands at no row.
  auto advance = [&] {
    if (cursor_->next()) return true;
    if (!cursor_->error()) cursor_.reset();
    return false;
  };
  bool is_ahead = cursor_ && cursor_->document() <= document;
  off_t from = is_ahead ? cursor_->begin() : 0;
  while (is_ahead && cursor_->document() < document && cursor_->begin() - from < kAhead) {
    if (!advance()) return std::nullopt;
  }
  if (!is_ahead || cursor_->document() < document) {
    cursor_.emplace(rows_fd_, lower_bound(document), rows_size_);
    do {
      if (!advance()) return std::nullopt;
    } while (cursor_->document() < document);
  }
  if (cursor_->document() != document) return std::nullopt;
  return std::string(cursor_->line());
}

RowCursor Ledger::rows_from(std::string_view prefix) {
  return {rows_fd_, lower_bound(prefix), rows_size_};
}

// An offset from which no row is that of a smaller document, but for a few at the beginning.
off_t Ledger::lower_bound(std::string_view document) const {
  off_t low = 0, high = rows_size_;
  while (high - low > kScanned) {
    off_t middle = low + (high - low) / 2;
    RowCursor probe(rows_fd_, middle, high);
    if (probe.next() && probe.document() < document) {
      low = probe.begin();
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<FileError> Ledger::append(std::string_view row) {
  if (journal_fd_ < 0) {
    if (auto error = open_journal()) return error;
  }
  // A half row must not stand in front of the next one. If it could not be taken away, it ends as no row
  // does.
  std::string line = ends_half_ ? "#\n" : "";
  line.append(row).push_back('\n');
  int error = journal_size_ < 0 ? find_size(journal_fd_, journal_size_) : 0;
  off_t before = std::exchange(journal_size_, -1);
  if (!error && (error = write_all(journal_fd_, line)))
    ends_half_ |= retried([&] { return ftruncate(journal_fd_, before); }) != 0;
  if (error) return file_error(folder_ + "/journal.jsonl", error);
  journal_size_ = before + static_cast<off_t>(line.size());
  ends_half_ = false;
  return std::nullopt;
}

std::optional<FileError> Ledger::close() {
  if (journal_fd_ < 0) return std::nullopt;
  return merge();
}

// Writes rows and journal to a new file, puts that in the place of the rows, and takes the journal away.
std::optional<FileError> Ledger::merge() {
  std::string path = folder_ + "/ledger.jsonl", unfinished = path + ".new";
  std::string journal = folder_ + "/journal.jsonl";
  off_t journal_size = 0;
  std::vector<off_t> runs;
  int unread = find_size(journal_fd_, journal_size);
  if (!unread) unread = find_runs(journal_fd_, journal_size, runs);
  if (unread) return file_error(journal, unread);
  for (size_t first = 0; first < runs.size(); first += kMostRuns) {
    if (auto error = reopen_rows()) return error;
    Merger merger;
    if (rows_fd_ >= 0) merger.add(rows_fd_, 0, rows_size_);
    for (size_t run = first; run < std::min(first + kMostRuns, runs.size()); ++run)
      merger.add(journal_fd_, runs[run], run + 1 < runs.size() ? runs[run + 1] : journal_size);
    int fd = open_file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
    if (fd < 0) return file_error(unfinished, errno);
    std::string out;
    int error = 0;
    while (!error && merger.next()) {
      if (!is_forgotten_row(merger.row())) out.append(merger.row()).push_back('\n');
      if (out.size() >= kAhead) error = write_all(fd, std::exchange(out, ""));
    }
    if (!error) error = merger.error();
    if (!error) error = write_all(fd, out);
    if (!error && retried([&] { return fsync(fd); }) != 0 && errno != EINVAL) error = errno;
    if (int lost = close_fully(fd); !error) error = lost;
    if (!error && retried([&] { return rename(unfinished.c_str(), path.c_str()); }) != 0) error = errno;
    if (error) {
      retried([&] { return unlink(unfinished.c_str()); });
      return file_error(path, error);
    }
  }
  if (retried([&] { return unlink(journal.c_str()); }) != 0 && errno != ENOENT)
    return file_error(journal, errno);
  close_fully(journal_fd_);
  return std::nullopt;
}

}  // namespace dechaff
