// A value and the name in front of it, as they stand in a line: `db.password = "..."`.
//
// The kind of file is not known here; what can be seen is whether the value is quoted and what
// stands around it.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

struct Assignment {
  std::string_view name;    ///< the whole identifier that the secretish word stands in
  std::string_view front;   ///< of it, the part before the secretish word
  std::string_view tail;    ///< of it, the part from the secretish word on
  std::string_view before;  ///< up to 16 bytes before the name, on its line
  std::string_view behind;  ///< up to 16 bytes behind the value and its quote
  std::string_view value;   ///< up to the closing quote; bare values without closing punctuation
  model::Range range;       ///< of `value` in the window
  char quote = 0;           ///< 0 for a bare value
};

/// The match begins at the secretish word, the secret is the value.
[[nodiscard]] Assignment read_assignment(const model::Candidate& candidate) noexcept;

enum class NameKind : std::uint8_t {
  About,     ///< talks about a secret: password_policy, token_url, public_key, secretName
  Hash,      ///< holds a hash: password_hash, sha256_key
  BareKey,   ///< `key` and nothing else
  Password,  ///< what people choose
  Random,    ///< what machines make
};

[[nodiscard]] NameKind classify_name(const Assignment& assignment) noexcept;

}  // namespace veto::confirm
