// A stretch of a text that was copied from another text.
#pragma once

#include <cstddef>

namespace veto::text {

/// `size` bytes of the other text from `base` on stand at `target`.
struct CopiedRange {
  std::size_t target = 0;
  std::size_t base = 0;
  std::size_t size = 0;
};

}  // namespace veto::text
