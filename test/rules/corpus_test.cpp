// Texts without secrets: nothing in them may stop a commit, and little may look like a candidate.
#include <map>
#include <string>
#include <vector>

#include "match/scanner.h"
#include "scan/scan.h"
#include "test/corpus/benign.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"
#include "test/unit/scan/fake_source.h"

using namespace veto;
using match::test::builtin_engine;

namespace {

constexpr std::uint64_t kSeeds = 3;

// Candidates cost a search each: of a megabyte of such text, all rules together may look at this
// many places, and one rule at a third of them.
constexpr double kCandidatesPerMegabyte = 600;
constexpr double kCandidatesOfOneRule = 200;

std::vector<scan::test::FakeItem> items_of(std::uint64_t seed) {
  std::vector<scan::test::FakeItem> items;
  for (corpus::BenignFile& file : corpus::benign_files(seed))
    items.push_back(scan::test::file(std::move(file.path), std::move(file.text)));
  return items;
}

}  // namespace

TEST_CASE("benign corpus: nothing in it blocks a commit") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    scan::test::FakeSource source(items_of(seed));
    const model::ScanResult result = scan::scan(source, builtin_engine(), {}, {});
    CHECK(result.complete());
    for (const model::Finding& finding : result.findings) {
      if (finding.tier != rules::Tier::Block) continue;
      const model::Place& place = finding.places.front();
      FAIL_CHECK("seed " << seed << ": " << finding.rule->id << " in " << place.path << ":"
                         << place.line << ", " << finding.secret.redacted(finding.rule->shown));
    }
  }
}

TEST_CASE("benign corpus: lower tiers find little in it") {
  std::map<std::string, std::size_t> found;
  std::size_t count = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    scan::test::FakeSource source(items_of(seed));
    for (const model::Finding& finding : scan::scan(source, builtin_engine(), {}, {}).findings) {
      if (finding.tier != rules::Tier::Warn) continue;
      ++count;
      ++found[std::string(finding.rule->id) + " in " + finding.places.front().path];
    }
  }
  std::string list;
  for (const auto& [what, times] : found) list += std::to_string(times) + " " + what + "\n";
  INFO(list);
  CHECK(count <= kSeeds);
}

TEST_CASE("benign corpus: few places of it are candidates") {
  match::Scanner scanner(builtin_engine());
  std::map<std::string_view, std::size_t> candidates;
  std::size_t bytes = 0;
  std::size_t all = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const corpus::BenignFile& file : corpus::benign_files(seed)) {
      bytes += file.text.size();
      scanner.scan(file.text, [&](const match::Hit& hit) {
        ++all;
        ++candidates[hit.candidate.rule.id];
        return true;
      });
    }
  }
  CHECK(bytes > kSeeds * 1'000'000);
  const double megabytes = static_cast<double>(bytes) / 1e6;
  CHECK(static_cast<double>(all) / megabytes < kCandidatesPerMegabyte);
  for (const auto& [rule, count] : candidates) {
    CAPTURE(rule);
    CHECK(static_cast<double>(count) / megabytes < kCandidatesOfOneRule);
  }
  CHECK(scanner.disagreements() == 0);
}

TEST_CASE("benign corpus: the same seed gives the same files") {
  const std::vector<corpus::BenignFile> one = corpus::benign_files(1);
  const std::vector<corpus::BenignFile> two = corpus::benign_files(1);
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK((one[i].text == two[i].text));
}
