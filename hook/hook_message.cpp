#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "git/kept_message.h"
#include "git/read_file.h"
#include "hook/commit_command.h"
#include "hook/hooks_beyond_commit.h"
#include "hook/known_values.h"
#include "hook/present.h"
#include "report/push_message.h"
#include "source/message.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// Whether git is making commits again that exist already, their messages included: what those say
/// is not added now, and pre-push sees it all the same.
bool is_replaying(const git::Location& location) {
  std::error_code ignored;
  for (const char* name : {"CHERRY_PICK_HEAD", "REBASE_HEAD", "rebase-merge", "rebase-apply"}) {
    if (std::filesystem::exists(location.git_dir + "/" + name, ignored)) return true;
  }
  return false;
}

/// prepare-commit-msg runs before there is a message, unless git has one from somewhere. The one of
/// another commit (--amend, -c, -C) is not judged before its author could change it.
bool has_nothing_to_read(const HookCall& call, const git::Location& location) {
  if (call.kind.name == "commit-msg") return false;
  const std::string source = call.arguments.size() < 2 ? "" : call.arguments[1];
  return source.empty() || source == "commit" || is_replaying(location);
}

}  // namespace

ExitCode run_message(Session& session, const HookCall& call) {
  if (call.arguments.empty())
    throw base::usage_error(std::string(call.kind.name) + " takes the file of the message");
  const source::GitContext context = session.git_context();
  if (has_nothing_to_read(call, context.location)) return ExitCode::Clean;
  const std::string path = git::absolute(call.arguments.front(), session.directory());
  const std::optional<std::string> text = git::read_file(path);
  if (!text) throw base::unreadable("the message " + text::for_terminal(path) + " is not there");
  session.prepare({PolicyWhere::Index});
  session.look_for(collect_known_values(session));
  source::MessageSource source(git::kept_message(
      context.location, context.environment, find_commit_command(session.environment()), *text));
  const model::ScanResult result = session.scan(source);
  return present_hook(result, [&] { return report::commit_message_message(result, path); });
}

}  // namespace veto::hook
