// Completion, as each shell does it.
#include "cli/completions.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "clean_place.h"
#include "cli/commands.h"
#include "run_shell.h"

namespace dechaff {
namespace {

using Words = std::vector<std::string>;

// A folder with something to complete.
class Home : public TemporaryFolder {
 public:
  Home() {
    for (const char* shell : {"bash", "zsh", "fish"}) {
      write(std::string("dechaff.") + shell, *completion_script(shell, all_commands()));
    }
    write("articles/one.txt", "");
    write("articles/old/two.txt", "");
    write("articles/on top.txt", "");
    write("archive.jsonl", "");
  }

  std::string run(const std::string& command) const {
    ShellResult result = run_shell(path(), "HOME=$PWD; export HOME; " + command);
    INFO(result.out);
    CHECK(result.status == 0);
    return result.out;
  }
};

Words lines_of(const std::string& text) {
  std::istringstream in(text);
  Words lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Words sorted(Words words) {
  std::sort(words.begin(), words.end());
  return words;
}

// What bash offers for the last of these words.
Words bash_offers(const Home& home, const Words& words) {
  std::string script =
      "set -u\n. ./dechaff.bash || exit\n"
      "[[ $(complete -p dechaff) == 'complete -F _dechaff dechaff' ]] || exit\n"
      "compopt() { :; }\n"  // it fails where nothing is being completed
      "COMP_WORDS=(";
  for (const std::string& word : words) script += "'" + word + "' ";
  home.write("ask", script + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_dechaff\n" +
                        "(( ! ${#COMPREPLY[@]} )) || printf '%s\\n' \"${COMPREPLY[@]}\"\n");
  return sorted(lines_of(home.run("bash --norc ask")));
}

// What fish offers for the last word of a command line, without the descriptions.
Words fish_offers(const Home& home, const std::string& line) {
  home.write("ask", "source dechaff.fish\ncomplete -C '" + line + "'\n");
  Words words = lines_of(home.run("fish --no-config ask"));
  for (std::string& word : words) word = word.substr(0, word.find('\t'));
  return sorted(words);
}

// What becomes of each command line when one presses the tabulator in zsh, which needs a terminal for it.
Words zsh_completes(const Home& home, const Words& lines) {
  std::string all;
  for (const std::string& line : lines) all += "'" + line + "' ";
  home.write(".zshrc",
             "autoload -Uz compinit && compinit -D -u\n"
             "unsetopt auto_menu auto_list\n"
             "source ./dechaff.zsh\n"
             "zle-line-init() {\n"
             "  for line in " +
                 all +
                 "; do\n"
                 "    BUFFER=$line CURSOR=$#line\n"
                 "    zle complete-word\n"
                 "    print -r -- \"$BUFFER|\" >> completed\n"
                 "  done\n"
                 "  exit\n"
                 "}\n"
                 "zle -N zle-line-init\n");
  home.write("completed", "");
  home.run("ZDOTDIR=$PWD TERM=xterm timeout 600 script -qec 'zsh -d -i' /dev/null");
  return lines_of(home.read("completed"));
}

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> flags;
  for (auto group : command.flags) flags.insert(flags.end(), group.begin(), group.end());
  flags.push_back(kHelpFlag);
  return flags;
}

Words command_names() {
  Words names;
  for (const Command* command : all_commands()) names.emplace_back(command->name);
  return names;
}

int nothing(const Arguments&) {
  return kDone;
}

const Words kLevels = {"balanced", "strict", "thorough"};

}  // namespace

TEST_CASE("bash offers every command, and every flag of each") {
  Home home;
  Words first = command_names();
  first.insert(first.end(), {"--help", "-h", "--version"});
  CHECK(bash_offers(home, {"dechaff", ""}) == sorted(first));
  for (const Command* command : all_commands()) {
    Words flags;
    for (const Flag& flag : flags_of(*command)) {
      flags.push_back("--" + std::string(flag.name));
      if (flag.letter) flags.push_back(std::string("-") + flag.letter);
    }
    CHECK(bash_offers(home, {"dechaff", std::string(command->name), "-"}) == sorted(flags));
  }
}

TEST_CASE("bash offers what can follow") {
  Home home;
  struct {
    Words words, offered;
  } cases[] = {
      {{"dechaff", "cl"}, {"clean"}},
      {{"dechaff", "x"}, {}},
      {{"dechaff", "--v"}, {"--version"}},
      {{"dechaff", "clean", "--lev"}, {"--level"}},
      {{"dechaff", "clean", "--level", ""}, kLevels},
      {{"dechaff", "clean", "--level", "th"}, {"thorough"}},
      {{"dechaff", "clean", "--level", "="}, kLevels},
      {{"dechaff", "clean", "--level", "=", "s"}, {"strict"}},
      {{"dechaff", "clean", "--format", ""}, {"jsonl", "text"}},
      {{"dechaff", "clean", "--keep", ""}, {"meta"}},
      {{"dechaff", "clean", "--threshold", ""}, {}},
      {{"dechaff", "clean", "--skip", "ta"}, {"tags"}},
      {{"dechaff", "clean", "--skip", "ev"}, {"evidence"}},
      {{"dechaff", "clean", "--skip", "tags,wi"}, {"tags,wire-credit"}},
      {{"dechaff", "clean", "ar"}, {"archive.jsonl", "articles"}},
      {{"dechaff", "clean", "articles/o"}, {"articles/old", "articles/on top.txt", "articles/one.txt"}},
      {{"dechaff", "clean", "-o", "ar"}, {"articles"}},
      {{"dechaff", "clean", "--output", "ar"}, {"articles"}},
      {{"dechaff", "clean", "--output", "=", "ar"}, {"articles"}},
      {{"dechaff", "clean", "--rules", "ar"}, {"archive.jsonl", "articles"}},
      {{"dechaff", "clean", "--learned", "ar"}, {"archive.jsonl", "articles"}},
      {{"dechaff", "clean", "-n", "arc"}, {"archive.jsonl"}},
      {{"dechaff", "explain", "arc"}, {"archive.jsonl"}},
      {{"dechaff", "score", "arc"}, {"archive.jsonl"}},
      {{"dechaff", "score", "--level", "s"}, {"strict"}},
      {{"dechaff", "score", "--plot", "ar"}, {"archive.jsonl", "articles"}},
      {{"dechaff", "score", "--worst", ""}, {}},
      {{"dechaff", "score", "--by", ""}, {}},
      {{"dechaff", "rules", "ar"}, {}},
      {{"dechaff", "rules", "--export", "ar"}, {"articles"}},
      {{"dechaff", "score", "--preset", ""}, {"c4", "refinedweb"}},
      {{"dechaff", "completions", ""}, {"bash", "fish", "zsh"}},
      {{"dechaff", "help", "cl"}, {"clean"}},
      {{"dechaff", "clean", "rules", "--ex"}, {}},
      {{"dechaff", "nothing", "--"}, {}},
  };
  for (auto& [words, offered] : cases) {
    CAPTURE(words);
    CHECK(bash_offers(home, words) == offered);
  }
}

TEST_CASE("fish offers every command, and every flag of each") {
  Home home;
  CHECK(home.run("fish --no-execute dechaff.fish") == "");
  CHECK(fish_offers(home, "dechaff ") == sorted(command_names()));
  for (const Command* command : all_commands()) {
    Words flags;
    for (const Flag& flag : flags_of(*command)) flags.push_back("--" + std::string(flag.name));
    Words offered = fish_offers(home, "dechaff " + std::string(command->name) + " --");
    CHECK(offered == sorted(flags));
  }
}

TEST_CASE("fish offers what can follow") {
  Home home;
  struct {
    std::string line;
    Words offered;
  } cases[] = {
      {"dechaff cl", {"clean"}},
      {"dechaff --v", {"--version"}},
      {"dechaff clean --level ", kLevels},
      {"dechaff clean --level=s", {"--level=strict"}},
      {"dechaff clean --format ", {"jsonl", "text"}},
      {"dechaff clean --threshold ar", {}},
      {"dechaff clean --skip ta", {"tags"}},
      {"dechaff clean --skip tags,wi", {"tags,wire-credit"}},
      {"dechaff clean --skip=tags,wi", {"--skip=tags,wire-credit"}},
      {"dechaff clean ar", {"archive.jsonl", "articles/"}},
      {"dechaff clean -o ar", {"articles/"}},
      {"dechaff clean --output=ar", {"--output=articles/"}},
      {"dechaff clean --rules ar", {"archive.jsonl", "articles/"}},
      {"dechaff rules ar", {}},
      {"dechaff completions ", {"bash", "fish", "zsh"}},
      {"dechaff help cl", {"clean"}},
      {"dechaff clean rules --ex", {}},
  };
  for (auto& [line, offered] : cases) {
    CAPTURE(line);
    CHECK(fish_offers(home, line) == offered);
  }
}

TEST_CASE("zsh completes every command, and every flag of each") {
  Home home;
  CHECK(home.run("zsh -n dechaff.zsh") == "");
  Words lines, completed;
  for (const Command* command : all_commands()) {
    std::string line = "dechaff " + std::string(command->name);
    lines.push_back(line);
    completed.push_back(line + " |");
    std::vector<Flag> flags = flags_of(*command);
    for (const Flag& flag : flags) {
      lines.push_back(line + " --" + std::string(flag.name));
      // A flag that begins another, as --learn does --learned, may be meant or not.
      bool is_begin = std::any_of(flags.begin(), flags.end(), [&](const Flag& other) {
        return other.name != flag.name && other.name.starts_with(flag.name);
      });
      completed.push_back(lines.back() + (is_begin ? "|" : flag.value.empty() ? " |" : "=|"));
    }
  }
  CHECK(zsh_completes(home, lines) == completed);
}

TEST_CASE("zsh completes what can follow") {
  Home home;
  std::pair<std::string, std::string> cases[] = {
      {"dechaff cl", "dechaff clean |"},
      {"dechaff --v", "dechaff --version |"},
      {"dechaff clean --lev", "dechaff clean --level=|"},
      {"dechaff clean --level th", "dechaff clean --level thorough |"},
      {"dechaff clean --level=th", "dechaff clean --level=thorough |"},
      {"dechaff clean --level x", "dechaff clean --level x|"},
      {"dechaff clean --format j", "dechaff clean --format jsonl |"},
      {"dechaff clean --skip ta", "dechaff clean --skip tags,|"},
      {"dechaff clean --skip tags,wi", "dechaff clean --skip tags,wire-credit,|"},
      {"dechaff clean --threshold ar", "dechaff clean --threshold ar|"},
      {"dechaff clean articles/on\\ ", "dechaff clean articles/on\\ top.txt |"},
      {"dechaff clean articles/one.txt arc", "dechaff clean articles/one.txt archive.jsonl |"},
      {"dechaff clean -o ar", "dechaff clean -o articles/|"},
      {"dechaff clean --rules arc", "dechaff clean --rules archive.jsonl |"},
      {"dechaff rules arc", "dechaff rules arc|"},
      {"dechaff completions z", "dechaff completions zsh |"},
      {"dechaff help cl", "dechaff help clean |"},
      {"dechaff clean rules --ex", "dechaff clean rules --ex|"},
  };
  Words lines, completed;
  for (auto& [line, becomes] : cases) {
    lines.push_back(line);
    completed.push_back(becomes);
  }
  CHECK(zsh_completes(home, lines) == completed);
}

TEST_CASE("zsh takes the script as a function of its own, too") {
  Home home;
  home.write("functions/_dechaff", home.read("dechaff.zsh"));
  home.write("dechaff.zsh", "");
  home.write(".zshenv", "fpath=($PWD/functions $fpath)\n");
  CHECK(zsh_completes(home, {"dechaff cl", "dechaff ex"}) == Words{"dechaff clean |", "dechaff explain |"});
}

TEST_CASE("text that means something to a shell is only text in a script") {
  std::string_view odd = "it's [a] \"b\": $(touch ran) `touch ran` \\c {d} e;f";
  Flag flags[] = {{"odd-flag", 'q', "N[:'X']", odd}, {"other", 0, "one|two", odd, true}};
  Command command = {"odd", "", odd, odd, {flags}, nothing};
  const Command* commands[] = {&command};
  Home home;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    home.write(std::string("dechaff.") + shell, *completion_script(shell, commands));
  }
  CHECK(bash_offers(home, {"dechaff", "od"}) == Words{"odd"});
  CHECK(bash_offers(home, {"dechaff", "odd", "--other", "t"}) == Words{"two"});
  CHECK(fish_offers(home, "dechaff od") == Words{"odd"});
  CHECK(fish_offers(home, "dechaff odd --odd-flag x --odd") == Words{"--odd-flag"});
  CHECK(contains(home.run("fish --no-config ask"), "\t" + std::string(odd)));
  CHECK(zsh_completes(home, {"dechaff od", "dechaff odd --odd", "dechaff odd --other one --other t"}) ==
        Words{"dechaff odd |", "dechaff odd --odd-flag=|", "dechaff odd --other one --other two |"});
  CHECK_FALSE(home.has("ran"));
}

}  // namespace dechaff
