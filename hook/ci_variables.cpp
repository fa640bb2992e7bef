#include "hook/ci_variables.h"

#include <algorithm>

namespace veto::hook {

std::string CiVariables::get(std::string_view name) {
  const std::string value = environment_.get(name).value_or("");
  std::string entry = std::string(name) + "=" + value;
  if (!value.empty() && std::find(record_.begin(), record_.end(), entry) == record_.end())
    record_.push_back(std::move(entry));
  return value;
}

std::string CiVariables::first_of(const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    if (std::string value = get(name); !value.empty()) return value;
  }
  return "";
}

}  // namespace veto::hook
