// Judging a PEM block in a candidate's window, for the structures that hold one.
#pragma once

#include "confirm/structure.h"

namespace veto::confirm {

/// Judges the block whose BEGIN line is the first that begins in `where`, a range of the window.
[[nodiscard]] Judgement judge_key_block(const model::Candidate& candidate, model::Range where);

}  // namespace veto::confirm
