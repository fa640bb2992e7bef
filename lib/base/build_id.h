// What the linker named this program by: a hash of all that it is made of. Two builds of one
// version may work differently; two of one id do not.
#pragma once

#include <string>

namespace veto::base {

/// Raw bytes; empty where the linker was told to leave it out.
[[nodiscard]] std::string build_id();

}  // namespace veto::base
