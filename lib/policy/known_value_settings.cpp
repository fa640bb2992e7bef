#include "policy/known_value_settings.h"

#include <algorithm>

namespace veto::policy {

bool KnownValueSettings::is_exempt(std::string_view name) const {
  return std::any_of(except.begin(), except.end(),
                     [name](const text::Glob& glob) { return glob.matches(name); });
}

}  // namespace veto::policy
