// The places of a finding for readers: which to show first, and what became of each.
#pragma once

#include <string>
#include <vector>

#include "model/finding.h"

namespace veto::report {

/// Those still in HEAD first, what nothing reaches last; among equals the newest first, and those
/// without a date as they stand.
[[nodiscard]] std::vector<const model::Place*> by_relevance(const model::Finding& finding);

/// "still in HEAD", "removed 2024-01-05 by 1a2b3c4d5e"; empty for what HEAD never had.
[[nodiscard]] std::string standing_of(const model::Place& place);

/// "main, v1.0 and 3 more"; empty when no ref is known. Raw bytes.
[[nodiscard]] std::string refs_of(const model::Place& place);

/// Who brought it in and how it is reached: "1a2b3c4d5e 2024-01-01 Name <mail>, in main, still in
/// HEAD"; empty where nothing is known. Raw bytes.
[[nodiscard]] std::string history_of(const model::Place& place);

/// Of several places: "12 places: 3 still in HEAD, 7 removed, 2 unreachable"; empty outside of a
/// history.
[[nodiscard]] std::string counts_of_places(const model::Finding& finding);

}  // namespace veto::report
