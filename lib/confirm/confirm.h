// Confirm: the fixed chain of checks that turns a candidate into a verdict.
//
// boundary, context, example, placeholder, entropy, checksum, structure (rules::Stage,
// docs/RULES.md), in this order; the first rejection ends it and names its stage and reason. A rule
// with a checksum needs no boundary: what is proved by its own sum is no accident of a longer
// word.
//
// Pure functions of the candidate and the settings: no state, safe from any number of threads,
// linear in the window, total for any bytes. Nothing here keeps or prints the secret.
#pragma once

#include <string>
#include <string_view>

#include "confirm/settings.h"
#include "model/verdict.h"

namespace veto::confirm {

/// The ranges of `candidate` must lie within its window. Throws base::Error(Usage) for a rule that
/// names a checksum or a structure that does not exist: the rule loader lets no such rule through.
[[nodiscard]] model::Verdict confirm(const model::Candidate& candidate, const Settings& settings);

/// The bytes that identify the secret, whatever its layout: for a private key the label and the
/// base64 body without line ends, indentation, escapes and comments; for all else the secret
/// itself. `secret` is the verdict's. To be hashed, never shown.
[[nodiscard]] std::string canonical_secret(const rules::Rule& rule, std::string_view secret);

}  // namespace veto::confirm
