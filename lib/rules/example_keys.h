// Key files for examples: PEM, OpenSSH and PuTTY containers whose structure is that of real ones
// and whose numbers are random, so that a parser accepts them and nobody can use them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/example_random.h"

namespace veto::rules {

/// A PEM block without a final line end. `kind` is one of rsa (PKCS#1, 2048 bits), ec (SEC1,
/// P-256), pkcs8 (RSA or Ed25519), dsa, openssh and openssh-encrypted (Ed25519), pkcs8-encrypted
/// (PBES2), rsa-encrypted (DEK-Info headers), public, certificate, pgp (Ed25519, with its CRC
/// line), pgp-encrypted, ssh2 and ssh2-encrypted (the format of ssh.com); nullopt for any other.
[[nodiscard]] std::optional<std::string> example_pem(std::string_view kind, ExampleRandom& random);

/// The same body in base64 on one line: of rsa, ec, pkcs8, dsa, openssh and pgp, and pkcs12 (a
/// store whose content is random).
[[nodiscard]] std::optional<std::string> example_der(std::string_view kind, ExampleRandom& random);

/// A PuTTY version 3 file with an Ed25519 key, LF line ends, without a final one. Its MAC is
/// random.
[[nodiscard]] std::string example_ppk(ExampleRandom& random);
/// The same, encrypted.
[[nodiscard]] std::string example_encrypted_ppk(ExampleRandom& random);

}  // namespace veto::rules
