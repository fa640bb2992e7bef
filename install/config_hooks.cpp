#include "install/config_hooks.h"

#include <algorithm>

#include "base/error.h"
#include "install/shell.h"

namespace veto::install {
namespace {

constexpr std::string_view kProgram = "program=";

// One line. git appends ' "$@"' where the hook has arguments: the comment takes that in. An empty
// file would pass as a script that does nothing.
constexpr std::string_view kRest =
    "; [ -f \"$program\" ] && [ -s \"$program\" ] && [ -x \"$program\" ] || "
    "program=$(command -v git-veto); status=127; "
    "case $program in /*) if [ -s \"$program\" ]; then "
    "\"$program\" hook @HOOK@ \"$@\"; status=$?; fi ;; esac; "
    "case $status in [0-3]) exit $status ;; "
    "126 | 127) if [ \"$(git config --get veto.onMissing)\" = allow ]; then "
    "echo 'git-veto: warning: the program is missing: not scanned, as veto.onMissing allows' >&2; "
    "exit 0; fi; "
    "echo 'git-veto: error: the program is missing, so @HOOK@ blocks; install git-veto again and "
    "type: git veto install; or remove this hook: git config --unset-all "
    "hook.git-veto-@HOOK@.event' >&2; exit 2 ;; esac; "
    "echo \"git-veto: error: $program broke off with status $status, so @HOOK@ blocks\" >&2; "
    "exit 2 #";

std::string rest_for(std::string_view hook) {
  constexpr std::string_view kName = "@HOOK@";
  std::string rest(kRest);
  for (std::size_t at = rest.find(kName); at != std::string::npos; at = rest.find(kName, at))
    rest.replace(at, kName.size(), hook);
  return rest;
}

std::string key_of(std::string_view hook, std::string_view name) {
  return "hook." + config_name(hook) + "." + std::string(name);
}

/// One setting as `git config -z --show-scope --show-origin` prints it.
struct Setting {
  std::string scope;
  std::string origin;
  std::string name;  ///< between "hook." and the last dot
  std::string key;   ///< in lower case
  std::string value;
};

/// Takes the text up to the next NUL off the front of `rest`.
std::string next_field(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\0'), rest.size());
  std::string field(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

std::vector<Setting> hook_settings(const GitCommand& git) {
  const Answer answer =
      git.ask({"config", "--show-scope", "--show-origin", "-z", "--get-regexp", "^hook[.]"});
  constexpr int kNone = 1;
  if (!answer.ok() && answer.status != kNone)
    throw base::unreadable("reading git's configuration: " + answer.error);
  std::vector<Setting> settings;
  for (std::string_view rest = answer.text; !rest.empty();) {
    Setting setting;
    setting.scope = next_field(rest);
    setting.origin = next_field(rest);
    const std::string whole = next_field(rest);
    const std::size_t line_end = std::min(whole.find('\n'), whole.size());
    const std::string path = whole.substr(0, line_end);
    const std::size_t begin = path.find('.') + 1;
    const std::size_t dot = path.rfind('.');
    if (dot < begin) continue;
    setting.name = path.substr(begin, dot - begin);
    setting.key = path.substr(dot + 1);
    // Without a value, as in "enabled" alone on its line, it means true.
    setting.value = line_end < whole.size() ? whole.substr(line_end + 1) : "true";
    settings.push_back(std::move(setting));
  }
  return settings;
}

bool is_false(std::string_view value) {
  std::string lower(value);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower.empty() || lower == "false" || lower == "no" || lower == "off" || lower == "0";
}

}  // namespace

std::string config_name(std::string_view hook) {
  return "git-veto-" + std::string(hook);
}

std::string config_command(const std::string& program, std::string_view hook) {
  return std::string(kProgram) + single_quoted(program) + rest_for(hook);
}

std::optional<std::string> program_of(std::string_view command, std::string_view hook) {
  if (!command.starts_with(kProgram)) return std::nullopt;
  std::string program = read_single_quoted(command.substr(kProgram.size()));
  if (program.empty() || config_command(program, hook) != command) return std::nullopt;
  return program;
}

ConfigHooks read_config_hooks(const GitCommand& git) {
  ConfigHooks hooks;
  for (Setting& setting : hook_settings(git)) {
    ConfigHook& hook = hooks[setting.name];
    if (setting.key == "enabled") hook.enabled = !is_false(setting.value);
    if (setting.key == "event") {
      // An empty value forgets those before it.
      if (setting.value.empty())
        hook.events.clear();
      else
        hook.events.push_back(std::move(setting.value));
    }
    if (setting.key == "command") {
      hook.command = std::move(setting.value);
      hook.scope = std::move(setting.scope);
      hook.origin = std::move(setting.origin);
    }
  }
  return hooks;
}

ConfigHooks config_hooks_of(const Target& target, const Repository& repository) {
  const GitCommand git(environment_at_home(target, repository), repository.home());
  return has_config_hooks(git_version(git)) ? read_config_hooks(git) : ConfigHooks();
}

const ConfigHook* find_config_hook(const ConfigHooks& hooks, std::string_view hook) {
  const auto found = hooks.find(config_name(hook));
  return found == hooks.end() ? nullptr : &found->second;
}

bool is_live(const ConfigHooks& hooks, std::string_view hook) {
  const ConfigHook* found = find_config_hook(hooks, hook);
  if (found == nullptr || !found->enabled || found->command.empty()) return false;
  const auto event = hooks.find(std::string(hook));
  if (event != hooks.end() && !event->second.enabled) return false;
  return std::find(found->events.begin(), found->events.end(), hook) != found->events.end();
}

bool write_config_hook(const ConfigFile& file, const std::string& program, std::string_view hook) {
  // The command first: git refuses to work at all with an event that has none.
  const bool command = file.set(key_of(hook, "command"), config_command(program, hook));
  const bool event = file.set(key_of(hook, "event"), std::string(hook));
  return command || event;
}

bool remove_config_hook(const ConfigFile& file, std::string_view hook) {
  const bool event = file.unset(key_of(hook, "event"));
  const bool command = file.unset(key_of(hook, "command"));
  return event || command;
}

}  // namespace veto::install
