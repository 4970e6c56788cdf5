#include "io/decoded_bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace dechaff {
namespace {

constexpr size_t kReadBytes = 128 << 10;
constexpr std::string_view kGetAgain = "get the file again, or make it anew";

struct Magic {
  std::string_view bytes;
  std::string_view name;
  Compression format;         // none for what cannot be read here
  std::string_view unpacker;  // then, what can read it
};

using namespace std::string_view_literals;
constexpr Magic kMagics[] = {
    {"\x1F\x8B"sv, "gzip", Compression::gz, ""},
    {"\x28\xB5\x2F\xFD"sv, "Zstandard", Compression::zst, ""},
    {"\xFD\x37zXZ\0"sv, "xz", Compression::none, "xz -dc"},
    {"BZh"sv, "bzip2", Compression::none, "bzip2 -dc"},
    {"PK\3\4"sv, "zip", Compression::none, "unzip -p"},
    {"\x04\x22\x4D\x18"sv, "lz4", Compression::none, "lz4 -dc"},
};

// A skippable frame of Zstandard begins with one of sixteen bytes.
bool is_skippable(std::string_view bytes) {
  return !bytes.empty() && (static_cast<uint8_t>(bytes[0]) & 0xF0) == 0x50 &&
         bytes.substr(1).starts_with("\x2A\x4D\x18"sv.substr(0, bytes.size() - 1));
}

// The magic number that the bytes begin with, or null.
const Magic* magic_of(std::string_view bytes) {
  if (bytes.size() >= 4 && is_skippable(bytes.substr(0, 4))) return &kMagics[1];
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return &magic;
  }
  return nullptr;
}

// Whether the bytes are the begin of a magic number.
bool may_become_magic(std::string_view bytes) {
  auto begins = [&](const Magic& magic) { return magic.bytes.starts_with(bytes); };
  return is_skippable(bytes.substr(0, 4)) || std::any_of(std::begin(kMagics), std::end(kMagics), begins);
}

}  // namespace

bool DecodedBytes::is_compressed() {
  if (state_ == State::begin) begin();
  return state_ != State::plain;
}

size_t DecodedBytes::read(char* to, size_t size) {
  if (state_ == State::begin) begin();
  for (;;) {
    switch (state_) {
      case State::plain:
        return read_plain(to, size);
      case State::between:
        begin_member();
        break;
      case State::member:
        if (size_t n = read_member(to, size)) return n;
        break;
      default:
        return 0;
    }
  }
}

bool DecodedBytes::is_ready() const {
  return has_more_ || !in_.empty() || state_ == State::ended || source_.is_ready();
}

// Reads more behind what is there; false when there is no more.
bool DecodedBytes::fill() {
  buffer_.resize(kReadBytes);
  if (!in_.empty()) std::memmove(buffer_.data(), in_.data(), in_.size());
  size_t n = source_.read(buffer_.data() + in_.size(), buffer_.size() - in_.size());
  in_ = {buffer_.data(), in_.size() + n};
  return n > 0;
}

// Reads on while the bytes could still become a magic number.
void DecodedBytes::read_magic() {
  while (!magic_of(in_) && may_become_magic(in_)) {
    if (!fill()) break;
  }
}

void DecodedBytes::begin() {
  read_magic();
  // What a text does not begin with is a format that breaks off.
  bool is_cut_short = in_.starts_with("\x1F") || in_.starts_with("\x28\xB5");
  state_ = magic_of(in_) || (is_cut_short && may_become_magic(in_)) ? State::between : State::plain;
}

void DecodedBytes::begin_member() {
  read_magic();
  if (decoded_any_ && in_.starts_with('\0')) {
    while (!in_.empty() || fill()) {
      in_.remove_prefix(std::min(in_.find_first_not_of('\0'), in_.size()));
      if (!in_.empty()) return fail(bytes_behind());
    }
  }
  const Magic* magic = magic_of(in_);
  if (in_.empty()) return end();
  if (!magic && may_become_magic(in_)) return break_off("compressed");
  if (!magic) return fail(bytes_behind());
  if (magic->format == Compression::none) {
    if (decoded_any_) return fail(bytes_behind());
    return fail(fmt::format("{} data, which is not read here; unpack it first, as with `{} FILE | dechaff …`",
                            magic->name, magic->unpacker));
  }
  format_ = magic->name;
  decoder_ = magic->format == Compression::gz ? gzip_decoder() : zstd_decoder();
  decoded_any_ = true;
  state_ = State::member;
}

// Bytes of the member's text; 0 where its state has changed.
size_t DecodedBytes::read_member(char* to, size_t size) {
  for (;;) {
    char* end_of_text = to;
    size_t room = size;
    Decoded decoded = decoder_->decode(in_, end_of_text, room);
    size_t n = static_cast<size_t>(end_of_text - to);
    has_more_ = decoded == Decoded::some && room == 0;
    if (decoded == Decoded::all) state_ = State::between;
    if (decoded == Decoded::damaged) {
      fail(fmt::format("{} data damaged at byte {}, {}; {}", format_, bytes_used(), decoder_->fault(),
                       kGetAgain));
    }
    if (n > 0 || decoded != Decoded::some) return n;
    if (in_.empty() && !fill()) {
      break_off(format_);
      return 0;
    }
  }
}

std::string DecodedBytes::bytes_behind() const {
  return fmt::format(
      "other bytes behind the {0} data, from byte {1} on; if they are of no use, `head -c {1}` cuts them off",
      format_, bytes_used());
}

size_t DecodedBytes::read_plain(char* to, size_t size) {
  size_t n = std::min(size, in_.size());
  if (n) std::memcpy(to, in_.data(), n);
  in_.remove_prefix(n);
  if (n == 0) n = source_.read(to, size);
  if (n == 0) end();
  return n;
}

// The source has no more bytes.
void DecodedBytes::end() {
  is_whole_ = source_.is_whole();
  fail(source_.error());
}

// The source has no more bytes, and they are not all.
void DecodedBytes::break_off(std::string_view format) {
  if (!source_.is_whole()) return end();
  fail(fmt::format("{} data breaks off at byte {}; {}", format, source_.bytes_used(), kGetAgain));
}

void DecodedBytes::fail(std::string why) {
  state_ = State::ended;
  has_more_ = false;
  error_ = std::move(why);
}

}  // namespace dechaff
