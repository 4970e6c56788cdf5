// Sixteen bytes of ASCII at a time, by the vector types of GCC and clang, which any machine has instructions
// or a replacement for.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dechaff {

using Bytes16 = uint8_t __attribute__((vector_size(16)));

inline Bytes16 load16(const char* bytes) {
  Bytes16 all;
  std::memcpy(&all, bytes, sizeof all);
  return all;
}

// The first `size` bytes, zeros behind them where they are fewer than 16.
inline Bytes16 load_up_to_16(const char* bytes, size_t size) {
  if (size >= 16) return load16(bytes);
  char padded[16] = {};
  if (size) std::memcpy(padded, bytes, size);
  return load16(padded);
}

// A bit for each byte, set where the byte is 0xFF and not where it is 0.
template <class Bytes>
uint64_t mask_of(Bytes bytes) {
  static_assert(sizeof bytes == 16 && std::endian::native == std::endian::little);
#if defined(__SSE2__)
  return static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
  uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  auto bits = [](uint64_t half) { return (half & 0x0101010101010101) * 0x0102040810204080 >> 56; };
  return bits(halves[0]) | bits(halves[1]) << 8;
#endif
}

// The number of bytes before the first one that is 0xFF; 16 when all are 0.
template <class Bytes>
size_t zeros_before(Bytes bytes) {
  return static_cast<size_t>(std::countr_zero(mask_of(bytes) | 1 << 16));
}

// Where bytes are a letter or digit of ASCII.
inline auto are_alphanumeric(Bytes16 bytes) {
  return ((bytes | 0x20) - 'a' < 26) | (bytes - '0' < 10);
}

// What is compiled twice, for any machine and for those since about 2015, where has_avx2.
#if defined(__x86_64__)
#define DECHAFF_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#else
#define DECHAFF_AVX2
#endif
inline bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
#else
  return false;
#endif
}

inline char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

inline bool is_printable_ascii(char c) {
  return c >= 0x20 && c < 0x7F;
}

// Whether the eight bytes from `bytes` on are printable ASCII, space included.
inline bool are_printable_ascii(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  uint64_t eight;
  std::memcpy(&eight, bytes, sizeof eight);
  return ((eight | (eight + kOnes) | (eight - 0x20 * kOnes)) & 0x80 * kOnes) == 0;
}

// How many bytes from the text's begin are printable ASCII, space included.
inline size_t printable_ascii_run(std::string_view text) {
  size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    Bytes16 bytes = load16(text.data() + i);
    size_t good = zeros_before(bytes - 0x20 >= 0x5F);
    if (good < 16) return i + good;
  }
  while (i < text.size() && is_printable_ascii(text[i])) ++i;
  return i;
}

}  // namespace dechaff
