#include "source/narrow_range.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "git/commit.h"
#include "git/plumbing.h"
#include "git/ref_list.h"
#include "git/refs.h"
#include "text/escape.h"

namespace veto::source {
namespace {

using Ids = std::unordered_set<git::Oid, git::OidHash>;

std::string list_commits(const GitContext& context, const git::Selection& selection,
                         std::vector<std::string> arguments) {
  std::string input;
  for (const git::Oid& id : selection.reached) input += id.hex() + "\n";
  for (const git::Oid& id : selection.excluded) input += "^" + id.hex() + "\n";
  arguments.insert(arguments.begin(), {"rev-list", "--stdin"});
  std::string list;
  const base::Output output =
      git::ask_git(context.location, context.environment, {std::move(arguments), std::move(input)},
                   [&list](std::string_view piece) { list += piece; });
  if (output.status != 0) throw base::unreadable("git rev-list: " + text::for_terminal(output.err));
  return list;
}

/// When the tag was made; 0 for one that does not say it.
std::int64_t date_of_tag(std::string_view bytes) {
  const std::string_view header = bytes.substr(0, std::min(bytes.find("\n\n"), bytes.size()));
  const std::size_t begin = header.find("\ntagger ");
  if (begin == std::string_view::npos) return 0;
  const std::string_view line = header.substr(begin + 1, header.find('\n', begin + 1) - begin - 1);
  const std::size_t date = line.rfind("> ");
  std::int64_t seconds = 0;
  if (date != std::string_view::npos)
    std::from_chars(line.data() + date + 2, line.data() + line.size(), seconds);
  return seconds;
}

/// Chooses among what a selection names that is no commit.
class TipChoice {
 public:
  TipChoice(const GitContext& context, const CommitLimits& limits)
      : limits_(limits), objects_(context.library, context.location, context.environment) {
    if (limits.reported == Reported::All) return;
    for (const git::ListedRef& ref : git::list_refs(context.location, context.environment))
      refs_.insert(ref.id);
  }

  /// What is taken goes to `narrowed`; what stands behind it does not come with it.
  void add(const git::Oid& id, const Ids& commits, git::Selection& narrowed) {
    const std::optional<git::ObjectHeader> header = objects_.header(id);
    if (!header || header->type == git::ObjectType::Commit) return;
    if (limits_.reported == Reported::Reachable && !refs_.contains(id)) return;
    if (header->type != git::ObjectType::Tag) {
      if (!limits_.since) narrowed.reached.push_back(id);
      return;
    }
    const git::Object object = objects_.read(id);
    if (limits_.since && date_of_tag(object.bytes()) < *limits_.since) return;
    narrowed.reached.push_back(id);
    git::Tag tag = git::parse_tag(object.bytes());
    while (tag.target_type == git::ObjectType::Tag)
      tag = git::parse_tag(objects_.read(tag.target).bytes());
    if (tag.target_type == git::ObjectType::Commit && !commits.contains(tag.target))
      narrowed.excluded.push_back(tag.target);
  }

 private:
  const CommitLimits& limits_;
  git::ObjectStore objects_;
  Ids refs_;
};

/// Where clocks were wrong, a commit that counts may stand before one that does not, and be
/// excluded with it: what the last of the selections leaves out is listed by a further one.
void add_left_out(const GitContext& context, const Ids& commits,
                  std::vector<git::Selection>& selections) {
  git::ObjectStore objects(context.library, context.location, context.environment);
  for (Ids left = commits; !selections.back().excluded.empty();) {
    const std::size_t before = left.size();
    std::istringstream list(list_commits(context, selections.back(), {}));
    for (std::string line; std::getline(list, line);) {
      if (const std::optional<git::Oid> id = git::Oid::from_hex(line)) left.erase(*id);
    }
    if (left.empty() || left.size() == before) return;
    git::Selection& next = selections.emplace_back();
    next.reached.assign(left.begin(), left.end());
    for (const git::Oid& id : left) {
      const git::Object object = objects.read(id, git::ObjectType::Commit);
      for (const git::Oid& parent : git::parse_commit(id, object.bytes()).parents) {
        if (!commits.contains(parent) && objects.header(parent)) next.excluded.push_back(parent);
      }
    }
  }
}

}  // namespace

git::Selection select_all(const GitContext& context, Reported reported) {
  git::ObjectStore objects(context.library, context.location, context.environment);
  std::set<git::Oid> ids;
  for (const git::Tip& tip : git::list_tips(context.location, context.environment)) {
    const bool is_outside = tip.reach == git::Reach::Index ||
                            (tip.reach == git::Reach::Reflog && reported == Reported::Reachable);
    // A reflog may name what is gone.
    if (!is_outside && objects.header(tip.id)) ids.insert(tip.id);
  }
  git::Selection selection;
  selection.reached.assign(ids.begin(), ids.end());
  return selection;
}

std::vector<git::Selection> narrow(const GitContext& context, const git::Selection& selection,
                                   const CommitLimits& limits) {
  std::vector<git::Selection> selections(1);
  git::Selection& narrowed = selections.front();
  narrowed.excluded = selection.excluded;
  if (selection.reached.empty()) return selections;
  std::vector<std::string> arguments{"--boundary"};
  if (limits.since) arguments.push_back("--max-age=" + std::to_string(*limits.since));
  Ids commits;
  std::istringstream list(list_commits(context, selection, std::move(arguments)));
  for (std::string line; std::getline(list, line);) {
    const bool is_behind = line.starts_with('-');
    const std::optional<git::Oid> id = git::Oid::from_hex(line.substr(is_behind ? 1 : 0));
    if (!id) throw base::unreadable("git rev-list: not understood");
    if (is_behind)
      narrowed.excluded.push_back(*id);
    else
      commits.insert(*id);
  }
  if (limits.reported == Reported::Reachable) {
    std::istringstream lost(list_commits(context, selection, {"--not", "--all"}));
    for (std::string line; std::getline(lost, line);) {
      if (const std::optional<git::Oid> id = git::Oid::from_hex(line)) commits.erase(*id);
    }
  }
  narrowed.reached.assign(commits.begin(), commits.end());
  TipChoice tips(context, limits);
  for (const git::Oid& id : selection.reached) tips.add(id, commits, narrowed);
  if (limits.since) add_left_out(context, commits, selections);
  return selections;
}

}  // namespace veto::source
