// What the checks must know besides the candidate itself.
#pragma once

#include <cstdint>

namespace veto::confirm {

struct Settings {
  std::int64_t now_unix = 0;  ///< seconds since 1970, for expiry dates; 0: nothing has expired
};

}  // namespace veto::confirm
