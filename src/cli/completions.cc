// `dechaff completions`: what can follow on a command line, in the language of each shell. The tables say it
// all: how help shows what a flag takes (FILE, DIR, text|jsonl) is also what is offered for it.
#include "cli/completions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "clean/options.h"
#include "cli/commands.h"
#include "rule/rule_set.h"

namespace dechaff {
namespace {

using Words = std::vector<std::string>;
using Commands = std::span<const Command* const>;

// What to offer for the value of a flag, or for operands.
struct Offer {
  bool files = false;    // folders too
  bool folders = false;  // alone
  Words words;
  bool is_list = false;  // words with commas between them

  bool any() const { return files || folders || !words.empty(); }
};

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

void add_alternative(Offer& offer, std::string_view shown) {
  bool is_file = shown.starts_with("FILE") || shown.starts_with("PATH") || shown.starts_with("TABLE");
  if (is_file || shown.find('.') != shown.npos) {
    offer.files = true;
  } else if (shown.starts_with("DIR")) {
    offer.folders = true;
  } else if (shown.starts_with("CATEGORY")) {
    for (std::string_view category : known_categories()) offer.words.emplace_back(category);
    offer.words.emplace_back(kEvidenceCategory);
  } else if (shown.starts_with("COMMAND")) {
    for (const Command* command : all_commands()) offer.words.emplace_back(command->name);
  } else if (is_word(shown)) {
    offer.words.emplace_back(shown);
  }
}

// `shown` as help has it: "FILE[:LINE]", "FILE|DIR", "CATEGORY,…". Nothing is offered for what is not known.
Offer offer_for(std::string_view shown) {
  Offer offer;
  offer.is_list = shown.ends_with(",…");
  if (shown.starts_with('[')) shown.remove_prefix(1);
  for (size_t begin = 0; begin <= shown.size();) {
    size_t end = std::min(shown.find('|', begin), shown.size());
    add_alternative(offer, shown.substr(begin, end - begin));
    begin = end + 1;
  }
  if (offer.files) offer.folders = false;
  return offer;
}

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> flags;
  for (auto group : command.flags) flags.insert(flags.end(), group.begin(), group.end());
  flags.push_back(kHelpFlag);
  return flags;
}

// "--output", and "-o" where it has a letter.
Words spellings(const Flag& flag) {
  Words words{fmt::format("--{}", flag.name)};
  if (flag.letter) words.push_back(fmt::format("-{}", flag.letter));
  return words;
}

std::string joined(const Words& words, std::string_view between = " ") {
  return fmt::format("{}", fmt::join(words, between));
}

std::string replaced(std::string_view text, char character, std::string_view replacement) {
  std::string out;
  for (char c : text) c == character ? out.append(replacement) : out.append(1, c);
  return out;
}

// ---- bash

constexpr std::string_view kBashBegin = R"(# Completion for bash, printed by `dechaff completions bash`.

_dechaff_words() {
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$*" -- "$cur")
}

# Words that may stand one behind the other with commas.
_dechaff_list() {
  local head=
  if [[ $cur == *,* ]]; then head=${cur%,*},; fi
  compopt -o nospace
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -P "$head" -W "$*" -- "${cur##*,}")
}

# -f for files and folders, -d for folders.
_dechaff_paths() {
  compopt -o filenames
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$1" -- "$cur")
}

_dechaff() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # The = of --flag=value is a word of its own here.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
)";

constexpr std::string_view kBashEnd = R"(  esac
}

complete -F _dechaff dechaff
)";

// Commands that offer it, with "; " between them.
std::string bash_offer(const Offer& offer) {
  Words commands;
  if (offer.files) commands.push_back("_dechaff_paths -f");
  if (offer.folders) commands.push_back("_dechaff_paths -d");
  if (!offer.words.empty())
    commands.push_back((offer.is_list ? "_dechaff_list " : "_dechaff_words ") + joined(offer.words));
  return commands.empty() ? ":" : joined(commands, "; ");
}

std::string bash_script(Commands commands) {
  Words first;
  for (const Command* command : commands) first.emplace_back(command->name);
  for (const Flag& flag : kProgramFlags) {
    for (const std::string& spelling : spellings(flag)) first.push_back(spelling);
  }
  std::string out(kBashBegin);
  out += fmt::format("    _dechaff_words {}\n    return\n  fi\n", joined(first));
  out += "  case ${COMP_WORDS[1]}:$before in\n";
  for (const Command* command : commands) {
    Words flags;
    for (const Flag& flag : flags_of(*command)) {
      Words cases;
      for (const std::string& spelling : spellings(flag)) {
        flags.push_back(spelling);
        cases.push_back(fmt::format("{}:{}", command->name, spelling));
      }
      if (flag.value.empty()) continue;
      out += fmt::format("    {}) {} ;;\n", joined(cases, " | "), bash_offer(offer_for(flag.value)));
    }
    out += fmt::format("    {}:*) if [[ $cur == -* ]]; then _dechaff_words {}; else {}; fi ;;\n",
                       command->name, joined(flags), bash_offer(offer_for(command->operands)));
  }
  return out + std::string(kBashEnd);
}

// ---- zsh

constexpr std::string_view kZshBegin = R"(#compdef dechaff
# Completion for zsh, printed by `dechaff completions zsh`.

_dechaff() {
  if (( CURRENT == 2 )); then
)";

constexpr std::string_view kZshMiddle = R"(    return
  fi
  shift words
  (( CURRENT -= 1 ))
  case $words[1] in
)";

// zsh calls the file itself where it finds it among its functions; elsewhere somebody has sourced it.
constexpr std::string_view kZshEnd = R"(  esac
}

if [[ $funcstack[1] == _dechaff ]]; then
  _dechaff "$@"
else
  compdef _dechaff dechaff
fi
)";

std::string zsh_quoted(std::string_view text) {
  return fmt::format("'{}'", replaced(text, '\'', "'\\''"));
}

// Text as it stands in a specification of _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == ':' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

// ":DIR:_files -/", what follows the name and the text of a flag.
std::string zsh_offer(std::string_view shown) {
  Offer offer = offer_for(shown);
  Words actions;
  if (offer.files) actions.push_back("_files");
  if (offer.folders) actions.push_back("_files -/");
  std::string how = offer.is_list ? fmt::format("_values -s , {} ", zsh_text(shown)) : "compadd - ";
  if (!offer.words.empty()) actions.push_back(how + joined(offer.words));
  std::string action = actions.size() > 1 ? fmt::format("{{{}}}", joined(actions, "; ")) : joined(actions);
  return fmt::format(":{}:{}", zsh_text(shown), action.empty() ? " " : action);
}

// The specifications of a flag, one for each spelling.
Words zsh_specifications(const Flag& flag) {
  Words out, all = spellings(flag);
  for (const std::string& spelling : all) {
    std::string before = flag.repeatable ? "*" : all.size() > 1 ? fmt::format("({})", joined(all)) : "";
    std::string takes = flag.value.empty() ? "" : spelling.starts_with("--") ? "=" : "+";
    std::string offer = flag.value.empty() ? "" : zsh_offer(flag.value);
    out.push_back(
        zsh_quoted(fmt::format("{}{}{}[{}]{}", before, spelling, takes, zsh_text(flag.about), offer)));
  }
  return out;
}

std::string zsh_script(Commands commands) {
  std::string out(kZshBegin);
  out += "    local -a commands=(\n";
  for (const Command* command : commands) {
    out += fmt::format("      {}\n",
                       zsh_quoted(fmt::format("{}:{}", command->name, zsh_text(command->summary))));
  }
  out += "    )\n    _arguments '1:command:{_describe command commands}'";
  for (const Flag& flag : kProgramFlags) {
    for (const std::string& spec : zsh_specifications(flag)) out += " \\\n      " + spec;
  }
  out += fmt::format("\n{}", kZshMiddle);
  for (const Command* command : commands) {
    out += fmt::format("    {})\n      _arguments -s -S", command->name);
    for (const Flag& flag : flags_of(*command)) {
      for (const std::string& spec : zsh_specifications(flag)) out += " \\\n        " + spec;
    }
    if (offer_for(command->operands).any()) {
      bool many = command->operands.find("…") != std::string_view::npos;
      out += " \\\n        " + zsh_quoted((many ? "*" : "1") + zsh_offer(command->operands));
    }
    out += "\n      ;;\n";
  }
  return out + std::string(kZshEnd);
}

// ---- fish

constexpr std::string_view kFishBegin = R"(# Completion for fish, printed by `dechaff completions fish`.

# Whether the word behind the program's name is this one; it is empty while that word is typed.
function __dechaff_at
    set -l words (commandline -opc)
    test "$words[2]" = "$argv[1]"
end

# Words that may stand one behind the other with commas.
function __dechaff_list
    set -l head (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '^.*,')
    printf '%s\n' "$head"$argv
end

complete -c dechaff -f
)";

std::string fish_quoted(std::string_view text) {
  return fmt::format("'{}'", replaced(replaced(text, '\\', "\\\\"), '\'', "\\'"));
}

// " -F" or " -a '…'", nothing where nothing is known.
std::string fish_offer(const Offer& offer) {
  std::string out = offer.files ? " -F" : "";
  Words items;
  if (offer.folders) items.push_back("(__fish_complete_directories)");
  if (!offer.words.empty())
    items.push_back(offer.is_list ? fmt::format("(__dechaff_list {})", joined(offer.words))
                                  : joined(offer.words));
  if (!items.empty()) out += fmt::format(" -a {}", fish_quoted(joined(items)));
  return out;
}

// "complete …" for a flag that may stand behind `command`.
std::string fish_flag(std::string_view command, const Flag& flag) {
  std::string out = fmt::format("complete -c dechaff -n '__dechaff_at \"{}\"' -l {}", command, flag.name);
  if (flag.letter) out += fmt::format(" -s {}", flag.letter);
  if (!flag.value.empty()) {
    Offer offer = offer_for(flag.value);
    out += (offer.files ? " -r" : " -x") + fish_offer(offer);  // -x is -r without files
  }
  return out + fmt::format(" -d {}\n", fish_quoted(flag.about));
}

std::string fish_script(Commands commands) {
  std::string out(kFishBegin);
  for (const Command* command : commands) {
    out += fmt::format("complete -c dechaff -n '__dechaff_at \"\"' -a {} -d {}\n", command->name,
                       fish_quoted(command->summary));
  }
  for (const Flag& flag : kProgramFlags) out += fish_flag("", flag);
  for (const Command* command : commands) {
    out += '\n';
    for (const Flag& flag : flags_of(*command)) out += fish_flag(command->name, flag);
    std::string offer = fish_offer(offer_for(command->operands));
    if (!offer.empty())
      out += fmt::format("complete -c dechaff -n '__dechaff_at \"{}\"'{}\n", command->name, offer);
  }
  return out;
}

// ---- the command

int run(const Arguments& arguments) {
  if (arguments.operands.size() != 1) throw UsageError("name one shell: bash, zsh or fish");
  std::optional<std::string> script = completion_script(arguments.operands[0], all_commands());
  if (!script)
    throw UsageError(
        fmt::format("there are no completions for `{}`; bash, zsh or fish", arguments.operands[0]));
  fmt::print("{}", *script);
  return kDone;
}

}  // namespace

std::optional<std::string> completion_script(std::string_view shell, Commands commands) {
  if (shell == "bash") return bash_script(commands);
  if (shell == "zsh") return zsh_script(commands);
  if (shell == "fish") return fish_script(commands);
  return std::nullopt;
}

const Command kCompletionsCommand = {
    "completions",
    "bash|zsh|fish",
    "print what lets a shell complete commands, flags and files",
    "To try it in the shell that you are in, type\n\n"
    "    source <(dechaff completions bash)\n"
    "    source <(dechaff completions zsh)\n"
    "    dechaff completions fish | source",
    {},
    run,
};

}  // namespace dechaff
