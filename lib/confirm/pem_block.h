// PEM blocks as they stand in files: from the BEGIN line to the END line, through all the dress
// that people and programs put on them.
//
// Understood between the two lines: real line ends, indentation, `\n` and `\\n` as characters,
// `\/`, \u002b and percent or HTML escapes, everything on one line with spaces, quotes with + . ,
// or \ between pieces, comment marks and diff marks at the front of lines, RFC 1421 and OpenPGP
// headers, the CRC line of OpenPGP. The body ends early at "..." and at the next BEGIN line. Not
// understood: line numbers, and blocks that a program glues from variables.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

/// The END line must stand within this many bytes.
inline constexpr std::size_t kMaxPemBlock = 64 * 1024;

struct PemBlock {
  std::string_view label;  ///< "RSA PRIVATE KEY"
  std::string base64;      ///< of the body, up to its padding
  bool encrypted = false;  ///< by an RFC 1421 header
  bool ended = false;      ///< there is an END line
  model::Range range;      ///< from the BEGIN line to the END line, or to the last of the body
};

/// Reads the block whose BEGIN line is the first at or behind `begin`; nullopt when there is none.
/// Linear in the block.
[[nodiscard]] std::optional<PemBlock> read_pem_block(std::string_view text, std::size_t begin);

}  // namespace veto::confirm
