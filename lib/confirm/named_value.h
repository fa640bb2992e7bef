// A setting by itself: what `NAME=value` of a settings file, or of an environment, says. Unlike
// generic-value (confirm/assignment.h) nothing around it is known, and nothing needs to be: there
// are no expressions in such places.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace veto::confirm {

enum class ValueIs : std::uint8_t {
  Public,  ///< empty, a placeholder, a reference, a switch, a number, a word, a path, an address
  Secret,  ///< what its name, or its own looks, make a secret; may be made up
  Strong,  ///< the same, and looks made by a machine
};

[[nodiscard]] ValueIs classify_setting(std::string_view name, std::string_view value);

/// Whether tools that build pages for browsers put the values of such names into them:
/// NEXT_PUBLIC_, VITE_ ...
[[nodiscard]] bool is_published_name(std::string_view name) noexcept;

/// The part of the value that would be a secret wherever it stood, as the name says: all of it, or
/// the password of an address. nullopt for a setting without one, and for a value that other text
/// may hold by accident: a word or words, a number, a path, the name of a host.
[[nodiscard]] std::optional<std::string_view> secret_of_setting(std::string_view name,
                                                                std::string_view value);

}  // namespace veto::confirm
