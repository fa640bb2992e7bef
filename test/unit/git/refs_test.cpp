#include "git/refs.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

std::optional<Oid> head_of(const Repository& repository) {
  return resolve_head(repository.location(), repository.environment);
}

/// The strongest way to each id.
std::map<std::string, Reach> reaches(const Repository& repository) {
  std::map<std::string, Reach> strongest;
  for (const Tip& tip : list_tips(repository.location(), repository.environment)) {
    const auto [found, is_new] = strongest.emplace(tip.id.hex(), tip.reach);
    found->second = std::min(found->second, tip.reach);
  }
  return strongest;
}

}  // namespace

TEST_CASE("HEAD: an unborn branch has no commit, loose and packed branches have one") {
  const Repository repository;
  CHECK_FALSE(head_of(repository));
  const Oid first = repository.commit();
  CHECK(head_of(repository) == first);
  repository.git({"pack-refs", "--all", "--prune"});
  REQUIRE_FALSE(std::filesystem::exists(repository.in(".git/refs/heads/main")));
  CHECK(head_of(repository) == first);
  const Oid second = repository.commit();
  CHECK(head_of(repository) == second);  // the loose ref wins over the packed one
  repository.git({"checkout", "-q", "--orphan", "other"});
  CHECK_FALSE(head_of(repository));
}

TEST_CASE("HEAD: detached, symbolic through other refs, and of a linked worktree") {
  const Repository repository;
  const Oid first = repository.commit();
  const Oid second = repository.commit();
  repository.git({"worktree", "add", "-q", "--detach", "../linked", first.hex()});
  CHECK(resolve_head(locate(repository.environment, repository.directory.in("linked")),
                     repository.environment) == first);
  repository.git({"symbolic-ref", "refs/heads/alias", "refs/heads/main"});
  repository.git({"symbolic-ref", "HEAD", "refs/heads/alias"});
  CHECK(head_of(repository) == second);
  repository.git({"checkout", "-q", "--detach", first.hex()});
  CHECK(head_of(repository) == first);
}

TEST_CASE("HEAD: SHA-256 repositories are asked through git") {
  const Repository repository({"--object-format=sha256"});
  CHECK_FALSE(head_of(repository));
  repository.git({"commit", "-q", "--allow-empty", "-m", "x"});
  REQUIRE(head_of(repository));
  CHECK(head_of(repository)->hex() == repository.git({"rev-parse", "HEAD"}));
}

TEST_CASE("HEAD: what is damaged is an error and not an unborn branch") {
  const Repository repository;
  const Oid id = repository.commit();
  for (const std::string& content : {std::string(), std::string("\n"), std::string("garbage"),
                                     id.hex().substr(0, 39), std::string("ref: HEAD\n")}) {
    CAPTURE(content);
    repository.write(".git/HEAD", content);
    CHECK_THROWS_AS(resolve_head(repository.location(), repository.environment), base::Error);
  }
  repository.write(".git/HEAD", "ref: refs/heads/main\n");
  repository.write(".git/refs/heads/main", "half a line");
  CHECK_THROWS_AS(head_of(repository), base::Error);
  repository.write(".git/refs/heads/main", "");
  CHECK_THROWS_AS(head_of(repository), base::Error);
  std::filesystem::remove(repository.in(".git/refs/heads/main"));
  repository.write(".git/packed-refs", "not an id refs/heads/main\n");
  CHECK_THROWS_AS(head_of(repository), base::Error);
}

TEST_CASE("merge: the commits that are merged are further parents") {
  Repository repository;
  const auto heads = [&] { return merge_heads(repository.location(), repository.environment); };
  CHECK(heads().empty());
  const std::string a(40, 'a');
  const std::string b(40, 'b');
  const std::string c(40, 'c');
  repository.write(".git/MERGE_HEAD", a + "\n" + b + "\n");
  REQUIRE(heads().size() == 2);
  CHECK(heads()[0].hex() == a);
  CHECK(heads()[1].hex() == b);
  repository.environment.set("GITHEAD_" + b, "branch b");
  repository.environment.set("GITHEAD_" + c, "branch c");
  repository.environment.set("GITHEAD_x", "no id");
  repository.environment.set("GITHEADER", "nothing");
  REQUIRE(heads().size() == 3);
  CHECK(heads()[2].hex() == c);
}

TEST_CASE("tips: each way to a commit has its name") {
  const Repository repository;
  repository.write("file", "one");
  const Oid first = repository.commit();
  repository.git({"tag", "light"});
  const Oid second = repository.commit();
  repository.git({"tag", "-a", "-m", "x", "annotated"});
  const Oid tag = test::id_of(repository.git({"rev-parse", "annotated"}));
  repository.git({"notes", "add", "-m", "note", second.hex()});
  const Oid note = test::id_of(repository.git({"rev-parse", "refs/notes/commits"}));
  repository.write("file", "stashed");
  repository.git({"stash", "-q"});
  const Oid stash = test::id_of(repository.git({"rev-parse", "refs/stash"}));
  repository.git({"replace", first.hex(), second.hex()});
  const Oid lost = repository.commit("lost");
  repository.git({"reset", "-q", "--hard", second.hex()});
  const Oid staged = repository.blob("staged only");
  repository.git({"update-index", "--add", "--cacheinfo", "100644," + staged.hex() + ",new"});
  for (const bool packed : {false, true}) {
    CAPTURE(packed);
    if (packed) repository.git({"pack-refs", "--all", "--prune"});
    std::map<std::string, Reach> found = reaches(repository);
    CHECK(found.at(second.hex()) == Reach::Branch);
    CHECK(found.at(first.hex()) == Reach::Tag);
    CHECK(found.at(tag.hex()) == Reach::Tag);
    CHECK(found.at(note.hex()) == Reach::Notes);
    CHECK(found.at(stash.hex()) == Reach::Stash);
    CHECK(found.at(lost.hex()) == Reach::Reflog);
    CHECK(found.at(staged.hex()) == Reach::Index);
  }
}

TEST_CASE("tips: what a packed ref was before it moved is reached by no ref") {
  const Repository repository;
  repository.commit();
  const Oid before = repository.commit("before");
  repository.git({"pack-refs", "--all"});
  repository.git({"commit", "-q", "--amend", "--allow-empty", "-m", "after"});
  CHECK(reaches(repository).at(before.hex()) == Reach::Reflog);
  std::filesystem::remove_all(repository.in(".git/logs"));
  std::filesystem::remove(repository.in(".git/ORIG_HEAD"));
  CHECK_FALSE(reaches(repository).contains(before.hex()));
}

TEST_CASE("tips: all refs that git lists, and those of linked worktrees, are there") {
  const Repository repository;
  repository.commit();
  for (const char* ref : {"refs/heads/a/b/c", "refs/remotes/origin/x", "refs/custom/y",
                          "refs/original/z", "refs/bisect/bad", "refs/changes/01/1/1"}) {
    repository.git({"update-ref", ref, repository.commit(ref).hex()});
    repository.git({"reset", "-q", "--hard", "HEAD~1"});
  }
  std::filesystem::remove_all(repository.in(".git/logs"));
  repository.git({"worktree", "add", "-q", "--detach", "../linked", "HEAD"});
  const std::string linked = repository.directory.in("linked");
  const auto in_linked = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"git", "-C", linked});
    const base::Output output = base::run({arguments, repository.environment, "", ""});
    REQUIRE(output.status == 0);
    return output.out.substr(0, output.out.find('\n'));
  };
  in_linked({"commit", "-q", "--allow-empty", "-m", "in the worktree"});
  const std::string detached = in_linked({"rev-parse", "HEAD"});
  in_linked({"commit", "-q", "--allow-empty", "-m", "given up"});
  const std::string given_up = in_linked({"rev-parse", "HEAD"});
  in_linked({"reset", "-q", "--hard", "HEAD~1"});
  repository.git({"pack-refs"});
  const std::map<std::string, Reach> found = reaches(repository);
  for (const std::string& id :
       test::split(repository.git({"for-each-ref", "--format=%(objectname)"}), '\n')) {
    REQUIRE(found.contains(id));
    CHECK(found.at(id) == Reach::Branch);
  }
  REQUIRE(found.contains(detached));
  CHECK(found.at(detached) == Reach::Branch);
  REQUIRE(found.contains(given_up));
  CHECK(found.at(given_up) == Reach::Reflog);
}

TEST_CASE("tips: pseudo refs, every line of FETCH_HEAD and both sides of a reflog count") {
  const Repository repository;
  repository.commit();
  const auto id = [](char digit) { return std::string(40, digit); };
  repository.write(".git/ORIG_HEAD", id('1') + "\n");
  repository.write(".git/MERGE_HEAD", id('2') + "\n" + id('3') + "\n");
  repository.write(".git/FETCH_HEAD", id('4') + "\t\tbranch 'a' of x\n" + id('5') +
                                          "\tnot-for-merge\tbranch 'b' of y\n");
  repository.write(".git/CHERRY_PICK_HEAD", id('6'));
  repository.write(".git/logs/refs/heads/gone", id('7') + " " + id('8') +
                                                    " A <a> 1 +0000\tmessage\n" + id('0') + " " +
                                                    id('9') + " A <a> 1 +0000\n");
  const std::map<std::string, Reach> found = reaches(repository);
  for (const char digit : {'1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
    CAPTURE(digit);
    REQUIRE(found.contains(id(digit)));
    CHECK(found.at(id(digit)) == Reach::Reflog);
  }
  CHECK_FALSE(found.contains(id('0')));
}

TEST_CASE("tips: an unborn repository has none, and one of a foreign format asks git") {
  CHECK(reaches(Repository()).empty());
  const Repository repository({"--object-format=sha256"});
  repository.git({"commit", "-q", "--allow-empty", "-m", "x"});
  repository.git({"tag", "v1"});
  CHECK(reaches(repository).contains(repository.git({"rev-parse", "HEAD"})));
  repository.git({"checkout", "-q", "--detach"});
  repository.git({"commit", "-q", "--allow-empty", "-m", "detached"});
  CHECK(reaches(repository).at(repository.git({"rev-parse", "HEAD"})) == Reach::Branch);
}

TEST_CASE("HEAD: a packed branch beside an empty directory of the same name is found") {
  const Repository repository;
  repository.commit();
  repository.git({"checkout", "-q", "-b", "feature"});
  const Oid id = repository.commit();
  repository.git({"pack-refs", "--all", "--prune"});
  std::filesystem::create_directories(repository.in(".git/refs/heads/feature/empty"));
  REQUIRE(repository.git({"rev-parse", "HEAD"}) == id.hex());
  CHECK(head_of(repository) == id);
}

TEST_CASE("HEAD: text behind the id of a ref is ignored, as git ignores it") {
  const Repository repository;
  const Oid id = repository.commit();
  repository.write(".git/refs/heads/main", id.hex() + " and a remark\n");
  REQUIRE(repository.git({"rev-parse", "HEAD"}) == id.hex());
  CHECK(head_of(repository) == id);
}

TEST_CASE("HEAD: blanks between ref: and the name are skipped, as git skips them") {
  const Repository repository;
  const Oid id = repository.commit();
  for (const char* content :
       {"ref:  refs/heads/main\n", "ref:\trefs/heads/main\n", "ref:refs/heads/main\n"}) {
    repository.write(".git/HEAD", content);
    REQUIRE(repository.git({"rev-parse", "HEAD"}) == id.hex());
    CHECK(head_of(repository) == id);
  }
}

TEST_CASE("HEAD: a symbolic link names a branch, unborn or not") {
  const Repository repository;
  std::filesystem::remove(repository.in(".git/HEAD"));
  std::filesystem::create_symlink("refs/heads/main", repository.in(".git/HEAD"));
  CHECK_FALSE(head_of(repository));
  const Oid id = repository.commit();
  CHECK(head_of(repository) == id);
  repository.git({"pack-refs", "--all", "--prune"});
  CHECK(head_of(repository) == id);
}

TEST_CASE("HEAD: a name that leads out of the git directory is malformed") {
  const Repository repository;
  const Oid id = repository.commit();
  repository.write(".git/outside", id.hex() + "\n");
  for (const char* name : {"refs/heads/../../outside", "../.git/outside"}) {
    repository.write(".git/HEAD", std::string("ref: ") + name + "\n");
    CHECK_THROWS_AS(resolve_head(repository.location(), repository.environment), base::Error);
  }
}
