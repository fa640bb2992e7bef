// What a refused push or commit message is answered with: which commit holds what, and what to do.
#pragma once

#include <cstddef>
#include <string>

#include "model/scan_result.h"

namespace veto::report {

/// What the findings do not know of the push.
struct PushFacts {
  std::size_t commits = 0;      ///< new ones
  std::string refs;             ///< "refs/heads/x", "3 refs": raw bytes
  std::string oldest;           ///< the oldest commit with a finding, hexadecimal; empty: none
  bool oldest_is_root = false;  ///< it has no parent
  std::string push_option;      ///< with which the server lets a push through; empty: none
  bool passes = false;          ///< it is let through all the same
};

/// For the person who pushes, before anything has left the machine.
[[nodiscard]] std::string push_message(const model::ScanResult& result, const PushFacts& facts);

/// For the same person, but said by the server: git puts "remote: " before each line, so they are
/// short.
[[nodiscard]] std::string refusal_message(const model::ScanResult& result, const PushFacts& facts);

/// One line for each finding that something in the pushed text itself excuses: on a server nothing
/// is excused silently.
[[nodiscard]] std::string excused_lines(const model::ScanResult& result);

/// For the message of the commit being made, which git keeps in `file` (absolute).
[[nodiscard]] std::string commit_message_message(const model::ScanResult& result,
                                                 const std::string& file);

}  // namespace veto::report
