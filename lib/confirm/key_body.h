// What the decoded body of a private key block is: a key, an encrypted key, or nothing of the kind.
//
// Bodies may be cut off at the end ("somebody pasted most of a key"): enough of a key must then be
// there to be worth having. The numbers themselves are not checked for being a key pair.
#pragma once

#include <cstdint>
#include <string_view>

namespace veto::confirm {

enum class KeyForm : std::uint8_t { None, Plain, Encrypted };

struct KeyBody {
  KeyForm form = KeyForm::None;
  std::string_view reason;  ///< static text: why it is none, or what it is
};

/// PKCS#1, SEC1, DSA, PKCS#8 and encrypted PKCS#8.
[[nodiscard]] KeyBody inspect_der_key(std::string_view bytes);
/// The format of OpenSSH ("openssh-key-v1").
[[nodiscard]] KeyBody inspect_openssh_key(std::string_view bytes);
/// OpenPGP secret keys (RFC 4880, RFC 9580), as packets.
[[nodiscard]] KeyBody inspect_pgp_key(std::string_view bytes);

/// Any of the first two, by the bytes themselves.
[[nodiscard]] KeyBody inspect_key(std::string_view bytes);

/// Whether the bytes could be random: neither one value nor one step repeated, and of some variety.
[[nodiscard]] bool is_varied(std::string_view bytes) noexcept;

}  // namespace veto::confirm
