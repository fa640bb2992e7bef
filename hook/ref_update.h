// The refs that a push is about, as git tells its hooks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/oid.h"

namespace veto::hook {

struct RefUpdate {
  std::string ref;  ///< on the receiving side, raw bytes
  git::Oid old_id;  ///< null: the ref is new
  git::Oid new_id;  ///< null: the ref is deleted
};

/// Lines "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID"; the first may be any expression, blanks
/// included. Throws Error(Unreadable) for a line that is none of these.
[[nodiscard]] std::vector<RefUpdate> parse_pre_push(std::string_view text);

/// Lines "OLD-ID NEW-ID REF". Throws likewise.
[[nodiscard]] std::vector<RefUpdate> parse_pre_receive(std::string_view text);

/// The arguments of the update hook. Throws Error(Usage).
[[nodiscard]] RefUpdate parse_update(const std::vector<std::string>& arguments);

/// All of standard input. Throws Error(Unreadable).
[[nodiscard]] std::string read_standard_input();

}  // namespace veto::hook
