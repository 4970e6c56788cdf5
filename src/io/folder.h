// What stands in one folder.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

enum class EntryKind { file, folder, link, other };

// Calls `visit` for each entry but "." and "..", in no order. Returns an errno value.
int read_folder(const std::string& path, const std::function<void(std::string_view, EntryKind)>& visit);

// Names in the order of their bytes, kept without more than five bytes beside each: a folder may hold
// millions.
class NameList {
 public:
  void add(std::string_view name);  // without NUL in it
  void sort();

  size_t size() const { return begins_.size(); }
  std::string_view operator[](size_t i) const { return bytes_.data() + begins_[i]; }

 private:
  std::string bytes_;  // each name with a NUL behind it
  std::vector<uint32_t> begins_;
};

}  // namespace dechaff
