// Candidates for tests, from a text in which "~" stands before and behind the secret.
//
// Texts are recipes (rules/example.h): {cut} keeps token-shaped text out of the repository,
// {base62:30} and its like become random values.
#pragma once

#include <string>
#include <string_view>

#include "confirm/confirm.h"
#include "confirm/structure.h"
#include "rules/example.h"

namespace veto::confirm {

struct CandidateText {
  std::string window;
  rules::Rule rule;
  model::Range match;
  model::Range secret;

  /// The match is the secret; set `match` for anything else.
  explicit CandidateText(std::string_view recipe, const rules::Rule& of = {},
                         std::uint64_t seed = 1)
      : window(rules::expand_example(recipe, of.confirm.checksum, of.confirm.skip, seed)),
        rule(of) {
    secret.begin = window.find('~');
    window.erase(secret.begin, 1);
    secret.end = window.find('~', secret.begin);
    window.erase(secret.end, 1);
    match = secret;
  }

  /// The same with a match that goes from `first` (its first occurrence) to the end of the secret.
  CandidateText& match_from(std::string_view first) {
    match.begin = window.find(first);
    return *this;
  }

  [[nodiscard]] model::Candidate candidate() const { return {rule, window, match, secret}; }
  [[nodiscard]] model::Verdict verdict(const Settings& settings = {}) const {
    return confirm(candidate(), settings);
  }
  [[nodiscard]] Judgement judgement(std::string_view structure,
                                    const Settings& settings = {}) const {
    return find_structure(structure)->judge(candidate(), settings);
  }
  [[nodiscard]] std::string_view bytes(model::Range range) const { return slice(window, range); }
};

/// A rule of which only the structure is set.
inline rules::Rule rule_with_structure(std::string_view structure) {
  rules::Rule rule;
  rule.confirm.structure = structure;
  return rule;
}

}  // namespace veto::confirm
