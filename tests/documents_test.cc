// Paths into documents: what is taken, where its output goes, which ledger knows it, and what is refused.
#include "io/documents.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "io/path.h"
#include "temporary_folder.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

struct Found {
  std::vector<Document> documents;
  std::vector<FileError> failed;
  std::vector<std::string> conflicts;
  size_t links = 0;
};

Found find_documents(const std::vector<std::string>& paths, const std::string& output_folder) {
  Documents documents(paths, output_folder);
  Found found;
  found.conflicts = documents.conflicts();
  while (auto item = documents.next()) {
    if (auto* error = std::get_if<FileError>(&*item)) {
      found.failed.push_back(*error);
    } else {
      found.documents.push_back(std::get<Document>(*item));
    }
  }
  found.links = documents.links();
  return found;
}

// Inputs of the documents found, as they stand below the test's folder.
std::vector<std::string> inputs_below(const Found& found, const TemporaryFolder& folder) {
  std::vector<std::string> inputs;
  for (const Document& document : found.documents)
    inputs.push_back(document.input.substr(folder.path().size() + 1));
  return inputs;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("the output's name has .clean before the ending") {
  CHECK(cleaned_name("x.txt") == "x.clean.txt");
  CHECK(cleaned_name("x") == "x.clean");
  CHECK(cleaned_name("x.tar.gz") == "x.tar.clean.gz");
  CHECK(cleaned_name(".hidden") == ".hidden.clean");
  CHECK(cleaned_name("x.") == "x.clean.");
  for (std::string name : {"x.txt", "x", "x.tar.gz", ".hidden", "x."}) {
    CHECK(is_cleaned_name(cleaned_name(name)));
    CHECK_FALSE(is_cleaned_name(name));
  }
  CHECK_FALSE(is_cleaned_name("unclean.txt"));
  CHECK_FALSE(is_cleaned_name("clean.txt"));
}

TEST_CASE("a folder gives its *.txt in the order of the bytes of their paths") {
  TemporaryFolder folder;
  for (auto name : {"b.txt", "a/z.txt", "a.txt", "a-1.txt", "a/b/c.txt", "B.txt", "a0.txt"})
    folder.write(name, "x");
  for (auto name : {"x.md", "x.clean.txt", "txt", "a/x.txt.bak", ".x.txt", ".dechaff/y.txt"})
    folder.write(name, "x");
  Found found = find_documents({folder.path()}, "");
  CHECK(inputs_below(found, folder) ==
        Strings{"B.txt", "a-1.txt", "a.txt", "a/b/c.txt", "a/z.txt", "a0.txt", "b.txt"});
  CHECK(found.documents[3].output == folder / "a/b/c.clean.txt");
  CHECK(found.failed.empty());
  CHECK(found.conflicts.empty());
}

TEST_CASE("links are not followed and special files are skipped below a folder") {
  TemporaryFolder outside, folder;
  outside.write("secret.txt", "x");
  folder.write("a/real.txt", "x");
  fs::create_symlink(outside.path(), folder / "a/out");
  fs::create_symlink(outside / "secret.txt", folder / "a/secret.txt");
  fs::create_symlink(folder.path(), folder / "a/loop");
  fs::create_symlink("nowhere", folder / "a/dangling.txt");
  REQUIRE(mkfifo((folder / "a/pipe.txt").c_str(), 0600) == 0);
  Found found = find_documents({folder.path()}, "");
  CHECK(inputs_below(found, folder) == Strings{"a/real.txt"});
  CHECK(found.failed.empty());
  CHECK(found.links == 4);
}

TEST_CASE("a named link is followed") {
  TemporaryFolder folder;
  folder.write("real/a.txt", "x");
  fs::create_symlink("real", folder / "folder");
  fs::create_symlink("real/a.txt", folder / "file");
  Found found = find_documents({folder / "folder", folder / "file"}, "");
  CHECK(inputs_below(found, folder) == Strings{"file", "folder/a.txt"});
}

TEST_CASE("a named file is taken whatever its ending, and what cannot be is said") {
  TemporaryFolder folder;
  std::string article = folder.write("article.html", "x"), output = folder.write("x.clean.txt", "x");
  std::string hidden = folder.write(".hidden", "x");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  Found found = find_documents({folder / "none", output, article, folder / "pipe", hidden}, "");
  CHECK(inputs_below(found, folder) == Strings{".hidden", "article.html"});
  CHECK(found.documents[1].output == folder / "article.clean.html");
  CHECK(found.documents[1].operand == 2);
  REQUIRE(found.failed.size() == 3);
  CHECK(found.failed[0].path == folder / "none");
  CHECK(found.failed[0].reason == "No such file or directory");
  CHECK(found.failed[1].reason == "not a regular file");
  CHECK(found.failed[2].reason.find("output of an earlier run") != std::string::npos);
}

TEST_CASE("names are bytes") {
  TemporaryFolder folder;
  folder.write("caf\xE9\n.txt", "x");
  CHECK(inputs_below(find_documents({folder.path()}, ""), folder) == Strings{"caf\xE9\n.txt"});
}

TEST_CASE("a file that is named twice is taken once") {
  TemporaryFolder folder;
  folder.write("a/x.txt", "x");
  fs::create_symlink("a", folder / "b");
  Found found =
      find_documents({folder / "a/x.txt", folder / "a", folder / "a/../a//x.txt", folder / "b"}, "");
  CHECK(inputs_below(found, folder) == Strings{"a/x.txt"});
}

TEST_CASE("an output folder mirrors the tree under the same names") {
  TemporaryFolder folder;
  folder.write("in/en/x.txt", "x");
  std::string single = folder.write("other/y.html", "x");
  Found found = find_documents({folder / "in/", single}, folder / "out");
  REQUIRE(found.documents.size() == 2);
  CHECK(found.documents[0].output == folder / "out/en/x.txt");
  CHECK(found.documents[1].output == folder / "out/y.html");
  CHECK(found.conflicts.empty());
}

TEST_CASE("two documents with one output are a conflict") {
  TemporaryFolder folder;
  folder.write("a/x.txt", "x");
  folder.write("b/x.txt", "x");
  Found found = find_documents({folder / "a", folder / "b"}, folder / "out");
  REQUIRE(found.conflicts.size() == 1);
  CHECK(found.conflicts[0].find("a/x.txt and ") != std::string::npos);
  CHECK(find_documents({folder / "a", folder / "b"}, "").conflicts.empty());
}

TEST_CASE("an output that would overwrite an input is a conflict, however the output folder is written") {
  TemporaryFolder folder;
  folder.write("in/x.txt", "x");
  folder.write("in/en/x.txt", "x");
  fs::create_symlink("in", folder / "alias");
  for (auto output : {"in", "alias", "in/en", "none/../in", "alias/en/", "."}) {
    INFO(output);
    CHECK_FALSE(find_documents({folder / "in"}, folder / output).conflicts.empty());
  }
  CHECK(find_documents({folder / "in"}, folder / "in/out").conflicts.empty());
  CHECK_FALSE(find_documents({folder / "in/en/x.txt"}, folder / "in/en").conflicts.empty());
  CHECK(find_documents({folder / "in/en/x.txt"}, folder / "out").conflicts.empty());
}

TEST_CASE("an output folder within the named one is not searched, if dechaff made it") {
  TemporaryFolder folder;
  folder.write("in/x.txt", "x");
  folder.write("in/out/x.txt", "x");
  CHECK_FALSE(find_documents({folder / "in"}, folder / "in/out").conflicts.empty());
  folder.write("in/out/.dechaff/ledger.jsonl", "");
  Found found = find_documents({folder / "in"}, folder / "in/out");
  CHECK(found.conflicts.empty());
  CHECK(inputs_below(found, folder) == Strings{"in/x.txt"});
}

TEST_CASE("nothing is written through a link in the output folder") {
  TemporaryFolder folder;
  folder.write("in/x.txt", "x");
  folder.write("in/en/x.txt", "x");
  fs::create_directory(folder / "out");
  fs::create_symlink("../in/en", folder / "out/en");
  Found found = find_documents({folder / "in"}, folder / "out");
  CHECK(inputs_below(found, folder) == Strings{"in/x.txt"});
  REQUIRE(found.failed.size() == 1);
  CHECK(found.failed[0].path == folder / "out/en");
}

TEST_CASE("a document's home is the nearest folder with a ledger, or else the one that was named") {
  TemporaryFolder folder;
  folder.write("in/a/b/x.txt", "x");
  folder.write("in/a/y.txt", "x");
  auto homes = [&](const std::string& path, const std::string& output = "") {
    Strings found;
    for (const Document& document : find_documents({path}, output).documents)
      found.push_back(document.home.substr(folder.path().size()) + " " + document.name);
    return found;
  };
  CHECK(homes(folder / "in") == Strings{"/in a/b/x.txt", "/in a/y.txt"});
  CHECK(homes(folder / "in/a/") == Strings{"/in/a b/x.txt", "/in/a y.txt"});
  CHECK(homes(folder / "in/a/y.txt") == Strings{"/in/a y.txt"});
  CHECK(homes(folder / "in/a", folder / "out") == Strings{"/out b/x.txt", "/out y.txt"});
  fs::create_directory(folder / "in/.dechaff");
  CHECK(homes(folder / "in/a") == Strings{"/in a/b/x.txt", "/in a/y.txt"});
  CHECK(homes(folder / "in/a/b/x.txt") == Strings{"/in a/b/x.txt"});
  fs::create_directory(folder / "in/a/b/.dechaff");
  CHECK(homes(folder / "in") == Strings{"/in/a/b x.txt", "/in a/y.txt"});
  CHECK(homes(folder / "in", folder / "out") == Strings{"/out a/b/x.txt", "/out a/y.txt"});
}

TEST_CASE("documents are counted as they are found") {
  TemporaryFolder folder;
  for (auto name : {"in/a.txt", "in/b/c.txt", "in/b/.d.txt", "in/x.clean.txt", "in/out/y.txt", "z"})
    folder.write(name, "x");
  folder.write("in/out/.dechaff/ledger.jsonl", "");
  for (const std::string& output : {std::string(), folder / "in/out"}) {
    std::vector<std::string> paths{folder / "in", folder / "in/b", folder / "z", folder / "none"};
    std::atomic<size_t> counted = 0;
    Documents(paths, output).count(counted, false);
    CHECK(counted == find_documents(paths, output).documents.size());
    CHECK(counted == (output.empty() ? 4 : 3));
  }
}
