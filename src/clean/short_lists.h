// Many short lists, one behind the other in the same memory.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dechaff {

template <class T>
class ShortLists {
 public:
  size_t size() const { return ends_.size(); }
  std::span<const T> operator[](size_t list) const {
    size_t begin = list ? ends_[list - 1] : 0;
    return std::span(all_).subspan(begin, ends_[list] - begin);
  }

  void reserve(size_t lists) { ends_.reserve(lists); }
  // Lists are filled in order: items are added to the list that end_list() then ends.
  void add(const T& item) { all_.push_back(item); }
  void end_list() { ends_.push_back(all_.size()); }

 private:
  std::vector<T> all_;
  std::vector<size_t> ends_;  // of each list
};

}  // namespace dechaff
