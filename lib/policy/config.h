// The configuration: what a machine, a user and a repository have decided, in TOML files of one
// format (docs/CONFIG.md), read strictly: an unknown key or rule is an error with a caret.
//
// The files are layers, read in order. Of single values the last one counts; lists add up. Each
// section is read by a function in a file of its own (policy/config_sections.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "policy/file_settings.h"
#include "policy/known_value_settings.h"
#include "policy/mark.h"
#include "rules/rule_set.h"
#include "text/glob.h"

namespace veto::policy {

inline constexpr std::string_view kConfigFileName = ".git-veto.toml";

/// The least memory that a scan may be told to do with, in bytes: the program needs most of it.
inline constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20U;

/// A tier that a rule is given; nullopt switches it off.
using TierSetting = std::optional<rules::Tier>;

/// More words that a rule's value is known by, and how far they may stand.
struct ContextSetting {
  std::vector<std::string> words;
  std::optional<std::uint16_t> distance;
};

/// A rule that later layers must not weaken.
struct Lock {
  std::size_t layer = 0;
  std::string origin;
};

/// A tier for findings at some places: that of the last entry that fits.
struct PathTier {
  std::vector<text::Glob> paths;
  std::vector<std::string> rules;  ///< all if empty
  rules::Tier tier = rules::Tier::Block;
  std::size_t layer = 0;
};

struct Exception {
  std::vector<text::Glob> paths;
  std::vector<text::Glob> values;  ///< over flat_value()
  std::vector<std::string> rules;
  std::string reason;
  std::size_t layer = 0;
  base::Secret written{};  ///< the values as they are written, each with a line feed
};

struct Limits {
  std::optional<std::uint64_t> max_memory;  ///< bytes
  std::optional<unsigned> threads;
};

/// Whether a value takes the place of an earlier one of its key, or stands beside it.
enum class Merging : std::uint8_t { Replaces, Adds };

/// A value as it is shown, and who set it.
struct ConfigValue {
  std::string key;     ///< "rules.jwt-token.tier"
  std::string value;   ///< no secret
  std::string origin;  ///< "FILE:LINE", raw bytes
  Merging merging = Merging::Replaces;
};

struct Config {
  std::map<std::string, TierSetting, std::less<>> tiers;        ///< by rule id
  std::map<std::string, ContextSetting, std::less<>> contexts;  ///< by rule id
  std::map<std::string, Lock, std::less<>> locks;               ///< by rule id
  std::vector<PathTier> path_tiers;
  std::vector<Exception> exceptions;
  Limits limits;
  MarkSettings marks;
  FileSettings files;
  KnownValueSettings known_values;
  /// Rules of one's own, and copies with more context words that stand for built-in rules.
  rules::RuleCollection custom_rules;
  std::vector<ConfigValue> values;  ///< what the files set, in the order in which they were read
};

/// A value, or a glob for values, with '/' made an ordinary byte: values are no paths.
[[nodiscard]] std::string flat_value(std::string_view value);

/// Reads layer after layer.
class ConfigReader {
 public:
  /// `builtin` outlives the reader and what it reads.
  explicit ConfigReader(const rules::RuleSet& builtin) : builtin_(builtin) {}

  /// Adds a layer; `name` stands for the file in messages. Throws Error(Usage): file, line, column,
  /// what was expected, the line and a caret.
  void read(std::string_view text, const std::string& name);

  /// What all layers say. Call once.
  [[nodiscard]] Config finish();

 private:
  rules::RuleSet builtin_;
  Config config_;
  std::size_t layers_ = 0;
};

/// A configuration of one layer.
[[nodiscard]] Config parse_config(std::string_view text, const std::string& name,
                                  const rules::RuleSet& builtin);

}  // namespace veto::policy
