// The manual's longer texts: what --help and the man page say beyond one line a thing. Words in
// `backquotes` are to be typed or read literally; paragraphs are separated by an empty line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace veto::hook {

/// What there is to say of a command, or of an option or operand of it. An option that all scans
/// share has one text for all of them.
struct Detail {
  std::string_view command;  ///< "history", "rules list"; "*" for the shared options
  std::string_view option;   ///< "--reachable", "RANGE"; empty: the command itself
  std::string_view text;
};

/// A section of the man page behind the commands.
struct Topic {
  struct Entry {
    std::string_view term;
    std::string_view text;
  };
  std::string_view title;
  std::string_view text;  ///< before the entries
  std::vector<Entry> entries;
};

[[nodiscard]] std::span<const Detail> details();
[[nodiscard]] const std::vector<Topic>& topics();

/// Empty when there is no more to say than the summary.
[[nodiscard]] std::string_view details_of(std::string_view command, std::string_view option);

/// The paragraphs of a text, each on one line.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view text);

/// Without its backquotes.
[[nodiscard]] std::string plain(std::string_view text);

}  // namespace veto::hook
