// The parts of the HTML report that stand in the page itself and need no script: the state in
// words, what was read and what was not, the exceptions, and the first findings as a plain table.
//
// Each returns markup with all text escaped. Nothing here calls a scan clean that left anything
// unread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/scan_result.h"
#include "report/human.h"

namespace veto::report {

/// So many findings are in the plain table.
inline constexpr std::size_t kMaxPlainFindings = 200;

/// Text of a repository for markup: escaped as for a terminal, then as HTML.
[[nodiscard]] std::string html_text(std::string_view bytes);

/// Plain text, not markup: "3 secrets block, 2 warnings".
[[nodiscard]] std::string html_headline(const model::ScanResult& result);
/// The class of the headline: "blocked", "incomplete", "warned" or "calm".
[[nodiscard]] std::string_view html_tone(const model::ScanResult& result);
[[nodiscard]] std::string html_facts(const model::ScanResult& result, const std::string& as_of);
[[nodiscard]] std::string html_tiles(const model::ScanResult& result);
[[nodiscard]] std::string html_banners(const model::ScanResult& result, Secrets secrets);
[[nodiscard]] std::string html_plain_findings(const model::ScanResult& result, Secrets secrets);
[[nodiscard]] std::string html_exceptions(const model::ScanResult& result);
[[nodiscard]] std::string html_coverage(const model::ScanResult& result);
[[nodiscard]] std::string html_about(const model::ScanResult& result);

}  // namespace veto::report
