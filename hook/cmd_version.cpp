#include "hook/commands.h"
#include "hook/output.h"
#include "hook/version.h"
#include "install/marker.h"

namespace veto::hook {
namespace {

// How the installer recognises a copy of this program, whatever its version.
[[gnu::used]] const char program_marker[] = VETO_PROGRAM_MARKER_PREFIX VETO_VERSION;

}  // namespace

ExitCode cmd_version(const Invocation& /*invocation*/) {
  write_output("git-veto " VETO_VERSION "\n");
  return ExitCode::Clean;
}

}  // namespace veto::hook
