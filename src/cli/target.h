// The document that a command is asked about: FILE, FILE:LINE, FILE.jsonl:ROW, FILE.jsonl:ROW:LINE, or - for
// standard input. Rows may be compressed: FILE.jsonl.gz, FILE.jsonl.zst.
#pragma once

#include <string>
#include <vector>

#include "io/jsonl.h"

namespace dechaff {

struct Target {
  std::string path;
  std::vector<size_t> numbers;  // those behind the path, from 1
};

// A file whose own name ends in a colon and a number is taken by that name.
Target parse_target(std::string word);

struct TargetText {
  std::string text;
  std::string site;
  size_t line = 0;  // 0 for all
};

// Throws UsageError when there is no such file, row or field.
TargetText read_target(const Target& target, const JsonNames& names);

}  // namespace dechaff
