// Which paths a history shows: what git lists of all its trees, whether they are in an index or
// not.
#include "source/history_names.h"

#include <map>
#include <set>
#include <string>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/indexed_trees.h"
#include "test/unit/git/repository.h"

using namespace veto;
using git::test::Repository;
using source::HistoryNames;

namespace {

using Files = std::map<std::string, std::set<std::string>>;

bool is_name(std::string_view name) {
  return name.ends_with(".env");
}

bool is_directory(std::string_view name) {
  return name == ".ssh";
}

/// Not below "except/", though the names are.
bool is_path(std::string_view path) {
  if (path.starts_with("except/")) return false;
  const std::size_t name = path.rfind('/') + 1;
  return is_name(path.substr(name)) || path.starts_with(".ssh/") ||
         path.find("/.ssh/") != std::string_view::npos;
}

class RandomTrees {
 public:
  explicit RandomTrees(std::uint64_t seed) : random_(seed) {
    for (std::size_t i = 0; i < 30; ++i) step(i);
    repository.git({"repack", "-q", "-a", "-d", "-k", "-f", "--depth=30"});
    // Loose, and named by nothing.
    repository.write("dangling/" + path(), "d");
    repository.git({"add", "-A"});
    dangling = repository.git({"write-tree"});
    repository.git({"reset", "-q", "--hard"});
  }

  Repository repository;
  std::string dangling;

 private:
  std::string path() {
    static const std::vector<std::string> kDirectories{"",          "a/",      "a/.ssh/",
                                                       "a/.ssh/b/", "except/", "c/a/"};
    static const std::vector<std::string> kNames{"x", "y.env", ".env", "z"};
    return kDirectories[random_.below(kDirectories.size())] + kNames[random_.below(kNames.size())];
  }

  void step(std::size_t number) {
    const std::string content = std::to_string(random_.below(12)) + "\n";
    if (number > 3 && random_.below(5) == 0)
      static_cast<void>(repository.try_git({"mv", "a", "moved" + std::to_string(number)}));
    else if (number > 3 && random_.below(6) == 0)
      static_cast<void>(repository.try_git({"rm", "-q", "-r", "except"}));
    else
      repository.write(path(), content);
    repository.commit();
  }

  rules::ExampleRandom random_;
};

/// As git lists them.
Files listed(const Repository& repository, const std::string& dangling) {
  Files files;
  const auto add = [&](const std::string& tree) {
    for (const std::string& line :
         git::test::split(repository.git({"ls-tree", "-r", "-z", tree}), '\0')) {
      const std::string path = line.substr(line.find('\t') + 1);
      if (is_path(path)) files[path].insert(line.substr(12, 40));
    }
  };
  for (const std::string& commit : git::test::split(repository.git({"rev-list", "--all"}), '\n'))
    add(commit);
  add(dangling);
  return files;
}

struct Found {
  Files files;
  bool has_tree = false;
};

Found found(const Repository& repository, const git::TreeIndex& index) {
  const git::Location location = repository.location();
  const base::Log log;
  const source::GitContext context{git::test::library(), location, repository.environment, log};
  source::ObjectList list(context);
  list.complete(source::ObjectList::Packs::AsOthers);
  git::HistoryGraph graph;
  git::ObjectStore objects = repository.objects();
  for (const std::string& hex : git::test::split(repository.git({"rev-list", "--all"}), '\n')) {
    const git::Oid id = git::test::id_of(hex);
    graph.commits.push_back(git::parse_commit(id, objects.read(id).bytes()));
  }
  const git::MeantNames meant{is_name, is_directory, is_path};
  HistoryNames names(context, list, meant, {});
  const std::vector<git::Tip> tips = git::list_tips(location, repository.environment);
  names.add_staged(tips);
  names.add_trees(graph, tips, index);
  Found result;
  for (const auto& [path, blobs] : names.files()) {
    for (const git::Oid& id : blobs) result.files[path].insert(id.hex());
  }
  result.has_tree = names.tree().has_value();
  return result;
}

}  // namespace

TEST_CASE("history names: every path that git lists of any tree, with each content") {
  for (std::uint64_t seed = 1; seed <= git::test::trials(6); ++seed) {
    CAPTURE(seed);
    const RandomTrees random(seed);
    const Files expected = listed(random.repository, random.dangling);
    REQUIRE(expected.size() > 3);
    for (const std::size_t budget : {std::size_t{1} << 30U, std::size_t{1500}, std::size_t{0}}) {
      CAPTURE(budget);
      const git::test::IndexedTrees indexed(random.repository, 1, budget);
      CHECK(indexed.index->has_left_out() == (budget < 2000));
      const Found all = found(random.repository, *indexed.index);
      CHECK(all.files == expected);
      CHECK(all.has_tree);
    }
  }
}

TEST_CASE("history names: nothing that is meant is nothing found") {
  const Repository repository;
  repository.write("a/b/c.txt", "x");
  repository.commit();
  const git::test::IndexedTrees indexed(repository);
  const Found none = found(repository, *indexed.index);
  CHECK(none.files.empty());
  CHECK_FALSE(none.has_tree);
  repository.write("s.env", "staged");
  repository.git({"add", "s.env"});
  CHECK(found(repository, *indexed.index).files.size() == 1);
}
