// Variables of a CI system, read by name, with a record of which were there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"

namespace veto::hook {

class CiVariables {
 public:
  explicit CiVariables(const base::Environment& environment) : environment_(environment) {}

  /// Whether the variable is set to something; leaves no record.
  [[nodiscard]] bool has(std::string_view name) const {
    return environment_.get_nonempty(name).has_value();
  }
  /// Its value, empty when it is not set; recorded.
  [[nodiscard]] std::string get(std::string_view name);
  /// The value of the first of these that is set.
  [[nodiscard]] std::string first_of(const std::vector<std::string_view>& names);
  /// "NAME=VALUE" of what was read and is set, in that order, each once.
  [[nodiscard]] const std::vector<std::string>& record() const noexcept { return record_; }

 private:
  const base::Environment& environment_;
  std::vector<std::string> record_;
};

}  // namespace veto::hook
