#include "io/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dechaff {
namespace {

EntryKind kind_of(DIR* folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryKind::file;
    case DT_DIR:
      return EntryKind::folder;
    case DT_LNK:
      return EntryKind::link;
    case DT_UNKNOWN:
      break;
    default:
      return EntryKind::other;
  }
  struct stat status;
  if (fstatat(dirfd(folder), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return EntryKind::other;
  if (S_ISREG(status.st_mode)) return EntryKind::file;
  if (S_ISDIR(status.st_mode)) return EntryKind::folder;
  return S_ISLNK(status.st_mode) ? EntryKind::link : EntryKind::other;
}

}  // namespace

int read_folder(const std::string& path, const std::function<void(std::string_view, EntryKind)>& visit) {
  DIR* folder;
  do {
    folder = opendir(path.c_str());
  } while (!folder && errno == EINTR);
  if (!folder) return errno;
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(folder);
    if (!entry) break;
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") visit(name, kind_of(folder, *entry));
  }
  int error = errno;
  closedir(folder);
  return error;
}

void NameList::add(std::string_view name) {
  begins_.push_back(static_cast<uint32_t>(bytes_.size()));
  bytes_.append(name).push_back('\0');
}

void NameList::sort() {
  bytes_.shrink_to_fit();
  begins_.shrink_to_fit();
  std::sort(begins_.begin(), begins_.end(),
            [&](uint32_t a, uint32_t b) { return std::strcmp(bytes_.data() + a, bytes_.data() + b) < 0; });
}

}  // namespace dechaff
