// A line is read in chunks as the flags of its code points. Of 64 of them at a time each flag becomes a mask,
// a bit a code point, and what is counted are bits of combined masks: words begin where a letter stands that
// has none before itself, and so on. Two bits of state and a token's length go from one block of 64 to the
// next.
//
// Nearly all chunks have only usual code points: there the flags in the upper byte follow from those in the
// lower, and are not read.
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
  static constexpr size_t kSlack = 2 * kBlock;  // is written and read, but does not count

  alignas(32) uint8_t lower[kSize + kSlack];
  alignas(32) uint8_t upper[kSize + kSlack];  // where not all is usual
  size_t size = 0;
  bool usual = true;
  size_t unstopped = 0;  // see LineCounts
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

// Fills the chunk with code points of `text` from `at` on, and returns where it ends; npos when kUsual and a
// code point is not. machine.read(text, flags) reads flags of printable ASCII, and returns how many.
template <bool kUsual, class Machine>
[[gnu::always_inline]] inline size_t read(std::string_view text, size_t at, Chunk& chunk, Machine machine) {
  size_t n = 0, end = std::min(text.size(), at + Chunk::kSize);
  auto add = [&](uint16_t flags) {
    chunk.lower[n] = static_cast<uint8_t>(flags);
    if (!kUsual) chunk.upper[n] = flags >> 8;
    ++n;
  };
  chunk.usual = kUsual;
  chunk.unstopped = 0;
  while (at < end) {
    if (is_printable_ascii(text[at])) {
      if (at + 8 > end || !are_printable_ascii(text.data() + at)) {
        add(char_flags_of_ascii(text[at++]));
      } else if (kUsual) {
        size_t run = machine.read(text.substr(at), chunk.lower + n);
        n += run;
        at += run;
      } else {
        for (size_t k = 0; k < 8; ++k) add(char_flags_of_ascii(text[at++]));
      }
      continue;
    }
    CodePoint c = decode(text.substr(at));
    uint16_t flags = char_flags(c.value);
    if (kUsual && !is_usual(flags)) return text.npos;
    at += c.size;
    add(flags);
    chunk.unstopped += is_of_script_without_stops(c.value) && is_word(flags);
    if (at < text.size() && text[at] == ';' && is_greek(c.value)) {  // the Greek question mark
      add(char_flags(';') | kStop);
      ++at;
    }
  }
  chunk.size = n;
  return at;
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

// The bits of `mask` from which on `length` bits and more stand in a row.
[[gnu::always_inline]] inline uint64_t runs_of(uint64_t mask, size_t length) {
  for (size_t seen = 1; mask && seen < length;) {  // each bit tells of `seen` bits from it on
    size_t step = std::min(seen, length - seen);
    mask &= mask >> step;
    seen += step;
  }
  return mask;
}

[[gnu::always_inline]] inline void add_tokens(LineCounts& sum, State& state, uint64_t in_token, size_t size) {
  sum.tokens += static_cast<size_t>(std::popcount(in_token & ~(in_token << 1 | (state.token > 0))));
  auto first = static_cast<size_t>(std::countr_one(in_token));
  state.token += first;
  sum.longest = std::max(sum.longest, state.token);
  if (first == size) return;
  if (sum.longest < kBlock) {
    for (uint64_t longer = runs_of(in_token, sum.longest + 1); longer; longer &= longer >> 1) ++sum.longest;
  }
  state.token = static_cast<size_t>(std::countl_one(in_token << (kBlock - size)));
}

// Adds the first `size` code points of a block.
template <bool kUsual>
[[gnu::always_inline]] inline void add_block(LineCounts& sum, State& state, const BlockMasks& all, size_t size) {
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

  add_tokens(sum, state, valid & ~space, size);
}

template <class Machine>
[[gnu::always_inline]] inline void add_chunk(LineCounts& sum, State& state, const Chunk& chunk, Machine machine) {
  for (size_t i = 0; i < chunk.size; i += kBlock) {
    size_t size = std::min(kBlock, chunk.size - i);
    BlockMasks all;
    all.lower = machine.masks(chunk.lower + i);
    if (chunk.usual) {
      add_block<true>(sum, state, all, size);
    } else {
      all.upper = machine.masks(chunk.upper + i);
      add_block<false>(sum, state, all, size);
    }
  }
  sum.unstopped += chunk.unstopped;
}

template <class Machine>
[[gnu::always_inline]] inline LineCounts count_by(Machine machine, std::string_view line) {
  LineCounts sum;
  State state;
  Chunk chunk;
  for (size_t at = 0; at < line.size();) {
    size_t end = read<true>(line, at, chunk, machine);
    at = end != line.npos ? end : read<false>(line, at, chunk, machine);
    add_chunk(sum, state, chunk, machine);
  }
  sum.sentences += state.stop_open;
  return sum;
}

struct AnyMachine {
  static size_t read(std::string_view ascii, uint8_t* flags) {
    for (size_t k = 0; k < 8; ++k) flags[k] = tables::kAsciiFlags[static_cast<unsigned char>(ascii[k])];
    return 8;
  }

  static Masks masks(const uint8_t* flags) {
    Masks masks{};
    for (int i = 0; i < 64; i += 16) {
      Bytes16 bytes = load16(reinterpret_cast<const char*>(flags) + i);
      for (int bit = 0; bit < 8; ++bit) {
        auto wanted = static_cast<uint8_t>(1 << bit);
        masks.of_bit[bit] |= mask_of((bytes & wanted) != 0) << i;
      }
    }
    return masks;
  }
};

#if defined(__x86_64__)
struct Avx2Machine {
  // A shuffle looks sixteen bytes up; there is one for each sixteen characters, of which all but the byte's
  // own give zero.
  DECHAFF_AVX2 static __m256i look_up(__m256i bytes) {
    __m256i flags = _mm256_setzero_si256();
#pragma GCC unroll 6
    for (int first = 0x20; first < 0x80; first += 0x10) {
      auto table = reinterpret_cast<const __m128i*>(tables::kAsciiFlags + first);
      __m256i index = _mm256_xor_si256(bytes, _mm256_set1_epi8(static_cast<char>(first)));
      index = _mm256_adds_epu8(index, _mm256_set1_epi8(0x70));  // 0x80 and more give zero
      __m256i found = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(table)), index);
      flags = _mm256_or_si256(flags, found);
    }
    return flags;
  }

  DECHAFF_AVX2 static size_t read(std::string_view ascii, uint8_t* flags) {
    size_t i = 0;
    for (; i + 32 <= ascii.size() && i < kBlock; i += 32) {
      __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ascii.data() + i));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(flags + i), look_up(bytes));
      __m256i printable = _mm256_andnot_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)),
                                              _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(0x1F)));
      auto other = ~static_cast<uint32_t>(_mm256_movemask_epi8(printable));
      if (other) return i + static_cast<size_t>(std::countr_zero(other));
    }
    return i ? i : AnyMachine::read(ascii, flags);
  }

  DECHAFF_AVX2 static Masks masks(const uint8_t* flags) {
    Masks masks;
    __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(flags));
    __m256i second = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(flags + 32));
#pragma GCC unroll 8
    for (int bit = 7; bit >= 0; --bit) {  // a mask is made of the bytes' highest bits
      auto low = static_cast<uint32_t>(_mm256_movemask_epi8(first));
      auto high = static_cast<uint32_t>(_mm256_movemask_epi8(second));
      masks.of_bit[bit] = static_cast<uint64_t>(high) << 32 | low;
      first = _mm256_add_epi8(first, first);
      second = _mm256_add_epi8(second, second);
    }
    return masks;
  }
};
#endif

}  // namespace

#if defined(__x86_64__)
DECHAFF_AVX2 LineCounts count_by_avx2(std::string_view line) {
  return count_by(Avx2Machine{}, line);
}
#else
LineCounts count_by_avx2(std::string_view line) {
  return count_by_any(line);
}
#endif

LineCounts count_by_any(std::string_view line) {
  return count_by(AnyMachine{}, line);
}

LineCounts count(std::string_view line) {
  return has_avx2() ? count_by_avx2(line) : count_by_any(line);
}

}  // namespace dechaff
