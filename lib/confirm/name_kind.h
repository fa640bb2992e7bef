// The word that makes a name secretish, and what kind of secret it promises.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "confirm/assignment.h"

namespace veto::confirm {

struct SecretishWord {
  NameKind kind = NameKind::Password;
  std::size_t at = 0;  ///< where it begins
};

/// The last secretish word of a name decides: token_secret is a secret, secret_key a key. A name
/// without one is that of a command, and the pattern has other evidence: mysql -p
[[nodiscard]] std::optional<SecretishWord> find_secretish_word(std::string_view tail) noexcept;

}  // namespace veto::confirm
