// Words in values: the difference between identifiers or phrases and random bytes, without a
// dictionary.
//
// The whole value is weighed: how much likelier is it as words in camelCase or joined by marks,
// with pairs of letters as they are in programs and their documentation, than as random characters
// of its own alphabet? Being a likelihood ratio, a random value reaches t bits with a probability
// below 2^-t.
#pragma once

#include <string_view>

namespace veto::confirm {

/// log2 of the likelihood ratio: above 0 for words, far below for random bytes.
[[nodiscard]] double word_evidence(std::string_view value) noexcept;

/// Whether `value` is words, beyond what chance brings about: in 1 of 100 random values of fewer
/// than 12 characters, 1 of 400 below 20, 1 of 50,000 from 20 on.
[[nodiscard]] bool is_made_of_words(std::string_view value) noexcept;

}  // namespace veto::confirm
