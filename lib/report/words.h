// Words that several formats share: counts, sizes, times, places, and the coverage line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/scan_result.h"
#include "text/count.h"

namespace veto::report {

enum class Secrets : unsigned char { Redacted, Revealed };

using text::count_of;
/// "812 bytes", "4.2 KB", "5.8 GB" (powers of 1000).
[[nodiscard]] std::string size_of(std::uint64_t bytes);
/// "0.6 ms", "1.24 s", "3 min 10 s".
[[nodiscard]] std::string duration_of(double seconds);

/// What was scanned, what was skipped and why, how long: one line without the final line feed.
[[nodiscard]] std::string coverage_line(const model::ScanResult& result);

/// "path:line", fit for a terminal; for a message "commit 1a2b3c4d5e, message line 3".
[[nodiscard]] std::string place_of(const model::Place& place);

/// "ghp_...(40)"; "(file)" where the file itself is what was found.
[[nodiscard]] std::string redacted(const model::Finding& finding);

/// The same, or the secret as raw bytes when it is asked for and known.
[[nodiscard]] std::string shown(const model::Finding& finding, Secrets secrets);

/// Why a finding may stay: "allowed (mark): a test key, until 2027-01-31"; raw bytes.
[[nodiscard]] std::string exception_words(const model::Finding& finding);

/// What was found: "2 secrets found", "no secrets found". Where something was not read: "no secrets
/// found in what was read".
[[nodiscard]] std::string result_words(const model::ScanResult& result);

/// "staged", or "range A..B"; raw bytes.
[[nodiscard]] std::string source_words(const model::SourceInfo& source);

/// Whether the place is in a file or blob whose name is known, and not in a message.
[[nodiscard]] bool is_in_file(const model::Place& place);

}  // namespace veto::report
