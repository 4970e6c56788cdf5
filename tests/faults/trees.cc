#include "trees.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "io/ledger_row.h"
#include "text/hash.h"

namespace fs = std::filesystem;

Tree read_tree(const std::string& folder) {
  Tree tree;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    struct stat status = {};
    stat(entry.path().c_str(), &status);
    std::ifstream in(entry.path(), std::ios::binary);
    tree[entry.path().string().substr(folder.size() + 1)] = {{std::istreambuf_iterator<char>(in), {}},
                                                             status.st_mode & 07777};
  }
  return tree;
}

void write_tree(const std::string& folder, const Tree& tree) {
  for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry);
  for (const auto& [name, file] : tree) {
    fs::path path = folder + "/" + name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.bytes;
    chmod(path.c_str(), file.mode);
  }
}

Tree without_ledgers(Tree tree) {
  std::erase_if(tree, [](const auto& entry) { return is_of_ledger(entry.first); });
  return tree;
}

std::string ledger_of(const Tree& tree) {
  for (const auto& [name, file] : tree) {
    if (name.ends_with(".dechaff/ledger.jsonl")) return name;
  }
  return "";
}

std::string rows_of(const Tree& tree) {
  auto ledger = tree.find(ledger_of(tree));
  std::string rows = ledger == tree.end() ? "" : ledger->second.bytes;
  for (size_t at = 0; (at = rows.find("\"replaces\":\"", at)) != rows.npos;)
    rows.erase(at, rows.find("\",", at) + 2 - at);
  return rows;
}

std::string ledger_faults(const Tree& tree) {
  std::string faults;
  for (const auto& [name, file] : tree) {
    if (is_of_ledger(name) && !name.ends_with("/ledger.jsonl")) faults += name + " was left\n";
  }
  auto ledger = tree.find(ledger_of(tree));
  if (ledger == tree.end()) return faults;
  std::string home = ledger->first.substr(0, ledger->first.find(".dechaff/"));
  std::istringstream lines(ledger->second.bytes);
  for (std::string line; std::getline(lines, line);) {
    auto parsed = dechaff::parse_ledger_row(line);
    auto* row = std::get_if<dechaff::LedgerRow>(&parsed);
    if (!row) {
      faults += "a row cannot be read: " + line + "\n";
      continue;
    }
    auto output = tree.find(home + row->output);
    if (output == tree.end()) {
      faults += row->output + " has a row, and is not there\n";
    } else if (dechaff::hash_of(output->second.bytes) != row->output_hash) {
      faults += row->output + " is not as its row says\n";
    }
  }
  return faults;
}
