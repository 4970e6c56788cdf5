// A source of bytes for tests.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "io/byte_source.h"

namespace dechaff {

// Bytes that come in pieces.
class BytePieces : public ByteSource {
 public:
  BytePieces(std::string_view bytes, size_t size) : rest_(bytes), size_(size) {}
  size_t read(char* to, size_t size) override {
    size_t n = std::min({size, size_, rest_.size()});
    std::copy_n(rest_.data(), n, to);
    rest_.remove_prefix(n);
    used_ += n;
    return n;
  }
  bool is_ready() const override { return true; }
  bool is_whole() const override { return rest_.empty(); }
  const std::string& error() const override { return error_; }
  uint64_t bytes_used() const override { return used_; }

 private:
  std::string_view rest_;
  size_t size_, used_ = 0;
  std::string error_;
};

}  // namespace dechaff
