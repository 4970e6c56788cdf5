// plain_copy FROM TO: copies a tree of files by open, read, write and close, one after the other: the least
// that any program does that reads files and writes as many.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace fs = std::filesystem;

namespace {

[[noreturn]] void give_up(const char* what, const std::string& path) {
  std::fprintf(stderr, "cannot %s %s\n", what, path.c_str());
  std::exit(2);
}

void copy(const std::string& from, const std::string& to, std::vector<char>& buffer) {
  int in = open(from.c_str(), O_RDONLY | O_CLOEXEC);
  if (in < 0) give_up("open", from);
  int out = open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (out < 0) give_up("create", to);
  for (;;) {
    ssize_t size = read(in, buffer.data(), buffer.size());
    if (size < 0) give_up("read", from);
    if (size > 0 && write(out, buffer.data(), static_cast<size_t>(size)) != size) give_up("write", to);
    if (static_cast<size_t>(size) < buffer.size()) break;
  }
  close(in);
  if (close(out) != 0) give_up("write", to);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: plain_copy FROM TO\n");
    return 2;
  }
  std::vector<char> buffer(1 << 16);
  std::string from = argv[1], to = argv[2];
  fs::create_directories(to);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    std::string target = to + entry.path().native().substr(from.size());
    if (entry.is_directory()) {
      fs::create_directory(target);
    } else {
      copy(entry.path().native(), target, buffer);
    }
  }
}
