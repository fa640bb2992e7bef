// The baseline: the debt that a repository had when it began to use git-veto, by id. What it lists
// blocks nowhere and is counted everywhere; whatever is not in it is new.
//
//   # git-veto baseline
//   salt 3f1c...
//   v1:0123456789abcdef rule-id 2026-11-22 deploy/release.sh
//
// One line a secret, sorted by id (policy/id_lines.h): the day on which it was put here, and where
// it stood then, for whoever reads it. The id alone decides: the secret may move.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/allow_file.h"
#include "policy/id_lines.h"

namespace veto::policy {

inline constexpr std::string_view kBaselineName = ".git-veto-baseline";

struct BaselineEntry {
  std::string id;
  std::string rule;
  std::string since;          ///< YYYY-MM-DD
  std::string place;          ///< as note_of() makes it; may be empty
  std::string comments = {};  ///< as in IdLine
};

struct Baseline {
  std::string salt;                    ///< as in AllowFile
  std::vector<BaselineEntry> entries;  ///< sorted by id, one of each: the oldest
  std::string comments = {};           ///< as in IdHead

  /// nullptr if there is none.
  [[nodiscard]] const BaselineEntry* find(std::string_view id) const;
  /// Adds the entry or replaces that of the same id.
  void put(BaselineEntry entry);
};

/// Throws Error(Usage) with `name`, line and what was expected.
[[nodiscard]] Baseline parse_baseline(std::string_view text, const std::string& name);

[[nodiscard]] std::string format_baseline(const Baseline& baseline);

/// Throws Error(Usage) when the two have different salts: a secret has one id. `name` is the
/// baseline's.
void require_one_salt(const AllowFile& allowed, const Baseline& baseline, const std::string& name);

}  // namespace veto::policy
