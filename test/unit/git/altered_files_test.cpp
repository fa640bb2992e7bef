#include "git/altered_files.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "git/commit.h"
#include "git/refs.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

/// "path: content -> content", in the order of the list.
Lines altered(const Repository& repository) {
  const Location location = repository.location();
  ObjectStore objects = repository.objects();
  const StagedChanges changes = staged_changes(objects, location, repository.environment);
  std::vector<Oid> merged;
  for (const Oid& id : merge_heads(location, repository.environment))
    merged.push_back(parse_commit(id, objects.read(id).bytes()).tree);
  Lines lines;
  for (const AlteredFile& file : altered_files(objects, changes, merged)) {
    lines.push_back(file.path + ": " + std::string(objects.read(file.before).bytes()) + " -> " +
                    (file.after ? std::string(objects.read(*file.after).bytes()) : "nothing"));
  }
  return lines;
}

/// Both sides have left the first commit: `theirs` came, `both` changed on the two of them.
struct Diverged {
  Repository repository;

  Diverged() {
    repository.write("both", "1");
    repository.write("d/old", "old");
    repository.commit();
    repository.git({"checkout", "-q", "-b", "side"});
    repository.write("theirs", "t");
    repository.write("both", "side");
    repository.commit();
    repository.git({"checkout", "-q", "main"});
    repository.write("both", "main");
    repository.commit();
    static_cast<void>(repository.try_git({"merge", "-q", "--no-commit", "-s", "ours", "side"}));
  }
};

}  // namespace

TEST_CASE("altered files: those of HEAD that change or go, not those that come") {
  const Repository repository;
  repository.write("changed", "1");
  repository.write("d/removed", "2");
  repository.write("same", "3");
  repository.commit();
  repository.write("changed", "4");
  repository.write("new", "5");
  fs::remove(repository.in("d/removed"));
  repository.git({"add", "-A"});
  CHECK(altered(repository) == Lines{"changed: 1 -> 4", "d/removed: 2 -> nothing"});
}

TEST_CASE("altered files: none on an unborn branch") {
  const Repository repository;
  repository.write("new", "5");
  repository.git({"add", "-A"});
  CHECK(altered(repository).empty());
}

TEST_CASE("altered files: in a merge also those of the other parents, against the result") {
  const Diverged diverged;
  const Repository& repository = diverged.repository;
  const auto stage = [&](const char* path, const char* content) {
    repository.write(path, content);
    repository.git({"add", "-A"});
  };
  // The result is HEAD's so far.
  CHECK(altered(repository) == Lines{"both: side -> main", "theirs: t -> nothing"});
  stage("moved", "t");
  CHECK(altered(repository) == Lines{"both: side -> main", "theirs: t -> nothing"});
  stage("theirs", "t");
  stage("both", "side");
  CHECK(altered(repository) == Lines{"both: main -> side"});
  stage("both", "neither");
  repository.git({"rm", "-q", "--cached", "d/old"});
  CHECK(altered(repository) ==
        Lines{"both: main -> neither", "both: side -> neither", "d/old: old -> nothing"});
}

TEST_CASE("altered files: blobs are found in any tree below the roots") {
  const Repository repository;
  repository.write("a/b/c", "1");
  repository.write("d", "2");
  repository.commit();
  ObjectStore objects = repository.objects();
  const auto id = [&](const char* name) {
    return test::id_of(repository.git({"rev-parse", name}));
  };
  const Oid root = id("HEAD^{tree}");
  const Oid deep = id("HEAD:a/b/c");
  const Oid top = id("HEAD:d");
  const std::set<Oid> both{deep, top};
  CHECK(contained_blobs(objects, {root}, {deep, top, Oid(), root, id("HEAD:a")}) == both);
  CHECK(contained_blobs(objects, {root, root}, both) == both);
  CHECK(contained_blobs(objects, {id("HEAD:a")}, both) == std::set<Oid>{deep});
  CHECK(contained_blobs(objects, {}, both).empty());
  CHECK(contained_blobs(objects, {test::id_of(std::string(40, '1'))}, {}).empty());
  CHECK_THROWS_AS(contained_blobs(objects, {test::id_of(std::string(40, '1'))}, both), base::Error);
}
