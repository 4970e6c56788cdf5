// Bytes as a stream that may be compressed, and as a text that is.
//
// In one piece and byte by byte they give the same text; where they are damaged, one text begins as the other
// does, and a reason is told. A text that is compressed comes back.
#include <algorithm>

#include "../byte_pieces.h"
#include "io/decoded_bytes.h"
#include "promises.h"

namespace dechaff {
namespace {

constexpr size_t kMostText = 4 << 20;  // of a stream: a few bytes may stand for as much as anybody likes

struct Read {
  std::string text;
  bool is_whole, has_error, is_compressed;
};

Read read_decoded(std::string_view bytes, size_t piece, size_t room) {
  BytePieces pieces(bytes, piece);
  DecodedBytes decoded(pieces);
  Read read;
  read.is_compressed = decoded.is_compressed();
  std::string to(room, '\0');
  while (size_t n = decoded.read(to.data(), room)) {
    read.text.append(to, 0, n);
    if (read.text.size() > kMostText) break;
  }
  read.is_whole = decoded.is_whole();
  read.has_error = !decoded.error().empty();
  must(decoded.bytes_used() <= bytes.size(), "no more is used than there is");
  return read;
}

void check(std::string_view bytes) {
  Read at_once = read_decoded(bytes, bytes.size() + 1, 1 << 16), slow = read_decoded(bytes, 1, 1000);
  if (at_once.text.size() <= kMostText && slow.text.size() <= kMostText) {
    must(at_once.is_whole != at_once.has_error, "a stream is whole, or has a reason why not");
    must(at_once.is_whole == slow.is_whole && at_once.has_error == slow.has_error, "pieces do not tell");
    if (at_once.is_whole) must(at_once.text == slow.text, "the text does not depend on pieces");
  }
  size_t both = std::min(at_once.text.size(), slow.text.size());
  must(at_once.text.substr(0, both) == slow.text.substr(0, both), "one text begins as the other does");
  if (!at_once.is_compressed) must(at_once.text == bytes, "what is not compressed stays as it is");
  for (bool is_gzip : {true, false}) {
    std::unique_ptr<Encoder> encoder = is_gzip ? gzip_encoder() : zstd_encoder();
    std::string encoded;
    encoder->encode(bytes.substr(0, bytes.size() / 3), encoded);
    encoder->encode(bytes.substr(bytes.size() / 3), encoded);
    encoder->finish(encoded);
    Read back = read_decoded(encoded, encoded.size(), 1 << 16);
    must(back.is_whole && back.text == bytes, "what is compressed comes back");
  }
}

}  // namespace
}  // namespace dechaff

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
