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

// Only regular files, also where `path` is a symbolic link to one. Any bytes are taken.
std::optional<FileError> read_whole_file(const std::string& path, WholeFile& file);

// How a written file gets its name. Files without a name cannot be had everywhere: `rename` is what `link`
// falls back to.
enum class Naming { link, rename };

// Puts a file with this text and these permission bits at `path`, in a folder that exists. What stood there
// before is replaced, and a symbolic link is replaced, not followed. After an error the earlier file stands
// there or none; nobody ever sees a part of the new one there.
std::optional<FileError> write_whole_file(const std::string& path, std::string_view text, mode_t mode,
                                          Naming naming = Naming::link);

// Makes a folder and those above it where they are missing. May be called by many threads for one folder.
std::optional<FileError> make_folders(const std::string& folder);

}  // namespace dechaff
