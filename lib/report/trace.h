// The trace of a finding: what brought it in and took it away, what holds it, which remotes are
// known to have it. As text, and as JSON (`git-veto/trace/1`).
#pragma once

#include <string>

#include "report/whereabouts.h"

namespace veto::report {

[[nodiscard]] std::string trace(const Whereabouts& found);
[[nodiscard]] std::string trace_json(const Whereabouts& found);

}  // namespace veto::report
