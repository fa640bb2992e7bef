// Where the policy of a run is read, so that a change cannot excuse itself:
//
//   pre-commit and other hooks of a commit, staged    the index: what the commit will hold
//   files, stdin, rules, explain                      the work tree
//   history                                           the work tree, else HEAD's commit
//   range, ci                                         the commit that the range begins behind
//   pre-push                                          the commit that is pushed
//   pre-receive, update                               HEAD's commit before the push
//
// --policy-ref REF, or veto.policyRef in git's configuration, names a commit that stands for all of
// these. The layers of the machine and the user (hook/config_layers.h) count everywhere, on a
// server that of the machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"
#include "git/library.h"
#include "git/location.h"
#include "git/oid.h"
#include "hook/options.h"
#include "hook/policy_text.h"

namespace veto::hook {

enum class PolicyWhere : unsigned char { WorkTree, Index, Commit };

/// Which layers of configuration count besides. In a server's hook the user is whoever pushes.
enum class PolicyLayers : unsigned char { All, System };

/// Where a repository's own files of policy stand.
struct PolicyPlace {
  PolicyWhere where = PolicyWhere::WorkTree;
  git::Oid commit = {};   ///< Commit: it, or a tag of it; null: there is none, so no policy
  std::string name = {};  ///< Commit: how messages call it
  git::Oid change = {};   ///< Commit: what is scanned; its own versions, if others, do not count
  std::string note = {};  ///< what is worth saying of this choice
  PolicyLayers layers = PolicyLayers::All;
};

/// A commit by its id.
[[nodiscard]] PolicyPlace policy_at(const git::Oid& commit);

class PolicySource {
 public:
  /// `location` is null outside of a repository. Everything must outlive this.
  PolicySource(const git::Library& library, const git::Location* location,
               const base::Environment& environment, const ScanFlags& flags)
      : library_(library), location_(location), environment_(environment), flags_(flags) {}

  /// What is decided at that place, and by the layers; a commit that cannot be read is among the
  /// notes. Throws Error(Usage) for a file that is in conflict or a link, and when --config names
  /// none; Error(Unreadable).
  [[nodiscard]] PolicyText read(const PolicyPlace& place) const;

  /// The commit that --policy-ref or veto.policyRef names. Throws Error(Usage) when it is not here.
  [[nodiscard]] std::optional<PolicyPlace> protected_place() const;
  /// The commit that `ref` names; `who` named it.
  [[nodiscard]] PolicyPlace place_of_ref(const std::string& ref, std::string_view who) const;
  /// For a range of commits up to `change` that begins behind `base`; without that, the remote's
  /// default branch, else the work tree.
  [[nodiscard]] PolicyPlace place_behind(const std::optional<git::Oid>& base,
                                         const git::Oid& change) const;

 private:
  [[nodiscard]] std::vector<OwnFile> wanted_files() const;
  void read_layers(PolicyLayers layers, PolicyText& text) const;
  void read_work_tree(PolicyText& text) const;
  void read_index(PolicyText& text) const;
  void read_commit(const PolicyPlace& place, PolicyText& text) const;
  void read_trees(const PolicyPlace& place, PolicyText& text) const;
  /// Says so when the work tree has another version of a file than the index.
  void compare_with_work_tree(const PolicyFile& staged, std::string_view name,
                              PolicyText& text) const;
  [[nodiscard]] std::optional<git::Oid> commit_of(const std::string& ref,
                                                  std::string_view who) const;

  const git::Library& library_;
  const git::Location* location_;
  const base::Environment& environment_;
  const ScanFlags& flags_;
};

}  // namespace veto::hook
