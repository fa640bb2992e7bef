// Secrets for tests: made at run time, valid by their checksums and structures, of no use to
// anybody. No token-shaped text stands in the repository.
//
// What is made here is remembered, so that every output of the program can be searched for it.
// Values depend on Catch's --rng-seed and on what was made before.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::test {

/// A GitHub personal access token (classic): 40 characters, a right checksum. A longer `beginning`
/// is kept.
[[nodiscard]] std::string github_token(std::string_view beginning = "ghp_");

/// A PEM block with its final line feed; `kind` is one of docs/RULES.md's {pem:...}.
[[nodiscard]] std::string private_key(std::string_view kind = "rsa");

/// A key for a secret that a test's own rules look for: 32 lower-case hexadecimal digits.
[[nodiscard]] std::string hex_key();

/// A password such as a person might choose, but random.
[[nodiscard]] std::string password();

/// A secret by its recipe (docs/RULES.md), for kinds that have no function of their own. The whole
/// of it but the first `shown` bytes is secret.
[[nodiscard]] std::string secret_from(std::string_view recipe, std::size_t shown);

/// A small file with the secret on line 2 of 3.
[[nodiscard]] std::string text_with(std::string_view secret);

/// Whether `text` shows a good part (10 characters in a row) of a secret that was made here.
[[nodiscard]] bool shows_a_secret(std::string_view text);

}  // namespace veto::test
