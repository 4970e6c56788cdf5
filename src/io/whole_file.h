// Files read whole, and written whole or not at all.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "io/file_error.h"

namespace dechaff {

struct WholeFile {
  std::string text;
  mode_t mode = 0;  // permission bits: st_mode & 0777
};

// Whether a symbolic link at the path itself is followed.
enum class Links { follow, refuse };

// Only regular files, also behind a symbolic link where links are followed. Any bytes are taken.
std::optional<FileError> read_whole_file(const std::string& path, WholeFile& file,
                                         Links links = Links::follow);

// How a written file gets its name. Files without a name cannot be had everywhere: `rename` is what `link`
// falls back to.
enum class Naming { link, rename };

// A file that is written but not yet seen by anybody: put() gives it its name, and without that nothing is
// left of it.
class NewFile {
 public:
  NewFile() = default;
  NewFile(NewFile&& other) noexcept { *this = std::move(other); }
  NewFile& operator=(NewFile&& other) noexcept;
  ~NewFile();

  // Writes the text with these permission bits, to stand at `path`, in a folder that exists.
  std::optional<FileError> write(const std::string& path, std::string_view text, mode_t mode,
                                 Naming naming = Naming::link);

  // What stood at the path before is replaced, and a symbolic link is replaced, not followed. After an error
  // the earlier file stands there or none; nobody ever sees a part of the new one there.
  std::optional<FileError> put();

 private:
  std::optional<FileError> write_named(std::string_view text, mode_t mode);
  int link();

  std::string path_;
  std::string temporary_;  // its name until it is put, where it has to have one
  int fd_ = -1;
};

// Writes a file with the permissions that new files have, in place of what stood there.
std::optional<FileError> write_whole_file(const std::string& path, std::string_view text);

// Whether anything stands at the path, be it a symbolic link to nothing, or what cannot be looked at.
bool exists(const std::string& path);

// Makes a folder and those above it where they are missing. May be called by many threads for one folder.
std::optional<FileError> make_folders(const std::string& folder);

}  // namespace dechaff
