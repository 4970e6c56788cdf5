// The manual page: that it says everything that the tables say, and that roff reads it as it was meant.
#include "cli/manual.h"

#include <catch2/catch.hpp>

#include "clean_place.h"
#include "cli/commands.h"
#include "run_shell.h"

namespace dechaff {
namespace {

// Runs of white space as one space, so that it does not matter how lines are filled, and the page's dots.
std::string plain(std::string text) {
  for (size_t at; (at = text.find("…")) != text.npos;) text.replace(at, sizeof("…") - 1, "...");
  std::string out;
  for (char c : text) {
    bool space = c == ' ' || c == '\n';
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  return out;
}

// The page as it is read, with paragraphs as lines.
std::string shown_page(std::span<const Command* const> commands) {
  TemporaryFolder folder;
  folder.write("page", manual_page(commands));
  ShellResult page =
      run_shell(folder.path(), "groff -man -Tutf8 -P-cbou -rLL=30000n -rHY=0 page | sed 's/^ *$//'");
  REQUIRE(page.status == 0);
  return page.out;
}

// What stands under a heading, up to the next heading that is set out as far.
std::string part_of(const std::string& page, const std::string& heading) {
  size_t begin = page.find("\n" + heading + "\n");
  INFO(heading);
  REQUIRE(begin != page.npos);
  begin += heading.size() + 2;
  size_t margin = heading.find_first_not_of(' ');
  for (size_t end = begin; end < page.size(); end = page.find('\n', end) + 1) {
    size_t first = page.find_first_not_of(' ', end);
    if (first != page.npos && page[first] != '\n' && first - end <= margin)
      return page.substr(begin, end - begin);
  }
  return page.substr(begin);
}

std::string without_backticks(std::string_view text) {
  std::string out(text);
  std::erase(out, '`');
  return out;
}

std::string unescaped(std::string text) {
  for (size_t at; (at = text.find("\\-")) != text.npos;) text.erase(at, 1);
  return text;
}

// The command lines of the page's examples.
std::vector<std::string> examples() {
  std::string page = manual_page(all_commands());
  page = page.substr(page.find(".SH EXAMPLES\n"));
  std::vector<std::string> found;
  for (size_t at = 0; (at = page.find(".EX\n", at)) != page.npos;) {
    at += 4;
    found.push_back(unescaped(page.substr(at, page.find("\n.EE", at) - at)));
  }
  return found;
}

int nothing(const Arguments&) {
  return kDone;
}

}  // namespace

TEST_CASE("every command has its part of the page, with all that help says") {
  std::string page = shown_page(all_commands());
  std::string synopsis = plain(part_of(page, "SYNOPSIS"));
  for (const Command* command : all_commands()) {
    CHECK_THAT(synopsis, Catch::Contains(plain(usage_line(*command))));
    std::string part = plain(part_of(page, "   " + plain(usage_line(*command))));
    CHECK_THAT(part, Catch::Contains(plain(std::string(command->summary.substr(1)))));
    CHECK_THAT(part, Catch::Contains(plain(without_backticks(command->details))));
    for (auto group : command->flags) {
      for (const Flag& flag : group) {
        std::string tag = flag.letter ? std::string("-") + flag.letter + ", " : "";
        tag += "--" + std::string(flag.name);
        if (!flag.value.empty()) tag += " " + std::string(flag.value);
        CHECK_THAT(part, Catch::Contains(" " + plain(tag + " " + without_backticks(flag.about))));
      }
    }
  }
}

TEST_CASE("the page has the parts that a manual page has") {
  std::string page = shown_page(all_commands());
  CHECK_THAT(part_of(page, "NAME"), Catch::Contains("dechaff - removes what is not the story"));
  CHECK_THAT(part_of(page, "DESCRIPTION"), Catch::Contains("dechaff removes what is not the story"));
  CHECK_THAT(plain(part_of(page, "EXIT STATUS")), Catch::Contains("0 Done. 1 Findings. 2 Usage"));
  CHECK_THAT(part_of(page, "ENVIRONMENT"), Catch::Contains("NO_COLOR"));
  std::string options = plain(part_of(page, "OPTIONS"));
  for (const Flag& flag : kProgramFlags) {
    CHECK_THAT(options, Catch::Contains("--" + std::string(flag.name) + " " + std::string(flag.about)));
  }
  std::string files = part_of(page, "FILES");
  for (const char* name : {"x.clean.txt", "\n       .dechaff/", "dechaff.toml"})
    CHECK_THAT(files, Catch::Contains(name));
}

TEST_CASE("roff has nothing to complain of") {
  TemporaryFolder folder;
  folder.write("page", run_program({"manual"}).out);
  for (const char* device : {"utf8", "ascii", "ps"}) {
    INFO(device);
    ShellResult groff =
        run_shell(folder.path(), std::string("groff -man -ww -z -Kutf8 -T") + device + " page");
    CHECK(groff.status == 0);
    CHECK(groff.out == "");
  }
}

TEST_CASE("text is shown as it was written, whatever it means to roff") {
  std::string_view odd = ".TH is no command\n'br neither\nA\\fBb \"c\" 'd' `e f--g ~h ^i \\n(.l é – 読 %j";
  Flag flags[] = {{"odd-flag", 'q', "\\X-\"Y\"", odd, false}};
  Command command = {"odd", "[.A-'B…", "'. what it does", odd, {flags}, nothing};
  const Command* commands[] = {&command};
  std::string page = shown_page(commands);
  std::string part = plain(part_of(page, "   dechaff odd [options] [.A-'B..."));
  CHECK(part == "'. what it does. " + plain(std::string(odd)) + " -q, --odd-flag \\X-\"Y\" " +
                    plain(std::string(odd)) + " ");
  std::string source = manual_page(commands);
  for (char c : source) REQUIRE(static_cast<unsigned char>(c) < 0x80);
  // Here groff shows a bare hyphen as it is typed, elsewhere as another character.
  for (size_t at = 0; (at = source.find('-', at)) != source.npos; ++at) REQUIRE(source[at - 1] == '\\');
}

TEST_CASE("examples in details keep their lines") {
  Command command = {"odd", "", "does", "Type\n\n    .one  two\n    three\n\nor\nnothing", {}, nothing};
  const Command* commands[] = {&command};
  CHECK_THAT(shown_page(commands), Catch::Contains("Type\n\n           .one  two\n           three\n\n"
                                                   "       or nothing\n"));
}

TEST_CASE("the examples of the page work") {
  TemporaryFolder folder;
  std::string article = kProse1 + "Also Read: Ferry fares to rise by a tenth\n" + kProse2;
  folder.write("article.txt", article);
  folder.write("articles/a.txt", article);
  folder.write("news.jsonl", R"({"text":"Also Read: Ferry fares to rise"})");
  run_shell(folder.path(), "gzip news.jsonl");
  folder.write("bin/dechaff", "#!/bin/sh\nexec " DECHAFF_PROGRAM " \"$@\"\n");
  REQUIRE(examples().size() == 3);
  for (const std::string& example : examples()) {
    INFO(example);
    ShellResult result = run_shell(folder.path(), "chmod +x bin/dechaff; PATH=$PWD/bin:$PATH;" + example);
    INFO(result.out);
    CHECK(result.status == 0);
  }
  CHECK_FALSE(contains(folder.read("cleaned/a.txt"), "Also Read"));
  CHECK(contains(run_shell(folder.path(), "zcat clean.jsonl.gz").out, R"({"text":)"));
}

TEST_CASE("help lists all commands, and tells of each what the table says") {
  ProgramResult list = run_program({"help"});
  CHECK(list.status == kDone);
  CHECK(run_program({"--help"}).out == list.out);
  CHECK(run_program({"-h"}).out == list.out);
  for (const Command* command : all_commands()) {
    std::string name(command->name);
    CHECK(contains(list.out, "  " + name + " "));
    CHECK(contains(list.out, command->summary));
    CHECK(run_program({"help", name}).out == help_text(*command));
    CHECK(run_program({name, "--help"}).out == help_text(*command));
    CHECK(run_program({name, "-h"}).out == help_text(*command));
  }
}

TEST_CASE("commands and shells that do not exist are named with those that do") {
  struct {
    std::vector<std::string> words;
    std::string says;
  } cases[] = {
      {{"clen"}, "did you mean `clean`"},
      {{"help", "clen"}, "did you mean `clean`"},
      {{"help", "clean", "rules"}, "one COMMAND at a time"},
      {{"manual", "clean"}, "nothing can follow `manual`"},
      {{"completions"}, "bash, zsh or fish"},
      {{"completions", "tcsh"}, "there are no completions for `tcsh`; bash, zsh or fish"},
      {{"completions", "bash", "fish"}, "name one shell"},
  };
  for (auto& [words, says] : cases) {
    ProgramResult result = run_program(words);
    CHECK(result.status == kFailed);
    CHECK(result.out == "");
    CHECK_THAT(result.err, Catch::Contains(says));
  }
}

TEST_CASE("what is installed is the program, its page and its completions") {
  TemporaryFolder folder;
  ShellResult installed = run_shell(folder.path(), DECHAFF_INSTALL " --prefix \"$PWD\"");
  INFO(installed.out);
  REQUIRE(installed.status == 0);
  CHECK(folder.read("share/man/man1/dechaff.1") == run_program({"manual"}).out);
  CHECK(folder.read("share/bash-completion/completions/dechaff") == run_program({"completions", "bash"}).out);
  CHECK(folder.read("share/zsh/vendor-completions/_dechaff") == run_program({"completions", "zsh"}).out);
  CHECK(folder.read("share/fish/vendor_completions.d/dechaff.fish") ==
        run_program({"completions", "fish"}).out);
  CHECK(run_shell(folder.path(), "bin/dechaff --version").out == run_program({"--version"}).out);
}

}  // namespace dechaff
