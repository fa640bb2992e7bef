#include "git/config_mention.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "git/read_file.h"

namespace veto::git {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 10;  // of includes, as in git

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

bool is_true(const std::optional<std::string>& word) {
  const std::string value = lower_case(word.value_or(""));
  return !value.empty() && value != "0" && value != "false" && value != "no" && value != "off";
}

/// The files that git reads first; not all of them exist.
std::vector<std::string> first_files(const Location& location,
                                     const base::Environment& environment) {
  std::vector<std::string> files{location.common_dir + "/config",
                                 location.git_dir + "/config.worktree"};
  const std::optional<std::string> home = environment.get_nonempty("HOME");
  if (const auto global = environment.get("GIT_CONFIG_GLOBAL")) {
    files.push_back(*global);
  } else {
    if (const auto config = environment.get_nonempty("XDG_CONFIG_HOME"))
      files.push_back(*config + "/git/config");
    else if (home)
      files.push_back(*home + "/.config/git/config");
    if (home) files.push_back(*home + "/.gitconfig");
  }
  if (is_true(environment.get("GIT_CONFIG_NOSYSTEM"))) return files;
  if (const auto system = environment.get("GIT_CONFIG_SYSTEM")) {
    files.push_back(*system);
    return files;
  }
  files.emplace_back("/etc/gitconfig");
  // PREFIX/libexec/git-core of a git that was installed elsewhere; git tells its hooks.
  if (const auto programs = environment.get_nonempty("GIT_EXEC_PATH"))
    files.push_back(*programs + "/../../etc/gitconfig");
  return files;
}

class Search {
 public:
  Search(std::string_view key, std::string home) : key_(key), home_(std::move(home)) {}

  /// Whether the key stands in the file or in one that it includes under whatever condition.
  [[nodiscard]] bool finds_in(const std::string& path, int depth) const {
    std::error_code ignored;
    // A device or pipe has no end, or cannot be read twice.
    if (::access(path.c_str(), R_OK) != 0 || !fs::is_regular_file(path, ignored)) return false;
    const std::string text = read_file(path).value_or("");
    const std::string lower = lower_case(text);
    if (lower.find(key_) != std::string::npos) return true;
    if (lower.find("[include") == std::string::npos) return false;
    if (depth == kMaxDepth) return true;
    return finds_in_includes(text, fs::path(path).parent_path().string(), depth);
  }

 private:
  /// Follows each "path = ..." of a section whose name begins with "include".
  [[nodiscard]] bool finds_in_includes(std::string_view rest, const std::string& directory,
                                       int depth) const {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
    bool inside = false;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.starts_with('[')) {
        inside = lower_case(line).starts_with("[include");
        line = trimmed(line.substr(end_of_header(line)));
      }
      const std::size_t equals = line.find('=');
      if (!inside || equals == std::string_view::npos) continue;
      if (lower_case(trimmed(line.substr(0, equals))) != "path") continue;
      const std::optional<std::string> path = path_of(trimmed(line.substr(equals + 1)), directory);
      if (!path || finds_in(*path, depth + 1)) return true;
    }
    return false;
  }

  /// Behind the ']' that closes it; the subsection in quotes may hold others.
  static std::size_t end_of_header(std::string_view line) {
    bool quoted = false;
    for (std::size_t at = 1; at < line.size(); ++at) {
      if (line[at] == '\\')
        ++at;
      else if (line[at] == '"')
        quoted = !quoted;
      else if (line[at] == ']' && !quoted)
        return at + 1;
    }
    return line.size();
  }

  static std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return trim_end(text);
  }

  /// The file that a value names; nullopt for one that only git understands.
  [[nodiscard]] std::optional<std::string> path_of(std::string_view value,
                                                   const std::string& directory) const {
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
      value = value.substr(1, value.size() - 2);
    if (value.empty() || value.find_first_of("\"\\#;%") != std::string_view::npos)
      return std::nullopt;
    if (value.starts_with("~/")) return home_ + std::string(value.substr(1));
    if (value.starts_with('~')) return std::nullopt;
    return absolute(std::string(value), directory);
  }

  std::string key_;
  std::string home_;
};

/// What `git -c` and the variables of the same effect hand down.
bool is_in_environment(const base::Environment& environment, std::string_view key) {
  const auto& variables = environment.variables();
  constexpr std::string_view kPrefix = "GIT_CONFIG_";
  return std::any_of(variables.lower_bound(kPrefix), variables.end(), [&](const auto& entry) {
    const bool holds_names =
        entry.first == "GIT_CONFIG_PARAMETERS" || entry.first.starts_with("GIT_CONFIG_KEY_");
    return holds_names && lower_case(entry.second).find(key) != std::string::npos;
  });
}

}  // namespace

bool may_be_configured(const Location& location, const base::Environment& environment,
                       std::string_view key) {
  if (is_in_environment(environment, key)) return true;
  const std::vector<std::string> files = first_files(location, environment);
  const Search search(key, environment.get("HOME").value_or(""));
  return std::any_of(files.begin(), files.end(),
                     [&](const std::string& file) { return search.finds_in(file, 0); });
}

}  // namespace veto::git
