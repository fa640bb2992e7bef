// The 2048 English words of BIP-39, in which wallets write their seed down.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace veto::text {

inline constexpr std::size_t kSeedWords = 2048;

/// The number of a lower-case word; nullopt for a word that is not in the list.
[[nodiscard]] std::optional<std::size_t> seed_word_index(std::string_view word) noexcept;

/// The word of a number below kSeedWords.
[[nodiscard]] std::string_view seed_word(std::size_t index) noexcept;

}  // namespace veto::text
