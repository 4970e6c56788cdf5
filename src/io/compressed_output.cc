#include "io/compressed_output.h"

#include <algorithm>

#include "io/streams.h"

namespace dechaff {
namespace {

constexpr size_t kPieceBytes = 256 << 10;

}  // namespace

CompressedOutput::CompressedOutput(int fd, Compression compression)
    : fd_(fd), encoder_(compression == Compression::gz ? gzip_encoder() : zstd_encoder()) {
  piece_.reserve(kPieceBytes);
}

int CompressedOutput::write(std::string_view text) {
  int error = 0;
  while (!text.empty() && !error) {
    size_t n = std::min(text.size(), kPieceBytes - piece_.size());
    piece_.append(text, 0, n);
    text.remove_prefix(n);
    if (piece_.size() < kPieceBytes) break;
    encoded_.clear();
    encoder_->encode(piece_, encoded_);
    piece_.clear();
    error = write_all(fd_, encoded_);
  }
  return error;
}

int CompressedOutput::finish() {
  encoded_.clear();
  encoder_->encode(piece_, encoded_);
  encoder_->finish(encoded_);
  return write_all(fd_, encoded_);
}

}  // namespace dechaff
