// A line is read in chunks as the flags of its code points. Of 64 of them at a time each flag becomes a mask,
// a bit a code point, and what is counted are bits of combined masks: words begin where a letter stands that
// has none before itself, and so on. Three bits of state go from one block of 64 to the next.
//
// Blocks of usual text need half the masks: there the flags in the upper byte follow from those in the lower.
#include "text/counts.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "text/ascii.h"
#include "text/unicode.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace dechaff {
namespace {

constexpr size_t kBlock = 64;

struct Chunk {
  static constexpr size_t kSize = 1024;

  alignas(32) uint16_t flags[kSize + kBlock];  // what lies behind `size` is not read as text, but is read
  size_t size = 0;
  bool usual = true;
  size_t unstopped = 0;  // see Counts
};

// Flags in the upper byte that do not follow from those in the lower.
constexpr uint16_t kUnusual = kMark | kUnspaced | kWide | kInvisible;
bool is_usual(uint16_t flags) {
  return !(flags & kUnusual) && (flags & (kCased | kDigit | kPunct | kPlainSpace));
}

// Thai and Lao.
bool is_of_script_without_stops(char32_t c) {
  return c >= 0xE00 && c <= 0xEFF;
}

// Reads code points of `text` from i on until the chunk is full, and moves i behind them.
void read(std::string_view text, size_t& i, Chunk& chunk) {
  uint16_t* out = chunk.flags;
  chunk.usual = true;
  chunk.unstopped = 0;
  size_t end = std::min(text.size(), i + Chunk::kSize);
  while (i < end) {
    for (; i + 8 <= end && are_printable_ascii(text.data() + i); i += 8, out += 8) {
      for (size_t k = 0; k < 8; ++k) out[k] = char_flags_of_ascii(text[i + k]);
    }
    if (i >= end) break;
    CodePoint c = decode(text.substr(i));
    i += c.size;
    uint16_t flags = char_flags(c.value);
    chunk.usual &= is_usual(flags);
    chunk.unstopped += is_of_script_without_stops(c.value) && is_word(flags);
    *out++ = flags;
    if (is_greek(c.value) && i < text.size() && text[i] == ';') {  // the Greek question mark
      *out++ = char_flags(';') | kStop;
      ++i;
    }
  }
  chunk.size = static_cast<size_t>(out - chunk.flags);
}

// A mask for each bit of a byte.
struct Masks {
  uint64_t of_bit[8];
};

struct BlockMasks {
  Masks lower, upper;  // of the flags' two bytes

  // The mask of a flag, one of CharFlag.
  uint64_t of(uint16_t flag) const {
    int bit = std::countr_zero(flag);
    return bit < 8 ? lower.of_bit[bit] : upper.of_bit[bit - 8];
  }
};

// What the code points so far leave behind.
struct State {
  uint64_t in_word = 0;
  uint64_t stop_open = 0;  // a sentence end was seen, and nothing but closers since
  size_t token = 0;        // length of the token so far
};

// The bits of `through` that follow a bit of `seeds` with no others between them; `carry` stands for a seed
// before the first bit. No bit is in both.
[[gnu::always_inline]] inline uint64_t flow(uint64_t seeds, uint64_t through, uint64_t carry) {
  uint64_t first = (seeds << 1 | carry) & through;
  return through & ~(through + first);
}

[[gnu::always_inline]] inline void add_tokens(Counts& sum, State& state, uint64_t space, size_t size) {
  size_t begin = 0;
  for (uint64_t rest = space; rest; rest &= rest - 1) {
    size_t at = static_cast<size_t>(std::countr_zero(rest));
    state.token += at - begin;
    sum.tokens += state.token > 0;
    sum.longest = std::max(sum.longest, state.token);
    state.token = 0;
    begin = at + 1;
  }
  state.token += size - begin;
}

// Adds the first `size` code points of a block.
template <bool kUsual>
[[gnu::always_inline]] inline void add_block(Counts& sum, State& state, const BlockMasks& all, size_t size) {
  auto number = [](uint64_t mask) { return static_cast<size_t>(std::popcount(mask)); };
  uint64_t valid = size == kBlock ? ~uint64_t{0} : (uint64_t{1} << size) - 1;
  auto mask = [&](uint16_t flag) { return all.of(flag) & valid; };
  auto unusual = [&](uint16_t flag, uint64_t usual) { return kUsual ? usual : mask(flag); };

  uint64_t space_or_invisible = mask(kSpace), invisible = unusual(kInvisible, 0);
  uint64_t space = space_or_invisible & ~invisible, visible = valid & ~space_or_invisible;
  uint64_t letter = mask(kLetter), digit = mask(kDigit), upper = mask(kUpper);
  uint64_t cased = unusual(kCased, letter), unspaced = unusual(kUnspaced, 0);
  uint64_t any_word = letter | digit | unusual(kMark, 0), word = any_word & ~unspaced;
  sum.code_points += size;
  sum.visible += number(visible);
  sum.chars += number(visible) + number(unusual(kWide, 0) & visible) + number(unusual(kPlainSpace, space));
  sum.letters += number(letter);
  sum.cased_letters += number(cased & word);
  sum.upper_letters += number(upper & word);
  sum.digits += number(digit);
  sum.punctuation += number(unusual(kPunct, visible & ~word));
  sum.separators += number(mask(kSeparator));
  sum.unspaced += number(any_word & unspaced);

  uint64_t in_word = word | flow(word, mask(kJoiner) | invisible, state.in_word);
  uint64_t word_begins = word & ~(in_word << 1 | state.in_word);
  sum.words += number(word_begins);
  sum.cased_words += number(word_begins & cased);
  sum.capital_words += number(word_begins & upper);
  state.in_word = in_word >> (size - 1) & 1;

  uint64_t stop = mask(kStop), closer = mask(kCloser) & ~stop;
  uint64_t stop_open = stop | flow(stop, closer | invisible, state.stop_open);
  uint64_t ends = space | (unspaced & visible & ~stop & ~closer);
  sum.sentences += number(ends & (stop_open << 1 | state.stop_open));
  state.stop_open = stop_open >> (size - 1) & 1;

  add_tokens(sum, state, space, size);
}

// Adds the chunk; masks_of(flags, byte) makes the masks of one byte of 64 flags.
template <class MasksOf>
[[gnu::always_inline]] inline void add_chunk(Counts& sum, State& state, const Chunk& chunk,
                                             MasksOf masks_of) {
  for (size_t i = 0; i < chunk.size; i += kBlock) {
    size_t size = std::min(kBlock, chunk.size - i);
    BlockMasks all;
    all.lower = masks_of(chunk.flags + i, 0);
    if (chunk.usual) {
      add_block<true>(sum, state, all, size);
    } else {
      all.upper = masks_of(chunk.flags + i, 1);
      add_block<false>(sum, state, all, size);
    }
  }
  sum.unstopped += chunk.unstopped;
}

void add_chunk_by_any(Counts& sum, State& state, const Chunk& chunk) {
  add_chunk(sum, state, chunk, [](const uint16_t* flags, int byte) {
    Masks masks{};
    for (size_t i = 0; i < kBlock; ++i) {
      auto bits = static_cast<uint8_t>(flags[i] >> 8 * byte);
      for (int bit = 0; bit < 8; ++bit) masks.of_bit[bit] |= static_cast<uint64_t>(bits >> bit & 1) << i;
    }
    return masks;
  });
}

#if defined(__x86_64__)
#define DECHAFF_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

// One byte of 32 flags, in order.
DECHAFF_AVX2 inline __m256i bytes_of(const uint16_t* flags, int byte) {
  __m256i a = _mm256_load_si256(reinterpret_cast<const __m256i*>(flags));
  __m256i b = _mm256_load_si256(reinterpret_cast<const __m256i*>(flags + 16));
  if (byte == 0) {
    const __m256i kLower = _mm256_set1_epi16(0xFF);
    a = _mm256_and_si256(a, kLower);
    b = _mm256_and_si256(b, kLower);
  } else {
    a = _mm256_srli_epi16(a, 8);
    b = _mm256_srli_epi16(b, 8);
  }
  return _mm256_permute4x64_epi64(_mm256_packus_epi16(a, b), 0xD8);
}

DECHAFF_AVX2 inline Masks masks_by_avx2(const uint16_t* flags, int byte) {
  Masks masks;
  __m256i first = bytes_of(flags, byte), second = bytes_of(flags + 32, byte);
  for (int bit = 7; bit >= 0; --bit) {  // a mask is made of the bytes' highest bits
    auto high = static_cast<uint32_t>(_mm256_movemask_epi8(second));
    masks.of_bit[bit] =
        static_cast<uint64_t>(high) << 32 | static_cast<uint32_t>(_mm256_movemask_epi8(first));
    first = _mm256_add_epi8(first, first);
    second = _mm256_add_epi8(second, second);
  }
  return masks;
}

DECHAFF_AVX2 void add_chunk_by_avx2(Counts& sum, State& state, const Chunk& chunk) {
  add_chunk(sum, state, chunk, masks_by_avx2);
}
#else
constexpr auto add_chunk_by_avx2 = add_chunk_by_any;  // never called
#endif

Counts count_by(void (*add)(Counts&, State&, const Chunk&), std::string_view line) {
  Counts sum;
  State state;
  Chunk chunk;
  for (size_t i = 0; i < line.size();) {
    read(line, i, chunk);
    add(sum, state, chunk);
  }
  sum.sentences += state.stop_open;
  sum.tokens += state.token > 0;
  sum.longest = std::max(sum.longest, state.token);
  return sum;
}

}  // namespace

Counts count_by_avx2(std::string_view line) {
  return count_by(add_chunk_by_avx2, line);
}

Counts count_by_any(std::string_view line) {
  return count_by(add_chunk_by_any, line);
}

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
#else
  return false;
#endif
}

Counts count(std::string_view line) {
  static const bool kHasAvx2 = has_avx2();
  return kHasAvx2 ? count_by_avx2(line) : count_by_any(line);
}

}  // namespace dechaff
