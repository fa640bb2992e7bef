// Passwords that people choose: what is a variable, what stands for a password, what is a
// well-known or weak one, and what may be in use.
//
// Short dictionary words are weak and not placeholders: `changeme` and `admin` are live defaults
// more often than not. What follows from that is decided where the place of the value is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::confirm {

enum class PasswordForm : std::uint8_t {
  Template,     ///< a variable, a call, a format verb
  Placeholder,  ///< stands for a password: "password", "your_password", "xxxx", "DB_PASSWORD"
  Weak,         ///< a default or a very common password, or shorter than four characters
  Plain,
};

/// `value` as it would be sent: percent escapes and entities decoded.
[[nodiscard]] PasswordForm classify_password(std::string_view value) noexcept;

/// Whether `value` is letters in one case or capitalised, with at most four digits and one mark
/// behind.
[[nodiscard]] bool is_wordlike(std::string_view value) noexcept;

/// Whether `value` is a variable, a call or another piece of a program rather than a value.
[[nodiscard]] bool is_variable(std::string_view value) noexcept;

/// DB_PASSWORD, MYSQL_PWD: whether `value` is the name of a variable where its value should be.
[[nodiscard]] bool is_constant_name(std::string_view value) noexcept;

/// Whether `value` is a word or two that say what should stand here: your-password, db_passwd.
[[nodiscard]] bool is_descriptive(std::string_view value) noexcept;

/// Whether `value` is on the list of defaults of products and of the commonest passwords.
[[nodiscard]] bool is_well_known(std::string_view value) noexcept;

/// Whether `value` is one of the few words that everybody writes where a password is meant:
/// password, secret, test, admin, 123456.
[[nodiscard]] bool is_stop_word(std::string_view value) noexcept;

/// What is encoded in `value`, if it is base64 of a visible text: the values of a Kubernetes
/// Secret.
[[nodiscard]] std::optional<std::string> encoded_text(std::string_view value);

/// Whether `value`, or the text that it encodes, looks made by a machine or a password manager: ten
/// characters or more of mixed classes, varied, and no words. Nobody writes such a value as an
/// example.
[[nodiscard]] bool is_strong(std::string_view value);

}  // namespace veto::confirm
