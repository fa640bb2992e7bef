// Settings of git's configuration, read by git itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/environment.h"
#include "git/location.h"

namespace veto::git {

/// Whose settings count: all that git reads, or those of the repository's own file (and what it
/// includes), which nobody changes who may only push.
enum class ConfigScope : unsigned char { All, Repository };

class Config {
 public:
  /// The settings whose name matches `pattern`, a POSIX extended regular expression over names with
  /// section and key in lower case. Throws Error(Unreadable) for a broken configuration.
  Config(const Location& location, const base::Environment& environment, ConfigScope scope,
         const std::string& pattern);

  /// The last value of the setting, which is the one that counts.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// Names and values, in the order in which git reads them.
  using Entry = std::pair<std::string, std::string>;
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<Entry> entries_;
};

}  // namespace veto::git
