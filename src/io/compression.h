// gzip and Zstandard: the formats of compressed rows.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dechaff {

enum class Compression { none, gz, zst };

// What a decoder has come to.
enum class Decoded {
  some,    // goes on where it gets more bytes, or more room
  all,     // of the member; what is left of the bytes is not of it
  damaged  // goes on no more
};

// One member of a gzip file, or one frame of Zstandard, from bytes in pieces of any size.
class Decoder {
 public:
  virtual ~Decoder() = default;

  // Takes bytes away from the front of `in`, and puts what they stand for into `room` bytes from `to` on,
  // both of which move on. As long as there is room, all bytes are taken.
  virtual Decoded decode(std::string_view& in, char*& to, size_t& room) = 0;

  // What is wrong with damaged bytes.
  virtual std::string fault() const = 0;
};

// One member or frame. What it gives depends on where it is cut into pieces.
class Encoder {
 public:
  virtual ~Encoder() = default;

  // Both append to `out`.
  virtual void encode(std::string_view piece, std::string& out) = 0;
  virtual void finish(std::string& out) = 0;
};

std::unique_ptr<Decoder> gzip_decoder();
std::unique_ptr<Encoder> gzip_encoder();
std::unique_ptr<Decoder> zstd_decoder();  // skippable frames are frames without text
std::unique_ptr<Encoder> zstd_encoder();

}  // namespace dechaff
