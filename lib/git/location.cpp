#include "git/location.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/process.h"
#include "git/alternates.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {
namespace {

constexpr int kMaxAlternateDepth = 5;  // as in git

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

/// git's own test for a git directory.
bool is_git_dir(const std::string& path) {
  struct stat status {};
  if (::lstat((path + "/HEAD").c_str(), &status) != 0) return false;
  return exists(path + "/commondir") || (exists(path + "/objects") && exists(path + "/refs"));
}

/// The directory that a `.git` file ("gitdir: PATH") names, or nullopt.
std::optional<std::string> follow_git_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const std::optional<std::string> content = read_file(path);
  constexpr std::string_view kPrefix = "gitdir: ";
  if (!content || !content->starts_with(kPrefix)) return std::nullopt;
  return absolute(std::string(trim_end(std::string_view(*content).substr(kPrefix.size()))),
                  std::filesystem::path(path).parent_path().string());
}

/// GIT_CEILING_DIRECTORIES as git reads it: absolute paths only, in the form that the walk has, and
/// links followed unless an empty entry stands before them.
std::vector<std::string> ceilings_of(const base::Environment& environment) {
  const std::string list = environment.get("GIT_CEILING_DIRECTORIES").value_or("");
  std::vector<std::string> ceilings;
  bool follow = true;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t colon = std::min(list.find(':', at), list.size());
    const std::filesystem::path path = list.substr(at, colon - at);
    at = colon + 1;
    follow = follow && !path.empty();
    if (!path.is_absolute()) continue;
    std::error_code failure;
    const std::filesystem::path real = std::filesystem::canonical(path, failure);
    std::string ceiling = (follow && !failure ? real : path.lexically_normal()).string();
    while (ceiling.size() > 1 && ceiling.back() == '/') ceiling.pop_back();
    ceilings.push_back(std::move(ceiling));
  }
  return ceilings;
}

struct Found {
  std::string git_dir;
  std::string work_tree;
  std::string broken;  ///< a `.git` file that leads nowhere: there is no repository
};

/// What stands in `directory` itself, or is it.
std::optional<Found> probe(const std::string& directory) {
  const std::string dot_git = directory == "/" ? "/.git" : directory + "/.git";
  if (is_git_dir(dot_git)) return Found{dot_git, directory, ""};
  if (std::optional<std::string> linked = follow_git_file(dot_git)) {
    if (!is_git_dir(*linked)) return Found{*std::move(linked), "", dot_git};
    return Found{*std::move(linked), directory, ""};
  }
  if (is_git_dir(directory)) return Found{directory, "", ""};
  return std::nullopt;
}

/// Walks up from `directory`, as far as GIT_CEILING_DIRECTORIES allows.
std::optional<Found> discover(const base::Environment& environment, const std::string& directory) {
  const std::vector<std::string> ceilings = ceilings_of(environment);
  std::string at = directory;
  while (true) {
    if (std::optional<Found> found = probe(at)) return found;
    const std::string parent = std::filesystem::path(at).parent_path().string();
    if (parent == at || std::find(ceilings.begin(), ceilings.end(), parent) != ceilings.end())
      return std::nullopt;
    at = parent;
  }
}

/// A `key = value` line of the named section in a git configuration text; the last one counts.
/// Enough for the two facts below: includes, continued lines and odd quoting do not occur in them.
std::optional<std::string> config_value(std::string_view text, std::string_view section,
                                        std::string_view key) {
  const auto lower = [](std::string_view word) {
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
  };
  const auto trimmed = [](std::string_view word) {
    while (!word.empty() && (word.front() == ' ' || word.front() == '\t')) word.remove_prefix(1);
    return trim_end(word);
  };
  std::optional<std::string> value;
  bool inside = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('[')) {
      const std::size_t close = std::min(line.find(']'), line.size());
      inside = lower(line.substr(1, close - 1)) == section;
      line = trimmed(line.substr(std::min(close + 1, line.size())));
    }
    const std::size_t equals = line.find('=');
    if (!inside || equals == std::string_view::npos) continue;
    if (lower(trimmed(line.substr(0, equals))) == key)
      value = std::string(trimmed(line.substr(equals + 1)));
  }
  return value;
}

/// The git directory and the work tree as GIT_DIR or the place of `directory` say, or why there are
/// none.
Found find(const base::Environment& environment, const std::string& directory) {
  if (const std::optional<std::string> named = environment.get_nonempty("GIT_DIR")) {
    Found found{absolute(*named, directory), directory, ""};
    if (std::optional<std::string> linked = follow_git_file(found.git_dir))
      found.git_dir = *std::move(linked);
    if (!is_git_dir(found.git_dir))
      throw base::unreadable("not a git repository: " + text::for_terminal(found.git_dir) +
                             " (from GIT_DIR)");
    return found;
  }
  return discover(environment, directory).value_or(Found());
}

/// Fills in what follows from the git directory and the environment.
Location complete(Found found, const base::Environment& environment, const std::string& directory) {
  Location location;
  location.git_dir = std::move(found.git_dir);
  location.work_tree = std::move(found.work_tree);
  location.common_dir = location.git_dir;
  if (const std::optional<std::string> named = environment.get_nonempty("GIT_COMMON_DIR"))
    location.common_dir = absolute(*named, directory);
  else if (const std::optional<std::string> file = read_file(location.git_dir + "/commondir"))
    location.common_dir = absolute(std::string(trim_end(*file)), location.git_dir);

  const std::string config = read_file(location.common_dir + "/config").value_or("");
  const std::string format = config_value(config, "extensions", "objectformat").value_or("sha1");
  const std::string refs = config_value(config, "extensions", "refstorage").value_or("files");
  location.foreign_format = format != "sha1" || refs != "files";

  if (const std::optional<std::string> named = environment.get_nonempty("GIT_WORK_TREE")) {
    location.work_tree = absolute(*named, directory);
  } else if (const std::optional<std::string> configured =
                 config_value(config, "core", "worktree")) {
    location.work_tree = absolute(*configured, location.git_dir);
  } else if (config_value(config, "core", "bare").value_or("false") == "true" &&
             location.git_dir == location.common_dir) {
    location.work_tree.clear();
  }

  location.index_file = absolute(
      environment.get_nonempty("GIT_INDEX_FILE").value_or(location.git_dir + "/index"), directory);
  location.object_dir = absolute(
      environment.get_nonempty("GIT_OBJECT_DIRECTORY").value_or(location.common_dir + "/objects"),
      directory);
  const std::string alternates = environment.get("GIT_ALTERNATE_OBJECT_DIRECTORIES").value_or("");
  for (const std::string& entry : split_alternates(alternates, ':'))
    location.alternates.push_back(absolute(entry, directory));
  return location;
}

}  // namespace

Location locate(const base::Environment& environment, const std::string& directory) {
  Found found = find(environment, directory);
  if (!found.broken.empty())
    throw base::unreadable("not a git repository: " + text::for_terminal(found.broken) + " names " +
                           text::for_terminal(found.git_dir));
  if (found.git_dir.empty())
    throw base::unreadable("not a git repository (or any of the parent directories): " +
                           text::for_terminal(directory));
  return complete(std::move(found), environment, directory);
}

std::optional<Location> find_repository(const base::Environment& environment,
                                        const std::string& directory) {
  Found found = find(environment, directory);
  if (found.git_dir.empty() || !found.broken.empty()) return std::nullopt;
  return complete(std::move(found), environment, directory);
}

std::optional<Location> repository_at(const std::string& directory) {
  std::optional<Found> found = probe(directory);
  if (!found || !found->broken.empty()) return std::nullopt;
  return complete(*std::move(found), {}, directory);
}

void require_safe_ownership(const Location& location, const base::Environment& environment) {
  const auto foreign = [](const std::string& path) {
    struct stat status {};
    return !path.empty() && ::stat(path.c_str(), &status) == 0 && status.st_uid != ::geteuid();
  };
  if (!foreign(location.git_dir) && !foreign(location.work_tree)) return;
  // git knows its rules for safe.directory; ask it instead of repeating them.
  const base::Output output =
      base::run({.arguments = {"git", "rev-parse", "--git-dir"},
                 .environment = environment,
                 .directory = location.work_tree.empty() ? location.git_dir : location.work_tree,
                 .input = ""});
  if (output.status == 0) return;
  std::string words;
  for (const char byte : output.err) words += byte == '\n' || byte == '\t' ? ' ' : byte;
  throw base::unreadable("git refuses this repository: " + text::for_terminal(trim_end(words)));
}

std::vector<std::string> object_directories(const Location& location) {
  std::vector<std::string> directories{location.object_dir};
  directories.insert(directories.end(), location.alternates.begin(), location.alternates.end());
  std::size_t level_begin = 0;
  for (int depth = 0; depth < kMaxAlternateDepth; ++depth) {
    const std::size_t level_end = directories.size();
    for (std::size_t i = level_begin; i < level_end; ++i) {
      const std::optional<std::string> list = read_file(directories[i] + "/info/alternates");
      for (const std::string& entry : split_alternates(list.value_or(""), '\n'))
        directories.push_back(absolute(entry, directories[i]));
    }
    level_begin = level_end;
  }
  std::vector<std::string> unique;
  for (std::string& directory : directories) {
    if (std::find(unique.begin(), unique.end(), directory) == unique.end())
      unique.push_back(std::move(directory));
  }
  return unique;
}

}  // namespace veto::git
