#include "hook/decision_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/error.h"
#include "base/process.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "hook/output.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr unsigned kCommittedMode = 0644;
constexpr const char* kAttributes = ".gitattributes";

/// What a checkout with CRLF line ends has of its own is no edit.
std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// Excludes other runs until the descriptor is closed, without leaving a file behind.
source::Descriptor lock_directory(const std::string& directory) {
  source::Descriptor lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  while (lock.get() >= 0 && ::flock(lock.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
  return lock;
}

}  // namespace

void require_work_tree(const git::Location& location, std::string_view name) {
  if (location.work_tree.empty())
    throw base::usage_error(fmt::format("a bare repository has no work tree to keep {} in", name));
}

DecisionFile::DecisionFile(const Session& session, std::string_view name)
    : location_(session.git_context().location),
      environment_(session.git_context().environment),
      name_(name) {
  require_work_tree(location_, name_);
  path_ = location_.work_tree + "/" + name_;
  // Where locks do not work, two runs at once may lose an entry: nothing that is not seen.
  lock_ = lock_directory(location_.git_dir);
  worked_ = git::read_file(path_);
  base::Output blob = git::ask_git(location_, environment_, {"cat-file", "blob", ":" + name_});
  if (blob.status == 0) staged_ = std::move(blob.out);
}

/// At the top of the work tree, which GIT_DIR may have left for elsewhere.
base::Output DecisionFile::run_git(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), "git");
  return base::run({.arguments = std::move(arguments),
                    .environment = git::plumbing_environment(location_, environment_),
                    .directory = location_.work_tree,
                    .input = ""});
}

/// By plumbing, which ignores .gitignore and sparse checkouts. That git may write the file with
/// CRLF the next time is no danger to it.
base::Output DecisionFile::stage(const std::string& name) const {
  return run_git({"-c", "core.safecrlf=false", "update-index", "--add", "--", name});
}

void DecisionFile::require_staged() const {
  const base::Output output = stage(name_);
  if (output.status != 0)
    throw base::unreadable(
        fmt::format("{} is written, but could not be staged ({}): git add -f -- "
                    ":/{}",
                    name_, text::for_terminal(git::trim_end(output.err)), name_));
}

std::string DecisionFile::save(std::string_view text) {
  const bool is_new = !worked_ && !staged_;
  const bool had_edits =
      worked_ && staged_ && without_returns(*worked_) != without_returns(*staged_);
  write_file(path_, text, kCommittedMode);
  require_staged();
  std::string said = name_ + " is staged: commit it with the change.\n";
  if (had_edits) said += "It held edits that were not staged; now they are.\n";
  if (run_git({"check-ignore", "-q", "--no-index", "--", name_}).status == 0)
    said += "It is staged although .gitignore names it.\n";
  if (is_new) said += set_merge_attribute();
  worked_ = staged_ = std::string(text);
  return said;
}

/// Nothing where an attribute says already how the file is merged.
std::string DecisionFile::set_merge_attribute() const {
  constexpr std::string_view kUnset = "merge: unspecified";
  const base::Output known = run_git({"check-attr", "merge", "--", name_});
  if (known.status != 0 || !git::trim_end(known.out).ends_with(kUnset)) return "";
  const std::string path = location_.work_tree + "/" + kAttributes;
  const std::string line = fmt::format("/{} merge=union", name_);
  struct stat status {};
  const bool exists = ::lstat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode))
    return fmt::format("Put this line where git reads attributes, for merges: {}\n", line);
  // Only what is ours is staged.
  const base::Output state = run_git({"status", "--porcelain", "--", kAttributes});
  const bool has_edits = state.out.size() > 1 && state.out[1] != ' ';
  std::string text = git::read_file(path).value_or("");
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  write_file(path, text + line + "\n", exists ? status.st_mode & 0777U : kCommittedMode);
  const bool staged = !has_edits && stage(kAttributes).status == 0;
  return fmt::format(
      "{} says \"{}\" from now on, so that branches merge; {}.\n", kAttributes, line,
      staged ? "it is staged, too" : "stage it as well: git add -- :/.gitattributes");
}

}  // namespace veto::hook
