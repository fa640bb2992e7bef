// Words of a POSIX shell: paths may hold any byte but NUL.
#pragma once

#include <string>
#include <string_view>

namespace veto::install {

/// `text` as one word: as it is where no shell minds, else in single quotes. For commands that are
/// shown.
[[nodiscard]] std::string shell_quote(std::string_view text);

/// `text` as one word in single quotes.
[[nodiscard]] std::string single_quoted(std::string_view text);

/// The value of the word that single_quoted() made and `text` begins with; empty when it does not.
[[nodiscard]] std::string read_single_quoted(std::string_view text);

}  // namespace veto::install
