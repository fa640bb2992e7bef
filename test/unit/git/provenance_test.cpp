#include "git/provenance.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/git/found_texts.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Found;
using test::Repository;

namespace {

void remove_object(const Repository& repository, const std::string& hex) {
  std::filesystem::remove(repository.in(".git/objects/" + hex.substr(0, 2) + "/" + hex.substr(2)));
}

}  // namespace

TEST_CASE("provenance: the commit that adds a text is named, later ones that keep it are not") {
  const Repository repository;
  repository.write("a/file", "old");
  repository.commit();
  repository.write("a/file", "old\nneedle\n");
  const Oid added = repository.commit();
  repository.write("a/file", "old\nneedle\nmore\n");
  repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 1);
  CHECK(found.introductions.front().commit == added);
  CHECK(found.introductions.front().path == "a/file");
  CHECK(found.introductions.front().reach == Reach::Branch);
}

TEST_CASE("provenance: a rename introduces nothing, a copy does") {
  const Repository repository;
  repository.write("one", "needle\n");
  const Oid first = repository.commit();
  repository.git({"mv", "one", "two"});
  repository.commit();
  repository.write("copy", "needle\n");
  const Oid copied = repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  CHECK(found.introductions[0].commit == first);
  CHECK(found.introductions[1].commit == copied);
  CHECK(found.introductions[1].path == "copy");
}

TEST_CASE("provenance: a merge introduces what none of its parents has, and only that") {
  const Repository repository;
  repository.write("file", "1\n2\n3\n");
  repository.commit();
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("side", "needle of the side\n");
  const Oid side = repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.commit();
  repository.git({"merge", "-q", "--no-commit", "side"});
  repository.write("evil", "needle of the merge\n");
  const Oid merge = repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  CHECK(found.introductions[0].commit == side);
  CHECK(found.introductions[1].commit == merge);
  CHECK(found.introductions[1].path == "evil");
}

TEST_CASE("provenance: a text that comes back is introduced again") {
  const Repository repository;
  repository.write("file", "needle");
  const Oid first = repository.commit();
  repository.write("file", "gone");
  repository.commit();
  repository.write("file", "needle");
  const Oid again = repository.commit();
  const Found found(repository);
  REQUIRE(found.introductions.size() == 2);
  CHECK(found.introductions[0].commit == first);
  CHECK(found.introductions[1].commit == again);
}

TEST_CASE("provenance: tagged trees and blobs, staged and dangling blobs have no commit") {
  const Repository repository;
  repository.commit();
  repository.git({"tag", "blob", repository.blob("needle in a tagged blob").hex()});
  const Oid staged = repository.blob("needle that is staged");
  const Oid inner = repository.blob("needle in a tagged tree");
  const std::string tree = repository.git({"mktree"}, "100644 blob " + inner.hex() + "\tinner\n");
  repository.git({"tag", "-a", "-m", "x", "tree", tree});
  const Oid dangling = repository.blob("needle nobody names");
  repository.git({"update-index", "--add", "--cacheinfo", "100644," + staged.hex() + ",new"});
  const Found found(repository);
  REQUIRE(found.introductions.size() == 4);
  const auto of = [&](const Oid& blob) {
    return *std::find_if(found.introductions.begin(), found.introductions.end(),
                         [&](const Introduction& each) { return each.blob == blob; });
  };
  for (const Introduction& each : found.introductions) CHECK_FALSE(each.commit);
  CHECK(of(staged).reach == Reach::Index);
  CHECK(of(inner).reach == Reach::Tag);
  CHECK(of(inner).path == "inner");
  CHECK(of(dangling).reach == Reach::Unreachable);
}

TEST_CASE("provenance: a commit that no ref reaches is named as unreachable") {
  const Repository repository;
  repository.commit();
  repository.write("file", "needle");
  const Oid lost = repository.commit();
  repository.git({"reset", "-q", "--hard", "HEAD~1"});
  std::filesystem::remove_all(repository.in(".git/logs"));
  std::filesystem::remove(repository.in(".git/ORIG_HEAD"));
  const Found found(repository);
  REQUIRE(found.introductions.size() == 1);
  CHECK(found.introductions.front().commit == lost);
  CHECK(found.introductions.front().reach == Reach::Unreachable);
}

TEST_CASE("provenance: reach is the strongest of all ways, along all parents") {
  HistoryGraph graph;
  const auto id = [](char digit) { return *Oid::from_hex(std::string(40, digit)); };
  const auto commit = [&](char digit, std::vector<Oid> parents) {
    Commit made;
    made.id = id(digit);
    made.parents = std::move(parents);
    graph.commits.push_back(made);
  };
  commit('1', {});
  commit('2', {id('1'), id('9')});  // 9 is not here: a shallow clone
  commit('3', {id('1')});
  commit('4', {id('2'), id('3')});
  commit('5', {id('4')});
  commit('6', {});
  graph.tags[id('a')] = {id('b'), ObjectType::Tag};
  graph.tags[id('b')] = {id('4'), ObjectType::Commit};
  graph.tags[id('c')] = {id('c'), ObjectType::Tag};  // names itself
  const std::vector<Reach> reach = CommitGraph(graph).reach({{Reach::Reflog, id('5')},
                                                             {Reach::Tag, id('a')},
                                                             {Reach::Branch, id('2')},
                                                             {Reach::Tag, id('c')},
                                                             {Reach::Stash, id('f')}});
  CHECK(reach == std::vector<Reach>{Reach::Branch, Reach::Branch, Reach::Tag, Reach::Tag,
                                    Reach::Reflog, Reach::Unreachable});
}

TEST_CASE("provenance: a shallow clone's last commit introduces what it has") {
  const Repository repository;
  repository.write("file", "needle");
  repository.commit();
  repository.write("other", "x");
  const Oid last = repository.commit();
  Repository shallow;
  shallow.git({"fetch", "-q", "--depth", "1", "file://" + repository.path(), "main:main2"});
  const Found found(shallow);
  REQUIRE(found.introductions.size() == 1);
  CHECK(found.introductions.front().commit == last);
}

TEST_CASE("provenance: a missing tree is told once and hides nothing else") {
  const Repository repository;
  repository.write("a/file", "needle one");
  repository.write("b/file", "x");
  const Oid first = repository.commit();
  repository.write("b/file", "needle two");
  const Oid second = repository.commit();
  remove_object(repository, repository.git({"rev-parse", first.hex() + ":b"}));
  const Found found(repository);
  CHECK(found.unreadable.size() == 1);
  REQUIRE(found.introductions.size() == 2);
  CHECK(found.introductions[0].commit == first);
  CHECK(found.introductions[1].commit == second);
}
