// What a machine does without any shim's help: a full disk, folders and files of others, few descriptors; and
// files that change while they are read.
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "io/path.h"
#include "walk.h"

namespace fs = std::filesystem;

namespace {

constexpr unsigned kNobody = 65534;

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// Does the work in a process with mounts of its own, and returns what it returns, or nothing where mounting
// is not allowed.
std::optional<std::string> with_own_mounts(const std::function<std::string()>& work) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  unsigned user = geteuid(), group = getegid();
  pid_t child = fork();
  if (child == 0) {
    bool may = unshare(CLONE_NEWNS) == 0;
    if (!may && unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
      write_text("/proc/self/setgroups", "deny");
      write_text("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
      write_text("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
      may = true;
    }
    may = may && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    std::string text;
    try {
      if (may) text = work();
    } catch (const std::exception& error) {
      text = error.what();
    }
    if (text == "no mount") may = false;
    for (size_t at = 0; at < text.size();) {
      ssize_t n = write(ends[1], text.data() + at, text.size() - at);
      if (n <= 0) break;
      at += static_cast<size_t>(n);
    }
    _exit(may ? 0 : 77);
  }
  close(ends[1]);
  std::string text;
  char part[4096];
  for (ssize_t n; (n = read(ends[0], part, sizeof part)) > 0;) text.append(part, static_cast<size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) return std::nullopt;
  REQUIRE(status == 0);
  return text;
}

bool mount_memory(const FaultPlace& place, const std::string& options) {
  return mount("tmpfs", place.work().c_str(), "tmpfs", 0, options.c_str()) == 0;
}

void remount(const FaultPlace& place, unsigned long flags, const std::string& options) {
  if (mount("tmpfs", place.work().c_str(), "tmpfs", MS_REMOUNT | flags, options.c_str()) != 0)
    throw std::runtime_error("no other mount");
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The first line of what a process with mounts of its own tells: how much it tried.
std::string tried(size_t tries) {
  return std::to_string(tries) + "\n";
}

void check_tried(const std::string& text, const std::string& fault) {
  size_t tries = std::strtoul(text.c_str(), nullptr, 10);
  std::string found = text.substr(std::min(text.find('\n'), text.size() - 1) + 1);
  for (size_t i = 0; i < tries; ++i) count_try("tmpfs", fault, found.size());
  INFO(found);
  CHECK(tries > 0);
  CHECK(found.empty());
}

// Undisturbed on a disk with room, so that it is known what has to come.
Scenario disk_scenario(const FaultPlace& place, bool has_earlier) {
  return clean_scenario(place, "a disk without room", {"in", "-j2"}, has_earlier);
}

// Fills the disk to the brim of each size, runs, makes room, and completes.
std::string try_full_disks(bool has_earlier, bool by_files) {
  FaultPlace place;
  Scenario scenario = disk_scenario(place, has_earlier);
  if (!mount_memory(place, "size=4m,nr_inodes=2000,mode=0755")) return "no mount";
  std::string found;
  size_t tries = 0;
  for (int room = 0; room < (by_files ? 12 : 26); ++room) {
    remount(place, 0, "size=4m,nr_inodes=2000");
    write_tree(place.work(), scenario.before);
    // What is in use is found by asking for less: the smallest size that is granted.
    auto fits = [&](int size) {
      std::string options = by_files ? "size=4m,nr_inodes=" + std::to_string(size)
                                     : "nr_inodes=2000,size=" + std::to_string(size * 4) + "k";
      return mount("tmpfs", place.work().c_str(), "tmpfs", MS_REMOUNT, options.c_str()) == 0;
    };
    int size = 1;
    while (!fits(size)) ++size;
    fits(size + room);
    ProgramResult result = place.run(scenario.arguments);
    std::vector<std::string> wrong = violations_after(place, scenario, result);
    remount(place, 0, "size=4m,nr_inodes=2000");
    for (std::string& more : violations_at_end(place, scenario, scenario.ways[room % 2]))
      wrong.push_back(more);
    if (!wrong.empty()) found += std::to_string(room) + ": " + joined(wrong) + result.err;
    ++tries;
    if (room == 0 && result.status == 0) found += "a full disk stops nothing\n";
  }
  return tried(tries) + found;
}

// A copy of the program that other users may run.
class OtherUser {
 public:
  explicit OtherUser(const FaultPlace& place) {
    const char* before = std::getenv("DECHAFF");
    if (before) before_ = before;
    fs::copy_file(before ? before : DECHAFF_PROGRAM, place / "dechaff");
    fs::permissions(place / "dechaff", fs::perms(0755));
    fs::permissions(place.path(), fs::perms(0755));
    setenv("DECHAFF", (place / "dechaff").c_str(), 1);
  }
  ~OtherUser() {
    if (before_.empty())
      unsetenv("DECHAFF");
    else
      setenv("DECHAFF", before_.c_str(), 1);
  }

  // Runs as somebody without rights: another user when the test is root's, else the same.
  static ProgramResult run(const FaultPlace& place, const std::vector<std::string>& arguments) {
    return place.run(arguments, {.prepare = [] {
                       if (geteuid() != 0) return;
                       if (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0)
                         _exit(126);
                     }});
  }

 private:
  std::string before_;
};

void own_by_nobody(const std::string& path) {
  bool is_given = geteuid() != 0 || chown(path.c_str(), kNobody, kNobody) == 0;
  REQUIRE(is_given);
}

void check_after(const FaultPlace& place, const Scenario& scenario, const ProgramResult& result,
                 const std::string& what) {
  std::vector<std::string> found = violations_after(place, scenario, result);
  count_try("another user", what, found.size());
  INFO(what << "\n" << joined(found) << result.err);
  CHECK(found.empty());
}

void check_at_end(const FaultPlace& place, const Scenario& scenario) {
  std::vector<std::string> found = violations_at_end(place, scenario, scenario.ways[0]);
  INFO(joined(found));
  CHECK(found.empty());
}

}  // namespace

TEST_CASE("on a full disk nothing is half, and with more room --update completes it") {
  for (bool has_earlier : {false, true}) {
    for (bool by_files : {false, true}) {
      auto found = with_own_mounts([&] { return try_full_disks(has_earlier, by_files); });
      if (!found) {
        WARN("left out: no file system may be mounted here");
        return;
      }
      check_tried(*found, by_files ? "no room for files" : "no room for bytes");
    }
  }
}

TEST_CASE("on a disk that cannot be written nothing changes") {
  auto found = with_own_mounts([] {
    FaultPlace place;
    Scenario scenario = disk_scenario(place, true);
    if (!mount_memory(place, "mode=0755")) return std::string("no mount");
    write_tree(place.work(), scenario.before);
    remount(place, MS_RDONLY, "");
    ProgramResult result = place.run(scenario.arguments);
    std::vector<std::string> wrong = violations_after(place, scenario, result);
    if (read_tree(place.work()) != scenario.before) wrong.push_back("something changed");
    if (result.status != 2 || !contains(result.err, "Read-only file system")) wrong.push_back(result.err);
    remount(place, 0, "");
    for (std::string& more : violations_at_end(place, scenario, scenario.ways[1])) wrong.push_back(more);
    return tried(1) + joined(wrong);
  });
  if (!found) {
    WARN("left out: no file system may be mounted here");
    return;
  }
  check_tried(*found, "read-only");
}

TEST_CASE("in a folder that one may not write, every document is named and nothing changes") {
  FaultPlace place;
  OtherUser other(place);
  for (bool has_earlier : {false, true}) {
    Scenario scenario = clean_scenario(place, "", {"in", "-j2"}, has_earlier);
    write_tree(place.work(), scenario.before);
    for (std::string folder : {"in", "in/sub0"}) {
      own_by_nobody(place.work() + "/" + folder);
      fs::permissions(place.work() + "/" + folder, fs::perms(0555));
    }
    ProgramResult result = OtherUser::run(place, scenario.arguments);
    check_after(place, scenario, result, "read-only folder");
    CHECK(result.status == 2);
    CHECK(contains(result.err, "Permission denied"));
    CHECK(read_tree(place.work()) == scenario.before);
    for (std::string folder : {"in", "in/sub0"})
      fs::permissions(place.work() + "/" + folder, fs::perms(0755));
    check_at_end(place, scenario);
  }
}

TEST_CASE("documents that one may not read are named, and the others are done") {
  FaultPlace place;
  OtherUser other(place);
  Scenario scenario = clean_scenario(place, "", {"in", "-j2", "-o", "out"}, false);
  write_tree(place.work(), scenario.before);
  for (const auto& [name, file] : scenario.before)
    fs::permissions(place.work() + "/" + name, fs::perms(0644));
  for (auto& [name, file] : scenario.own) file.mode = 0644;
  for (auto* tree : {&scenario.after, &scenario.ways[0].after}) {
    for (auto& [name, file] : *tree) file.mode = is_of_ledger(name) ? 0600 : 0644;
  }
  fs::permissions(place.work() + "/in/d1.txt", fs::perms::none);
  scenario.own["in/d1.txt"].mode = 0;
  fs::permissions(place.work() + "/in/sub0", fs::perms::none);
  fs::create_directory(place.work() + "/out");
  own_by_nobody(place.work() + "/out");
  ProgramResult result = OtherUser::run(place, scenario.arguments);
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: in/d1.txt: Permission denied\n"));
  CHECK(contains(result.err, "dechaff: in/sub0: Permission denied\n"));
  CHECK_FALSE(fs::exists(place.work() + "/out/d1.txt"));
  fs::permissions(place.work() + "/in/sub0", fs::perms(0755));
  check_after(place, scenario, result, "unreadable documents");
  fs::permissions(place.work() + "/in/d1.txt", fs::perms(0644));
  scenario.own["in/d1.txt"].mode = 0644;
  check_at_end(place, scenario);
}

TEST_CASE("what somebody else has cleaned stays, also where the folder is everybody's") {
  if (geteuid() != 0) {
    WARN("left out: only root can be somebody else");
    return;
  }
  FaultPlace place;
  OtherUser other(place);
  Scenario scenario = clean_scenario(place, "", {"in", "-j2"}, true);
  write_tree(place.work(), scenario.before);
  for (std::string folder : {"in", "in/sub0"}) fs::permissions(place.work() + "/" + folder, fs::perms(0777));
  fs::permissions(place.work() + "/in/.dechaff", fs::perms(0700));
  ProgramResult result = OtherUser::run(place, scenario.arguments);
  check_after(place, scenario, result, "outputs of somebody else");
  CHECK(result.status == 2);
  CHECK(read_tree(place.work()) == scenario.before);
  result = OtherUser::run(place, clean_with(kRunRules, {"in", "--no-ledger"}));
  check_after(place, scenario, result, "outputs of somebody else, --no-ledger");
  CHECK(result.status == 2);
  CHECK(read_tree(place.work()) == scenario.before);
  check_at_end(place, scenario);
}

TEST_CASE("with few descriptors fewer threads work, and all is done") {
  FaultPlace place;
  Tree many = originals(150);
  Scenario scenario{"few descriptors", clean_with(kRunRules, {"in", "-j64"}), many, many};
  scenario.ways = {{{clean_with(kRunRules, {"in", "-j64", "--update"})}}};
  run_undisturbed(place, scenario);
  auto run = [&](unsigned files) {
    return place.run(scenario.arguments, {.prepare = [files] {
                       rlimit limit{files, files};
                       setrlimit(RLIMIT_NOFILE, &limit);
                     }});
  };
  for (unsigned files : {32u, 24u, 20u}) {
    write_tree(place.work(), scenario.before);
    ProgramResult result = run(files);
    INFO(files << "\n" << result.err);
    CHECK(result.status == 0);
    std::vector<std::string> found = violations_after(place, scenario, result);
    count_try("few descriptors", "-j 64", found.size());
    CHECK(found == std::vector<std::string>{});
  }
  // With too few it fails, in order. With three it cannot even begin, and the loader says so with status 127.
  Scenario small = clean_scenario(place, "few descriptors", {"in", "-j2"}, true);
  scenario = small;
  for (unsigned files = 4; files < 20; ++files) {
    write_tree(place.work(), scenario.before);
    ProgramResult result = run(files);
    std::vector<std::string> found = violations_after(place, scenario, result);
    for (std::string& more : violations_at_end(place, scenario, scenario.ways[files % 2]))
      found.push_back(more);
    count_try("few descriptors", "from 4 on", found.size());
    INFO(files << "\n" << joined(found) << result.err);
    CHECK(found.empty());
  }
}

TEST_CASE("a file that changes while it is read is cleaned as it once was, and --update sees the change") {
  FaultPlace place;
  std::vector<std::string> run = clean_with(kRunRules, {"in", "-j1"}), update = run;
  update.push_back("--update");
  // Before the read that finds all, and behind it.
  using Moment = std::pair<std::string, int>;
  for (std::string name : {"in/d0.txt", "in/d1.txt", "in/sub0/d2.txt"}) {
    for (const auto& [call, n] : {Moment{"fstat", 1}, {"read", 1}}) {
      for (std::string what : {"SHRINK", "GROW"}) {
        Tree own = originals(4);
        write_tree(place.work(), own);
        std::string fault = call + ":" + what + ":" + std::to_string(n) + ":1";
        ProgramResult result = place.run_with_faults(run, fault, {}, "work/" + name);
        INFO(name << ", " << fault << ": " << result.err);
        REQUIRE(place.calls()[call].second == 1);
        CHECK(result.status == 0);
        auto cleaned = [&](const std::string& text) {
          return place.run(clean_with(kRunRules, {"-"}), {.text = text}).out;
        };
        std::string first = own[name].bytes, now = place.read("work/" + name);
        REQUIRE(first != now);
        std::string output = "work/" + dechaff::cleaned_path(name), got = place.read(output);
        bool is_one = got == cleaned(first) || got == cleaned(now);
        CHECK(is_one);
        result = place.run(update);
        CHECK(result.status == 0);
        bool is_seen = place.read(output) == cleaned(now);
        CHECK(is_seen);
        Tree tree = read_tree(place.work());
        own[name].bytes = now;
        bool all_stay = std::all_of(own.begin(), own.end(),
                                    [&](const auto& entry) { return tree[entry.first] == entry.second; });
        CHECK(all_stay);
        CHECK(ledger_faults(tree) == "");
        count_try("a file that changes", call + " " + what, !(is_one && is_seen && all_stay));
      }
    }
  }
}
