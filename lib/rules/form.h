// The form of a credential, as a recipe: `sk_live_{base62:24}`, `exk_{base62:30}{checksum}`. One
// statement of the fact, from which both the pattern and the examples of a rule are made.
//
// A form is literal text and pieces of random characters of fixed or bounded length, with a UUID or
// a checksum. What cannot be said so (a JWT, a PEM block) needs a pattern of its own.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace veto::rules {

/// A part of a form. Views of the form.
struct FormPiece {
  enum class Kind : unsigned char { Literal, Random, Checksum, Nothing, Opaque };
  Kind kind = Kind::Literal;
  std::string_view text;         ///< Literal: the bytes; Opaque: the piece without its braces
  std::string_view class_items;  ///< Random: the characters, as between [ and ]
  std::string_view characters;   ///< Random: the same, one by one; empty for a set written out
  std::size_t min = 0;           ///< Random: the fewest characters
  std::size_t max = 0;           ///< Random: the most
};

/// Total: what is no piece is literal text, as in recipes.
[[nodiscard]] std::vector<FormPiece> parse_form(std::string_view form);

/// The pattern that matches any of `forms`, all of it captured. `checksum` names the rule's
/// algorithm. Throws Error(Usage) for an opaque piece and for a checksum without a fixed form.
[[nodiscard]] std::string pattern_of_forms(std::span<const std::string> forms,
                                           std::string_view checksum);

/// The Shannon entropy, in bits per byte, that a value of the form with the least of it still
/// reaches behind its first `shown` bytes, with a wide margin; 0 when it is too short to say.
[[nodiscard]] double least_entropy(std::span<const std::string> forms, std::size_t shown);

}  // namespace veto::rules
