// Where credentials stand in real files: the forms of assignment, quoting and markup, written once
// for all rules. The rule test puts the forms of a rule into each of them and into the near misses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace veto::rules {

struct SurroundedExample {
  std::string_view name;  ///< of the surroundings or of the near miss, for messages
  std::string text;
  std::string secret;  ///< the credential in it; empty for a near miss
};

/// One text for each kind of surroundings, with a fresh credential of one of the rule's forms; a
/// rule of kind Context gets surroundings that name its provider by one of its context words.
/// Empty for a rule without forms. Equal seeds give equal texts.
[[nodiscard]] std::vector<SurroundedExample> surrounded_examples(const Rule& rule,
                                                                 std::uint64_t seed);

/// Texts that are nearly the rule's credential and must not be found by it: too short, continued,
/// repeated characters, a wrong checksum, no context.
[[nodiscard]] std::vector<SurroundedExample> near_misses(const Rule& rule, std::uint64_t seed);

}  // namespace veto::rules
