// Fingerprints of bytes, by which it is seen that something changed. Not made to withstand forgery.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff {

// XXH3, 128 bits (https://github.com/Cyan4973/xxHash), as 32 hexadecimal digits: what `xxh128sum` prints.
std::string hash_of(std::string_view bytes);

// XXH3, 64 bits: for telling things apart in memory.
uint64_t short_hash_of(std::string_view bytes);

}  // namespace dechaff
