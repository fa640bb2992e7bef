// What a report may show of the text before a secret: the name it has there, as in `api_key = "`.
//
// A line that holds one secret may hold another that no rule knows. So nothing is shown of it but
// words of a fixed list and a few signs, and only where syntax says that they are a name: all else
// becomes "...".
#pragma once

#include <string>
#include <string_view>

namespace veto::confirm {

/// `before` ends where the secret begins; only its last line counts. Empty when there is no name.
[[nodiscard]] std::string shown_label(std::string_view before);

}  // namespace veto::confirm
