// Which branches and tags contain what: as `git for-each-ref --contains` says.
#include "git/containing_refs.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

HistoryGraph read_graph(const Repository& repository) {
  ObjectStore objects = repository.objects();
  HistoryGraph graph;
  for (const std::string& hex : test::split(
           repository.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}),
           '\n')) {
    const Oid id = test::id_of(hex);
    const Object object = objects.read(id);
    if (object.type() == ObjectType::Commit)
      graph.commits.push_back(parse_commit(id, object.bytes()));
    if (object.type() == ObjectType::Tag) graph.tags.emplace(id, parse_tag(object.bytes()));
  }
  return graph;
}

using Names = std::vector<std::string>;

RefNames refs_of(const Repository& repository, const Oid& id, std::size_t most = 100) {
  const HistoryGraph graph = read_graph(repository);
  const std::vector<Tip> tips = list_tips(repository.location(), repository.environment);
  auto found = find_containing_refs(CommitGraph(graph), tips, {id}, most);
  return found[id];
}

}  // namespace

TEST_CASE("containing refs: those of random histories are git's own") {
  const Repository repository;
  rules::ExampleRandom random(5);
  const std::string tree = repository.git({"write-tree"});
  std::vector<std::string> commits;
  for (int i = 0; i < 150; ++i) {  // more than are asked for at once
    std::vector<std::string> arguments{"commit-tree", tree, "-m", std::to_string(i)};
    for (std::size_t parents = random.below(4); parents > 0 && !commits.empty(); --parents) {
      const std::size_t back = random.below(std::min<std::size_t>(commits.size(), 12));
      arguments.insert(arguments.end(), {"-p", commits[commits.size() - 1 - back]});
    }
    commits.push_back(repository.git(arguments));
  }
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    const auto any = [&] { return commits[random.below(commits.size())]; };
    repository.git({"update-ref", "refs/heads/b" + number, any()});
    repository.git({"update-ref", "refs/remotes/origin/r" + number, any()});
    repository.git({"tag", "-a", "-m", "m", "t" + number, any()});
    if (i == 6) repository.git({"pack-refs", "--all"});
  }
  repository.git({"update-ref", "refs/heads/b1", commits.back()});  // loose and packed
  repository.git({"update-ref", "refs/pull/1/head", commits.front()});
  repository.git({"tag", "b2", commits[3]});
  repository.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/r1"});
  const HistoryGraph graph = read_graph(repository);
  std::vector<Oid> ids;
  for (const std::string& hex : commits) ids.push_back(test::id_of(hex));
  const std::vector<Tip> tips = list_tips(repository.location(), repository.environment);
  auto found = find_containing_refs(CommitGraph(graph), tips, ids, 100);
  auto capped = find_containing_refs(CommitGraph(graph), tips, ids, 2);
  for (const Oid& id : ids) {
    CAPTURE(id.hex());
    Names expected;
    for (const char* kind : {"refs/heads", "refs/remotes", "refs/tags", "refs/pull"}) {
      const Names names = test::split(repository.git({"for-each-ref", "--format=%(refname:short)",
                                                      "--contains", id.hex(), kind}),
                                      '\n');
      for (const std::string& name : names) {
        if (name != "origin" && name != "origin/HEAD") expected.push_back(name);
      }
    }
    CHECK(found[id].first == expected);
    CHECK(found[id].total == expected.size());
    CHECK(capped[id].total == expected.size());
    expected.resize(std::min<std::size_t>(expected.size(), 2));
    CHECK(capped[id].first == expected);
  }
}

TEST_CASE(
    "containing refs: tags hold what they tag and themselves; what no ref reaches is in none") {
  const Repository repository;
  repository.write("file", "1");
  const Oid first = repository.commit();
  repository.git({"tag", "-a", "-m", "inner", "inner"});
  repository.git({"-c", "advice.nestedTag=false", "tag", "-a", "-m", "outer", "outer", "inner"});
  const Oid blob = repository.blob("tagged");
  repository.git({"tag", "-a", "-m", "of a blob", "blob", blob.hex()});
  repository.git({"checkout", "-q", "--orphan", "other"});
  const Oid second = repository.commit("another");
  repository.git({"checkout", "-q", "--detach"});
  repository.write("file", "2");
  const Oid dropped = repository.commit();
  repository.git({"checkout", "-q", "main"});
  const Oid inner = test::id_of(repository.git({"rev-parse", "inner"}));
  CHECK(refs_of(repository, first).first == Names{"main", "inner", "outer"});
  CHECK(refs_of(repository, second).first == Names{"other"});
  CHECK(refs_of(repository, inner).first == Names{"inner", "outer"});
  CHECK(refs_of(repository, blob).first == Names{"blob"});
  CHECK(refs_of(repository, dropped).total == 0);
  CHECK(refs_of(repository, first, 1).first == Names{"main"});
  CHECK(refs_of(repository, first, 1).total == 3);
}
