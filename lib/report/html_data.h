// The findings as the HTML report's script reads them: JSON that may stand in a script element.
//
// All text from the repository is escaped as for a terminal: what moves the cursor would reorder
// text in a browser too. Commits, which many places share, stand in a table of their own.
#pragma once

#include <cstddef>
#include <string>

#include "model/scan_result.h"
#include "report/human.h"

namespace veto::report {

/// So many places of one finding are listed.
inline constexpr std::size_t kMaxHtmlPlaces = 100;

/// `as_of`: RFC 3339, or empty when nothing has a date.
[[nodiscard]] std::string html_data(const model::ScanResult& result, const std::string& as_of,
                                    Secrets secrets);

}  // namespace veto::report
