// Markdown for a comment on a pull request or a job's summary: what was found, what to do, what may
// stay and why, what was not read.
//
// It is at most kMaxMarkdown bytes, which is what a comment on GitHub takes: tables end with "and N
// more" before that. Text from a repository stands in code spans and nowhere else, where no markup,
// mention or link has any effect.
#pragma once

#include <cstddef>
#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

inline constexpr std::size_t kMaxMarkdown = 65'000;

[[nodiscard]] std::string markdown_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
