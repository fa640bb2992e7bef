#include "hook/config_layers.h"

#include <optional>

namespace veto::hook {
namespace {

constexpr const char* kSystemFile = "/etc/git-veto/config.toml";
constexpr const char* kUserFile = "/git-veto/config.toml";

/// As git reads such a variable.
bool is_true(const std::optional<std::string>& word) {
  return word && *word != "0" && *word != "false" && *word != "no" && *word != "off";
}

}  // namespace

std::vector<LayerFile> layer_files(const base::Environment& environment) {
  std::vector<LayerFile> files;
  if (!is_true(environment.get_nonempty("GIT_VETO_CONFIG_NOSYSTEM"))) {
    const std::optional<std::string> named = environment.get_nonempty("GIT_VETO_CONFIG_SYSTEM");
    files.push_back(
        {named ? LayerKind::NamedSystem : LayerKind::System, named.value_or(kSystemFile)});
  }
  if (const std::optional<std::string> config = environment.get_nonempty("XDG_CONFIG_HOME"))
    files.push_back({LayerKind::User, *config + kUserFile});
  else if (const std::optional<std::string> home = environment.get_nonempty("HOME"))
    files.push_back({LayerKind::User, *home + "/.config" + kUserFile});
  return files;
}

}  // namespace veto::hook
