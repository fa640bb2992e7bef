// Scan results made up for the tests of reports.
#pragma once

#include <deque>
#include <string>
#include <utility>

#include "model/scan_result.h"

namespace veto::report::test {

inline const rules::Rule& rule() {
  static const rules::Rule made = [] {
    rules::Rule rule;
    rule.id = "test-key";
    rule.title = "Test key";
    rule.severity = rules::Severity::Critical;
    rule.shown = 4;
    return rule;
  }();
  return made;
}

inline model::Place place_at(std::string path, std::size_t line) {
  model::Place place;
  place.path = std::move(path);
  place.line = line;
  place.column = 3;
  place.end_line = line;
  place.end_column = 13;
  return place;
}

inline model::Finding finding_at(std::string path, std::size_t line = 7) {
  model::Finding finding;
  finding.id = "v1:0123456789abcdef";
  finding.rule = &rule();
  finding.secret = base::Secret("tst_hidden");
  finding.verified = model::Verified::Checksum;
  finding.places.push_back(place_at(std::move(path), line));
  return finding;
}

inline model::ScanResult result_of(std::vector<model::Finding> findings) {
  model::ScanResult result;
  result.tool.version = "1.2.3";
  result.tool.rules = 5;
  result.tool.rules_digest = "abcd";
  result.coverage.files = 2;
  result.coverage.bytes = 4321;
  result.coverage.seconds = 0.0123;
  result.findings = std::move(findings);
  return result;
}

/// Bytes that must never reach a terminal or a report as they are.
inline const std::string kHostile = "a\x1b[2J\n\r\t\x07\xff\xc2\x9b\xe2\x80\xae\"'\\</b>";

}  // namespace veto::report::test
