// The rules of a SARIF run: those that found something, each with its help and its level.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>

#include "model/scan_result.h"
#include "report/json_parts.h"

namespace veto::report {

/// block: error, warn: warning, info: note.
[[nodiscard]] const char* sarif_level(rules::Tier tier);

class SarifRules {
 public:
  /// `result` must live as long as this.
  explicit SarifRules(const model::ScanResult& result);

  /// The list of them, by id.
  [[nodiscard]] Json json() const;
  /// The position of a rule in that list.
  [[nodiscard]] std::size_t index_of(std::string_view id) const;

 private:
  std::map<std::string_view, const rules::Rule*> rules_;
};

}  // namespace veto::report
