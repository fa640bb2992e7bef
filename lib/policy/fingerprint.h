// Fingerprints: one id for one secret, the same in every verb, after lines moved and after a
// rebase. The format, its test vectors and its threat model are in docs/FINGERPRINT.md.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.h"

namespace veto::policy {

/// What makes the ids of guessable values differ from repository to repository, so that nobody can
/// compute them once for all. Not secret.
struct FingerprintSalt {
  /// Of the allow file, else of the baseline, else the root commit's id; empty without any.
  std::string text;
};

/// "v1:" and 16 hexadecimal digits. `canonical` is what identifies the secret whatever its layout.
/// Takes about 1 microsecond for random values, about 10 milliseconds for guessable ones, of which
/// equal ones should be asked for once.
[[nodiscard]] std::string fingerprint(const rules::Rule& rule, std::string_view canonical,
                                      const FingerprintSalt& salt);

}  // namespace veto::policy
