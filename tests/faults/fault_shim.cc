// A library that is loaded before libc (LD_PRELOAD) and lets chosen calls of the program fail.
//
// DECHAFF_FAULTS holds faults, separated by semicolons, each `call:what:first:times`: from the first-th call
// on, so many calls (0: all; %: every other one) go wrong. `call` is the name of a function, or
//   tmpfile                  open() of a file without a name
//   stdin, stdout, stderr    read() or write() of these
// and `what` is what happens to it:
//   EIO, ENOSPC, …           it is not made and fails; close() is made and fails, for so it is in the kernel,
//   and
//                            what was written loses its second half, unless it is a journal
//   SHORT                    read() and write() do half of it
//   SHRINK, GROW             it is made, and then the file loses its second half, or gets a line more
//   KILL, TERM, INT          the program gets this signal before the call
// Only calls on what lies below DECHAFF_FAULTS_BELOW count, but for the three streams. Files are not synced,
// so that tests are fast. At its exit the program writes to DECHAFF_FAULTS_REPORT how often each was called,
// and how often it went wrong: lines of `call calls faults`.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr const char* kCalls[] = {"open",  "tmpfile", "opendir", "readdir",   "read",   "pread",
                                  "write", "linkat",  "unlink",  "rename",    "close",  "fsync",
                                  "mkdir", "flock",   "lseek",   "ftruncate", "fchmod", "fstat",
                                  "lstat", "stat",    "stdin",   "stdout",    "stderr"};
constexpr size_t kCallCount = sizeof kCalls / sizeof *kCalls;

struct What {
  const char* name;
  int error;   // an errno value, or else
  char deed;   // 's'hort, s'h'rink, 'g'row, or a 'k'ill with
  int signal;  // this
};
constexpr What kWhats[] = {
    {"EIO", EIO, 0, 0},        {"ENOSPC", ENOSPC, 0, 0},  {"EMFILE", EMFILE, 0, 0},
    {"EACCES", EACCES, 0, 0},  {"EINTR", EINTR, 0, 0},    {"EOPNOTSUPP", EOPNOTSUPP, 0, 0},
    {"ENOENT", ENOENT, 0, 0},  {"EXDEV", EXDEV, 0, 0},    {"EPIPE", EPIPE, 0, 0},
    {"SHORT", 0, 's', 0},      {"SHRINK", 0, 'h', 0},     {"GROW", 0, 'g', 0},
    {"KILL", 0, 'k', SIGKILL}, {"TERM", 0, 'k', SIGTERM}, {"INT", 0, 'k', SIGINT}};

struct Fault {
  size_t call;
  const What* what;
  unsigned long first, times;
  bool every_other;
};

Fault g_faults[16];
size_t g_fault_count = 0;
std::atomic<unsigned long> g_calls[kCallCount], g_failed[kCallCount];
char g_below[PATH_MAX], g_report[PATH_MAX], g_folder[PATH_MAX];

void fail_to_start(const char* why) {
  std::fprintf(stderr, "fault_shim: %s\n", why);
  _exit(126);
}

size_t index_of_call(const char* name) {
  for (size_t i = 0; i < kCallCount; ++i) {
    if (!std::strcmp(kCalls[i], name)) return i;
  }
  fail_to_start("there is no such call");
  return 0;
}

void add_fault(const char* text) {
  char call[32], what[32], times[32];
  Fault& fault = g_faults[g_fault_count++];
  if (std::sscanf(text, "%31[^:]:%31[^:]:%lu:%31s", call, what, &fault.first, times) != 4)
    fail_to_start("a fault is call:what:first:times");
  fault.call = index_of_call(call);
  for (const What& known : kWhats) {
    if (!std::strcmp(known.name, what)) fault.what = &known;
  }
  if (!fault.what) fail_to_start("there is no such fault");
  fault.every_other = times[0] == '%';
  fault.times = std::strtoul(times, nullptr, 10);
  if (fault.every_other || !fault.times) fault.times = ULONG_MAX;
}

__attribute__((constructor)) void begin() {
  auto keep = [](char* to, const char* name) {
    if (const char* value = std::getenv(name)) std::snprintf(to, PATH_MAX, "%s", value);
  };
  keep(g_below, "DECHAFF_FAULTS_BELOW");
  keep(g_report, "DECHAFF_FAULTS_REPORT");
  if (!getcwd(g_folder, sizeof g_folder)) g_folder[0] = 0;
  const char* faults = std::getenv("DECHAFF_FAULTS");
  if (!faults) return;
  char text[1024];
  std::snprintf(text, sizeof text, "%s", faults);
  for (char* at = std::strtok(text, ";"); at; at = std::strtok(nullptr, ";")) add_fault(at);
}

__attribute__((destructor)) void end() {
  if (!g_report[0]) return;
  char text[2048];
  int size = 0;
  for (size_t i = 0; i < kCallCount; ++i) {
    size += std::snprintf(text + size, sizeof text - static_cast<size_t>(size), "%s %lu %lu\n", kCalls[i],
                          g_calls[i].load(), g_failed[i].load());
  }
  long fd = syscall(SYS_open, g_report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  syscall(SYS_write, fd, text, size);
  syscall(SYS_close, fd);
}

bool is_below(const char* path) {
  return !std::strncmp(path, g_below, std::strlen(g_below));
}

bool counts(const char* path) {
  if (path[0] == '/') return is_below(path);
  char whole[2 * PATH_MAX], folder[PATH_MAX];
  std::snprintf(folder, sizeof folder, "%s", g_folder);
  for (; !std::strncmp(path, "../", 3); path += 3) {
    if (char* slash = std::strrchr(folder, '/')) *slash = 0;
  }
  std::snprintf(whole, sizeof whole, "%s/%s", folder, path);
  return is_below(whole);
}

// The path of an open file, empty where it has none.
void find_path(int fd, char* path) {
  char link[64];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long n = syscall(SYS_readlink, link, path, PATH_MAX - 1);
  path[n < 0 ? 0 : n] = 0;
}

bool counts(int fd) {
  char path[PATH_MAX];
  find_path(fd, path);
  return is_below(path);
}

// Counts a call, and returns what is to happen to it.
const What* fault_of(size_t call) {
  unsigned long n = ++g_calls[call];
  for (size_t i = 0; i < g_fault_count; ++i) {
    const Fault& fault = g_faults[i];
    if (fault.call != call || n < fault.first || n - fault.first >= fault.times) continue;
    if (fault.every_other && (n - fault.first) % 2) continue;
    ++g_failed[call];
    if (fault.what->deed == 'k') {
      // To the thread itself, so that it has it before it goes on.
      syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), fault.what->signal);
      return nullptr;
    }
    return fault.what;
  }
  return nullptr;
}

void change(int fd, char deed) {
  if (deed != 'h' && deed != 'g') return;
  char path[PATH_MAX];
  find_path(fd, path);
  long to = syscall(SYS_open, path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
  long size = syscall(SYS_lseek, to, 0, SEEK_END);
  constexpr char kMore[] = "zap: grown\nProse that came late.\n";
  if (deed == 'h') syscall(SYS_ftruncate, to, size / 2);
  if (deed == 'g') syscall(SYS_write, to, kMore, sizeof kMore - 1);
  syscall(SYS_close, to);
}

// What a file system does that only tells at the end that the data did not fit.
void lose_half(int fd) {
  char path[PATH_MAX];
  find_path(fd, path);
  struct stat status;
  bool is_written = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
  if (!is_written || std::strstr(path, "journal.jsonl") || syscall(SYS_fstat, fd, &status) != 0) return;
  syscall(SYS_ftruncate, fd, status.st_size / 2);
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// True when the call fails, with errno set.
bool fails(size_t call) {
  const What* what = fault_of(call);
  if (what && what->error) errno = what->error;
  return what && what->error;
}

}  // namespace

// The function of libc with the name and type of the one that stands around it.
#define REAL(name) static auto real = next<decltype(&::name)>(#name)
#define CALL(name)                                    \
  ([]() -> size_t {                                   \
    static const size_t index = index_of_call(#name); \
    return index;                                     \
  }())

extern "C" {

int open(const char* path, int flags, ...) {
  REAL(open);
  va_list more;
  va_start(more, flags);
  bool has_mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
  unsigned mode = has_mode ? va_arg(more, unsigned) : 0;
  va_end(more);
  bool is_nameless = (flags & O_TMPFILE) == O_TMPFILE;
  if (counts(path) && fails(is_nameless ? CALL(tmpfile) : CALL(open))) return -1;
  return real(path, flags, mode);
}

// How libstdc++ opens files.
FILE* fopen64(const char* path, const char* mode) {
  REAL(fopen64);
  if (counts(path) && fails(CALL(open))) return nullptr;
  return real(path, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  REAL(openat);
  va_list more;
  va_start(more, flags);
  unsigned mode = flags & O_CREAT ? va_arg(more, unsigned) : 0;
  va_end(more);
  if ((path[0] == '/' || folder == AT_FDCWD ? counts(path) : counts(folder)) && fails(CALL(open))) return -1;
  return real(folder, path, flags, mode);
}

DIR* opendir(const char* path) {
  REAL(opendir);
  if (counts(path) && fails(CALL(opendir))) return nullptr;
  return real(path);
}

dirent* readdir(DIR* folder) {
  REAL(readdir);
  if (counts(dirfd(folder)) && fails(CALL(readdir))) return nullptr;
  return real(folder);
}

ssize_t read(int fd, void* to, size_t size) {
  REAL(read);
  const What* what = fd == 0 ? fault_of(CALL(stdin)) : counts(fd) ? fault_of(CALL(read)) : nullptr;
  if (what && what->error) return errno = what->error, -1;
  if (what && what->deed == 's' && size > 1) {
    // Half of what there is, not of what there is room for.
    struct stat status;
    size_t most =
        ::fstat(fd, &status) == 0 && status.st_size > 1 ? static_cast<size_t>(status.st_size) : size;
    size = (size < most ? size : most) / 2;
  }
  ssize_t n = real(fd, to, size);
  if (what) change(fd, what->deed);
  return n;
}

ssize_t pread(int fd, void* to, size_t size, off_t at) {
  REAL(pread);
  const What* what = counts(fd) ? fault_of(CALL(pread)) : nullptr;
  if (what && what->error) return errno = what->error, -1;
  return real(fd, to, what && what->deed == 's' && size > 1 ? size / 2 : size, at);
}

ssize_t write(int fd, const void* from, size_t size) {
  REAL(write);
  const What* what = fd == 1      ? fault_of(CALL(stdout))
                     : fd == 2    ? fault_of(CALL(stderr))
                     : counts(fd) ? fault_of(CALL(write))
                                  : nullptr;
  if (what && what->error) return errno = what->error, -1;
  return real(fd, from, what && what->deed == 's' && size > 1 ? size / 2 : size);
}

int linkat(int from_folder, const char* from, int folder, const char* path, int flags) noexcept {
  REAL(linkat);
  if (counts(path) && fails(CALL(linkat))) return -1;
  return real(from_folder, from, folder, path, flags);
}

int unlink(const char* path) noexcept {
  REAL(unlink);
  if (counts(path) && fails(CALL(unlink))) return -1;
  return real(path);
}

int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  if (counts(to) && fails(CALL(rename))) return -1;
  return real(from, to);
}

int close(int fd) {
  REAL(close);
  const What* what = counts(fd) ? fault_of(CALL(close)) : nullptr;
  if (what && what->error && what->error != EINTR) lose_half(fd);
  int result = real(fd);
  if (what && what->error) return errno = what->error, -1;
  return result;
}

int fsync(int fd) {
  return counts(fd) && fails(CALL(fsync)) ? -1 : 0;
}

int mkdir(const char* path, mode_t mode) noexcept {
  REAL(mkdir);
  if (counts(path) && fails(CALL(mkdir))) return -1;
  return real(path, mode);
}

int flock(int fd, int operation) noexcept {
  REAL(flock);
  if (counts(fd) && fails(CALL(flock))) return -1;
  return real(fd, operation);
}

off_t lseek(int fd, off_t offset, int whence) noexcept {
  REAL(lseek);
  if (counts(fd) && fails(CALL(lseek))) return -1;
  return real(fd, offset, whence);
}

int ftruncate(int fd, off_t size) noexcept {
  REAL(ftruncate);
  if (counts(fd) && fails(CALL(ftruncate))) return -1;
  return real(fd, size);
}

int fchmod(int fd, mode_t mode) noexcept {
  REAL(fchmod);
  if (counts(fd) && fails(CALL(fchmod))) return -1;
  return real(fd, mode);
}

int fstat(int fd, struct stat* status) noexcept {
  REAL(fstat);
  const What* what = counts(fd) ? fault_of(CALL(fstat)) : nullptr;
  if (what && what->error) return errno = what->error, -1;
  int result = real(fd, status);
  if (what) change(fd, what->deed);
  return result;
}

int lstat(const char* path, struct stat* status) noexcept {
  REAL(lstat);
  if (counts(path) && fails(CALL(lstat))) return -1;
  return real(path, status);
}

int stat(const char* path, struct stat* status) noexcept {
  static auto real = next<int (*)(const char*, struct stat*)>("stat");
  if (counts(path) && fails(CALL(stat))) return -1;
  return real(path, status);
}

}  // extern "C"
