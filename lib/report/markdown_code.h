// Text from a repository in Markdown: as code, in which nothing is markup and nobody is mentioned.
#pragma once

#include <string>
#include <string_view>

namespace veto::report {

/// One line, escaped as for a terminal, between as many backticks as it takes.
[[nodiscard]] std::string code_span(std::string_view bytes);

/// Lines as a block of code, indented by three blanks so that it belongs to a numbered step.
[[nodiscard]] std::string code_block(std::string_view lines);

}  // namespace veto::report
