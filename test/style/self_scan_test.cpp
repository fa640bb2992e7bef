// The repository scans itself clean, with no exemption: examples are recipes.
#include <filesystem>
#include <string>
#include <vector>

#include "scan/scan.h"
#include "source/files.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;

namespace {

namespace fs = std::filesystem;

/// What lies at the top of the source tree but for git's directory and build trees.
std::vector<std::string> top_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(VETO_SOURCE_DIR)) {
    const std::string name = entry.path().filename().string();
    if (name != ".git" && name != "build") paths.push_back(entry.path().string());
  }
  return paths;
}

}  // namespace

TEST_CASE("self scan: nothing in the source tree is a secret, or looks like one") {
  source::FilesSource source(top_paths());
  scan::ScanOptions options;
  options.threads = 2;
  const model::ScanResult result = scan::scan(source, match::test::builtin_engine(), {}, options);
  CHECK(result.complete());
  CHECK(result.coverage.files > 300);
  for (const model::Finding& finding : result.findings) {
    if (finding.tier == rules::Tier::Info || finding.state != model::State::Open) continue;
    const model::Place& place = finding.places.front();
    // The corpus is made of what looks like secrets; its own test has a budget for warnings.
    const bool is_corpus = place.path.find("test/corpus/texts/") != std::string::npos;
    if (is_corpus && finding.tier == rules::Tier::Warn) continue;
    FAIL_CHECK(place.path << ":" << place.line << ": " << finding.rule->id);
  }
}

TEST_CASE("self scan: nothing in the source tree is marked as allowed") {
  source::FilesSource source(top_paths());
  const model::ScanResult result = scan::scan(source, match::test::builtin_engine(), {}, {});
  CHECK(result.count(model::State::Allowed) == 0);
}

TEST_CASE("self scan: no mark in the source tree is said to do nothing, no file to have no place") {
  source::FilesSource source(top_paths());
  scan::ScanOptions options;
  options.other_rules = rules::builtin_rules().others.rules;
  const model::ScanResult result = scan::scan(source, match::test::builtin_engine(), {}, options);
  for (const base::Diagnostic& diagnostic : result.diagnostics)
    FAIL_CHECK(diagnostic.path << ": " << diagnostic.message);
  for (const model::Finding& finding : result.findings) {
    if (finding.rule->kind == rules::RuleKind::File)
      FAIL_CHECK(finding.places.front().path << ": " << finding.rule->id);
  }
}
