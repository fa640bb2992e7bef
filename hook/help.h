// Help on the terminal: -h is short, one line for each thing; --help says all that there is to say.
// Both are made from the command line's own description (hook/command_info.h) and the longer texts
// of hook/manual.h.
#pragma once

#include <string>

#include "hook/command_info.h"

namespace veto::hook {

enum class HelpLength : unsigned char { Short, Long };

/// `width` is that of the terminal, in columns.
struct HelpForm {
  HelpLength length = HelpLength::Short;
  std::size_t width = 80;
};

/// The help of one command, with a final line feed.
[[nodiscard]] std::string help_text(const CommandInfo& command, const HelpForm& form);

/// `text` in lines of at most `width` columns, each beginning with `indent` blanks; words that are
/// longer stand alone. Ends with a line feed unless it is empty.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t indent, std::size_t width);

}  // namespace veto::hook
