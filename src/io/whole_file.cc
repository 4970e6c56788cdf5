// A file is written without a name in its folder (O_TMPFILE) and linked to its name when it is complete, so a
// run that is killed leaves neither half a file nor a stray one. linkat() never overwrites: what has the name
// is unlinked first, and a kill between the two leaves no output, never half of one.
//
// Where there are no files without a name, or no /proc to link them from, a hidden temporary file is renamed
// instead.
#include "io/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "io/path.h"
#include "io/streams.h"

namespace dechaff {
namespace {

// Calls again what a signal interrupted.
template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

  // Returns an errno value: some file systems only say here that the data did not fit. After EINTR it is
  // closed, too.
  int close() {
    if (fd_ < 0) return 0;
    int result = ::close(std::exchange(fd_, -1));
    return result == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int fd_;
};

// Writes the text and sets the permission bits; returns an errno value. File systems without permissions
// refuse to set them; the file then has those that it was made with, which let nobody else read it.
int fill(int fd, std::string_view text, mode_t mode) {
  if (int error = write_all(fd, text)) return error;
  if (fchmod(fd, mode) == 0 || errno == EPERM || errno == EOPNOTSUPP) return 0;
  return errno;
}

// Gives the file without a name its name; returns an errno value.
int link_as(int fd, const std::string& path) {
  std::string self = "/proc/self/fd/" + std::to_string(fd);
  auto link = [&] { return linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW); };
  while (retried(link) != 0) {
    if (errno != EEXIST) return errno;
    if (retried([&] { return unlink(path.c_str()); }) != 0 && errno != ENOENT) return errno;
  }
  return 0;
}

std::optional<FileError> write_and_rename(const std::string& path, std::string_view text, mode_t mode) {
  static std::atomic<unsigned> count = 0;
  std::string stem = folder_of(path) + "/.dechaff-" + std::to_string(getpid()) + "-";
  std::string temporary;
  auto create = [&] { return open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); };
  int fd;
  do {
    temporary = stem + std::to_string(count++) + ".tmp";
    fd = retried(create);
  } while (fd < 0 && errno == EEXIST);
  Descriptor file(fd);
  if (!file.ok()) return file_error(path, errno);
  int error = fill(file.get(), text, mode);
  if (!error) error = file.close();
  if (!error && retried([&] { return rename(temporary.c_str(), path.c_str()); }) != 0) error = errno;
  if (!error) return std::nullopt;
  retried([&] { return unlink(temporary.c_str()); });
  return file_error(path, error);
}

}  // namespace

std::optional<FileError> read_whole_file(const std::string& path, WholeFile& file) {
  // Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
  auto open_it = [&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); };
  Descriptor in(retried(open_it));
  if (!in.ok()) return file_error(path, errno);
  struct stat status;
  if (fstat(in.get(), &status) != 0) return file_error(path, errno);
  if (S_ISDIR(status.st_mode)) return file_error(path, EISDIR);
  if (!S_ISREG(status.st_mode)) return FileError{path, "not a regular file"};
  file.mode = status.st_mode & 0777;
  if (int error = read_all(in.get(), static_cast<size_t>(status.st_size), file.text))
    return file_error(path, error);
  return std::nullopt;
}

std::optional<FileError> write_whole_file(const std::string& path, std::string_view text, mode_t mode,
                                          Naming naming) {
  if (naming == Naming::rename) return write_and_rename(path, text, mode);
  std::string folder = folder_of(path);
  auto create = [&] { return open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600); };
  Descriptor file(retried(create));
  if (!file.ok()) {
    bool unsupported = errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL;
    return unsupported ? write_and_rename(path, text, mode) : file_error(path, errno);
  }
  if (int error = fill(file.get(), text, mode)) return file_error(path, error);
  if (int error = link_as(file.get(), path)) {
    bool unsupported = error == ENOENT || error == EXDEV || error == EPERM || error == EOPNOTSUPP;
    return unsupported ? write_and_rename(path, text, mode) : file_error(path, error);
  }
  if (int error = file.close()) {
    unlink(path.c_str());
    return file_error(path, error);
  }
  return std::nullopt;
}

std::optional<FileError> make_folders(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return FileError{folder, error.message()};
  return std::nullopt;
}

}  // namespace dechaff
