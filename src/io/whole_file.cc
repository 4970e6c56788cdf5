// A file is written without a name in its folder (O_TMPFILE) and linked to its name when it is complete, so a
// run that is killed leaves neither half a file nor a stray one. linkat() never overwrites: what has the name
// is unlinked first, and a kill between the two leaves no output, never half of one.
//
// Where there are no files without a name, or no /proc to link them from, a hidden temporary file is renamed
// instead, and a kill can leave that behind.
#include "io/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "io/path.h"
#include "io/retry.h"
#include "io/streams.h"

namespace dechaff {
namespace {

// Writes the text and sets the permission bits; returns an errno value. File systems without permissions
// refuse to set them; the file then has those that it was made with, which let nobody else read it.
int fill(int fd, std::string_view text, mode_t mode) {
  if (int error = write_all(fd, text)) return error;
  if (retried([&] { return fchmod(fd, mode); }) == 0 || errno == EPERM || errno == EOPNOTSUPP) return 0;
  return errno;
}

// Whether an error says that files without a name, or links to them, are not to be had here.
bool is_unsupported(int error) {
  return error == EOPNOTSUPP || error == EISDIR || error == EINVAL || error == ENOENT || error == EXDEV ||
         error == EPERM;
}

}  // namespace

std::optional<FileError> read_whole_file(const std::string& path, WholeFile& file, Links links) {
  // Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == Links::refuse ? O_NOFOLLOW : 0);
  int fd = retried([&] { return open(path.c_str(), flags); });
  if (fd < 0) return file_error(path, errno);
  std::optional<FileError> failed;
  struct stat status;
  if (fstat(fd, &status) != 0) {
    failed = file_error(path, errno);
  } else if (S_ISDIR(status.st_mode)) {
    failed = file_error(path, EISDIR);
  } else if (!S_ISREG(status.st_mode)) {
    failed = FileError{path, "not a regular file"};
  } else {
    file.mode = status.st_mode & 0777;
    if (int error = read_all(fd, static_cast<size_t>(status.st_size), file.text))
      failed = file_error(path, error);
  }
  close_fully(fd);
  return failed;
}

NewFile& NewFile::operator=(NewFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  std::swap(fd_, other.fd_);
  return *this;
}

NewFile::~NewFile() {
  close_fully(fd_);
  if (!temporary_.empty()) retried([&] { return unlink(temporary_.c_str()); });
}

std::optional<FileError> NewFile::write(const std::string& path, std::string_view text, mode_t mode,
                                        Naming naming) {
  path_ = path;
  if (naming == Naming::rename) return write_named(text, mode);
  std::string folder = folder_of(path);
  fd_ = retried([&] { return open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); });
  if (fd_ < 0) return is_unsupported(errno) ? write_named(text, mode) : file_error(path, errno);
  if (int error = fill(fd_, text, mode)) return file_error(path, error);
  return std::nullopt;
}

std::optional<FileError> NewFile::write_named(std::string_view text, mode_t mode) {
  static std::atomic<unsigned> count = 0;
  std::string stem = folder_of(path_) + "/.dechaff-" + std::to_string(getpid()) + "-";
  std::string name;
  auto create = [&] { return open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); };
  do {
    name = stem + std::to_string(count++) + ".tmp";
    fd_ = retried(create);
  } while (fd_ < 0 && errno == EEXIST);
  if (fd_ < 0) return file_error(path_, errno);
  temporary_ = name;
  int error = fill(fd_, text, mode);
  if (!error) error = close_fully(fd_);
  if (error) return file_error(path_, error);
  return std::nullopt;
}

std::optional<FileError> NewFile::put() {
  if (fd_ >= 0) {
    if (int error = link(); error == 0) {
      if (int lost = close_fully(fd_)) {
        retried([&] { return unlink(path_.c_str()); });
        return file_error(path_, lost);
      }
      return std::nullopt;
    } else if (!is_unsupported(error)) {
      return file_error(path_, error);
    }
    std::string text;
    struct stat status;
    if (fstat(fd_, &status) != 0 || lseek(fd_, 0, SEEK_SET) != 0) return file_error(path_, errno);
    if (int failed = read_all(fd_, static_cast<size_t>(status.st_size), text))
      return file_error(path_, failed);
    close_fully(fd_);
    if (auto failed = write_named(text, status.st_mode & 0777)) return failed;
  }
  if (retried([&] { return rename(temporary_.c_str(), path_.c_str()); }) != 0)
    return file_error(path_, errno);
  temporary_.clear();
  return std::nullopt;
}

// Gives the file without a name its name; returns an errno value.
int NewFile::link() {
  static const int own_files = open("/proc/self/fd", O_PATH | O_DIRECTORY | O_CLOEXEC);
  std::string self = std::to_string(fd_);
  auto link_it = [&] { return linkat(own_files, self.c_str(), AT_FDCWD, path_.c_str(), AT_SYMLINK_FOLLOW); };
  while (retried(link_it) != 0) {
    if (errno != EEXIST) return errno;
    if (retried([&] { return unlink(path_.c_str()); }) != 0 && errno != ENOENT) return errno;
  }
  return 0;
}

std::optional<FileError> write_whole_file(const std::string& path, std::string_view text) {
  mode_t mask = umask(0);
  umask(mask);
  NewFile file;
  if (auto error = file.write(path, text, 0666 & ~mask)) return error;
  return file.put();
}

bool exists(const std::string& path) {
  struct stat status;
  return lstat(path.c_str(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

std::optional<FileError> make_folders(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return FileError{folder, error.message()};
  return std::nullopt;
}

}  // namespace dechaff
