// A command of the program and its flags, as data: parsing and help are made from these tables.
#pragma once

#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

struct Flag {
  std::string_view name;  // "threshold" for --threshold
  char letter;            // 'n' for -n, or 0
  // What it takes, as help shows it; empty for a switch. Capitals stand for something, small letters for
  // themselves: "P", "FILE|DIR", "text|jsonl", and "CATEGORY,…" for a list with commas.
  std::string_view value;
  std::string_view about;
  bool repeatable = false;
};

// Every command takes it.
inline constexpr Flag kHelpFlag = {"help", 'h', "", "show what the command does and takes"};

class Arguments {
 public:
  bool has(std::string_view flag) const { return values_.contains(flag); }
  std::string value(std::string_view flag, std::string_view otherwise = "") const;
  std::vector<std::string> values(std::string_view flag) const;

  // Values separated by commas, of all uses of the flag.
  std::vector<std::string> list(std::string_view flag) const;

  std::vector<std::string> operands;

 private:
  friend Arguments parse_arguments(const struct Command&, const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>>
      values_;  // a switch that was given has one empty value
};

struct Command {
  std::string_view name;
  std::string_view operands;  // as help shows them: "PATH…"; written like Flag::value
  std::string_view summary;   // one line
  std::string_view details;   // further paragraphs of the command's help
  std::vector<std::span<const Flag>> flags;
  int (*run)(const Arguments&);  // returns the exit status
};

// Exit statuses of every command.
constexpr int kDone = 0;
constexpr int kFindings = 1;
constexpr int kFailed = 2;  // usage, rule or input error

// What the user typed cannot be carried out. Only thrown and caught within cli/.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws UsageError for what is not in the command's tables.
Arguments parse_arguments(const Command& command, const std::vector<std::string>& words);

// "dechaff clean [options] PATH…"
std::string usage_line(const Command& command);

std::string help_text(const Command& command);

// The value of a flag as a number between `least` and `most`; throws UsageError.
double number_of(const Arguments& arguments, std::string_view flag, double least, double most,
                 double otherwise);
double whole_number(const Arguments& arguments, std::string_view flag, double least, double most,
                    double otherwise);

}  // namespace dechaff
