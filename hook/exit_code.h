// Exit codes: a contract with scripts and CI (docs/CONTRACT.md).
#pragma once

namespace veto::hook {

enum class ExitCode : int {
  Clean = 0,
  Findings = 1,    ///< at or above the failing tier
  Usage = 2,       ///< bad command line, configuration or rule file
  Incomplete = 3,  ///< something was not read, so "clean" is not proven
};

}  // namespace veto::hook
