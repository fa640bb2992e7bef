#include "git/refs.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "base/process.h"
#include "git/index_tips.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/ref_list.h"
#include "git/reflog_list.h"
#include "text/escape.h"

namespace veto::git {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxSymbolicDepth = 5;  // as in git

/// Refs that belong to one worktree live in its git directory, all others in the common one.
bool is_per_worktree(std::string_view ref) {
  return !ref.starts_with("refs/") || ref.starts_with("refs/bisect/") ||
         ref.starts_with("refs/worktree/") || ref.starts_with("refs/rewritten/");
}

/// Calls `use(name, id)` for each line of packed-refs, peeled lines left out.
template <class Use>
void for_each_packed_ref(const Location& location, const Use& use) {
  const std::optional<std::string> text = read_file(location.common_dir + "/packed-refs");
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trim_end(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t space = line.find(' ');
    if (line.empty() || line.front() == '#' || line.front() == '^') continue;
    const std::optional<Oid> id =
        space == std::string_view::npos ? std::nullopt : Oid::from_hex(line.substr(0, space));
    if (!id) throw base::unreadable("malformed packed-refs");
    use(line.substr(space + 1), *id);
  }
}

std::optional<Oid> find_packed_ref(const Location& location, std::string_view wanted) {
  std::optional<Oid> found;
  for_each_packed_ref(location, [&](std::string_view name, const Oid& id) {
    if (name == wanted) found = id;
  });
  return found;
}

/// What a ref's file says: an id or the name of another ref.
struct RefContent {
  std::optional<Oid> id;
  std::string symbolic;  ///< empty unless symbolic
};

/// As git reads it: blanks behind "ref:" are skipped, text behind an id is ignored.
RefContent parse_ref(std::string_view text) {
  constexpr std::string_view kSymbolic = "ref:";
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  if (!text.starts_with(kSymbolic)) {
    const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
    return {Oid::from_hex(word), ""};
  }
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks, kSymbolic.size()), text.size()));
  return {std::nullopt, std::string(trim_end(text))};
}

/// The content of a ref's file, or of the symbolic link that it may be; nullopt without one. A
/// directory of that name is left from refs that have gone.
std::optional<RefContent> read_ref(const std::string& path) {
  std::error_code failure;
  const fs::path target = fs::read_symlink(path, failure);
  if (!failure && target.string().starts_with("refs/")) return RefContent{std::nullopt, target};
  if (fs::is_directory(path, failure)) return std::nullopt;
  const std::optional<std::string> text = read_file(path);
  if (!text) return std::nullopt;
  return parse_ref(*text);
}

Reach reach_of(std::string_view ref) {
  if (ref.starts_with("refs/tags/")) return Reach::Tag;
  if (ref.starts_with("refs/notes/")) return Reach::Notes;
  if (ref == "refs/stash") return Reach::Stash;
  if (ref.starts_with("refs/replace/")) return Reach::Replace;
  return Reach::Branch;
}

void add_loose_refs(const std::string& git_dir, std::vector<Tip>& tips) {
  std::error_code failure;
  for (fs::recursive_directory_iterator at(git_dir + "/refs", failure), end; !failure && at != end;
       at.increment(failure)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    const std::optional<std::string> text = read_file(at->path().string());
    if (!text) continue;  // deleted in this moment
    const std::optional<Oid> id = parse_ref(*text).id;
    std::string name = fs::relative(at->path(), git_dir, ignored).string();
    if (id) tips.push_back({reach_of(name), *id, std::move(name)});
    // A symbolic ref names another ref of this list. Anything else is damage that git reports, and
    // whatever it meant is read as unreachable.
  }
}

void add_reflogs(const std::string& git_dir, std::vector<Tip>& tips) {
  std::error_code failure;
  for (fs::recursive_directory_iterator at(git_dir + "/logs", failure), last;
       !failure && at != last; at.increment(failure)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    const bool is_stash = at->path().string().ends_with("/logs/refs/stash");
    const std::optional<std::string> text = read_file(at->path().string());
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      for (int i = 0; i < 2; ++i) {  // the old id, the new id
        const std::size_t space = std::min(line.find(' '), line.size());
        const std::optional<Oid> id = Oid::from_hex(line.substr(0, space));
        if (id && !id->is_null()) tips.push_back({is_stash ? Reach::Stash : Reach::Reflog, *id});
        line.remove_prefix(std::min(space + 1, line.size()));
      }
    }
  }
}

/// The ids with which the lines of a file begin.
void add_first_words(const std::string& path, Reach reach, std::vector<Tip>& tips) {
  const std::optional<std::string> text = read_file(path);
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
    if (const std::optional<Oid> id = Oid::from_hex(rest.substr(0, end)))
      tips.push_back({reach, *id});
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  }
}

/// HEAD counts as a branch; MERGE_HEAD, ORIG_HEAD, FETCH_HEAD and their like, and what an operation
/// that has stopped half way remembers, as a reflog.
void add_pseudo_refs(const std::string& git_dir, std::vector<Tip>& tips) {
  std::error_code failure;
  for (fs::directory_iterator at(git_dir, failure), last; !failure && at != last;
       at.increment(failure)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (name.ends_with("HEAD") && at->is_regular_file(ignored))
      add_first_words(at->path().string(), name == "HEAD" ? Reach::Branch : Reach::Reflog, tips);
  }
  for (const char* name :
       {"AUTO_MERGE", "MERGE_AUTOSTASH", "NOTES_MERGE_PARTIAL", "BISECT_EXPECTED_REV",
        "rebase-merge/orig-head", "rebase-merge/autostash", "rebase-apply/orig-head",
        "rebase-apply/autostash", "sequencer/head"})
    add_first_words(git_dir + "/" + name, Reach::Reflog, tips);
}

/// The git directories of the main and of all linked worktrees.
std::vector<std::string> worktree_git_dirs(const Location& location) {
  std::vector<std::string> directories{location.common_dir};
  std::error_code failure;
  for (fs::directory_iterator at(location.common_dir + "/worktrees", failure), end;
       !failure && at != end; at.increment(failure))
    directories.push_back(at->path().string());
  std::sort(directories.begin() + 1, directories.end());
  return directories;
}

std::optional<Oid> head_through_git(const Location& location,
                                    const base::Environment& environment) {
  const base::Output output =
      base::run({.arguments = {"git", "rev-parse", "--verify", "--quiet", "HEAD^{commit}"},
                 .environment = plumbing_environment(location, environment),
                 .directory = "",
                 .input = ""});
  return output.status == 0 ? Oid::from_hex(trim_end(output.out)) : std::nullopt;
}

/// What stands in no file of its own in a reftable: refs, the HEADs of worktrees, reflogs.
void add_through_git(const Location& location, const base::Environment& environment,
                     std::vector<Tip>& tips) {
  for (const ListedRef& ref : list_refs(location, environment))
    tips.push_back({reach_of(ref.name), ref.id, ref.name});
  const std::string worktrees = run_git(location, environment, {"worktree", "list", "--porcelain"});
  constexpr std::string_view kHead = "HEAD ";
  for (std::string_view rest = worktrees; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::optional<Oid> id =
        line.starts_with(kHead) ? Oid::from_hex(line.substr(kHead.size())) : std::nullopt;
    if (id && !id->is_null()) tips.push_back({Reach::Branch, *id});
  }
  for (const ReflogEntry& entry : list_reflogs(location, environment))
    tips.push_back({entry.ref.ends_with("stash") ? Reach::Stash : Reach::Reflog, entry.id});
}

}  // namespace

std::optional<Oid> resolve_head(const Location& location, const base::Environment& environment) {
  if (location.foreign_format) return head_through_git(location, environment);
  std::string name = "HEAD";
  for (int depth = 0; depth <= kMaxSymbolicDepth; ++depth) {
    const std::string& directory = is_per_worktree(name) ? location.git_dir : location.common_dir;
    std::optional<RefContent> content = read_ref(directory + "/" + name);
    if (!content) {
      if (depth == 0) throw base::unreadable("HEAD is missing");
      return find_packed_ref(location, name);
    }
    // A name with ".." is none, and would lead out of the git directory.
    const bool is_name = content->symbolic.find("..") == std::string::npos;
    if (!is_name || (content->symbolic.empty() && !content->id))
      throw base::unreadable("malformed ref " + text::for_terminal(name));
    if (content->id) return content->id;
    name = std::move(content->symbolic);
  }
  throw base::unreadable("HEAD is a circle of symbolic refs");
}

std::vector<Oid> merge_heads(const Location& location, const base::Environment& environment) {
  std::vector<Oid> heads;
  const std::optional<std::string> file = read_file(location.git_dir + "/MERGE_HEAD");
  std::string_view rest = file ? std::string_view(*file) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::optional<Oid> id = Oid::from_hex(trim_end(rest.substr(0, end))))
      heads.push_back(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  constexpr std::string_view kPrefix = "GITHEAD_";
  const auto& variables = environment.variables();
  for (auto at = variables.lower_bound(kPrefix);
       at != variables.end() && at->first.starts_with(kPrefix); ++at) {
    const std::optional<Oid> id = Oid::from_hex(std::string_view(at->first).substr(kPrefix.size()));
    if (id && std::find(heads.begin(), heads.end(), *id) == heads.end()) heads.push_back(*id);
  }
  return heads;
}

std::string_view to_string(Reach reach) noexcept {
  switch (reach) {
    case Reach::Branch:
      return "branch";
    case Reach::Tag:
      return "tag";
    case Reach::Notes:
      return "notes";
    case Reach::Stash:
      return "stash";
    case Reach::Reflog:
      return "reflog";
    case Reach::Index:
      return "index";
    case Reach::Replace:
      return "replace";
    case Reach::Unreachable:
      return "unreachable";
  }
  return "";
}

std::vector<Tip> list_tips(const Location& location, const base::Environment& environment) {
  std::vector<Tip> tips;
  for (const std::string& git_dir : worktree_git_dirs(location)) {
    add_loose_refs(git_dir, tips);
    add_pseudo_refs(git_dir, tips);
    add_reflogs(git_dir, tips);
    add_index_tips(location, environment, git_dir, tips);
  }
  // Last, as git reads them: a ref that is packed meanwhile loses its file only when it is here.
  std::set<std::string, std::less<>> loose;  // what they were when they were packed counts no more
  for (const Tip& tip : tips) loose.insert(tip.name);
  for_each_packed_ref(location, [&](std::string_view name, const Oid& id) {
    if (!loose.contains(name)) tips.push_back({reach_of(name), id, std::string(name)});
  });
  std::error_code failure;
  if (fs::is_directory(location.common_dir + "/reftable", failure))
    add_through_git(location, environment, tips);
  return tips;
}

}  // namespace veto::git
