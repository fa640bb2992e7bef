// Counts in sentences: "1 file", "12,345 files", "3 entries".
//
// Plain nouns only, whose plural ends in -s or, behind a consonant, in -ies.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::text {

[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun);

}  // namespace veto::text
