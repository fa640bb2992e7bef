// Making bytes from a repository safe to show: on a terminal, in a report, in a command line, in
// markup.
//
// The first two are unambiguous: two different inputs never give the same output. A string that
// must be escaped has each of its backslashes doubled and each byte that may not stand written \xNN
// (two lower-case digits); it must be if it holds such a byte, or if it would read like an escaped
// one, by a double backslash or a \xNN of its own. All else comes out unchanged, C:\dir too.
#pragma once

#include <string>
#include <string_view>

namespace veto::text {

/// For terminals and logs: keeps printable ASCII and UTF-8, less what moves the cursor or reorders
/// or hides text: C0, DEL, C1, the bidirectional marks, embeddings and isolates, U+2028/9, U+FEFF.
/// Line ends and tabs are escaped too, so that the result is one line. What a CI system would take
/// for a command in its log is escaped at its first character: "##[", "##vso[", "##teamcity[" and
/// the like anywhere, "::" at the beginning.
[[nodiscard]] std::string for_terminal(std::string_view bytes);

/// The last guard before a terminal, for text of several lines whose parts are escaped already:
/// what for_terminal would escape, less line feeds, becomes '?'.
[[nodiscard]] std::string guard_terminal(std::string_view text);

/// For the paths of machine-readable reports: keeps all valid UTF-8, control characters included
/// (the report's own format escapes those).
[[nodiscard]] std::string path_for_report(std::string_view bytes);

/// What path_for_report was given.
[[nodiscard]] std::string bytes_from_report(std::string_view text);

/// One word, of printable characters only, that a POSIX shell reads back as exactly `bytes`: bare,
/// in single quotes, or "$(printf '...')" with octal escapes. The shell strips trailing line feeds
/// from $(), so those are taken from the default value of IFS. NUL cannot be in a word and is left
/// out.
[[nodiscard]] std::string shell_quote(std::string_view bytes);

/// For HTML text and quoted attributes: & < > " ' become references. Escape for the terminal first
/// where the text comes from a repository.
[[nodiscard]] std::string escape_html(std::string_view text);

/// For XML 1.0 text and attributes: as HTML; tab and line ends become references too, and bytes
/// that XML cannot hold (control characters, U+FFFE and U+FFFF, what is not UTF-8) are written
/// \xNN.
[[nodiscard]] std::string escape_xml(std::string_view bytes);

}  // namespace veto::text
