// All files below a folder, as values: to lay them out again and again, and to tell what a run has done.
#pragma once

#include <map>
#include <string>
#include <string_view>

struct File {
  std::string bytes;
  unsigned mode = 0644;

  bool operator==(const File&) const = default;
};

using Tree = std::map<std::string, File>;  // by path below the folder

Tree read_tree(const std::string& folder);

// Afterwards nothing else is there, and no empty folder.
void write_tree(const std::string& folder, const Tree& tree);

// Whether a path leads into a ledger's folder.
inline bool is_of_ledger(std::string_view path) {
  return path.starts_with(".dechaff/") || path.find("/.dechaff/") != path.npos;
}

// A tree without its ledgers.
Tree without_ledgers(Tree tree);

// The path in the tree of the one ledger there is; empty where there is none.
std::string ledger_of(const Tree& tree);

// The ledger's rows without `replaces`, which tells of the way and not of the end.
std::string rows_of(const Tree& tree);

// What is wrong with the ledger of a run that ended in order: rows that do not fit their outputs, a journal
// that was not merged. Empty when nothing is.
std::string ledger_faults(const Tree& tree);
