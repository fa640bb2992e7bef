// The files that git-filter-repo reads: what to replace, and which paths.
//
// Format of replacements (git-filter-repo 2.38 and later, BFG): one expression a line, no comments,
// the bytes as they are; what stands behind the last "==>" replaces them. "literal:", "regex:" and
// "glob:" in front are prefixes. A text of several lines can only be a regular expression, which is
// made so that it matches this text and no other.
//
// This is the one place besides --reveal where secrets are written in full: for a file of mode 0600
// in the git directory, when the user asked for it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace veto::report {

/// One line for each value, longer ones first, so that none spoils one that it is a part of.
[[nodiscard]] std::string replacement_lines(std::vector<base::Secret> values);

/// One line for each path, for --paths-from-file, where "#" begins a comment and "==>" renames.
[[nodiscard]] std::string path_lines(const std::set<std::string>& paths);

/// Whether it can only be a regular expression.
[[nodiscard]] bool has_lines(const base::Secret& value);

/// Whether the bytes may well stand in a text that has nothing to do with the secret: short, or
/// letters and digits such as words are made of.
[[nodiscard]] bool is_weak(const base::Secret& value);

}  // namespace veto::report
