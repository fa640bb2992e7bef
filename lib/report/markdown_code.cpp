#include "report/markdown_code.h"

#include <algorithm>

#include "text/escape.h"

namespace veto::report {

std::string code_span(std::string_view bytes) {
  const std::string text = text::for_terminal(bytes);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  // A blank on either side is not part of it, and keeps its own backticks apart.
  const std::string gap = longest > 0 ? " " : "";
  return fence + gap + text + gap + fence;
}

std::string code_block(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    text += "       " + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

}  // namespace veto::report
