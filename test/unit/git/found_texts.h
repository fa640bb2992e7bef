// One text in the blobs of a repository, and where it is found to have come from and gone to.
#pragma once

#include <string>
#include <vector>

#include "git/provenance.h"
#include "test/unit/git/repository.h"

namespace veto::git::test {

/// What find_introductions says of the text 0, which the blobs hold whose content says so.
class Found {
 public:
  explicit Found(const Repository& repository, const std::string& needle = "needle") {
    ObjectStore objects = repository.objects();
    HistoryGraph graph;
    WantedBlobs wanted;
    for (const std::string& hex :
         split(repository.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}),
               '\n')) {
      const Oid id = id_of(hex);
      const Object object = objects.read(id);
      if (object.type() == ObjectType::Commit)
        graph.commits.push_back(parse_commit(id, object.bytes()));
      if (object.type() == ObjectType::Tag) graph.tags.emplace(id, parse_tag(object.bytes()));
      if (object.type() == ObjectType::Blob && object.bytes().find(needle) != std::string::npos)
        wanted.emplace(id, std::vector<TextId>{0});
    }
    graph.head = resolve_head(repository.location(), repository.environment);
    const std::vector<Tip> tips = list_tips(repository.location(), repository.environment);
    introductions =
        find_introductions(objects, graph, tips, wanted,
                           [this](const std::string& text) { unreadable.push_back(text); });
  }

  std::vector<Introduction> introductions;
  std::vector<std::string> unreadable;
};

}  // namespace veto::git::test
