// A blob: arrays of plain values, one behind the other in one piece of memory, so that an index can be made
// once, kept as bytes, and used where they stand. Blobs are for the machine and the program that made them.
#pragma once

#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dechaff {

class BlobWriter {
 public:
  template <class T>
  void add(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    uint64_t count = values.size();
    append(&count, sizeof count);
    append(values.data(), values.size() * sizeof(T));
  }
  void add(std::string_view bytes) { add(std::vector<char>(bytes.begin(), bytes.end())); }

  // The bytes, to be kept where they can be read as words of eight.
  std::vector<uint64_t> take() { return std::move(words_); }

 private:
  void append(const void* bytes, size_t size) {
    size_t begin = words_.size();
    words_.resize(begin + (size + 7) / 8);
    if (size) std::memcpy(words_.data() + begin, bytes, size);
  }

  std::vector<uint64_t> words_;
};

// Gives the arrays in the order in which they were added, as views of the blob.
class BlobReader {
 public:
  explicit BlobReader(std::span<const uint64_t> words) : rest_(words) {}

  template <class T>
  std::span<const T> take() {
    static_assert(alignof(T) <= alignof(uint64_t));
    assert(!rest_.empty());
    size_t count = rest_[0], words = (count * sizeof(T) + 7) / 8;
    std::span<const T> values(reinterpret_cast<const T*>(rest_.data() + 1), count);
    rest_ = rest_.subspan(1 + words);
    return values;
  }
  std::string_view take_bytes() {
    std::span<const char> bytes = take<char>();
    return {bytes.data(), bytes.size()};
  }

 private:
  std::span<const uint64_t> rest_;
};

}  // namespace dechaff
