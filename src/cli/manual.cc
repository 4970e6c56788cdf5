// `dechaff manual`: the page dechaff(1). What is said of commands and flags comes from their tables, as in
// help; the text here is what is true of all of them.
#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "cli/commands.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr std::string_view kDescription =
    "Goes: pointers to other stories and the teasers under them, prompts to follow, share, subscribe and\n"
    "comment, tags, credits, notices, navigation. Stays: the story, byte for byte. What goes is written in\n"
    "rules, and measures of a line and its neighbours decide where no rule does; `dechaff explain` tells\n"
    "for each line which it was.\n"
    "\n"
    "The rules are those that are built in, then those of the nearest dechaff.toml, then those that\n"
    "--rules names. A later rule replaces an earlier one with the same id.";

struct Entry {
  std::string_view name, about;
};

constexpr Entry kFiles[] = {
    {"x.clean.txt", "What is left of x.txt, beside it."},
    {".dechaff/",
     "The ledger of a folder: what was removed from which document, so that it can be put back."},
    {"dechaff.toml",
     "Rules of your own, more rule files, and rules to switch off, for the documents of its folder and of "
     "the\n"
     "folders below. The nearest one is read, searched for upward from the folder of the input; for\n"
     "standard input, from the working directory."},
};

constexpr Entry kEnvironment[] = {
    {"NO_COLOR", "When it is set, nothing is coloured, not even on a terminal."},
};

constexpr Entry kExamples[] = {
    {"dechaff clean articles/ -o cleaned/ --level strict",
     "Clean a folder of articles into a folder of its own, and remove only what is sure:"},
    {"zcat news.jsonl.gz | dechaff clean - --format jsonl | gzip > clean.jsonl.gz",
     "Clean the `text` of each row in a pipeline:"},
    {"dechaff explain article.txt:3", "Ask why a line stays or goes, with all the evidence:"},
};

// Text in which roff finds no command of its own. All hyphens are those that one types, so that what is
// copied from the page works.
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    CodePoint c = decode(text);
    switch (c.value) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '"':
        out += "\\(dq";
        break;
      case '.':
        out += out.empty() || out.back() == '\n' ? "\\&." : ".";
        break;
      default:
        if (c.value == U'…') {
          out += "...";  // not every terminal has the other
        } else if (c.value < 0x80) {
          out += static_cast<char>(c.value);
        } else {
          out += fmt::format("\\[u{:04X}]", static_cast<uint32_t>(c.value));
        }
    }
    text.remove_prefix(c.size);
  }
  return out;
}

std::string bold(std::string_view text) {
  return fmt::format("\\fB{}\\fP", escaped(text));
}

std::string italic(std::string_view text) {
  return fmt::format("\\fI{}\\fP", escaped(text));
}

// A line of prose, with `what stands so` in bold.
std::string prose(std::string_view line) {
  std::string out;
  for (;;) {
    size_t begin = line.find('`');
    size_t end = begin == line.npos ? begin : line.find('`', begin + 1);
    if (end == line.npos) break;
    out += escaped(line.substr(0, begin)) + bold(line.substr(begin + 1, end - begin - 1));
    line.remove_prefix(end + 1);
  }
  return out + escaped(line);
}

// Paragraphs as help has them: between blank lines, where lines that begin with a space are examples.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool in_example = false, new_paragraph = false;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      new_paragraph = true;
      continue;
    }
    bool is_example = line.starts_with(' ');
    if (in_example && !is_example) out += ".EE\n";
    if (new_paragraph) out += ".PP\n";
    if (is_example && !in_example) out += ".EX\n";
    out += (is_example ? escaped(line) : prose(line)) + '\n';
    in_example = is_example;
    new_paragraph = false;
  }
  return in_example ? out + ".EE\n" : out;
}

// A summary as a sentence.
std::string sentence(std::string_view summary) {
  std::string out(summary);
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out.ends_with('.') ? out : out + ".";
}

// A name in the margin and what it means beside it.
std::string entry(std::string_view tag, std::string_view about) {
  return fmt::format(".TP\n{}\n{}", tag, paragraphs(about));
}

std::string flag_entry(const Flag& flag) {
  std::string tag = flag.letter ? bold(fmt::format("-{}", flag.letter)) + ", " : "";
  tag += bold(fmt::format("--{}", flag.name));
  if (!flag.value.empty()) tag += " " + italic(flag.value);
  return entry(tag, flag.about);
}

// "dechaff clean [options] PATH…"
std::string usage(const Command& command) {
  std::string line = usage_line(command);
  size_t size = sizeof("dechaff ") - 1 + command.name.size();
  return bold(line.substr(0, size)) + escaped(line.substr(size));
}

std::string section(std::string_view name, std::span<const Entry> entries) {
  std::string out = fmt::format(".SH {}\n", name);
  for (const Entry& e : entries) out += entry(bold(e.name), e.about);
  return out;
}

int run(const Arguments& arguments) {
  if (!arguments.operands.empty()) throw UsageError("nothing can follow `manual`");
  fmt::print("{}", manual_page(all_commands()));
  return kDone;
}

}  // namespace

std::string manual_page(std::span<const Command* const> commands) {
  std::string out = fmt::format(".TH DECHAFF 1 \"\" \"dechaff {}\"\n", DECHAFF_VERSION);
  out += fmt::format(".SH NAME\ndechaff \\- {}\n.SH SYNOPSIS\n", escaped(kProgramSummary));
  for (const Command* command : commands) out += usage(*command) + "\n.br\n";
  for (const Flag& flag : kProgramFlags) out += bold(fmt::format("dechaff --{}", flag.name)) + "\n.br\n";
  out += fmt::format(".SH DESCRIPTION\n{} {}.\n.PP\n{}", bold("dechaff"), escaped(kProgramSummary),
                     paragraphs(kDescription));
  out += ".SH COMMANDS\n";
  for (const Command* command : commands) {
    out += fmt::format(".SS {}\n{}", usage(*command), paragraphs(sentence(command->summary)));
    if (!command->details.empty()) out += ".PP\n" + paragraphs(command->details);
    for (auto group : command->flags) {
      for (const Flag& flag : group) out += flag_entry(flag);
    }
  }
  out += ".SH OPTIONS\nInstead of a command:\n";
  for (const Flag& flag : kProgramFlags) out += flag_entry(flag);
  out += ".PP\nWith every command:\n" + flag_entry(kHelpFlag);
  out += ".SH EXIT STATUS\n";
  for (const ExitStatus& exit : kExitStatuses)
    out += entry(bold(std::to_string(exit.status)), sentence(exit.about));
  out += section("FILES", kFiles) + section("ENVIRONMENT", kEnvironment);
  out += ".SH EXAMPLES\n";
  for (const Entry& example : kExamples) {
    out += fmt::format("{}.PP\n.EX\n    {}\n.EE\n.PP\n", paragraphs(example.about), escaped(example.name));
  }
  return out;
}

const Command kManualCommand = {
    "manual", "", "print the manual page", "It is roff: `dechaff manual | man -l -` shows it.", {}, run,
};

}  // namespace dechaff
