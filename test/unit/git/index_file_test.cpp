#include "git/index_file.h"

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

std::unique_ptr<IndexFile> open_index(const Repository& repository) {
  std::unique_ptr<IndexFile> index = IndexFile::open(repository.in(".git/index"));
  REQUIRE(index);
  return index;
}

/// The entries in the words of `git ls-files --stage -z`.
std::vector<std::string> entries_of(const IndexFile& index) {
  std::vector<std::string> lines;
  IndexCursor cursor(index);
  while (cursor.next()) {
    const IndexEntry& entry = cursor.entry();
    lines.push_back(
        fmt::format("{:06o} {} {}\t{}", entry.mode, entry.id.hex(), entry.stage, entry.path));
  }
  CHECK_FALSE(cursor.next());
  return lines;
}

std::vector<std::string> by_git(const Repository& repository) {
  return test::split(repository.git({"ls-files", "--stage", "--sparse", "-z"}), '\0');
}

/// Names that stress the reader: shared beginnings, odd bytes, every length near eight, very long.
std::vector<std::string> stressful_names() {
  std::vector<std::string> names{"a b",    "\xff\xfe", "tab\there", "new\nline", "\"quote", "-dash",
                                 ":colon", "d/e/f/g",  "d/e/f.g",   "d.e",       "d-",      "d0"};
  for (std::size_t length = 1; length <= 20; ++length)
    names.push_back("n" + std::string(length, 'x'));
  for (const std::size_t length : {4094U, 4095U, 4096U, 4097U, 9000U}) {
    std::string name;
    while (name.size() + 101 < length) name += std::string(100, 'l') + "/";
    names.push_back(name + std::string(length - name.size(), 'z'));
  }
  return names;
}

void stage(const Repository& repository, const std::vector<std::string>& names, const Oid& blob) {
  std::string input;
  for (const std::string& name : names) input += "100644 " + blob.hex() + " 0\t" + name + '\0';
  repository.git({"update-index", "-z", "--add", "--index-info"}, input);
}

}  // namespace

TEST_CASE("index: entries of versions 2, 3 and 4 are those that git lists") {
  const Repository repository;
  stage(repository, stressful_names(), repository.blob("x"));
  for (const char* version : {"2", "3", "4"}) {
    CAPTURE(version);
    repository.git({"update-index", "--index-version", version});
    CHECK(entries_of(*open_index(repository)) == by_git(repository));
    CHECK_FALSE(open_index(repository)->is_split());
  }
}

TEST_CASE("index: random names in every version are those that git lists") {
  const Repository repository;
  const Oid blob = repository.blob("x");
  rules::ExampleRandom random(7);
  for (int round = 0; round < 10; ++round) {
    std::vector<std::string> names;
    for (int i = 0; i < 150; ++i) {
      std::string name = "p";
      while (random.below(3) != 0) name += random.characters("ab/", 1 + random.below(9)) + "q";
      if (name.find("//") == std::string::npos) names.push_back(name);
    }
    repository.git({"update-index", "--index-version", std::to_string(2 + round % 3)});
    std::string input;
    for (const std::string& name : names) input += "100644 " + blob.hex() + " 0\t" + name + '\0';
    repository.git({"update-index", "-z", "--add", "--replace", "--index-info"}, input);
    CHECK(entries_of(*open_index(repository)) == by_git(repository));
  }
}

TEST_CASE("index: flags make entries extended, and the cursor finds what is behind them") {
  const Repository repository;
  repository.write("a", "1");
  repository.write("b", "2");
  repository.write("c", "3");
  repository.git({"add", "a", "c"});
  repository.git({"add", "-N", "b"});
  repository.git({"update-index", "--skip-worktree", "c"});
  for (const char* version : {"3", "4"}) {
    repository.git({"update-index", "--index-version", version});
    CHECK(entries_of(*open_index(repository)) == by_git(repository));
    const std::unique_ptr<IndexFile> index = open_index(repository);
    IndexCursor cursor(*index);
    std::string intended;
    while (cursor.next()) {
      if (cursor.entry().intent_to_add) intended += cursor.entry().path;
    }
    CHECK(intended == "b");
  }
}

TEST_CASE("index: the stages of unmerged paths are told") {
  const Repository repository;
  const std::string id = repository.blob("x").hex();
  std::string input;
  for (const char* stage : {"1", "2", "3"}) input += "100644 " + id + " " + stage + "\tboth\n";
  repository.git({"update-index", "--index-info"}, input + "100755 " + id + " 0\tplain\n");
  CHECK(entries_of(*open_index(repository)) == by_git(repository));
}

TEST_CASE(
    "index: the cache tree's root is there when git has written it, and gone after a change") {
  const Repository repository;
  repository.write("a/b/c", "1");
  repository.write("d", "2");
  repository.git({"add", "-A"});
  CHECK_FALSE(open_index(repository)->cached_root());
  const Oid tree = test::id_of(repository.git({"write-tree"}));
  for (const char* version : {"2", "4"}) {
    repository.git({"update-index", "--index-version", version});
    REQUIRE(open_index(repository)->cached_root());
    CHECK(open_index(repository)->cached_root() == tree);
  }
  repository.write("d", "3");
  repository.git({"add", "d"});
  CHECK_FALSE(open_index(repository)->cached_root());
  const CacheTree trees = open_index(repository)->cache_tree();
  CHECK_FALSE(trees.contains(""));
  REQUIRE(trees.contains("a/"));
  CHECK(trees.at("a/").id.hex() == repository.git({"rev-parse", tree.hex() + ":a"}));
  CHECK(trees.at("a/").entries == 1);
  CHECK(trees.contains("a/b/"));
}

TEST_CASE("index: the cache tree names the trees that git wrote, with their number of entries") {
  const Repository repository;
  rules::ExampleRandom random(3);
  for (int i = 0; i < 60; ++i) {
    std::string name = "d" + std::to_string(random.below(3));
    while (random.below(2) == 0) name += "/e" + std::to_string(random.below(3));
    repository.write(name + "/f" + std::to_string(i), std::to_string(i));
  }
  repository.git({"add", "-A"});
  const std::string root = repository.git({"write-tree"});
  const CacheTree trees = open_index(repository)->cache_tree();
  REQUIRE(trees.contains(""));
  CHECK(trees.at("").id.hex() == root);
  CHECK(trees.at("").entries == 60);
  std::size_t count = 1;
  for (const std::string& line : test::split(repository.git({"ls-tree", "-r", "-d", root}), '\n')) {
    const std::string path = line.substr(line.find('\t') + 1);
    CAPTURE(path);
    REQUIRE(trees.contains(path + "/"));
    CHECK(trees.at(path + "/").id.hex() == line.substr(12, 40));
    CHECK(trees.at(path + "/").entries ==
          test::split(repository.git({"ls-files", path}), '\n').size());
    ++count;
  }
  CHECK(trees.size() == count);
}

TEST_CASE("index: a split index is told, since a cursor does not see all of it") {
  const Repository repository;
  repository.write("a", "1");
  repository.git({"add", "a"});
  repository.git({"update-index", "--split-index"});
  CHECK(open_index(repository)->is_split());
  repository.git({"update-index", "--no-split-index"});
  CHECK_FALSE(open_index(repository)->is_split());
}

TEST_CASE("index: a sparse index holds whole directories") {
  const Repository repository;
  for (const char* name : {"in/a", "out/b", "out/c/d", "top"}) repository.write(name, name);
  repository.commit();
  repository.git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
  CHECK(entries_of(*open_index(repository)) == by_git(repository));
  const std::unique_ptr<IndexFile> index = open_index(repository);
  IndexCursor cursor(*index);
  bool has_directory = false;
  while (cursor.next()) {
    has_directory |= cursor.entry().mode == kModeTree && cursor.entry().path == "out/";
  }
  CHECK(has_directory);
}

TEST_CASE("index: an empty index has no entries, a missing file is none at all") {
  const Repository repository;
  CHECK(IndexFile::open(repository.in(".git/index")) == nullptr);
  CHECK(IndexFile::open(repository.in("missing/index")) == nullptr);
  repository.git({"read-tree", "--empty"});
  CHECK(entries_of(*open_index(repository)).empty());
}

TEST_CASE("index: other extensions stand in nobody's way") {
  const Repository repository;
  repository.write("TREE/TREE", "TREE");
  repository.git({"add", "-A"});
  const std::string tree = repository.git({"write-tree"});
  repository.git({"update-index", "--untracked-cache"});
  repository.git({"-c", "index.threads=2", "-c", "index.recordOffsetTable=true", "-c",
                  "index.recordEndOfIndexEntries=true", "update-index", "--force-write-index"});
  CHECK(entries_of(*open_index(repository)) == by_git(repository));
  REQUIRE(open_index(repository)->cached_root());
  CHECK(open_index(repository)->cached_root()->hex() == tree);
}

TEST_CASE("index: the words of an extension inside a path or an id are no extension") {
  const Repository repository;
  const std::string id = test::id_of(std::string(32, '0') + "54524545").hex();  // ends in "TREE"
  std::string input;
  for (int i = 0; i < 20; ++i) input += "160000 " + id + " 0\tTREE" + std::to_string(i) + "\n";
  repository.git({"update-index", "--add", "--index-info"}, input);
  CHECK_FALSE(open_index(repository)->cached_root());
  CHECK(open_index(repository)->cache_tree().empty());
  const std::string tree = repository.git({"write-tree"});
  REQUIRE(open_index(repository)->cached_root());
  CHECK(open_index(repository)->cached_root()->hex() == tree);
}
