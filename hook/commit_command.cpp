#include "hook/commit_command.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "git/read_file.h"

namespace veto::hook {
namespace {

// The hook, perhaps a shell that chains hooks, perhaps a hook tool or two.
constexpr int kMaxAncestors = 6;

std::optional<std::string> read_process(pid_t process, const char* name) {
  return git::read_file("/proc/" + std::to_string(process) + "/" + name);
}

std::vector<std::string> command_line(pid_t process) {
  const std::optional<std::string> text = read_process(process, "cmdline");
  std::vector<std::string> words;
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

/// The parent of a process, by its "stat": "PID (NAME) STATE PARENT ...", NAME being anything.
pid_t parent_of(pid_t process) {
  const std::optional<std::string> stat = read_process(process, "stat");
  const std::size_t close = stat ? stat->rfind(')') : std::string::npos;
  pid_t parent = 0;
  if (close == std::string::npos || close + 4 >= stat->size()) return 0;
  std::from_chars(stat->data() + close + 4, stat->data() + stat->size(), parent);
  return parent;
}

bool is_git(std::string_view program) {
  const std::string_view name = program.substr(program.rfind('/') + 1);
  return name == "git" || (name.starts_with("git-") && !name.starts_with("git-veto"));
}

/// The last --cleanup; git takes any beginning of the word that is no other option's.
std::optional<std::string> cleanup_argument(const std::vector<std::string>& words) {
  constexpr std::string_view kOption = "--cleanup";
  constexpr std::size_t kShortest = std::string_view("--cl").size();
  std::optional<std::string> cleanup;
  for (std::size_t i = 1; i < words.size() && words[i] != "--"; ++i) {
    const std::size_t equals = words[i].find('=');
    const std::string_view name = std::string_view(words[i]).substr(0, equals);
    if (name.size() < kShortest || !kOption.starts_with(name)) continue;
    if (equals != std::string::npos)
      cleanup = words[i].substr(equals + 1);
    else if (i + 1 < words.size())
      cleanup = words[i + 1];
  }
  return cleanup;
}

}  // namespace

git::CommitCommand find_commit_command(const base::Environment& environment) {
  git::CommitCommand command;
  // git says so to a hook when it starts no editor.
  command.edited = environment.get("GIT_EDITOR") != ":";
  pid_t process = ::getppid();
  for (int i = 0; i < kMaxAncestors && process > 1; ++i, process = parent_of(process)) {
    const std::vector<std::string> words = command_line(process);
    if (words.empty() || !is_git(words.front())) continue;
    command.known = true;
    command.cleanup = cleanup_argument(words);
    break;
  }
  return command;
}

}  // namespace veto::hook
