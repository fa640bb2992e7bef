// Examples are recipes (docs/RULES.md): no token-shaped text may stand in the repository, so that
// the examples of a rule are written with pieces such as {base62:30} and {checksum}, and are
// expanded into a fresh valid credential for each test. Key files are built in example_keys.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace veto::rules {

/// The recipe with every piece replaced; equal seeds give equal texts, on every platform.
///
/// `checksum` and `skip` are those of the rule (Confirm): {checksum} covers what was written since
/// the last {token}, or since the start without one. A piece that is not known, or whose checksum
/// cannot be made, stays as it is. {jwt...} values have a random signature; {jwt-none} has one too,
/// so that it is rejected for its header and not for its form. {jwt} is valid until the year 2100.
[[nodiscard]] std::string expand_example(std::string_view recipe, std::string_view checksum,
                                         std::size_t skip, std::uint64_t seed);

}  // namespace veto::rules
