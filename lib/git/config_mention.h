// Whether git's configuration may hold a setting: found out by looking for its name in the few
// files that git reads, without starting git. "No" is certain; "yes" is a reason to ask git, which
// alone knows about conditions of includes and the order of files.
#pragma once

#include <string_view>

#include "base/environment.h"
#include "git/location.h"

namespace veto::git {

/// `key` is the last part of the setting's name, in lower case. Files that cannot be read count as
/// empty, as in git. The machine's file is looked for where the distributions and the environment
/// (GIT_CONFIG_SYSTEM, GIT_EXEC_PATH) have it.
[[nodiscard]] bool may_be_configured(const Location& location, const base::Environment& environment,
                                     std::string_view key);

}  // namespace veto::git
