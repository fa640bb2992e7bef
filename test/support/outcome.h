// What came of a commit that a hook judged, put into one line of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/process.h"
#include "test/support/temp_dir.h"

namespace veto::test {

/// What was seen of `git commit` and its like.
struct Attempt {
  base::Output output;
  bool committed = false;  ///< HEAD names another commit than before
  bool refs_changed = false;
  std::vector<std::string> left_behind;  ///< files of the git directory, see is_gits_own()
};

/// The line that TempRepo::attempt() returns; contradictions and leaks are part of it.
[[nodiscard]] std::string describe(const Attempt& attempt);

/// Whether git itself writes the file, named relative to the git directory, in the course of a
/// commit or merge, stopped or not.
[[nodiscard]] bool is_gits_own(std::string_view path);

/// The places that a blocking message lists, as "path:line", as printed.
[[nodiscard]] std::vector<std::string> blocked_places(std::string_view message);

}  // namespace veto::test
