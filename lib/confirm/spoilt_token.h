// Values that begin as the tokens of a provider do and cannot be one: made up for a test or a
// document, cut, or mistyped. The rule of that provider does not take them; the generic rules,
// which see a random value behind a secretish name, would.
//
// Forms grow and do not shrink: what is shorter than every form that a provider has made is none of
// its tokens, what is longer may be a new one. Where a checksum is the proof, it is asked for, also
// of what is longer by a few characters only.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace veto::confirm {

struct TokenStart {
  std::string_view prefix;
  std::size_t shortest;  ///< of the provider's tokens that begin so
  bool has_checksum = false;
};

[[nodiscard]] bool is_spoilt_token(std::string_view value) noexcept;

/// What is_spoilt_token() knows, for a test that compares it with the rules.
[[nodiscard]] std::span<const TokenStart> token_starts() noexcept;

}  // namespace veto::confirm
