// Zstandard, by its own library. Frames that need a window of more than 128 MB are refused, as by the program
// zstd, so that memory is bounded. https://www.rfc-editor.org/rfc/rfc8878
#include <zstd.h>

#include <new>

#include "io/compression.h"

namespace dechaff {
namespace {

constexpr int kLevel = 1;

struct Free {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

template <class Context>
std::unique_ptr<Context, Free> owned(Context* context) {
  if (!context) throw std::bad_alloc();
  return std::unique_ptr<Context, Free>(context);
}

// The library may come to another end with a damaged frame that it has at once than with one that comes in
// pieces: so the header is always a piece of its own. Then it does not look whether there is as much text as
// the header says.
class ZstdDecoder : public Decoder {
 public:
  Decoded decode(std::string_view& in, char*& to, size_t& room) override {
    Decoded decoded = Decoded::some;
    while (decoded == Decoded::some && !is_header_read() && !in.empty()) {
      header_ += in[0];
      std::string_view byte = in.substr(0, 1);
      decoded = decode_piece(byte, to, room);
      in.remove_prefix(1 - byte.size());
    }
    return decoded == Decoded::some ? decode_piece(in, to, room) : decoded;
  }

  std::string fault() const override { return fault_; }

 private:
  static constexpr size_t kLongestHeader = 18;

  bool is_header_read() const {
    return header_.size() == kLongestHeader || said_size() != ZSTD_CONTENTSIZE_ERROR;
  }
  unsigned long long said_size() const { return ZSTD_getFrameContentSize(header_.data(), header_.size()); }

  Decoded decode_piece(std::string_view& in, char*& to, size_t& room) {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer into{to, room, 0};
    size_t left = 1;
    do {
      left = ZSTD_decompressStream(context_.get(), &into, &from);
    } while (!ZSTD_isError(left) && left > 0 && from.pos < from.size && into.pos < into.size);
    in.remove_prefix(from.pos);
    to += into.pos;
    room -= into.pos;
    given_ += into.pos;
    if (ZSTD_isError(left)) return failed(ZSTD_getErrorName(left));
    if (left > 0) return Decoded::some;
    unsigned long long said = said_size();
    bool is_said = said != ZSTD_CONTENTSIZE_UNKNOWN && said != ZSTD_CONTENTSIZE_ERROR;
    return is_said && said != given_ ? failed("its size is another") : Decoded::all;
  }

  Decoded failed(const char* fault) {
    fault_ = fault;
    return Decoded::damaged;
  }

  std::unique_ptr<ZSTD_DCtx, Free> context_ = owned(ZSTD_createDCtx());
  std::string header_;  // of the frame, as far as it was read
  unsigned long long given_ = 0;
  const char* fault_ = "";
};

class ZstdEncoder : public Encoder {
 public:
  ZstdEncoder() {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  void encode(std::string_view piece, std::string& out) override { encode(piece, ZSTD_e_continue, out); }
  void finish(std::string& out) override { encode("", ZSTD_e_end, out); }

 private:
  void encode(std::string_view piece, ZSTD_EndDirective how, std::string& out) {
    ZSTD_inBuffer from{piece.data(), piece.size(), 0};
    size_t left;
    do {
      size_t used = out.size();
      out.resize(used + ZSTD_CStreamOutSize());
      ZSTD_outBuffer into{out.data() + used, out.size() - used, 0};
      left = ZSTD_compressStream2(context_.get(), &into, &from, how);
      out.resize(used + into.pos);
      if (ZSTD_isError(left)) throw std::bad_alloc();  // nothing else can fail
    } while (how == ZSTD_e_end ? left > 0 : from.pos < from.size);
  }

  std::unique_ptr<ZSTD_CCtx, Free> context_ = owned(ZSTD_createCCtx());
};

}  // namespace

std::unique_ptr<Decoder> zstd_decoder() {
  return std::make_unique<ZstdDecoder>();
}

std::unique_ptr<Encoder> zstd_encoder() {
  return std::make_unique<ZstdEncoder>();
}

}  // namespace dechaff
