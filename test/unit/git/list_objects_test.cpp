#include "git/list_objects.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

std::vector<ObjectGroup> groups_of(const Repository& repository) {
  return object_groups(object_directories(repository.location()));
}

std::set<std::string> ids_of(const std::vector<ObjectGroup>& groups) {
  std::set<std::string> ids;
  for (const ObjectGroup& group : groups) {
    for (const Oid& id : list_group(test::library(), group)) ids.insert(id.hex());
  }
  return ids;
}

std::set<std::string> by_git(const Repository& repository) {
  std::set<std::string> ids;
  for (const std::string& id :
       test::split(repository.git({"cat-file", "--batch-all-objects", "--unordered",
                                   "--batch-check=%(objectname)"}),
                   '\n'))
    ids.insert(id);
  return ids;
}

/// Three commits in a pack each, three loose ones, a dangling blob.
void fill(const Repository& repository) {
  for (int i = 0; i < 6; ++i) {
    repository.write("a/file" + std::to_string(i), std::string(2000, 'x') + std::to_string(i));
    repository.commit("commit " + std::to_string(i));
    if (i < 3) repository.git({"repack", "-q", "-d"});
  }
  static_cast<void>(repository.blob("dangling"));
}

}  // namespace

TEST_CASE("objects: loose and packed ones, reachable or not, are all listed") {
  const Repository repository;
  fill(repository);
  const std::vector<ObjectGroup> groups = groups_of(repository);
  CHECK(std::count_if(groups.begin(), groups.end(), [](const ObjectGroup& group) {
          return group.kind == ObjectGroup::Kind::Pack;
        }) == 3);
  CHECK(groups.front().kind == ObjectGroup::Kind::Pack);
  CHECK(groups.back().kind == ObjectGroup::Kind::Loose);
  CHECK(ids_of(groups) == by_git(repository));
}

TEST_CASE("objects: those of alternates are listed too") {
  const Repository repository;
  const Repository lender;
  fill(lender);
  repository.write(".git/objects/info/alternates", lender.in(".git/objects") + "\n");
  static_cast<void>(repository.blob("own"));
  CHECK(ids_of(groups_of(repository)) == by_git(repository));
}

TEST_CASE("objects: a multi-pack index, bitmaps and a commit graph change nothing") {
  const Repository repository;
  fill(repository);
  repository.git({"multi-pack-index", "write"});
  repository.git({"commit-graph", "write", "--reachable"});
  CHECK(ids_of(groups_of(repository)) == by_git(repository));
  repository.git({"repack", "-q", "-a", "-d", "-b"});
  CHECK(ids_of(groups_of(repository)) == by_git(repository));
}

TEST_CASE("objects: those of a pack come in the order of their offsets") {
  const Repository repository;
  fill(repository);
  repository.git({"repack", "-q", "-a", "-d"});
  const std::vector<ObjectGroup> groups = groups_of(repository);
  std::vector<std::pair<std::uint64_t, std::string>> expected;
  for (const std::string& line :
       test::split(repository.git({"verify-pack", "-v", groups.front().path}), '\n')) {
    const std::vector<std::string> fields = test::split(line, ' ');
    // ID TYPE SIZE SIZE-IN-PACK OFFSET; the type is padded with blanks.
    if (fields.front().size() != 40) continue;
    std::vector<std::string> words;
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(words),
                 [](const std::string& word) { return !word.empty(); });
    expected.emplace_back(std::stoull(words.at(4)), words[0]);
  }
  std::sort(expected.begin(), expected.end());
  const std::vector<Oid> ids = list_group(test::library(), groups.front());
  REQUIRE(ids.size() == expected.size());
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(ids[i].hex() == expected[i].second);
}

TEST_CASE("objects: one damaged pack does not hide the others, and is an error of its own") {
  const Repository repository;
  fill(repository);
  std::vector<ObjectGroup> groups = groups_of(repository);
  const std::set<std::string> all = by_git(repository);
  const std::string damaged = groups.front().path;
  fs::permissions(damaged, fs::perms::owner_all);
  fs::resize_file(damaged, 100);
  groups = groups_of(repository);
  REQUIRE(groups.front().path == damaged);
  CHECK_THROWS_AS(list_group(test::library(), groups.front()), base::Error);
  groups.erase(groups.begin());
  const std::set<std::string> rest = ids_of(groups);
  CHECK(rest.size() > 5);
  CHECK(std::includes(all.begin(), all.end(), rest.begin(), rest.end()));
}

TEST_CASE("objects: a pack without its index and a missing directory are groups that fail") {
  const Repository repository;
  fill(repository);
  const std::string index = groups_of(repository).front().path;
  fs::remove(index);
  bool told = false;
  for (const ObjectGroup& group : groups_of(repository)) {
    if (group.kind != ObjectGroup::Kind::Unlistable) continue;
    told = true;
    CHECK_THROWS_AS(list_group(test::library(), group), base::Error);
  }
  CHECK(told);
  const std::vector<ObjectGroup> missing = object_groups({"/dev/null/nowhere/objects"});
  REQUIRE(missing.size() == 1);
  CHECK_THROWS_AS(list_group(test::library(), missing.front()), base::Error);
}

TEST_CASE("objects: files that are no objects lie in nobody's way") {
  const Repository repository;
  fill(repository);
  for (const char* name : {"pack/tmp_pack_x", "pack/pack-x.keep", "pack/pack-x.promisor",
                           "ab/tmp_obj_x", "info/commit-graphs/x", "zz/file", "pack/pack-y.mtimes"})
    repository.write(std::string(".git/objects/") + name, "x");
  CHECK(ids_of(groups_of(repository)) == by_git(repository));
}
