// What `git veto baseline show` tells: each secret of the baseline with what is still there of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hook/search_ground.h"
#include "policy/baseline.h"

namespace veto::hook {

struct BaselineRow {
  policy::BaselineEntry entry;
  std::string tier;        ///< of the finding, or of a rule of that name; empty: of neither
  int days = 0;            ///< since it was listed
  std::size_t places = 0;  ///< in the history
  enum class Standing : unsigned char {
    Head,
    History,
    Uncommitted,
    Gone,
    Unknown
  } standing = Standing::Gone;
};

/// In the order of the baseline.
[[nodiscard]] std::vector<BaselineRow> baseline_rows(const Session& session,
                                                     const policy::Baseline& baseline,
                                                     const Present& present);

/// For people, with a line that counts them.
[[nodiscard]] std::string baseline_text(const std::vector<BaselineRow>& rows);
/// Schema git-veto/baseline/1.
[[nodiscard]] std::string baseline_json(const std::vector<BaselineRow>& rows);

}  // namespace veto::hook
