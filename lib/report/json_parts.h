// The pieces of our own JSON report that other formats of JSON carry too, in their bags of free
// properties.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "model/scan_result.h"

namespace veto::report {

using Json = nlohmann::ordered_json;

/// Any bytes as a JSON text; see text::path_for_report.
[[nodiscard]] std::string safe(const std::string& bytes);

void add_unless_empty(Json& json, const char* key, const std::string& value);

[[nodiscard]] Json place_json(const model::Place& place);
[[nodiscard]] Json source_json(const model::SourceInfo& source);
[[nodiscard]] Json summary_json(const model::ScanResult& result);
[[nodiscard]] Json coverage_json(const model::ScanResult& result);
[[nodiscard]] Json policy_json(const model::ScanResult& result);

}  // namespace veto::report
