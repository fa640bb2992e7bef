// A value and the name in front of it, as they stand in a line: `db.password = "..."`.
//
// What stands between the two says how they belong together: an operator, a call, the start of an
// element. A value is read to its closing quote, or, when it is bare, to where the syntax around it
// goes on.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

/// How the value follows its name.
enum class Form : std::uint8_t {
  Assignment,  ///< = : := => ??= and the like
  Comparison,  ///< == !=
  Call,        ///< setPassword("...")
  List,        ///< define('PASSWORD', '...'), "password", "..."
  Element,     ///< <password>...</password>
  Word,        ///< PASSWORD '...', IDENTIFIED BY '...', ConvertTo-SecureString '...'
  Prose,       ///< the password is ...
  Option,      ///< --password ..., -p ...
  NextLine,    ///< name: PASSWORD, and on the next line value: ...
};

struct Assignment {
  std::string_view name;     ///< the whole identifier that the secretish word stands in
  std::string_view front;    ///< of it, the part before the secretish word
  std::string_view tail;     ///< of it, the part from the secretish word on
  std::string_view between;  ///< behind the name, up to the value: its operator, quotes and spaces
  std::string_view before;   ///< up to 16 bytes before the name, on its line
  std::string_view behind;   ///< up to 16 bytes behind the value and its quote
  std::string_view line;     ///< the line that the value begins on, or 512 bytes of it
  std::string_view value;    ///< up to the closing quote; bare values without closing punctuation
  model::Range range;        ///< of `value` in the window
  char quote = 0;            ///< 0 for a bare value
  Form form = Form::Assignment;
};

/// The match begins at the secretish word, the secret is the value.
[[nodiscard]] Assignment read_assignment(const model::Candidate& candidate) noexcept;

/// What stands around the value: 1 KiB on either side, in which there are whole lines.
[[nodiscard]] std::string_view text_around(std::string_view window, model::Range value) noexcept;

enum class NameKind : std::uint8_t {
  About,     ///< talks about a secret: password_policy, token_url, public_key, secretName
  Hash,      ///< holds a hash: password_hash, sha256_key
  BareKey,   ///< `key` and nothing else
  Password,  ///< what people choose
  Secret,    ///< client_secret, secrets
  Token,
  ApiKey,  ///< a key that opens something: api_key, secretKey, encryption-key
  Key,     ///< a key of another kind, most of them names
  Salt,    ///< salt, nonce
  Auth,    ///< auth, credential, login
};

[[nodiscard]] NameKind classify_name(const Assignment& assignment) noexcept;

/// Whether the name says that its value is one for show or for failing: fake_token, wrongPassword,
/// expectedSecret.
[[nodiscard]] bool is_name_of_example(const Assignment& assignment) noexcept;

}  // namespace veto::confirm
