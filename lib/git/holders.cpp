#include "git/holders.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "git/plumbing.h"
#include "git/ref_list.h"

namespace veto::git {
namespace {

constexpr std::string_view kStash = "refs/stash";

Holder holder_of(const std::string& ref, const std::vector<Remote>& remotes) {
  if (const std::optional<RemoteRef> there = remote_ref(remotes, ref))
    return {HolderKind::RemoteBranch, there->remote + "/" + there->name, there->remote};
  const auto short_name = [&ref](std::string_view prefix) { return ref.substr(prefix.size()); };
  if (ref.starts_with("refs/heads/")) return {HolderKind::Branch, short_name("refs/heads/")};
  if (ref.starts_with("refs/tags/")) return {HolderKind::Tag, short_name("refs/tags/")};
  if (ref.starts_with("refs/notes/")) return {HolderKind::Notes, ref};
  return {HolderKind::OtherRef, ref};
}

bool is_remote_head(std::string_view ref) {
  return ref.starts_with("refs/remotes/") && ref.ends_with("/HEAD");
}

struct Worktree {
  std::string path;
  std::optional<Oid> head;
  std::string branch;
};

/// The main worktree first.
std::vector<Worktree> list_worktrees(const Location& location,
                                     const base::Environment& environment) {
  const std::string output = run_git(location, environment, {"worktree", "list", "--porcelain"});
  std::vector<Worktree> worktrees;
  std::string_view rest = output;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view key = line.substr(0, space);
    const std::string_view value = line.substr(std::min(space + 1, line.size()));
    if (key == "worktree") worktrees.push_back({std::string(value), std::nullopt, ""});
    if (worktrees.empty()) continue;
    if (key == "HEAD") worktrees.back().head = Oid::from_hex(value);
    constexpr std::string_view kHeads = "refs/heads/";
    if (key == "branch" && value.starts_with(kHeads))
      worktrees.back().branch = value.substr(kHeads.size());
  }
  return worktrees;
}

}  // namespace

std::vector<Holder> list_holders(const Location& location, const base::Environment& environment,
                                 const RefFacts& facts, HeldHistory& history) {
  std::vector<Holder> holders;
  for (const ListedRef& ref : list_refs(location, environment)) {
    if (ref.name != kStash && !is_remote_head(ref.name) && history.is_held_by(ref.id))
      holders.push_back(holder_of(ref.name, facts.remotes));
  }
  const std::vector<Worktree> worktrees = list_worktrees(location, environment);
  for (const Worktree& worktree : worktrees) {
    const bool says_nothing_new = &worktree == &worktrees.front() && !worktree.branch.empty();
    if (worktree.head && !says_nothing_new && history.is_held_by(*worktree.head))
      holders.push_back({HolderKind::Worktree, worktree.path, "", worktree.branch});
  }
  for (const ReflogEntry& entry : facts.reflogs) {
    if (!history.is_held_by(entry.id)) continue;
    if (entry.ref == kStash)
      holders.push_back({HolderKind::Stash, "stash@{" + std::to_string(entry.number) + "}"});
    else
      holders.push_back({HolderKind::Reflog, entry.ref});
  }
  const auto key = [](const Holder& holder) { return std::tie(holder.kind, holder.name); };
  std::sort(holders.begin(), holders.end(),
            [&](const Holder& a, const Holder& b) { return key(a) < key(b); });
  holders.erase(std::unique(holders.begin(), holders.end(),
                            [&](const Holder& a, const Holder& b) { return key(a) == key(b); }),
                holders.end());
  return holders;
}

}  // namespace veto::git
