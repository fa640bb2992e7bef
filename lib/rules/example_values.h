// Whole credentials for examples, whose parts depend on each other beyond a checksum at the end:
// wallet keys and seed phrases, NATS and Stellar seeds, reversible passwords. All of them are
// random and valid, and nobody owns what they open.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/example_random.h"

namespace veto::rules {

/// nullopt for a piece that is none of docs/RULES.md, "Whole values". `piece` is what stands
/// between the braces.
[[nodiscard]] std::optional<std::string> example_value(std::string_view piece,
                                                       ExampleRandom& random);

/// The pattern, without a capture group, of what such a piece becomes; empty for phrases of words
/// and for what is no piece.
[[nodiscard]] std::string_view piece_pattern(std::string_view piece) noexcept;

}  // namespace veto::rules
