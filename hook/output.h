// Writing: standard output and error without streams (which cost start-up time), files whole or not
// at all.
#pragma once

#include <string>
#include <string_view>

namespace veto::hook {

/// A reader that has gone away is no error: what it wanted to see, it has seen.
void write_output(std::string_view text);
void write_error(std::string_view text);

/// Replaces `path` atomically, links included: what a repository puts there leads nowhere. Throws
/// base::Error(Unreadable).
void write_file(const std::string& path, std::string_view text, unsigned mode);

/// Adds a line to a log in one write, never through a link; `mode` is that of a new file. Returns
/// whether all of it is there.
[[nodiscard]] bool append_line(const std::string& path, std::string_view line, unsigned mode);

/// Writes a report where the user said, mode 0600: replaces a file atomically, writes into a pipe
/// or device. A link is followed, unless it lies below `tree` or the working directory: whoever
/// wrote what is scanned may have put it there, and so it is replaced. Returns what went wrong, one
/// line; empty when all is written.
[[nodiscard]] std::string write_report(const std::string& path, std::string_view text,
                                       const std::string& tree);

}  // namespace veto::hook
