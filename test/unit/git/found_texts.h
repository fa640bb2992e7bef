// One text in the blobs of a repository, and where it is found to have come from and gone to: the
// same whether trees are read or asked of an index.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "git/provenance.h"
#include "test/support/catch.h"
#include "test/unit/git/indexed_trees.h"
#include "test/unit/git/repository.h"

namespace veto::git::test {

inline std::vector<std::string> told(const std::vector<Introduction>& introductions) {
  std::vector<std::string> lines;
  for (const Introduction& each : introductions)
    lines.push_back(fmt::format("{} {} '{}' {} {} {} {}", each.text, each.blob.hex(), each.path,
                                each.commit ? each.commit->hex() : "", to_string(each.reach),
                                each.in_head, each.removed ? each.removed->hex() : ""));
  return lines;
}

/// What find_introductions says of the text 0, which the blobs hold whose content says so.
class Found {
 public:
  explicit Found(const Repository& repository, const std::string& needle = "needle") {
    ObjectStore objects = repository.objects();
    HistoryGraph graph;
    WantedTexts wanted;
    for (const std::string& hex :
         split(repository.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}),
               '\n')) {
      const Oid id = id_of(hex);
      const Object object = objects.read(id);
      if (object.type() == ObjectType::Commit)
        graph.commits.push_back(parse_commit(id, object.bytes()));
      if (object.type() == ObjectType::Tag) graph.tags.emplace(id, parse_tag(object.bytes()));
      if (object.type() == ObjectType::Blob && object.bytes().find(needle) != std::string::npos)
        wanted.blobs.emplace(id, std::vector<TextId>{0});
    }
    graph.head = resolve_head(repository.location(), repository.environment);
    const std::vector<Tip> tips = list_tips(repository.location(), repository.environment);
    const auto tell = [this](const Oid& tree) { unreadable.push_back(tree.hex()); };
    introductions = find_introductions({objects, tell}, CommitGraph(graph), tips, wanted);
    std::vector<std::string> also_unreadable;
    const auto tell_again = [&](const Oid& tree) { also_unreadable.push_back(tree.hex()); };
    const IndexedTrees indexed(repository);
    CHECK(told(find_introductions({objects, tell_again, indexed.index.get()}, CommitGraph(graph),
                                  tips, wanted)) == told(introductions));
    CHECK(also_unreadable == unreadable);
  }

  std::vector<Introduction> introductions;
  std::vector<std::string> unreadable;
};

}  // namespace veto::git::test
