// What a rule is: one kind of credential, as data. The TOML files under patterns/ are the only
// place where rules are written (docs/RULES.md); this is their form in memory.
//
// All text is string_view: the built-in rules are constant tables generated at build time, so that
// a hook starts without parsing or allocating anything; rules read from a file live in the RuleSet
// that owns them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "rules/file_names.h"

namespace veto::rules {

/// How sure and how harmful: block stops a commit, warn is shown, info is counted.
enum class Tier : std::uint8_t { Info, Warn, Block };

enum class Severity : std::uint8_t { Low, Medium, High, Critical };

/// What makes a match this kind of credential, from the least specific to the most. Where two rules
/// claim the same bytes the more specific one reports them.
enum class RuleKind : std::uint8_t {
  File,     ///< a file that its name gives away; no pattern
  Known,    ///< a value that the user's own environment holds; no pattern
  Generic,  ///< a value behind a secretish name
  Context,  ///< a value without a shape of its own, known by a word near by
  Token,    ///< a value that is recognised by its own form
};

/// Whether somebody could guess the value: it decides how its fingerprint is made
/// (docs/FINGERPRINT.md).
enum class Strength : std::uint8_t {
  Random,     ///< made by a machine, 80 bits or more
  Guessable,  ///< may have been chosen by a person
};

/// The confirm stage's steps, in the order in which they run. A negative example names the one that
/// must reject it; Pattern means that the regular expression itself does not match, Overlap that
/// another rule reports the same bytes.
enum class Stage : std::uint8_t {
  Pattern,
  Boundary,
  Context,
  Example,
  Placeholder,
  Entropy,
  Checksum,
  Structure,
  Overlap,
};

/// What a checksum says of a secret.
enum class ChecksumIs : std::uint8_t {
  Proof,  ///< a wrong one rejects
  Hint,   ///< a right one verifies, a wrong one says nothing: the algorithm is not published
};

/// Settings of the confirm stage (lib/confirm).
struct Confirm {
  std::string_view checksum;  ///< name of the algorithm, empty for none
  ChecksumIs checksum_is = ChecksumIs::Proof;
  std::uint16_t skip =
      0;  ///< leading bytes of the secret that are not part of the checksummed body
  std::string_view structure;  ///< name of the decoder, empty for none
  double min_entropy = 0.0;    ///< Shannon bits per byte of the part behind the shown prefix
  std::span<const std::string_view>
      context;                         ///< words, any of which must stand near by, ignoring case
  std::uint16_t context_distance = 0;  ///< bytes before and behind the match that are searched
  std::span<const std::string_view>
      examples;          ///< published example values: exact secrets, never findings
  bool boundary = true;  ///< the bytes around the secret must not continue it
};

struct Explain {
  std::string_view opens;   ///< what the credential gives access to
  std::string_view revoke;  ///< how to make it useless
  std::string_view misuse;  ///< where to look for use by others
};

struct NegativeExample {
  std::string_view text;
  Stage stage;
};

struct Rule {
  std::string_view id;        ///< "provider-kind", never reused
  std::string_view provider;  ///< as the provider writes its name
  std::string_view title;
  RuleKind kind = RuleKind::Token;
  Tier tier = Tier::Block;
  Severity severity = Severity::High;
  Strength strength = Strength::Random;
  std::string_view
      family;  ///< rules of one family give one secret the same fingerprint; default: id
  std::string_view
      pattern;  ///< the same bytes go to Hyperscan and to RE2; one capture group: the secret
  std::span<const std::string_view>
      forms;  ///< the whole credential as recipes, for examples; see rules/form.h
  std::span<const std::string_view>
      pairs;               ///< ids of rules whose credential makes, with this one, a working pair
  std::uint8_t shown = 0;  ///< leading bytes of the secret that are public and may be shown
  Confirm confirm;
  FileNames file;
  Explain explain;
  std::span<const std::string_view> references;
  std::span<const std::string_view>
      supersedes;  ///< ids of rules that yield to this one on the same bytes
  std::span<const std::string_view> positive;  ///< recipes, see rules/example.h; of a file: paths
  std::span<const NegativeExample> negative;
  std::span<const std::string_view> known_miss;  ///< what this rule does not find, on record
};

/// Whether the rule is looked for in text; others have no pattern.
[[nodiscard]] constexpr bool has_pattern(const Rule& rule) noexcept {
  return rule.kind != RuleKind::File && rule.kind != RuleKind::Known;
}

[[nodiscard]] std::string_view to_string(Tier tier) noexcept;
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;
[[nodiscard]] std::string_view to_string(RuleKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Strength strength) noexcept;
[[nodiscard]] std::string_view to_string(ChecksumIs meaning) noexcept;
[[nodiscard]] std::string_view to_string(Stage stage) noexcept;

[[nodiscard]] std::optional<Tier> parse_tier(std::string_view word) noexcept;
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view word) noexcept;
[[nodiscard]] std::optional<RuleKind> parse_rule_kind(std::string_view word) noexcept;
[[nodiscard]] std::optional<Strength> parse_strength(std::string_view word) noexcept;
[[nodiscard]] std::optional<ChecksumIs> parse_checksum_is(std::string_view word) noexcept;
[[nodiscard]] std::optional<Stage> parse_stage(std::string_view word) noexcept;

}  // namespace veto::rules
