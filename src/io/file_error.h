// What went wrong with a file or stream, as a value.
#pragma once

#include <string>
#include <system_error>

namespace dechaff {

struct FileError {
  std::string path;
  std::string reason;
};

// The reason is that of an errno value: "Permission denied".
inline FileError file_error(std::string path, int error_number) {
  return {std::move(path), std::generic_category().message(error_number)};
}

}  // namespace dechaff
