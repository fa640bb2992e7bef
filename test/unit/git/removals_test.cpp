#include "git/removals.h"

#include <algorithm>
#include <string>

#include "test/support/catch.h"
#include "test/unit/git/found_texts.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Found;
using test::Repository;

namespace {

Introduction only(const Found& found) {
  REQUIRE(found.introductions.size() == 1);
  return found.introductions.front();
}

void check_removed(const Introduction& introduction, const Oid& commit) {
  CHECK_FALSE(introduction.in_head);
  CHECK(introduction.removed == commit);
}

void check_in_head(const Introduction& introduction) {
  CHECK(introduction.in_head);
  CHECK_FALSE(introduction.removed);
}

/// Neither in HEAD nor taken from it.
void check_elsewhere(const Introduction& introduction) {
  CHECK_FALSE(introduction.in_head);
  CHECK_FALSE(introduction.removed);
}

}  // namespace

TEST_CASE("removals: what HEAD still has, edited or not, is in HEAD") {
  const Repository repository;
  repository.write("dir/file", "needle");
  repository.commit();
  check_in_head(only(Found(repository)));
  repository.write("dir/file", "more\nneedle\n");
  repository.commit();
  check_in_head(only(Found(repository)));
}

TEST_CASE("removals: the commit that takes a text out of its file, or the file away, is named") {
  const Repository repository;
  repository.write("a", "needle");
  repository.write("b", "needle too");
  repository.commit();
  repository.write("a", "gone");
  const Oid edited = repository.commit();
  repository.git({"rm", "-q", "b"});
  const Oid deleted = repository.commit();
  repository.write("a", "gone for long");
  repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  check_removed(found.introductions[0], edited);
  check_removed(found.introductions[1], deleted);
}

TEST_CASE("removals: a renamed text is in HEAD, until the new file loses it") {
  const Repository repository;
  repository.write("one", "needle\n");
  repository.commit();
  repository.git({"mv", "one", "two"});
  repository.commit();
  repository.git({"mv", "two", "three"});
  repository.write("three", "edited\nneedle\n");
  repository.commit();
  check_in_head(only(Found(repository)));
  repository.write("three", "edited\n");
  const Oid removed = repository.commit();
  check_removed(only(Found(repository)), removed);
}

TEST_CASE("removals: a text that moves into a file that was there is removed from its own") {
  const Repository repository;
  repository.write("from", "needle");
  repository.write("to", "x");
  repository.commit();
  repository.git({"rm", "-q", "from"});
  repository.write("to", "x\nneedle");
  const Oid moved = repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  check_removed(found.introductions[0], moved);
  check_in_head(found.introductions[1]);
}

TEST_CASE("removals: a text that comes back is in HEAD; removed again, the last time counts") {
  const Repository repository;
  repository.write("file", "needle");
  repository.commit();
  repository.write("file", "gone");
  repository.commit();
  repository.write("file", "needle again");
  repository.commit();
  const Found there(repository);
  REQUIRE(there.introductions.size() == 2);
  for (const Introduction& each : there.introductions) check_in_head(each);
  repository.write("file", "gone again");
  const Oid last = repository.commit();
  const Found gone(repository);
  for (const Introduction& each : gone.introductions) check_removed(each, last);
}

TEST_CASE(
    "removals: of a branch that HEAD does not have nothing is removed, whatever happens there") {
  const Repository repository;
  repository.commit();
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("file", "needle");
  repository.commit();
  repository.write("file", "gone");
  const Oid removed = repository.commit();
  repository.git({"checkout", "-q", "main"});
  check_elsewhere(only(Found(repository)));
  repository.git({"merge", "-q", "--no-ff", "-m", "merge", "side"});
  check_removed(only(Found(repository)), removed);
}

TEST_CASE(
    "removals: a merge that follows a parent's removal is not named, one that drops a text is") {
  const Repository repository;
  repository.write("file", "1\nneedle\n3\n");
  repository.commit();
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("other", "x");
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("file", "1\n3\n");
  const Oid removed = repository.commit();
  repository.git({"merge", "-q", "--no-ff", "-m", "follows", "side"});
  check_removed(only(Found(repository)), removed);

  repository.git({"checkout", "-q", "-b", "late"});
  repository.write("new", "needle of the branch");
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("other", "y");
  repository.commit();
  repository.git({"merge", "-q", "--no-ff", "-s", "ours", "-m", "drops", "late"});
  const Oid drops = test::id_of(repository.git({"rev-parse", "HEAD"}));
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  const auto dropped = std::find_if(found.introductions.begin(), found.introductions.end(),
                                    [](const Introduction& each) { return each.path == "new"; });
  REQUIRE(dropped != found.introductions.end());
  check_removed(*dropped, drops);
}

TEST_CASE("removals: without a commit at HEAD nothing is in HEAD and nothing was removed") {
  const Repository repository;
  repository.write("file", "needle");
  repository.commit();
  repository.git({"checkout", "-q", "--orphan", "unborn"});
  check_elsewhere(only(Found(repository)));
}

TEST_CASE("removals: a thousand files that are renamed at once are looked at once") {
  const Repository repository;
  for (int i = 0; i < 1000; ++i)
    repository.write("old/" + std::to_string(i), "needle " + std::to_string(i));
  repository.commit();
  repository.git({"mv", "old", "new"});
  repository.commit();
  const Found found(repository);
  CHECK(found.introductions.size() == 1000);
  CHECK(std::all_of(found.introductions.begin(), found.introductions.end(),
                    [](const Introduction& each) { return each.in_head; }));
}
