// Whole files, rows of streams, and jobs on threads.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <mutex>
#include <thread>

#include "io/rows_ahead.h"
#include "io/streams.h"
#include "io/whole_file.h"
#include "io/workers.h"
#include "temporary_folder.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

std::optional<FileError> write_whole_file(const std::string& path, std::string_view text, mode_t mode,
                                          Naming naming) {
  NewFile file;
  if (auto error = file.write(path, text, mode, naming)) return error;
  return file.put();
}

}  // namespace

TEST_CASE("a file is written whole, with its permissions, in both ways") {
  for (Naming naming : {Naming::link, Naming::rename}) {
    TemporaryFolder folder;
    std::string bytes("\0\xFF\r\n", 4);
    for (std::string text : {bytes, std::string(), std::string(3'000'000, 'x')}) {
      for (mode_t mode : {0640, 0444, 0777}) {
        CHECK_FALSE(write_whole_file(folder / "x", text, mode, naming));
        WholeFile file;
        CHECK_FALSE(read_whole_file(folder / "x", file));
        CHECK(file.text == text);
        CHECK(file.mode == mode);
      }
    }
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  }
}

TEST_CASE("writing replaces a link and leaves what it points to, and other names of a file") {
  for (Naming naming : {Naming::link, Naming::rename}) {
    TemporaryFolder folder;
    folder.write("original", "old");
    fs::create_symlink("original", folder / "symbolic");
    fs::create_hard_link(folder / "original", folder / "hard");
    CHECK_FALSE(write_whole_file(folder / "symbolic", "new", 0644, naming));
    CHECK_FALSE(write_whole_file(folder / "hard", "new", 0644, naming));
    CHECK(folder.read("original") == "old");
    CHECK(folder.read("symbolic") == "new");
    CHECK(folder.read("hard") == "new");
    CHECK_FALSE(fs::is_symlink(folder / "symbolic"));
  }
}

TEST_CASE("what cannot be written is said and leaves no stray file") {
  for (Naming naming : {Naming::link, Naming::rename}) {
    TemporaryFolder folder;
    folder.write("file", "x");
    folder.write("folder/full", "x");
    auto reason = [&](std::string_view name) {
      auto error = write_whole_file(folder / name, "text", 0644, naming);
      REQUIRE(error);
      CHECK(error->path == folder / name);
      return error->reason;
    };
    CHECK(reason("none/x") == "No such file or directory");
    CHECK(reason("file/x") == "Not a directory");
    CHECK(reason("folder") == "Is a directory");
    CHECK(reason(std::string(300, 'n')) == "File name too long");
    CHECK(std::distance(fs::recursive_directory_iterator(folder.path()), {}) == 3);
  }
}

TEST_CASE("what cannot be read is said") {
  TemporaryFolder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  auto reason = [](const std::string& path) {
    WholeFile file;
    auto error = read_whole_file(path, file);
    return error ? error->reason : "";
  };
  CHECK(reason(folder / "none") == "No such file or directory");
  CHECK(reason(folder.path()) == "Is a directory");
  CHECK(reason(folder / "pipe") == "not a regular file");
}

TEST_CASE("folders are made, also by many threads at once") {
  TemporaryFolder folder;
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { failed += make_folders(folder / "a/b/c/d").has_value(); });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  folder.write("file", "x");
  CHECK(make_folders(folder / "file/a"));
}

namespace {

// A pipe with what a test writes into it.
struct TestPipe {
  TestPipe() { REQUIRE(pipe(ends) == 0); }
  ~TestPipe() {
    close(ends[0]);
    end();
  }
  void end() {
    if (ends[1] >= 0) close(ends[1]);
    ends[1] = -1;
  }
  int ends[2];
};

}  // namespace

TEST_CASE("rows come in batches of whole rows, with their line numbers, and nothing is lost") {
  std::string text = "one\n\n" + std::string(500, 'x') + "\nthree\r\nfour\nlast without line feed";
  for (size_t batch_bytes : {1, 4, 10, 100, 1000}) {
    TestPipe pipe;
    std::thread writer([&] {
      for (size_t at = 0; at < text.size(); at += 7) write_all(pipe.ends[1], text.substr(at, 7));
      pipe.end();
    });
    FileBytes input(pipe.ends[0]);
    RowReader reader(input, batch_bytes);
    std::string all;
    while (auto batch = reader.next()) {
      CHECK(batch->first_line == static_cast<size_t>(std::count(all.begin(), all.end(), '\n')) + 1);
      all += batch->rows;
      CHECK((batch->rows.ends_with('\n') || all.size() == text.size()));
      CHECK(batch->holds == RowBatch::Holds::rows);
      REQUIRE_FALSE(batch->ends.empty());
      CHECK(batch->ends.back() == batch->rows.size());
      for (size_t end : batch->ends) CHECK((batch->rows[end - 1] == '\n' || all.size() == text.size()));
    }
    writer.join();
    CHECK(all == text);
    CHECK(reader.error() == "");
  }
}

TEST_CASE("a row is given out before the next one comes") {
  TestPipe pipe;
  write_all(pipe.ends[1], "first\nbegun");
  FileBytes input(pipe.ends[0]);
  RowReader reader(input);
  auto batch = reader.next();
  REQUIRE(batch);
  CHECK(batch->rows == "first\n");
  write_all(pipe.ends[1], " and ended\n");
  pipe.end();
  batch = reader.next();
  REQUIRE(batch);
  CHECK(batch->rows == "begun and ended\n");
  CHECK(batch->first_line == 2);
  CHECK_FALSE(reader.next());
}

TEST_CASE("a row that is too long comes in parts, and those beside it as ever") {
  const std::string before = "one\ntwo\n", behind = "four\nfive\n";
  for (size_t size : {29, 30, 200, 1000}) {
    const std::string row = std::string(size - 1, 'x') + '\n';
    TestPipe pipe;
    write_all(pipe.ends[1], before + row + behind);
    pipe.end();
    FileBytes input(pipe.ends[0]);
    RowReader reader(input, 4, 30);
    std::string whole, parts;
    size_t begun = 0;
    while (auto batch = reader.next()) {
      bool is_whole = batch->holds == RowBatch::Holds::rows;
      (is_whole ? whole : parts) += batch->rows;
      begun += batch->holds == RowBatch::Holds::begin_of_too_long;
      if (!is_whole) CHECK(batch->first_line == 3);
      if (batch->rows.starts_with("four")) CHECK(batch->first_line == 4);
      CHECK(batch->rows.size() <= 60);
    }
    bool too_long = size > 30;
    CHECK(begun == (too_long ? 1 : 0));
    CHECK(parts == (too_long ? row : ""));
    CHECK(whole == (too_long ? before + behind : before + row + behind));
  }
}

TEST_CASE("rows are read ahead in order, and not at all when nobody takes them") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i) + "\n";
  for (bool takes : {true, false}) {
    TestPipe pipe;
    write_all(pipe.ends[1], text);
    pipe.end();
    FileBytes input(pipe.ends[0]);
    RowReader reader(input, 64);
    RowsAhead ahead(reader);
    std::string all;
    while (takes) {
      auto batch = ahead.next();
      if (!batch) break;
      all += batch->rows;
    }
    CHECK(all == (takes ? text : ""));
  }
}

TEST_CASE("errors of streams are errno values") {
  FileBytes input(-1);
  RowReader reader(input);
  CHECK_FALSE(reader.next());
  CHECK(reader.error() == "Bad file descriptor");
  std::string text;
  CHECK(read_all(-1, 0, text) == EBADF);
  CHECK(text.empty());
  CHECK(write_all(-1, "x") == EBADF);
}

namespace {

struct Log {
  std::mutex mutex;
  std::vector<int> finished;
  int begun = 0, most_open = 0;
};

class NumberJob : public Job {
 public:
  NumberJob(Log& log, int number, int stop_at) : log_(log), number_(number), stop_at_(stop_at) {}
  // The first job holds up the others long enough for all of them to be begun, if nothing kept them from it.
  void work() override {
    std::this_thread::sleep_for(std::chrono::microseconds(number_ == 0 ? 30'000 : number_ * 7919 % 700));
  }
  bool finish() override {
    std::lock_guard lock(log_.mutex);
    log_.finished.push_back(number_);
    return number_ != stop_at_;
  }

 private:
  Log& log_;
  int number_, stop_at_;
};

void run_numbers(Log& log, unsigned threads, int count, int stop_at) {
  run_jobs(threads, [&, number = 0]() mutable -> std::unique_ptr<Job> {
    if (number == count) return nullptr;
    std::lock_guard lock(log.mutex);
    log.most_open = std::max(log.most_open, ++log.begun - static_cast<int>(log.finished.size()));
    return std::make_unique<NumberJob>(log, number++, stop_at);
  });
}

}  // namespace

TEST_CASE("jobs are finished in order on any number of threads, and few wait at a time") {
  for (unsigned threads : {1u, 2u, 3u, 8u}) {
    for (int count : {0, 1, 2, 300}) {
      Log log;
      run_numbers(log, threads, count, -1);
      CHECK(log.finished.size() == static_cast<size_t>(count));
      CHECK(std::is_sorted(log.finished.begin(), log.finished.end()));
      CHECK(log.most_open <= static_cast<int>(2 * threads + 1));
    }
  }
}

TEST_CASE("a job can stop the run") {
  for (unsigned threads : {1u, 4u}) {
    Log log;
    run_numbers(log, threads, 1000, 20);
    CHECK(log.finished.size() == 21);
    CHECK(log.begun < 40);
  }
}
