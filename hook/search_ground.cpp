#include "hook/search_ground.h"

#include <filesystem>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "hook/named_files.h"
#include "hook/push_scan.h"
#include "source/files.h"
#include "source/history.h"
#include "source/message.h"
#include "source/range.h"
#include "source/staged.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// What git keeps of a commit or a merge that was not made, comments included.
std::optional<std::string> read_message(const git::Location& location) {
  std::optional<std::string> text;
  for (const char* name : {"/COMMIT_EDITMSG", "/MERGE_MSG"}) {
    if (const std::optional<std::string> message = git::read_file(location.git_dir + name))
      text = text.value_or("") + *message + "\n";
  }
  return text;
}

/// nullopt without a commit or without remotes.
std::optional<git::Selection> select_unpushed(const source::GitContext& context) {
  const std::optional<git::Oid> head = git::resolve_head(context.location, context.environment);
  const base::Output remotes =
      git::ask_git(context.location, context.environment,
                   {"for-each-ref", "--format=%(objectname)", "refs/remotes/"});
  if (!head || remotes.status != 0 || remotes.out.empty()) return std::nullopt;
  git::Selection selection;
  selection.reached.push_back(*head);
  std::istringstream lines(remotes.out);
  for (std::string line; std::getline(lines, line);) {
    if (const std::optional<git::Oid> id = git::Oid::from_hex(line))
      selection.excluded.push_back(*id);
  }
  return selection;
}

void add_state(const model::ScanResult& result, Present& present) {
  present.complete = present.complete && result.complete();
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.kind != base::DiagnosticKind::Incomplete) continue;
    present.notes +=
        fmt::format("git-veto: incomplete: {}{}\n",
                    diagnostic.path.empty() ? "" : text::for_terminal(diagnostic.path) + ": ",
                    text::guard_terminal(diagnostic.message));
  }
}

}  // namespace

std::string_view to_string(Ground ground) noexcept {
  switch (ground) {
    case Ground::Staged:
      return "what is staged";
    case Ground::Message:
      return "the commit message";
    case Ground::Unpushed:
      return "the commits not yet pushed";
    case Ground::Files:
      return "the files of the work tree";
    case Ground::FileNames:
      return "the names of files in the history";
    case Ground::History:
    case Ground::Reachable:
      return "the history";
  }
  return "";
}

std::optional<model::ScanResult> scan_ground(const Session& session, Ground ground) {
  const source::GitContext context = session.git_context();
  switch (ground) {
    case Ground::Staged: {
      source::StagedSource source(context);
      return session.scan(source);
    }
    case Ground::Message: {
      std::optional<std::string> text = read_message(context.location);
      if (!text) return std::nullopt;
      source::MessageSource source(*std::move(text));
      return session.scan(source);
    }
    case Ground::Unpushed: {
      std::optional<git::Selection> selection = select_unpushed(context);
      if (!selection) return std::nullopt;
      source::RangeSource source(context, push_scope(*std::move(selection), nullptr));
      return session.scan(source);
    }
    case Ground::Files: {
      std::filesystem::current_path(context.location.work_tree);
      source::FilesSource source({"."}, context.environment);
      return session.scan(source);
    }
    case Ground::FileNames:
      return find_named_files(session);
    case Ground::History: {
      source::HistorySource source(context);
      return session.scan(source);
    }
    case Ground::Reachable: {
      source::HistorySource source(context, source::Reported::Reachable);
      return session.scan(source);
    }
  }
  return std::nullopt;
}

std::set<std::string, std::less<>> Present::ids() const {
  std::set<std::string, std::less<>> all = uncommitted;
  for (const model::Finding& finding : committed) all.insert(finding.id);
  return all;
}

Present find_present(const Session& session) {
  Present present;
  for (const Ground ground :
       {Ground::Staged, Ground::Message, Ground::Files, Ground::FileNames, Ground::Reachable}) {
    std::optional<model::ScanResult> result = scan_ground(session, ground);
    if (!result) continue;
    add_state(*result, present);
    if (ground == Ground::Reachable)
      present.committed = std::move(result->findings);
    else
      for (const model::Finding& finding : result->findings) present.uncommitted.insert(finding.id);
  }
  return present;
}

bool HeadFiles::hold(const model::Finding& finding, const model::Place& place) const {
  const bool is_file = finding.rule->kind == rules::RuleKind::File;
  return is_file ? place.in_head : blobs.contains(place.object);
}

HeadFiles head_files(const Session& session) {
  const source::GitContext context = session.git_context();
  std::istringstream entries(git::run_git(context.location, context.environment,
                                          {"ls-tree", "-r", "-z", "--full-tree", "HEAD"}));
  HeadFiles files;
  for (std::string mode, type, id, path; entries >> mode >> type >> id;) {
    files.blobs.insert(id);
    entries.ignore();
    std::getline(entries, path, '\0');
  }
  return files;
}

bool is_looked_for(const Session& session, std::string_view rule) {
  return !session.policy().is_off(rule) && session.find_rule(rule) != nullptr;
}

}  // namespace veto::hook
