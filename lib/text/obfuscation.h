// Passwords as programs write them "encrypted" under a key that is the same everywhere and
// published: Windows Group Policy Preferences, Cisco IOS type 7, Juniper Junos $9$.
//
// Decoders answer nullopt for what the encoder could not have written, and say nothing of the text
// that comes out. Encoders are for examples and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::text {

/// `cpassword`: base64 without padding of AES-256-CBC of UTF-16LE. The result is UTF-8.
[[nodiscard]] std::optional<std::string> decode_gpp_password(std::string_view text);
/// ASCII only.
[[nodiscard]] std::string encode_gpp_password(std::string_view password);

/// Two decimal digits, then hexadecimal: XOR with a text of 53 characters from that place on.
[[nodiscard]] std::optional<std::string> decode_cisco_type7(std::string_view text);
[[nodiscard]] std::string encode_cisco_type7(std::string_view password, unsigned place);

/// `$9$` and characters whose distances are the digits of the password's bytes.
[[nodiscard]] std::optional<std::string> decode_juniper_type9(std::string_view text);
/// `salt` chooses the first character.
[[nodiscard]] std::string encode_juniper_type9(std::string_view password, std::uint64_t salt);

}  // namespace veto::text
