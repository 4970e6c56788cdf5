// gzip, by ISA-L for all but the header, which ISA-L cannot read in pieces.
// https://www.rfc-editor.org/rfc/rfc1952
#include <isa-l/igzip_lib.h>

#include <algorithm>

#include "io/compression.h"

namespace dechaff {
namespace {

constexpr int kLevel = 1;
constexpr size_t kRoom = 64 << 10;

enum HeaderFlag : uint8_t { kChecksum = 2, kExtra = 4, kName = 8, kComment = 16, kUnknown = 0xE0 };

// Passes over the header of a member. Its own checksum is not looked at, as by most programs.
class GzipHeader {
 public:
  // False when the header has a fault.
  bool read(std::string_view& in) {
    while (part_ != Part::none && !in.empty()) {
      uint8_t byte = static_cast<uint8_t>(in[0]);
      in.remove_prefix(1);
      if (!take(byte)) return false;
      while (part_ != Part::none && is_over()) begin_next();
    }
    return true;
  }

  bool is_read() const { return part_ == Part::none; }

 private:
  enum class Part { fixed, extra_size, extra, name, comment, checksum, none };

  bool take(uint8_t byte) {
    constexpr uint8_t kBegin[] = {0x1F, 0x8B, 8};
    if (part_ == Part::fixed) {
      if (count_ < 3 && byte != kBegin[count_]) return false;
      if (count_ == 3) flags_ = byte;
      if (count_ == 3 && (flags_ & kUnknown)) return false;
    }
    if (part_ == Part::extra_size) extra_size_ |= static_cast<size_t>(byte) << (8 * count_);
    last_ = byte;
    ++count_;
    return true;
  }

  bool is_over() const {
    switch (part_) {
      case Part::fixed:
        return count_ == 10;
      case Part::extra_size:
        return !(flags_ & kExtra) || count_ == 2;
      case Part::extra:
        return count_ == extra_size_;
      case Part::name:
        return !(flags_ & kName) || (count_ > 0 && last_ == 0);
      case Part::comment:
        return !(flags_ & kComment) || (count_ > 0 && last_ == 0);
      case Part::checksum:
        return !(flags_ & kChecksum) || count_ == 2;
      case Part::none:
        return true;
    }
    return true;
  }

  void begin_next() {
    part_ = static_cast<Part>(static_cast<int>(part_) + 1);
    count_ = 0;
  }

  Part part_ = Part::fixed;
  size_t count_ = 0;  // bytes of the part
  size_t extra_size_ = 0;
  uint8_t flags_ = 0, last_ = 0;
};

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() {
    isal_inflate_init(&state_);
    state_.crc_flag = ISAL_GZIP_NO_HDR_VER;
  }

  Decoded decode(std::string_view& in, char*& to, size_t& room) override {
    if (!header_.is_read()) {
      if (!header_.read(in)) return failed("a header that is not known");
      if (!header_.is_read()) return Decoded::some;
    }
    state_.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(in.data()));
    state_.avail_in = static_cast<uint32_t>(in.size());
    state_.next_out = reinterpret_cast<uint8_t*>(to);
    state_.avail_out = static_cast<uint32_t>(std::min<size_t>(room, UINT32_MAX));
    int result = isal_inflate(&state_);
    // With damaged bytes it may claim to have more left than it got.
    in.remove_prefix(in.size() - std::min<size_t>(in.size(), state_.avail_in));
    size_t given = static_cast<size_t>(reinterpret_cast<char*>(state_.next_out) - to);
    to += given;
    room -= given;
    if (result == ISAL_INCORRECT_CHECKSUM) return failed("its checksum is another");
    if (result < 0) return failed("no valid block");
    return state_.block_state == ISAL_BLOCK_FINISH ? Decoded::all : Decoded::some;
  }

  std::string fault() const override { return fault_; }

 private:
  Decoded failed(const char* fault) {
    fault_ = fault;
    return Decoded::damaged;
  }

  GzipHeader header_;
  inflate_state state_;
  const char* fault_ = "";
};

class GzipEncoder : public Encoder {
 public:
  GzipEncoder() : memory_(std::make_unique<uint8_t[]>(ISAL_DEF_LVL1_DEFAULT)) {
    isal_deflate_init(&stream_);
    stream_.gzip_flag = IGZIP_GZIP;
    stream_.level = kLevel;
    stream_.level_buf = memory_.get();
    stream_.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
  }

  void encode(std::string_view piece, std::string& out) override {
    stream_.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uint32_t>(piece.size());
    do {
      size_t used = out.size();
      out.resize(used + kRoom);
      stream_.next_out = reinterpret_cast<uint8_t*>(out.data() + used);
      stream_.avail_out = kRoom;
      isal_deflate(&stream_);  // fails for parameters only
      out.resize(used + kRoom - stream_.avail_out);
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
  }

  void finish(std::string& out) override {
    stream_.end_of_stream = 1;
    while (stream_.internal_state.state != ZSTATE_END) encode("", out);
  }

 private:
  std::unique_ptr<uint8_t[]> memory_;
  isal_zstream stream_;
};

}  // namespace

std::unique_ptr<Decoder> gzip_decoder() {
  return std::make_unique<GzipDecoder>();
}

std::unique_ptr<Encoder> gzip_encoder() {
  return std::make_unique<GzipEncoder>();
}

}  // namespace dechaff
