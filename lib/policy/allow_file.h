// The allow file: findings that were looked at and may stay, by id. It is committed, so that a team
// shares its decisions and reviews them; it tells nobody what the secrets are
// (docs/FINGERPRINT.md).
//
//   # git-veto allow file
//   salt 3f1c...
//   v1:0123456789abcdef rule-id 2027-01-31 why this may stay
//
// One line an entry, sorted by id (policy/id_lines.h); the date is that of expiry, or "-". Of
// several entries of one id, which a merge may leave, the one that lasts longest counts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/id_lines.h"

namespace veto::policy {

inline constexpr std::string_view kAllowFileName = ".git-veto-allow";

struct AllowEntry {
  std::string id;
  std::string rule;
  std::string expires;  ///< YYYY-MM-DD, the last day on which it counts; empty: never
  std::string reason;
  std::string comments = {};  ///< as in IdLine

  [[nodiscard]] bool counts_on(std::string_view today) const {
    return expires.empty() || today <= expires;  // dates of this form compare as text
  }
};

struct AllowFile {
  std::string salt;                 ///< of guessable values' fingerprints; empty: not fixed here
  std::vector<AllowEntry> entries;  ///< sorted by id, one of each
  std::string comments = {};        ///< as in IdHead

  /// The entry for `id` that counts on `today` (YYYY-MM-DD); nullptr if there is none.
  [[nodiscard]] const AllowEntry* find(std::string_view id, std::string_view today) const;
  /// Adds the entry or replaces that of the same id.
  void put(AllowEntry entry);
};

/// Throws Error(Usage) with `name`, line and what was expected.
[[nodiscard]] AllowFile parse_allow_file(std::string_view text, const std::string& name);

[[nodiscard]] std::string format_allow_file(const AllowFile& file);

}  // namespace veto::policy
