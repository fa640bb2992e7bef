// Trees in which some blobs are looked for: each tree is read once, whatever is asked of it, and
// only directories that hold a wanted blob are looked into again.
//
// Trees may nest and share without bound in a hostile repository: what is deeper than git itself
// goes is an error, and no commit is asked for more paths than any real one has.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "git/object_store.h"
#include "git/oid.h"

namespace veto::git {

struct NamedBlob {
  std::string path;
  Oid id;
};

class WantedTrees {
 public:
  using IsWanted = std::function<bool(const Oid& blob)>;
  /// Told of each tree that is missing, in a line of text; such a tree counts as empty.
  using Unreadable = std::function<void(const std::string& text)>;

  /// `objects` must outlive this.
  WantedTrees(ObjectStore& objects, IsWanted is_wanted, Unreadable unreadable)
      : objects_(objects), is_wanted_(std::move(is_wanted)), unreadable_(std::move(unreadable)) {}

  /// Wanted blobs below `tree` that stand at their path in none of `others`. `prefix` is empty or
  /// ends in '/'. Like all that follow, throws Error(Unreadable) for a damaged tree.
  void find_new(const Oid& tree, const std::vector<Oid>& others, const std::string& prefix,
                std::vector<NamedBlob>& found);

  /// The wanted blob at `path`, if that is what stands there.
  [[nodiscard]] std::optional<Oid> blob_at(Oid tree, std::string_view path);

  /// Whether a file stands at `path`, wanted or not.
  [[nodiscard]] bool has_file(Oid tree, std::string_view path);

  /// Whether a wanted blob stands anywhere below `tree`.
  [[nodiscard]] bool contains(const Oid& tree, const Oid& blob);

 private:
  struct Entry {
    std::string name;
    Oid id;
    bool is_tree;
  };

  std::optional<Object> read_tree(const Oid& id);
  const std::vector<Entry>& wanted_entries(const Oid& tree);
  [[nodiscard]] static std::span<const Entry> named(const std::vector<Entry>& entries,
                                                    std::string_view name);

  ObjectStore& objects_;
  const IsWanted is_wanted_;
  const Unreadable unreadable_;
  std::unordered_map<Oid, std::vector<Entry>, OidHash> known_;
  std::set<Oid> missing_;
  int depth_ = 0;
};

}  // namespace veto::git
