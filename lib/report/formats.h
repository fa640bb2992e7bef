// The formats of reports, in one table: what the command line offers, its help lists and the
// program writes. A format is one row there and one file of its own, whose one function makes the
// whole text from the scan's result: the same result, the same bytes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/scan_result.h"
#include "report/human.h"

namespace veto::report {

/// For whom a format is made. What is for people is not printed beside another text for them, such
/// as the message of a blocked commit.
enum class Audience : unsigned char { People, Programs };

struct Format {
  std::string_view name;
  Audience audience;
  std::string (*render)(const model::ScanResult& result, const HumanOptions& options);
};

/// All of them; the first one is the default.
[[nodiscard]] std::span<const Format> formats() noexcept;

/// nullptr if there is none of that name.
[[nodiscard]] const Format* find_format(std::string_view name) noexcept;

}  // namespace veto::report
