#include "hook/locate_finding.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "git/read_file.h"
#include "git/refs.h"

namespace veto::hook {
namespace {

std::string kind_name(git::HolderKind kind) {
  switch (kind) {
    case git::HolderKind::Branch:
      return "branch";
    case git::HolderKind::RemoteBranch:
      return "remote branch";
    case git::HolderKind::Tag:
      return "tag";
    case git::HolderKind::Stash:
      return "stash";
    case git::HolderKind::Worktree:
      return "worktree";
    case git::HolderKind::Notes:
      return "notes";
    case git::HolderKind::OtherRef:
      return "other ref";
    case git::HolderKind::Reflog:
      return "reflog";
  }
  return "";
}

git::HeldObjects held_objects(const FoundFinding& found) {
  git::HeldObjects held;
  if (found.finding.rule->kind == rules::RuleKind::File)
    held.path = found.finding.places.front().path;
  for (const model::Place& place : found.objects) {
    const std::optional<git::Oid> id = git::Oid::from_hex(place.object);
    if (!id) continue;
    (place.kind == model::OriginKind::Blob ? held.blobs : held.messages).insert(*id);
  }
  return held;
}

bool stands_at(const std::string& directory, const std::string& work_tree) {
  std::error_code failure;
  return std::filesystem::equivalent(directory, work_tree, failure) && !failure;
}

bool any_holder(const report::Whereabouts& where, std::initializer_list<std::string_view> kinds) {
  return std::any_of(where.holders.begin(), where.holders.end(), [&](const auto& holder) {
    return std::find(kinds.begin(), kinds.end(), holder.kind) != kinds.end();
  });
}

}  // namespace

FindingLocator::FindingLocator(Session& session, const SearchResult& search)
    : session_(session), search_(search), location_(session.find_repository()) {
  if (location_ == nullptr) return;
  facts_.reflogs = git::list_reflogs(*location_, session.environment());
  facts_.remotes = git::list_remotes(*location_, session.environment(), facts_.reflogs);
  head_ = git::resolve_head(*location_, session.environment());
}

report::Whereabouts FindingLocator::locate(const FoundFinding& found) {
  report::Whereabouts where;
  where.finding = found.finding;
  where.staged = found.staged;
  where.now = unix_now();
  for (const base::Diagnostic& diagnostic : search_.incomplete)
    where.not_readable.push_back(diagnostic.message);
  paths_.clear();
  if (location_ != nullptr) {
    where.is_bare = location_->work_tree.empty();
    where.is_shallow = git::read_file(location_->common_dir + "/shallow").has_value();
    where.standing = stands_at(session_.directory(), location_->work_tree)
                         ? report::Standing::AtTop
                         : report::Standing::Below;
    if (found.in_history) add_history(found, where);
  }
  where.spread = spread_of(where);
  return where;
}

void FindingLocator::add_history(const FoundFinding& found, report::Whereabouts& where) {
  git::ObjectStore objects(session_.git_context().library, *location_, session_.environment());
  const source::HistorySource& all = *search_.history;
  // What is missing or cannot be read was said by the scan already.
  objects.leave_out(all.unreadable());
  git::HeldHistory history({objects, [](const git::Oid&) {}, all.trees()}, all.graph(),
                           held_objects(found));
  paths_ = history.paths();
  add_commits(history, where);
  add_holders(history, where);
  if (!head_) return;
  std::map<std::string, std::size_t> lines;
  for (const model::Place& place : found.objects) lines.emplace(place.object, place.line);
  for (git::NamedBlob& blob : history.files_of(*head_))
    where.in_head.push_back({std::move(blob.path), lines[blob.id.hex()]});
}

void FindingLocator::add_commits(git::HeldHistory& history, report::Whereabouts& where) const {
  std::set<git::Oid> commits;
  for (const model::Place& place : where.finding.places) {
    const std::optional<git::Oid> id = git::Oid::from_hex(place.commit);
    if (!id) continue;
    commits.insert(*id);
    where.in_message |= place.kind == model::OriginKind::CommitMessage;
  }
  where.head_holds = head_ && history.is_held_by(*head_);
  where.has_merges = history.has_merge();
  if (!head_) return;
  for (const git::Oid& id : history.in_order(commits, *head_)) where.commits.push_back(id.hex());
  if (where.commits.empty()) return;
  const git::Commit* first = history.find(*git::Oid::from_hex(where.commits.front()));
  where.first_is_root = first != nullptr && first->parents.empty();
}

void FindingLocator::add_holders(git::HeldHistory& history, report::Whereabouts& where) const {
  for (git::Holder& holder : git::list_holders(*location_, session_.environment(), facts_, history))
    where.holders.push_back({kind_name(holder.kind), std::move(holder.name),
                             std::move(holder.remote), std::move(holder.branch)});
  for (const git::Remote& remote : facts_.remotes) {
    report::KnownRemote known;
    known.name = remote.name;
    known.url = git::public_url(remote.url);
    known.holds = std::any_of(where.holders.begin(), where.holders.end(),
                              [&](const auto& holder) { return holder.remote == remote.name; });
    known.by_push = remote.heard == git::Heard::ByPush;
    known.heard_at = remote.heard == git::Heard::Never ? 0 : remote.heard_at;
    where.remotes.push_back(std::move(known));
  }
}

report::Spread FindingLocator::spread_of(const report::Whereabouts& where) const {
  using report::Spread;
  const bool by_ref = any_holder(where, {"branch", "tag", "notes", "other ref"});
  if (any_holder(where, {"remote branch"}) || (where.is_bare && by_ref)) return Spread::Pushed;
  if (where.head_holds && head_) {
    const bool only_last = where.commits.size() == 1 && where.commits.front() == head_->hex();
    return only_last ? Spread::LastCommit : Spread::EarlierCommit;
  }
  if (any_holder(where, {"branch", "worktree"})) return Spread::OtherBranch;
  if (where.staged) return Spread::Staged;
  const std::vector<model::Place>& places = where.finding.places;
  if (std::any_of(places.begin(), places.end(),
                  [](const model::Place& place) { return place.reached == "index"; }))
    return Spread::Staged;
  const bool in_objects = std::any_of(places.begin(), places.end(), [](const model::Place& place) {
    return !place.object.empty() || !place.commit.empty();
  });
  return in_objects ? Spread::LeftOver : Spread::WorkTree;
}

}  // namespace veto::hook
