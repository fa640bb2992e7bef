// The process environment as a value: read once in main, passed down, changed by copying. The
// library itself never calls getenv.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::base {

class Environment {
 public:
  Environment() = default;
  /// From a null-terminated array of "NAME=value", as main or `environ` has it.
  explicit Environment(const char* const* entries);

  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// get(), with an empty value counting as not set, as git treats most of its variables.
  [[nodiscard]] std::optional<std::string> get_nonempty(std::string_view name) const;
  void set(std::string_view name, std::string_view value);
  void unset(std::string_view name);

  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& variables() const {
    return variables_;
  }
  /// "NAME=value" strings, for a child process.
  [[nodiscard]] std::vector<std::string> entries() const;

 private:
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace veto::base
