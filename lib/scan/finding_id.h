// The id of a finding: the one way in which a scan, `git veto allow` and whoever else needs it make
// it (docs/FINGERPRINT.md).
#pragma once

#include <string>

#include "model/finding.h"
#include "policy/fingerprint.h"

namespace veto::scan {

/// Of the secret; of a file that its name gives away, of its path. Costs what policy::fingerprint
/// does.
[[nodiscard]] std::string fingerprint_of(const model::Finding& finding,
                                         const policy::FingerprintSalt& salt);

}  // namespace veto::scan
