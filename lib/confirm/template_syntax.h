// Variables of templates, shells and format strings: a program puts the secret there later.
#pragma once

#include <string_view>

namespace veto::confirm {

/// Whether a variable stands in `value` (${NAME}, $(cmd), {{name}}, #{name}, <% name %>,
/// %(name)s), or is all of it ($NAME, <name>, [name], {name}, %NAME%, @name@, or a format verb as
/// in %s and {0}).
[[nodiscard]] bool is_template(std::string_view value) noexcept;

}  // namespace veto::confirm
