#include "cli/command.h"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>

#include "rule/fault.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

namespace po = boost::program_options;

constexpr const char* kOperand = " operand";  // with a space, so that nobody can type it as an option

std::string with_dashes(const Flag& flag) {
  return fmt::format("--{}", flag.name);
}

std::string unknown_option(const Command& command, std::string_view word) {
  std::vector<std::string> names;
  for (auto group : command.flags) {
    for (const Flag& flag : group) names.push_back(with_dashes(flag));
  }
  std::vector<std::string_view> views(names.begin(), names.end());
  std::string advice = did_you_mean(word, views);
  return fmt::format("unknown option {}{}", word, advice.empty() ? "" : "; " + advice);
}

}  // namespace

std::string Arguments::value(std::string_view flag, std::string_view otherwise) const {
  auto it = values_.find(flag);
  return it == values_.end() ? std::string(otherwise) : it->second.back();
}

std::vector<std::string> Arguments::values(std::string_view flag) const {
  auto it = values_.find(flag);
  return it == values_.end() ? std::vector<std::string>() : it->second;
}

std::vector<std::string> Arguments::list(std::string_view flag) const {
  std::vector<std::string> items;
  for (const std::string& value : values(flag)) {
    for (size_t begin = 0; begin <= value.size();) {
      size_t comma = std::min(value.find(',', begin), value.size());
      if (comma > begin) items.push_back(value.substr(begin, comma - begin));
      begin = comma + 1;
    }
  }
  return items;
}

Arguments parse_arguments(const Command& command, const std::vector<std::string>& words) {
  po::options_description options;
  options.add_options()(fmt::format("{},{}", kHelpFlag.name, kHelpFlag.letter).c_str(), "");
  for (auto group : command.flags) {
    for (const Flag& flag : group) {
      std::string spec(flag.name);
      if (flag.letter) spec += fmt::format(",{}", flag.letter);
      if (flag.value.empty()) {
        options.add_options()(spec.c_str(), "");
      } else {
        options.add_options()(spec.c_str(), po::value<std::vector<std::string>>(), "");
      }
    }
  }
  options.add_options()(kOperand, po::value<std::vector<std::string>>(), "");
  po::positional_options_description positional;
  positional.add(kOperand, -1);
  Arguments arguments;
  try {
    int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    auto parsed = po::command_line_parser(words).options(options).positional(positional).style(style).run();
    for (const auto& option : parsed.options) {
      if (option.string_key == kOperand && option.position_key >= 0) {
        arguments.operands.insert(arguments.operands.end(), option.value.begin(), option.value.end());
        continue;
      }
      std::vector<std::string>& values = arguments.values_[option.string_key];
      if (option.value.empty()) values.push_back("");
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown_option(command, error.get_option_name()));
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  for (auto group : command.flags) {
    for (const Flag& flag : group) {
      if (!flag.repeatable && !flag.value.empty() && arguments.values(flag.name).size() > 1) {
        throw UsageError(fmt::format("--{} is given twice", flag.name));
      }
    }
  }
  return arguments;
}

std::string usage_line(const Command& command) {
  std::string line = fmt::format("dechaff {}", command.name);
  if (!command.flags.empty()) line += " [options]";
  if (!command.operands.empty()) line += fmt::format(" {}", command.operands);
  return line;
}

std::string help_text(const Command& command) {
  std::string out = fmt::format("usage: {}\n\n{}\n", usage_line(command), command.summary);
  if (!command.details.empty()) out += fmt::format("\n{}\n", command.details);
  std::vector<std::pair<std::string, std::string_view>> rows;
  size_t width = 0;
  for (auto group : command.flags) {
    for (const Flag& flag : group) {
      std::string left =
          flag.letter ? fmt::format("-{}, --{}", flag.letter, flag.name) : fmt::format("    --{}", flag.name);
      if (!flag.value.empty()) left += fmt::format(" {}", flag.value);
      width = std::max(width, count_code_points(left));
      rows.emplace_back(left, flag.about);
    }
  }
  if (!rows.empty()) out += "\noptions:\n";
  for (auto& [left, about] : rows) {
    out += fmt::format("  {}{}  {}\n", left, std::string(width - count_code_points(left), ' '), about);
  }
  return out;
}

double number_of(const Arguments& arguments, std::string_view flag, double least, double most,
                 double otherwise) {
  if (!arguments.has(flag)) return otherwise;
  std::string text = arguments.value(flag);
  double number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !(number >= least && number <= most)) {
    throw UsageError(fmt::format("--{} takes a number from {} to {}, not `{}`", flag, least, most, text));
  }
  return number;
}

double whole_number(const Arguments& arguments, std::string_view flag, double least, double most,
                    double otherwise) {
  double number = number_of(arguments, flag, least, most, otherwise);
  if (number != std::floor(number)) throw UsageError(fmt::format("--{} takes a whole number", flag));
  return number;
}

}  // namespace dechaff
