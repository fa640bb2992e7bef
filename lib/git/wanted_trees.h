// Trees in which some blobs are looked for: each tree is looked into once, whatever is asked of it,
// and is known by what is wanted in it from then on. Trees that an index has (git/tree_index.h) are
// not read; without one, or where it lacks a tree, the object store is asked.
//
// What cannot be read says nothing: of a commit's tree it can be taken for what the commit's
// parents have there, so that the commit neither brings anything in nor takes anything away.
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
#include <unordered_set>
#include <vector>

#include "git/marked_trees.h"
#include "git/object_store.h"
#include "git/oid.h"
#include "git/reduced_trees.h"
#include "git/tree.h"
#include "git/tree_index.h"

namespace veto::git {

struct NamedBlob {
  std::string path;
  Oid id;
};

using WantedIds = std::unordered_set<Oid, OidHash>;

class WantedTrees {
 public:
  /// Told of each tree that is missing, once.
  using Unreadable = std::function<void(const Oid& tree)>;

  /// `objects` and `index`, which may be null, must outlive this. What `objects` leaves out cannot
  /// be read.
  WantedTrees(ObjectStore& objects, WantedIds wanted, Unreadable unreadable,
              const TreeIndex* index = nullptr);

  struct Tree {
    Oid id;
    ReducedTrees::Tree reduced = 0;  ///< zero: nothing is wanted in it
  };
  /// Like all that follow, throws Error(Unreadable) for a damaged tree.
  [[nodiscard]] Tree look_into(const Oid& id) { return {id, reduce(id)}; }
  /// The same, and what cannot be read of it is taken for what the trees of the parents have there.
  [[nodiscard]] Tree look_into(const Oid& id, std::span<const Tree> parents);

  /// Wanted blobs below `tree` that stand at their path in none of `others`.
  void find_new(const Tree& tree, std::span<const Tree> others, std::vector<NamedBlob>& found);
  void find_new(const Oid& tree, const std::vector<Oid>& others, std::vector<NamedBlob>& found);

  /// Tells of each path below `tree` at which a wanted blob stands, but not of what stands at a
  /// path below another tree that was asked about, if the directory is the same there. Throws
  /// Error(Unreadable) when there are more directories than any real history has.
  using UsePath = std::function<void(const std::string& path, const Oid& blob)>;
  void for_each_path(const Tree& tree, const UsePath& use) { walk(tree.reduced, "", use); }

  /// Trees of the index that lead to wanted blobs and are held by no other tree; none without it.
  [[nodiscard]] std::vector<Oid> outermost();

  /// The wanted blob at `path`, if that is what stands there.
  [[nodiscard]] std::optional<Oid> blob_at(const Tree& tree, std::string_view path) const;

  /// Whether a file stands at `path`, wanted or not.
  [[nodiscard]] bool has_file(Oid tree, std::string_view path);

  /// Whether what stands at `path` is not known, because it could not be read.
  [[nodiscard]] bool is_unread(Oid tree, std::string_view path);

  /// Whether this wanted blob stands anywhere below `tree`.
  [[nodiscard]] bool contains(const Oid& tree, const Oid& blob);

 private:
  using Reduced = ReducedTrees::Tree;

  /// What stands at a name.
  struct Named {
    RecordedEntry::Kind kind = RecordedEntry::Kind::Blob;
    Oid id;  // of none if it is a blob that is not here, or a submodule
  };

  std::optional<Object> read_tree(const Oid& id);
  [[nodiscard]] Reduced reduce(const Oid& tree);
  [[nodiscard]] Reduced reduce_read(const Oid& tree);
  [[nodiscard]] Reduced reduce_indexed(TreeIndex::Tree tree);
  [[nodiscard]] ReducedTrees::Entry reduce_entry(const RecordedEntry& entry);
  [[nodiscard]] std::optional<Named> first_named(const Oid& tree, std::string_view name);
  [[nodiscard]] bool is_here(const Oid& id);
  [[nodiscard]] ReducedTrees::Entry reduce_blob(std::uint32_t name, const Oid& id);
  [[nodiscard]] Reduced fill(Reduced tree, std::span<const Reduced> others);
  void add_filled(ReducedTrees::Entry entry, std::span<const Reduced> others,
                  std::vector<ReducedTrees::Entry>& filled);
  void add_new(Reduced tree, std::span<const Reduced> others, const std::string& prefix,
               std::vector<NamedBlob>& found);
  void walk(Reduced tree, const std::string& prefix, const UsePath& use);
  void go_deeper(const Oid& tree);

  ObjectStore& objects_;
  const WantedIds wanted_;
  const Unreadable unreadable_;
  const TreeIndex* index_;
  std::optional<MarkedTrees> marked_;  // if there is an index
  ReducedTrees reduced_;
  std::vector<Reduced> of_indexed_;
  std::vector<std::uint32_t> names_of_index_;  // among those of reduced_
  std::unordered_map<Oid, Reduced, OidHash> of_read_;
  std::set<Oid> missing_;
  std::unordered_map<Reduced, std::unordered_set<std::string>> walked_;  // under which paths
  std::size_t walks_ = 0;
  std::size_t fills_ = 0;
  int depth_ = 0;
};

}  // namespace veto::git
