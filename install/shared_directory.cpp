#include "install/shared_directory.h"

#include <array>

#include "install/hook_file.h"
#include "install/shim.h"
#include "install/site.h"
#include "install/staged_file.h"

namespace veto::install {
namespace {

// Those of kHooks are among them. Left out: push-to-checkout and proc-receive,
// reference-transaction and post-index-change.
constexpr std::array kAllHooks = {
    HookKind{"applypatch-msg"},     HookKind{"pre-applypatch"},
    HookKind{"post-applypatch"},    HookKind{"pre-commit"},
    HookKind{"pre-merge-commit"},   HookKind{"prepare-commit-msg"},
    HookKind{"commit-msg"},         HookKind{"post-commit"},
    HookKind{"pre-rebase"},         HookKind{"post-checkout"},
    HookKind{"post-merge"},         HookKind{"pre-push", HookInput::Lines},
    HookKind{"pre-receive"},        HookKind{"update"},
    HookKind{"post-receive"},       HookKind{"post-update"},
    HookKind{"pre-auto-gc"},        HookKind{"post-rewrite"},
    HookKind{"sendemail-validate"},
};

/// Whether what stands at the site only passes on; a script that scans has a program.
bool only_passes_on(const HookFile& file) {
  return file.kind == HookFileKind::Shim && file.genuine && file.program.empty();
}

void write_dispatcher(const Site& site) {
  const HookFile present = examine(site.path, site.target.program);
  if (present.kind != HookFileKind::Absent && !only_passes_on(present)) return;
  const std::string text = dispatcher_text(site.hook, site.target.version);
  if (present.text != text || !present.runnable) StagedFile::with_text(site.path, text).commit();
}

Outcome write_scanner(const Site& site) {
  Outcome outcome{std::string(site.hook.name), Result::Current, site.path, {}, {}};
  const HookFile present = examine(site.path, site.target.program);
  if (present.kind != HookFileKind::Absent &&
      !(present.kind == HookFileKind::Shim && present.genuine)) {
    outcome.result = Result::Left;
    outcome.notes.push_back("not as git-veto wrote it; move it away and install again");
    return outcome;
  }
  const std::string text =
      shim_text({site.hook, site.target.program, site.target.version, Chain::Own, {}});
  if (present.text == text && present.runnable && !present.symbolic) return outcome;
  outcome.result = present.kind == HookFileKind::Absent ? Result::Installed : Result::Updated;
  StagedFile::with_text(site.path, text).commit();
  return outcome;
}

}  // namespace

std::vector<Outcome> install_shared(const Target& target, const std::string& directory) {
  const DirectoryLock lock(directory);
  std::vector<Outcome> outcomes;
  for (const HookKind& hook : hooks_to_install(target.side))
    outcomes.push_back(write_scanner(site_of(target, directory, hook)));
  for (const HookKind& hook : kAllHooks) write_dispatcher(site_of(target, directory, hook));
  lock.sync();
  return outcomes;
}

void uninstall_shared(const std::string& directory) {
  const Target nobody;
  for (const HookKind& hook : kAllHooks) {
    const Site site = site_of(nobody, directory, hook);
    if (only_passes_on(examine(site.path, {}))) remove_file(site.path);
  }
}

}  // namespace veto::install
