#include "git/remote_tips.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "git/config.h"
#include "git/ref_list.h"

namespace veto::git {
namespace {

constexpr std::string_view kSection = "remote.";

std::string_view without_slashes(std::string_view url) {
  return url.substr(0, url.find_last_not_of('/') + 1);
}

/// The name of the remote that a setting is of: "remote.NAME.KEY".
std::string_view remote_of(std::string_view setting) {
  setting.remove_prefix(kSection.size());
  return setting.substr(0, setting.rfind('.'));
}

struct Remotes {
  std::set<std::string> all;
  std::set<std::string> meant;
};

Remotes find_remotes(const Config& config, const std::string& remote, const std::string& url) {
  Remotes remotes;
  std::set<std::string> same_url;
  for (const auto& [setting, value] : config.entries()) {
    const std::string name(remote_of(setting));
    remotes.all.insert(name);
    const bool is_url = setting.ends_with(".url") || setting.ends_with(".pushurl");
    if (is_url && without_slashes(value) == without_slashes(url)) same_url.insert(name);
  }
  if (remotes.all.contains(remote))
    remotes.meant = {remote};
  else
    remotes.meant = std::move(same_url);
  return remotes;
}

/// Whether `ref` is a tracking ref of the remote `name`, and not of one whose name goes on behind
/// it with a slash.
bool belongs_to(std::string_view ref, const std::string& name, const std::set<std::string>& all) {
  const auto is_below = [ref](const std::string& remote) {
    return ref.starts_with("refs/remotes/" + remote + "/");
  };
  return is_below(name) && std::none_of(all.begin(), all.end(), [&](const std::string& other) {
           return other.starts_with(name + "/") && is_below(other);
         });
}

}  // namespace

RemoteState find_remote(const Location& location, const base::Environment& environment,
                        const std::string& remote, const std::string& url) {
  const Config config(location, environment, ConfigScope::All, "^remote\\..*\\.");
  const Remotes remotes = find_remotes(config, remote, url);
  RemoteState state;
  if (remotes.meant.empty()) return state;
  state.is_promisor =
      std::all_of(remotes.meant.begin(), remotes.meant.end(), [&config](const std::string& name) {
        return config.get("remote." + name + ".promisor").value_or("false") == "true";
      });
  for (const ListedRef& ref : list_refs(location, environment, {"refs/remotes"})) {
    const bool is_meant = std::any_of(
        remotes.meant.begin(), remotes.meant.end(),
        [&](const std::string& name) { return belongs_to(ref.name, name, remotes.all); });
    if (is_meant) state.tips.push_back(ref.id);
  }
  return state;
}

}  // namespace veto::git
