#include "install/repository.h"

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/statvfs.h>

#include "install/git_command.h"
#include "install/shell.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

/// `path`, which git wrote relative to `directory` or absolute.
std::string absolute(const std::string& directory, const std::string& path) {
  const fs::path whole = (fs::path(directory) / path).lexically_normal();
  return whole.has_filename() ? whole.string() : whole.parent_path().string();
}

/// Whether `path` is `directory` or lies in it, symbolic links resolved as far as the path exists.
bool lies_in(const std::string& path, const std::string& directory) {
  std::error_code ignored;
  const fs::path inner = fs::weakly_canonical(path, ignored);
  const fs::path outer = fs::weakly_canonical(directory, ignored);
  const auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

Place place_of(const Repository& repository) {
  if (lies_in(repository.hooks, repository.common_dir) ||
      lies_in(repository.hooks, repository.git_dir))
    return Place::GitDirectory;
  if (!repository.top.empty() && lies_in(repository.hooks, repository.top)) return Place::WorkTree;
  return Place::Elsewhere;
}

std::optional<HooksPath> hooks_path_setting(const GitCommand& git) {
  const Answer answer = git.ask(
      {"config", "--show-scope", "--show-origin", "-z", "--type=path", "--get", "core.hooksPath"});
  if (answer.status == 1) return std::nullopt;
  if (!answer.ok())
    throw base::unreadable(
        "git config cannot tell where core.hooksPath is set (git 2.26 or later can): " +
        answer.error);
  // Three fields, each with a NUL behind it.
  std::array<std::string, 3> fields;
  std::size_t begin = 0;
  for (std::string& field : fields) {
    const std::size_t end = std::min(answer.text.find('\0', begin), answer.text.size());
    field = answer.text.substr(begin, end - begin);
    begin = std::min(end + 1, answer.text.size());
  }
  return HooksPath{fields[2], fields[0], fields[1]};
}

base::Error refusal(const std::string& directory, const std::string& said) {
  if (said.find("not a git repository") != std::string::npos)
    return base::usage_error(directory +
                             " is not in a git repository; name one, or make one with git init");
  return base::unreadable("git does not open the repository of " + directory + ": " + said);
}

}  // namespace

base::Environment without_repository(base::Environment environment) {
  constexpr std::array<std::string_view, 13> kNames = {"GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                       "GIT_OBJECT_DIRECTORY",
                                                       "GIT_DIR",
                                                       "GIT_WORK_TREE",
                                                       "GIT_IMPLICIT_WORK_TREE",
                                                       "GIT_GRAFT_FILE",
                                                       "GIT_INDEX_FILE",
                                                       "GIT_NO_REPLACE_OBJECTS",
                                                       "GIT_REPLACE_REF_BASE",
                                                       "GIT_PREFIX",
                                                       "GIT_INTERNAL_SUPER_PREFIX",
                                                       "GIT_SHALLOW_FILE",
                                                       "GIT_COMMON_DIR"};
  for (const std::string_view name : kNames) environment.unset(name);
  return environment;
}

base::Environment environment_at_home(const Target& target, const Repository& repository) {
  base::Environment environment = target.environment;
  if (!environment.get("GIT_DIR")) return environment;
  environment.set("GIT_DIR", repository.git_dir);
  if (!repository.top.empty()) environment.set("GIT_WORK_TREE", repository.top);
  return environment;
}

std::variant<Repository, base::Error> look_for_repository(const Target& target) {
  std::error_code failure;
  const std::string directory = fs::canonical(target.directory, failure).string();
  if (failure || !fs::is_directory(directory))
    return base::usage_error(target.directory + " is not a directory");
  const GitCommand git(target.environment, directory);

  Repository repository;
  const Answer git_dir = git.ask({"rev-parse", "--absolute-git-dir"});
  if (!git_dir.ok()) return refusal(directory, git_dir.error);
  repository.git_dir = git_dir.text;
  repository.common_dir = absolute(directory, git.require({"rev-parse", "--git-common-dir"}));
  if (git.require({"rev-parse", "--is-bare-repository"}) != "true") {
    const Answer top = git.ask({"rev-parse", "--show-toplevel"});
    if (!top.ok())
      return base::usage_error(target.directory +
                               " is inside a git directory; name the work tree instead");
    repository.top = top.text;
  }
  // A relative core.hooksPath counts from where hooks run; in a bare repository that is the git
  // directory.
  const std::string from = repository.top.empty() ? repository.git_dir : directory;
  const GitCommand there(
      repository.top.empty() ? environment_at_home(target, repository) : target.environment, from);
  repository.hooks = absolute(from, there.require({"rev-parse", "--git-path", "hooks"}));
  repository.hooks_path = hooks_path_setting(there);
  repository.place = place_of(repository);
  return repository;
}

Repository find_repository(const Target& target) {
  std::variant<Repository, base::Error> found = look_for_repository(target);
  if (const base::Error* error = std::get_if<base::Error>(&found)) throw *error;
  return std::get<Repository>(std::move(found));
}

namespace {

base::Error shared_by_others(const Repository& repository, const HooksPath& setting) {
  std::string text = "core.hooksPath is " + setting.value + " in the " + setting.scope +
                     " configuration (" + setting.origin +
                     "), a directory that other repositories share; ";
  if (setting.scope == "global" || setting.scope == "system")
    text += "to scan them all, type: git veto install --" + setting.scope + "; ";
  text += "to give this repository hooks of its own, type: git -C " +
          shell_quote(repository.home()) + " config core.hooksPath " +
          shell_quote(repository.common_dir + "/hooks");
  return base::usage_error(std::move(text));
}

}  // namespace

std::optional<base::Error> objection_to(const Repository& repository) {
  const std::optional<HooksPath>& setting = repository.hooks_path;
  if (setting && setting->value.empty())
    return base::usage_error("core.hooksPath is set to nothing (" + setting->origin +
                             "), so git runs no hooks here; unset it and install again");
  std::error_code ignored;
  const fs::file_status status = fs::status(repository.hooks, ignored);
  if (fs::exists(status) && !fs::is_directory(status))
    return base::usage_error("git looks for hooks in " + repository.hooks +
                             ", which is not a directory, so it runs none" +
                             (setting ? "; core.hooksPath is set in " + setting->origin : ""));
  if (setting && setting->scope != "local" && setting->scope != "worktree" &&
      repository.place == Place::Elsewhere)
    return shared_by_others(repository, *setting);
  struct statvfs file_system {};
  fs::path existing = repository.hooks;
  while (!fs::exists(existing, ignored) && existing.has_relative_path())
    existing = existing.parent_path();
  if (::statvfs(existing.c_str(), &file_system) == 0 && (file_system.f_flag & ST_NOEXEC) != 0)
    return base::usage_error(
        "the file system of " + repository.hooks +
        " is mounted noexec, so git ignores hooks there; set core.hooksPath to "
        "a directory on another one");
  return std::nullopt;
}

}  // namespace veto::install
