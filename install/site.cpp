#include "install/site.h"

#include <filesystem>

#include "install/hook_file.h"
#include "install/shim.h"
#include "install/staged_file.h"

namespace veto::install {

Site site_of(const Target& target, const std::string& directory, HookKind hook) {
  const std::filesystem::path in = directory;
  return {target, hook, directory, (in / hook.name).string(), (in / kept_name(hook.name)).string()};
}

void remove_moved_aside(const Site& site, Outcome& outcome) {
  for (const char* const suffix : {".legacy", ".old"}) {
    const std::string path = site.path + suffix;
    const HookFile file = examine(path, site.target.program);
    if (file.kind != HookFileKind::Program && (file.kind != HookFileKind::Shim || !file.genuine))
      continue;
    remove_file(path);
    if (outcome.result == Result::Absent) outcome.result = Result::Removed;
    outcome.notes.push_back("removed " + std::filesystem::path(path).filename().string() +
                            ", git-veto's hook that another tool had moved there");
  }
}

}  // namespace veto::install
