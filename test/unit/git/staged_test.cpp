#include "git/staged.h"

#include <filesystem>
#include <string>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

StagedChanges changes_of(const Repository& repository) {
  ObjectStore objects = repository.objects();
  return staged_changes(objects, repository.location(), repository.environment);
}

}  // namespace

TEST_CASE("staged: on an unborn branch everything is new") {
  const Repository repository;
  repository.write("a/b", "1");
  repository.git({"add", "-A"});
  const StagedChanges changes = changes_of(repository);
  CHECK_FALSE(changes.head_tree);
  REQUIRE(changes.files.size() == 1);
  CHECK(changes.files.front().path == "a/b");
  CHECK_FALSE(changes.files.front().old_id);
}

TEST_CASE("staged: a repository where nothing was ever staged has no changes") {
  const StagedChanges changes = changes_of(Repository());
  CHECK(changes.files.empty());
  CHECK(changes.removed.empty());
}

TEST_CASE("staged: an index that is gone stages the removal of everything") {
  const Repository repository;
  repository.write("a/b", "1");
  repository.commit();
  fs::remove(repository.in(".git/index"));
  const StagedChanges changes = changes_of(repository);
  CHECK(changes.files.empty());
  REQUIRE(changes.removed.size() == 1);
  CHECK(changes.removed.front().path == "a/b");
}

TEST_CASE("staged: mode changes alone are no change, type changes are") {
  const Repository repository;
  repository.write("program", "x");
  repository.write("link", "target");
  repository.commit();
  repository.git({"update-index", "--chmod=+x", "program"});
  CHECK(changes_of(repository).files.empty());
  const Oid target = repository.blob("elsewhere");
  repository.git({"update-index", "--cacheinfo", "120000," + target.hex() + ",link"});
  const StagedChanges changes = changes_of(repository);
  REQUIRE(changes.files.size() == 1);
  CHECK(changes.files.front().path == "link");
  CHECK(changes.files.front().id == target);
  CHECK(changes.files.front().old_id.has_value());
}

TEST_CASE("staged: a sparse index is compared with the directories that it holds") {
  const Repository repository;
  for (const char* name : {"in/a", "out/b", "out/c/d", "top", "far/e"})
    repository.write(name, name);
  const Oid old = repository.commit();
  repository.git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
  CHECK(changes_of(repository).files.empty());
  repository.write("in/a", "changed");
  repository.git({"add", "in/a"});
  REQUIRE(changes_of(repository).files.size() == 1);
  repository.commit();
  // HEAD moves back, the index does not: the sparse directories are compared as trees.
  repository.write("out/c/d", "also changed");
  repository.git({"update-index", "--add", "--cacheinfo",
                  "100644," + repository.blob("also changed").hex() + ",out/c/d"});
  repository.git({"commit", "-q", "-m", "x"});
  repository.git({"sparse-checkout", "reapply", "--sparse-index"});
  repository.git({"reset", "-q", "--soft", old.hex()});
  const StagedChanges changes = changes_of(repository);
  REQUIRE(changes.files.size() == 2);
  CHECK(changes.files[0].path == "in/a");
  CHECK(changes.files[1].path == "out/c/d");
}

TEST_CASE("staged: SHA-256 repositories go through git") {
  const Repository repository({"--object-format=sha256"});
  repository.write("a", "1");
  repository.git({"add", "-A"});
  CHECK(changes_of(repository).method == "plumbing");
  CHECK(changes_of(repository).files.size() == 1);
  repository.git({"commit", "-q", "-m", "x"});
  CHECK(changes_of(repository).files.empty());
  repository.write("a", "2");
  repository.git({"add", "-A"});
  REQUIRE(changes_of(repository).files.size() == 1);
  CHECK(changes_of(repository).files.front().old_id->hex() ==
        repository.git({"rev-parse", "HEAD:a"}));
}

TEST_CASE("staged: settings of the user change nothing in what git is asked") {
  const Repository repository;
  for (const char* setting :
       {"color.ui=always", "diff.noprefix=true", "diff.renames=copies", "core.quotePath=true",
        "diff.ignoreSubmodules=all", "diff.external=false", "core.fsmonitor=false",
        "diff.orderFile=/dev/null/nowhere", "diff.relative=true", "core.abbrev=4"}) {
    const std::string text(setting);
    const std::size_t equals = text.find('=');
    repository.git({"config", text.substr(0, equals), text.substr(equals + 1)});
  }
  repository.write("a\tb", "1");
  repository.write("module", "was a file");
  repository.commit();
  repository.write("a\tb", "2");
  repository.git({"add", "-A"});
  repository.git({"update-index", "--cacheinfo", "160000," + std::string(40, '3') + ",module"});
  repository.git({"update-index", "--split-index"});
  const StagedChanges changes = changes_of(repository);
  CHECK(changes.method == "plumbing");
  REQUIRE(changes.files.size() == 1);
  CHECK(changes.files.front().path == "a\tb");
  CHECK(changes.submodules == std::vector<std::string>{"module"});
}

TEST_CASE("staged: a tree of HEAD that is missing makes its content new, and is told") {
  const Repository repository;
  repository.write("a/b", "1");
  repository.write("c", "2");
  repository.commit();
  const std::string tree = repository.git({"rev-parse", "HEAD:a"});
  repository.write("a/new", "3");
  repository.git({"add", "-A"});
  fs::remove(repository.in(".git/objects/" + tree.substr(0, 2) + "/" + tree.substr(2)));
  const StagedChanges changes = changes_of(repository);
  CHECK(changes.unreadable.size() == 1);
  CHECK(changes.files.size() == 2);
}

TEST_CASE("staged: a HEAD commit that is missing is an error") {
  const Repository repository;
  const Oid head = repository.commit();
  const std::string hex = head.hex();
  fs::remove(repository.in(".git/objects/" + hex.substr(0, 2) + "/" + hex.substr(2)));
  CHECK_THROWS_AS(changes_of(repository), base::Error);
}

TEST_CASE("staged: a malformed index is an error and never an empty list") {
  const Repository repository;
  repository.write("a", "1");
  repository.git({"add", "-A"});
  fs::resize_file(repository.in(".git/index"), fs::file_size(repository.in(".git/index")) / 2);
  try {
    static_cast<void>(changes_of(repository));
    FAIL("not refused");
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Unreadable);
    CHECK(error.text().find("index") != std::string::npos);
  }
}

TEST_CASE("tree: a blob is found by its path, and nothing else is") {
  const Repository repository;
  repository.write("a/b/c", "1");
  repository.write("a.b", "2");
  repository.commit();
  ObjectStore objects = repository.objects();
  const Oid root = test::id_of(repository.git({"rev-parse", "HEAD^{tree}"}));
  const Oid blob = test::id_of(repository.git({"rev-parse", "HEAD:a/b/c"}));
  CHECK(find_blob(objects, root, "a/b/c") == blob);
  CHECK(find_blob(objects, root, "a.b").has_value());
  for (const char* path :
       {"a", "a/b", "a/b/", "a/b/c/d", "a.b/c", "", "/", "a//b/c", "/a/b/c", "b"})
    CHECK_FALSE(find_blob(objects, root, path));
}

TEST_CASE("staged: what is told of an unreadable directory cannot write to the terminal") {
  const Repository repository;
  repository.write("\x1b[2J/file", "1");
  repository.commit();
  const std::string tree = repository.git({"rev-parse", "HEAD:\x1b[2J"});
  repository.write("\x1b[2J/file", "2");
  repository.git({"add", "-A"});
  fs::remove(repository.in(".git/objects/" + tree.substr(0, 2) + "/" + tree.substr(2)));
  const StagedChanges changes = changes_of(repository);
  REQUIRE(changes.unreadable.size() == 1);
  CHECK(changes.unreadable.front().find('\x1b') == std::string::npos);
}
