#include "hook/ci_range.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/ref_list.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr const char* kFetchMore =
    "fetch more history: GitHub fetch-depth: 0, GitLab GIT_DEPTH: 0, else git fetch --unshallow";

/// Whether the word is an id, perhaps abbreviated: what a variable holds is not git's syntax.
bool is_id(const std::string& word) {
  constexpr std::size_t kShortest = 7;
  return word.size() >= kShortest && word.size() <= 2 * git::kSha256Size &&
         word.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool is_null(const std::string& word) {
  return !word.empty() && word.find_first_not_of('0') == std::string::npos;
}

class Finder {
 public:
  Finder(const source::GitContext& context, const CiJob& job) : context_(context), job_(job) {}

  CiRange find() {
    if (is_null(job_.head)) return std::move(range_);
    const git::Oid head = find_head();
    range_.selection.reached = {head};
    if (!exclude_before() && !exclude_target()) exclude_other_branches(head);
    range_.name = name_ + ".." + head.hex();
    return std::move(range_);
  }

 private:
  /// The commit that git understands by an expression; nullopt when it is not here.
  [[nodiscard]] std::optional<git::Oid> commit_of(const std::string& expression) const {
    const base::Output output =
        git::ask_git(context_.location, context_.environment,
                     {"rev-parse", "--verify", "--quiet", expression + "^{commit}"});
    return output.status == 0 ? git::Oid::from_hex(git::trim_end(output.out)) : std::nullopt;
  }

  git::Oid find_head() {
    if (is_id(job_.head)) {
      if (const std::optional<git::Oid> head = commit_of(job_.head)) return *head;
      range_.notes.push_back(job_.head + " is not in this clone: HEAD is taken for it");
    }
    const std::optional<git::Oid> head = commit_of("HEAD");
    if (!head) throw base::unreadable("there is no commit at HEAD");
    return *head;
  }

  /// Begins behind the commit that the variables name; false when they name none that is here.
  bool exclude_before() {
    if (job_.before.empty() || is_null(job_.before)) return false;
    const std::optional<git::Oid> before =
        is_id(job_.before) ? commit_of(job_.before) : std::nullopt;
    if (before) {
      begin_behind(*before);
      name_ = before->hex();
      return true;
    }
    if (is_shallow())
      throw base::unreadable("the range begins behind " + text::for_terminal(job_.before) +
                             ", which this shallow clone does not have (" + kFetchMore + ")");
    range_.notes.push_back(text::for_terminal(job_.before) +
                           " is not in this clone, as after a forced push");
    return false;
  }

  /// Begins behind the branch that the head is to be merged into.
  bool exclude_target() {
    if (job_.target.empty()) return false;
    if (exclude_branch(job_.target)) return true;
    throw base::unreadable("the branch " + text::for_terminal(job_.target) +
                           " that the range begins behind is not in this clone (git fetch origin " +
                           text::for_terminal(job_.target) + ")");
  }

  void begin_behind(const git::Oid& base) {
    range_.selection.excluded = {base};
    range_.base = base;
  }

  bool exclude_branch(const std::string& branch) {
    for (const char* prefix : {"refs/remotes/origin/", "refs/heads/"}) {
      // By its exact name, which is no expression.
      const base::Output output = git::ask_git(context_.location, context_.environment,
                                               {"show-ref", "--verify", "--hash", prefix + branch});
      const std::optional<git::Oid> tip = git::Oid::from_hex(git::trim_end(output.out));
      if (output.status != 0 || !tip) continue;
      begin_behind(*tip);
      name_ = branch;
      return true;
    }
    return false;
  }

  void exclude_other_branches(const git::Oid& head) {
    const std::string main = default_branch();
    if (!main.empty() && main != job_.branch && exclude_branch(main)) {
      range_.notes.push_back("no commit to begin behind: what the default branch " +
                             text::for_terminal(main) + " has is left out");
      return;
    }
    // One that holds the head may be the same push under another name: it excuses nothing.
    for (const git::ListedRef& ref :
         git::list_refs(context_.location, context_.environment,
                        {"--no-contains=" + head.hex(), "refs/remotes"})) {
      const bool is_own = !job_.branch.empty() && ref.name.ends_with("/" + job_.branch);
      if (!is_own) range_.selection.excluded.push_back(ref.id);
    }
    const std::size_t count = range_.selection.excluded.size();
    name_ = "(other branches)";
    range_.notes.push_back(
        "no commit to begin behind: what " + std::to_string(count) +
        (count == 1 ? " other remote branch has" : " other remote branches have") + " is left out");
  }

  [[nodiscard]] std::string default_branch() const {
    if (!job_.default_branch.empty()) return job_.default_branch;
    constexpr std::string_view kPrefix = "refs/remotes/origin/";
    const base::Output output = git::ask_git(context_.location, context_.environment,
                                             {"symbolic-ref", "-q", "refs/remotes/origin/HEAD"});
    const std::string_view ref = git::trim_end(output.out);
    return ref.starts_with(kPrefix) ? std::string(ref.substr(kPrefix.size())) : "";
  }

  [[nodiscard]] bool is_shallow() const {
    return git::read_file(context_.location.common_dir + "/shallow").has_value();
  }

  const source::GitContext& context_;
  const CiJob& job_;
  CiRange range_;
  std::string name_;
};

}  // namespace

CiRange find_ci_range(const source::GitContext& context, const CiJob& job) {
  return Finder(context, job).find();
}

}  // namespace veto::hook
