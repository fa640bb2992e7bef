// Random small histories: made in memory, written by one `git fast-import`, so that a slow twin can
// be asked about the model and the product about the repository.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "git/provenance.h"
#include "rules/example_random.h"
#include "test/unit/git/repository.h"

namespace veto::git::test {

/// A version of the whole tree: which blob of the pool stands at each path.
using ModelTree = std::map<std::string, std::size_t>;

struct ModelCommit {
  std::vector<std::size_t> parents;  ///< positions in the history
  ModelTree files;
  std::int64_t date = 0;
  Oid id;
};

struct ModelHistory {
  std::vector<ModelCommit> commits;
  std::vector<std::size_t> tips;  ///< of branches
};

/// Blobs that hold some of the texts 0 to 3, or none.
struct ModelPool {
  std::vector<std::vector<TextId>> texts;
  std::vector<Oid> ids;
};

class RandomHistories {
 public:
  explicit RandomHistories(std::uint64_t seed);

  /// Makes `count` histories and writes them into the repository.
  void write(const Repository& repository, std::size_t count);

  ModelPool pool;
  std::vector<ModelHistory> histories;

 private:
  ModelHistory make();
  void merge(const ModelHistory& history, ModelCommit& commit);
  void edit(ModelTree& files);
  std::string name();
  void append(std::string& stream, std::size_t first_mark) const;
  void read_marks(const Repository& repository);

  rules::ExampleRandom random_;
};

}  // namespace veto::git::test
