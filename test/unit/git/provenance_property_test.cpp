// Provenance against a slow twin that knows the history as a model and looks at every commit and
// every path.
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "git/provenance.h"
#include "test/support/catch.h"
#include "test/unit/git/found_texts.h"
#include "test/unit/git/indexed_trees.h"
#include "test/unit/git/random_history.h"

using namespace veto;
using namespace veto::git;
using test::IndexedTrees;
using test::ModelCommit;
using test::ModelHistory;
using test::ModelPool;
using test::ModelTree;
using test::Repository;
using test::told;

namespace {

using Words = std::multiset<std::string>;

/// What is said of one introduction; commits by their position.
struct Fate {
  std::size_t commit = 0;
  std::string path;
  TextId text = 0;
  bool in_head = false;
  std::optional<std::size_t> removed;
};

/// Each once, and what no commit has without its path: only an index knows in which dangling trees
/// it stands.
Words told_once(std::vector<Introduction> introductions) {
  for (Introduction& each : introductions) {
    if (each.commit) continue;
    each.path.clear();
    each.in_head = false;  // by the path
    each.removed.reset();
  }
  const auto all = told(introductions);
  const std::set<std::string> once(all.begin(), all.end());
  return {once.begin(), once.end()};
}

std::string words(std::size_t commit, const std::string& path, std::size_t blob, TextId text) {
  return fmt::format("commit {} {}: blob {}, text {}", commit, path, blob, text);
}

/// In a merge, a path may be new against one parent and old against another; whether it then counts
/// as renamed is open.
enum class Renames { NewForOneParent, NewForAllParents };

/// The texts that some parent has for what stands at `path` in a commit: those at the path itself;
/// if the path is new, those of the files that the commit removes.
std::set<TextId> old_texts(const ModelPool& pool, const ModelHistory& history,
                           const ModelCommit& commit, const std::string& path, Renames renames) {
  std::set<TextId> texts;
  const auto add = [&](std::size_t blob) {
    texts.insert(pool.texts[blob].begin(), pool.texts[blob].end());
  };
  const auto has_path = [&](std::size_t parent) {
    return history.commits[parent].files.contains(path);
  };
  const bool anywhere = std::any_of(commit.parents.begin(), commit.parents.end(), has_path);
  for (const std::size_t parent : commit.parents) {
    const ModelTree& files = history.commits[parent].files;
    if (has_path(parent)) {
      add(files.at(path));
    } else if (!anywhere || renames == Renames::NewForOneParent) {
      for (const auto& [other, blob] : files) {
        if (!commit.files.contains(other)) add(blob);
      }
    }
  }
  return texts;
}

Words by_twin(const ModelPool& pool, const ModelHistory& history, Renames renames) {
  Words introductions;
  for (std::size_t i = 0; i < history.commits.size(); ++i) {
    const ModelCommit& commit = history.commits[i];
    for (const auto& [path, blob] : commit.files) {
      const std::set<TextId> old = old_texts(pool, history, commit, path, renames);
      for (const TextId text : pool.texts[blob]) {
        if (!old.contains(text)) introductions.insert(words(i, path, blob, text));
      }
    }
  }
  return introductions;
}

std::string show(const ModelPool& pool, const ModelHistory& history) {
  std::string text;
  for (std::size_t i = 0; i < history.commits.size(); ++i) {
    text += fmt::format("commit {}, parents", i);
    for (const std::size_t parent : history.commits[i].parents) text += fmt::format(" {}", parent);
    text += "\n";
    for (const auto& [path, blob] : history.commits[i].files) {
      text += fmt::format("  {}: blob {}, texts", path, blob);
      for (const TextId each : pool.texts[blob]) text += fmt::format(" {}", each);
      text += "\n";
    }
  }
  return text;
}

Words without(const Words& all, const Words& some) {
  Words rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

HistoryGraph graph_of(ObjectStore& objects, const ModelHistory& history) {
  HistoryGraph graph;
  for (const ModelCommit& commit : history.commits)
    graph.commits.push_back(
        parse_commit(commit.id, objects.read(commit.id, ObjectType::Commit).bytes()));
  // In any order, as from an object database.
  std::sort(graph.commits.begin(), graph.commits.end(),
            [](const Commit& a, const Commit& b) { return a.id < b.id; });
  return graph;
}

std::set<std::size_t> reachable(const ModelHistory& history) {
  std::set<std::size_t> seen(history.tips.begin(), history.tips.end());
  for (std::size_t i = history.commits.size(); i-- > 0;) {
    if (seen.contains(i))
      seen.insert(history.commits[i].parents.begin(), history.commits[i].parents.end());
  }
  return seen;
}

/// What was introduced on the way to HEAD is there or was removed on the way, and nothing else is.
void check_fate(const ModelPool& pool, const ModelHistory& history, std::size_t head,
                const std::vector<Fate>& fates) {
  std::set<std::size_t> before_head{head};
  for (std::size_t i = head + 1; i-- > 0;) {
    if (before_head.contains(i))
      before_head.insert(history.commits[i].parents.begin(), history.commits[i].parents.end());
  }
  const auto holds = [&](std::size_t commit, const std::string& path, TextId text) {
    const ModelTree& files = history.commits[commit].files;
    if (!files.contains(path)) return false;
    const std::vector<TextId>& texts = pool.texts[files.at(path)];
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  };
  for (const Fate& fate : fates) {
    CAPTURE(fate.path, fate.commit, fate.text, head);
    if (holds(head, fate.path, fate.text)) CHECK(fate.in_head);
    CHECK_FALSE((fate.in_head && fate.removed));
    if (!before_head.contains(fate.commit)) {
      CHECK_FALSE(fate.removed);
      continue;
    }
    CHECK((fate.in_head || fate.removed));
    if (!fate.removed) continue;
    CHECK(before_head.contains(*fate.removed));
    const auto& parents = history.commits[*fate.removed].parents;
    const ModelTree& left = history.commits[*fate.removed].files;
    CHECK(std::any_of(parents.begin(), parents.end(), [&](std::size_t parent) {
      const ModelTree& files = history.commits[parent].files;
      return std::any_of(files.begin(), files.end(), [&](const auto& file) {
        return holds(parent, file.first, fate.text) &&
               (!left.contains(file.first) || !holds(*fate.removed, file.first, fate.text));
      });
    }));
  }
}

void check_history(const Repository& repository, const ModelPool& pool, const ModelHistory& history,
                   const std::vector<std::unique_ptr<IndexedTrees>>& indexes) {
  ObjectStore objects = repository.objects();
  HistoryGraph graph = graph_of(objects, history);
  const std::size_t head = history.tips.front();
  graph.head = history.commits[head].id;
  std::vector<Tip> tips;
  for (const std::size_t tip : history.tips)
    tips.push_back({Reach::Branch, history.commits[tip].id});
  WantedTexts wanted;
  for (std::size_t i = 0; i < pool.ids.size(); ++i) {
    if (!pool.texts[i].empty()) wanted.blobs.emplace(pool.ids[i], pool.texts[i]);
  }
  const auto position_of = [&](const Oid& id) {
    const auto at = std::find_if(history.commits.begin(), history.commits.end(),
                                 [&](const ModelCommit& commit) { return commit.id == id; });
    REQUIRE(at != history.commits.end());
    return static_cast<std::size_t>(at - history.commits.begin());
  };
  const std::set<std::size_t> live = reachable(history);
  Words found;
  std::vector<Fate> fates;
  const HistoryTrees trees{objects, [](const Oid& tree) { FAIL(tree.hex()); }};
  const std::vector<Introduction> introductions =
      find_introductions(trees, CommitGraph(graph), tips, wanted);
  for (const std::unique_ptr<IndexedTrees>& indexed : indexes) {
    HistoryTrees in_memory = trees;
    in_memory.index = indexed->index.get();
    CHECK(told_once(find_introductions(in_memory, CommitGraph(graph), tips, wanted)) ==
          told_once(introductions));
  }
  for (const Introduction& each : introductions) {
    if (!each.commit) continue;  // a blob of the pool that this history does not have
    const std::size_t commit = position_of(*each.commit);
    const auto blob = std::find(pool.ids.begin(), pool.ids.end(), each.blob) - pool.ids.begin();
    found.insert(words(commit, each.path, static_cast<std::size_t>(blob), each.text));
    Fate fate{commit, each.path, each.text, each.in_head, std::nullopt};
    if (each.removed) fate.removed = position_of(*each.removed);
    fates.push_back(std::move(fate));
    CHECK(each.reach == (live.contains(commit) ? Reach::Branch : Reach::Unreachable));
  }
  INFO(show(pool, history));
  check_fate(pool, history, head, fates);
  CHECK(without(by_twin(pool, history, Renames::NewForOneParent), found) == Words());
  CHECK(without(found, by_twin(pool, history, Renames::NewForAllParents)) == Words());
}

void check_histories(std::uint64_t seed) {
  const Repository repository;
  test::RandomHistories random(seed);
  random.write(repository, test::trials(150));
  repository.git({"repack", "-q", "-a", "-d", "-k", "-f", "--depth=200", "--window=30"});
  std::vector<std::unique_ptr<IndexedTrees>> indexes;
  indexes.push_back(std::make_unique<IndexedTrees>(repository));
  indexes.push_back(std::make_unique<IndexedTrees>(repository, 3));
  indexes.push_back(
      std::make_unique<IndexedTrees>(repository, 2, 6000, 1000));  // some are not kept
  for (std::size_t i = 0; i < random.histories.size(); ++i) {
    CAPTURE(seed, i);
    check_history(repository, random.pool, random.histories[i], indexes);
  }
}

}  // namespace

TEST_CASE("provenance: a slow twin finds the same introductions in random histories") {
  check_histories(1);
}

TEST_CASE("provenance: a slow twin finds the same introductions of other texts") {
  check_histories(2);
}
