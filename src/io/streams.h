// Bytes from and to open files, pipes among them.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

namespace dechaff {

// Reads once, as soon as there is something; otherwise as read(2).
ssize_t read_some(int fd, char* to, size_t size);

// Both return an errno value, 0 when all went well, and go on after signals.
int write_all(int fd, std::string_view text);
int read_all(int fd, size_t expected_size, std::string& text);  // appends all up to the end

}  // namespace dechaff
