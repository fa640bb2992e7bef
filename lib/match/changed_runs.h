// The marked runs of a changed text: where it is kept those of its bases, which depend on nothing
// beside them, and in between what is marked anew. Not for other folders.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "match/changed_text.h"
#include "match/token_runs.h"
#include "model/verdict.h"

namespace veto::match {

/// Adds all marked runs to `runs`, in the order of the text.
void list_runs(std::string_view text, const ChangedText& changed, RunMarker& marker,
               std::vector<model::Range>& runs);

/// Adds those of them that reach into the regions, which come in order, too.
void select_runs(std::span<const model::Range> all, std::span<const model::Range> regions,
                 std::vector<model::Range>& runs);

}  // namespace veto::match
