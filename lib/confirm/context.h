// Context: a rule whose value has no shape of its own asks for a word near by.
#pragma once

#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

/// Whether `word` stands in `text`, in any case, as a word or as the beginning of one; a short one
/// only as a whole. Capitals begin words: `myDatadogKey`.
[[nodiscard]] bool holds_word(std::string_view text, std::string_view word) noexcept;

/// Whether one of the rule's context words stands, in any case, within `context_distance` bytes
/// before the match or behind it, as a word or the beginning of one. True for a rule without
/// context words.
[[nodiscard]] bool has_context(const model::Candidate& candidate) noexcept;

}  // namespace veto::confirm
