// What the checks must know besides the candidate itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace veto::confirm {

struct Settings {
  std::int64_t now_unix = 0;   ///< seconds since 1970, for expiry dates; 0: nothing has expired
  std::string_view path = {};  ///< of the file, where it is known: says what kind of file it is
  bool explains = false;       ///< whether scores shall be put into words (Verdict::detail)
};

}  // namespace veto::confirm
