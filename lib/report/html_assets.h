// The page, the styles and the scripts of the HTML report, as they stand in lib/report/html: part
// of the program.
#pragma once

#include <string>
#include <string_view>

namespace veto::report {

/// With {{name}} where a part goes.
[[nodiscard]] std::string_view html_page() noexcept;
[[nodiscard]] std::string_view html_style() noexcept;
/// The scripts as one, in the order in which they need each other.
[[nodiscard]] std::string html_script();

}  // namespace veto::report
