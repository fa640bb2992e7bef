// The section [known_values] of the configuration. A repository can only ask for less: no file and
// no variable is read because it says so.
//
//   [known_values]
//   enabled = false              values of the user's own secrets are not looked for; true
//   except = ["CI_JOB_TOKEN"]    nor those of these variables; `*` as in file names
#pragma once

#include <string_view>
#include <vector>

#include "text/glob.h"

namespace veto::policy {

struct KnownValueSettings {
  bool enabled = true;
  std::vector<text::Glob> except;

  [[nodiscard]] bool is_exempt(std::string_view name) const;
};

}  // namespace veto::policy
