// Judging a PEM block in a candidate's window, for the structures that hold one.
#pragma once

#include "confirm/key_body.h"
#include "confirm/pem_block.h"
#include "confirm/structure.h"

namespace veto::confirm {

/// What the body of the block is.
[[nodiscard]] KeyBody inspect_pem_block(const PemBlock& block);

/// Judges the block whose BEGIN line is the first that begins in `where`, a range of the window.
[[nodiscard]] Judgement judge_key_block(const model::Candidate& candidate, model::Range where);

}  // namespace veto::confirm
