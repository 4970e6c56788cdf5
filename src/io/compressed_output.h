// Text written to an open file or pipe, compressed.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/compression.h"

namespace dechaff {

// The bytes depend on the text alone, not on the pieces in which it comes.
class CompressedOutput {
 public:
  // `compression` is not none.
  CompressedOutput(int fd, Compression compression);

  // Both return an errno value. Without finish(), what was written is no whole file.
  int write(std::string_view text);
  int finish();

 private:
  int fd_;
  std::unique_ptr<Encoder> encoder_;
  std::string piece_;  // so much is encoded at once
  std::string encoded_;
};

}  // namespace dechaff
