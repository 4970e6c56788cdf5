// Keys are made on any thread, and the learner gets them on one. In which order does not matter to it.
#include "cli/learning.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>

#include "io/decoded_bytes.h"
#include "io/documents.h"
#include "io/retry.h"
#include "io/row_reader.h"
#include "io/streams.h"
#include "io/whole_file.h"
#include "io/workers.h"
#include "text/plain_text.h"

namespace dechaff {
namespace {

constexpr const char* kTooLarge = "too large for the memory";
constexpr const char* kTooLong = "longer than 256 MB, as no row may be";

void learn(Lessons& lessons, const std::string& site, const DocumentKeys& keys) {
  ++lessons.documents;
  lessons.without_site += site.empty();
  lessons.without_story += !site.empty() && !keys.story;
  lessons.learner.add(site, keys);
}

class FileJob : public Job {
 public:
  FileJob(Lessons& lessons, std::string path, std::string site)
      : lessons_(lessons), path_(std::move(path)), site_(std::move(site)) {}

  // What is to be told in the place of a file.
  FileJob(Lessons& lessons, FileError error) : lessons_(lessons), error_(std::move(error)) {}

  void work() override {
    if (error_) return;
    try {
      WholeFile file;
      error_ = read_whole_file(path_, file);
      if (error_) return;
      if (std::string why = why_not_text(file.text); !why.empty()) {
        error_ = FileError{path_, why};
      } else {
        keys_ = keys_of(file.text);
      }
    } catch (const std::bad_alloc&) {
      error_ = FileError{path_, kTooLarge};
    }
  }

  bool finish() override {
    if (error_) {
      lessons_.fail(*error_);
    } else {
      learn(lessons_, site_, keys_);
    }
    return true;
  }

 private:
  Lessons& lessons_;
  std::string path_, site_;
  DocumentKeys keys_;
  std::optional<FileError> error_;
};

class RowsJob : public Job {
 public:
  RowsJob(Lessons& lessons, const std::string& name, const JsonNames& names, RowBatch batch)
      : lessons_(lessons), name_(name), names_(names), batch_(std::move(batch)) {}

  void work() override {
    size_t line = batch_.first_line, begin = 0;
    if (batch_.holds == RowBatch::Holds::begin_of_too_long) fail(line, kTooLong);
    if (batch_.holds != RowBatch::Holds::rows) return;
    for (size_t end : batch_.ends) {
      std::string_view row = std::string_view(batch_.rows).substr(begin, end - begin);
      begin = end;
      try {
        RowText read = text_of_row(row, names_);
        if (!read.error.empty()) fail(line, read.error);
        if (read.has_text) rows_.push_back({std::move(read.site), keys_of(read.text)});
      } catch (const std::bad_alloc&) {
        fail(line, kTooLarge);
      }
      ++line;
    }
    batch_ = {};
  }

  bool finish() override {
    for (const Row& row : rows_) learn(lessons_, row.site, row.keys);
    for (const FileError& error : failures_) lessons_.fail(error);
    return true;
  }

 private:
  struct Row {
    std::string site;
    DocumentKeys keys;
  };

  void fail(size_t line, std::string reason) {
    failures_.push_back({fmt::format("{}:{}", name_, line), std::move(reason)});
  }

  Lessons& lessons_;
  const std::string& name_;
  const JsonNames& names_;
  RowBatch batch_;
  std::vector<Row> rows_;
  std::vector<FileError> failures_;
};

// Opens a file with rows, which may be a pipe; returns an errno value.
int open_rows(const std::string& path, int& fd) {
  fd = retried([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY); });
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) return errno;
  return S_ISDIR(status.st_mode) ? EISDIR : 0;
}

// A document's lines as the text that is cleaned.
std::string text_of(const GoldDocument& document) {
  std::string text;
  for (const GoldLine& line : document.lines) text += line.text + '\n';
  return text;
}

}  // namespace

void learn_from_paths(const std::vector<std::string>& paths, const std::string& output_folder,
                      SiteOfPath site_of, unsigned threads, Lessons& lessons) {
  Documents documents(paths, output_folder);
  run_jobs(threads, [&]() -> std::unique_ptr<Job> {
    auto item = documents.next();
    if (!item) return nullptr;
    if (auto* error = std::get_if<FileError>(&*item)) return std::make_unique<FileJob>(lessons, *error);
    const std::string& path = std::get<Document>(*item).input;
    return std::make_unique<FileJob>(lessons, path, site_of(path));
  });
}

void learn_from_rows(const std::string& path, const JsonNames& names, unsigned threads, Lessons& lessons) {
  bool is_stream = path == "-";
  const std::string name = is_stream ? "standard input" : path;
  int fd = STDIN_FILENO;
  if (int error = is_stream ? 0 : open_rows(path, fd)) {
    lessons.fail(file_error(name, error));
  } else {
    FileBytes input(fd);
    DecodedBytes decoded(input);
    RowReader reader(decoded);
    run_jobs(threads, [&]() -> std::unique_ptr<Job> {
      std::optional<RowBatch> batch = reader.next();
      if (!batch) return nullptr;
      return std::make_unique<RowsJob>(lessons, name, names, std::move(*batch));
    });
    if (!reader.error().empty()) lessons.fail({name, reader.error()});
  }
  if (!is_stream) close_fully(fd);
}

LearnedPtr learn_from(std::span<const GoldDocument> documents) {
  Lessons lessons;
  for (const GoldDocument& document : documents)
    learn(lessons, site_of(document.url), keys_of(text_of(document)));
  return lessons.table();
}

LearnedPtr learn_from_gold(const std::vector<std::string>& paths) {
  std::vector<GoldDocument> all;
  for (const std::string& path : paths) {
    GoldFile file = read_gold(path);
    std::move(file.documents.begin(), file.documents.end(), std::back_inserter(all));
  }
  return learn_from(all);
}

}  // namespace dechaff
