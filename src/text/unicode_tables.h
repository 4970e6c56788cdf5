// The layout of the generated tables, which are read through unicode.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace dechaff::tables {

struct Record {
  uint16_t flags;
  uint16_t fold;       // index into kFolds; 0 means the code point itself
  int32_t case_delta;  // what to add for simple case folding
};

extern const uint16_t kIndex[4352];
extern const Record kRecords[][256];
extern const std::string_view kFolds[];
extern const uint8_t kAsciiFlags[128];  // the lower byte of ASCII's flags

}  // namespace dechaff::tables
