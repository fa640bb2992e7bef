// PuTTY's private key files (.ppk, versions 2 and 3), alone or inside another text.
//
// Lines may end in CR, LF or `\n` as characters, and may be indented.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

struct PuttyBlock {
  std::string_view encryption;  ///< "none", "aes256-cbc"; empty when the line is missing
  std::string private_base64;   ///< of the lines that Private-Lines counts
  bool whole = false;           ///< all of them are there
  model::Range range;           ///< from the first line to the Private-MAC line
};

/// Reads the file whose first line begins at or behind `begin`; nullopt when there is none.
[[nodiscard]] std::optional<PuttyBlock> read_putty_block(std::string_view text, std::size_t begin);

}  // namespace veto::confirm
