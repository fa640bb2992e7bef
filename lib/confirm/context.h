// Context: a rule whose value has no shape of its own asks for a word near by.
#pragma once

#include "model/verdict.h"

namespace veto::confirm {

/// Whether one of the rule's context words stands, in any case, within `context_distance` bytes
/// before the match or behind it. True for a rule without context words.
[[nodiscard]] bool has_context(const model::Candidate& candidate) noexcept;

}  // namespace veto::confirm
