// AES-256 in CBC mode with a zero initialisation vector (FIPS 197): as Windows Group Policy
// Preferences "encrypt" passwords, with a key that Microsoft has published. Nothing here keeps a
// secret: the tables leak through the cache, and that does not matter for such a key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veto::text {

/// nullopt unless the key has 32 bytes and `bytes` are whole blocks of 16. Padding is kept.
[[nodiscard]] std::optional<std::string> decrypt_aes256_cbc(std::string_view key,
                                                            std::string_view bytes);
[[nodiscard]] std::optional<std::string> encrypt_aes256_cbc(std::string_view key,
                                                            std::string_view bytes);

}  // namespace veto::text
