// What a value is called where it stands: the name before it, and what the line says of it. For
// values without a form of their own (32 hexadecimal digits, a UUID, 40 letters and digits), which
// are as often a hash, a commit or an id as they are a key.
#pragma once

#include <string_view>

#include "confirm/sight.h"
#include "model/verdict.h"

namespace veto::confirm {

/// Why a value that stands near its provider's name is no credential all the same; empty when it
/// may be one. Static text. Judges the secret by the line that it stands on: a name
/// such as commit, sha256 or app_id speaks against it; what looks like a hash needs a name that
/// speaks for it (key, token, secret ...) or the provider's own.
[[nodiscard]] std::string_view find_label_fault(Sight& sight) noexcept;

/// Whether the name says that it is the public half: data-sitekey, PUBLIC_KEY.
[[nodiscard]] bool names_public_half(const model::Candidate& candidate) noexcept;

}  // namespace veto::confirm
