#include "git/plumbing.h"

#include <utility>

#include "base/error.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {

base::Environment plumbing_environment(const Location& location,
                                       const base::Environment& environment) {
  base::Environment result = environment;
  result.set("GIT_DIR", location.git_dir);
  result.set("GIT_COMMON_DIR", location.common_dir);
  result.set("GIT_INDEX_FILE", location.index_file);
  result.set("GIT_OBJECT_DIRECTORY", location.object_dir);
  // Only ids are asked for: the work tree is not looked at and need not exist.
  result.set("GIT_WORK_TREE", location.work_tree.empty() ? location.git_dir : location.work_tree);
  // These change what a path means.
  for (const char* name : {"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
                           "GIT_ICASE_PATHSPECS"})
    result.unset(name);
  result.set("GIT_OPTIONAL_LOCKS", "0");
  result.set("GIT_NO_LAZY_FETCH", "1");
  result.set("GIT_NO_REPLACE_OBJECTS", "1");
  result.set("GIT_GRAFT_FILE", "/dev/null");
  return result;
}

base::Output ask_git(const Location& location, const base::Environment& environment,
                     std::vector<std::string> arguments) {
  std::string out;
  base::Output output = ask_git(location, environment, {std::move(arguments), ""},
                                [&out](std::string_view piece) { out.append(piece); });
  output.out = std::move(out);
  return output;
}

base::Output ask_git(const Location& location, const base::Environment& environment,
                     Conversation conversation, const base::UseOutput& use) {
  conversation.arguments.insert(conversation.arguments.begin(),
                                {"git", "-c", "core.fsmonitor=false"});
  return base::run({.arguments = std::move(conversation.arguments),
                    .environment = plumbing_environment(location, environment),
                    .directory = "",
                    .input = std::move(conversation.input)},
                   use);
}

std::string run_git(const Location& location, const base::Environment& environment,
                    std::vector<std::string> arguments) {
  const std::string verb = arguments.front();
  base::Output output = ask_git(location, environment, std::move(arguments));
  if (output.status != 0)
    throw base::unreadable("git " + verb + ": " + text::for_terminal(trim_end(output.err)));
  return std::move(output.out);
}

}  // namespace veto::git
