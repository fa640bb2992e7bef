// Texts without secrets: nothing in them may stop a commit, and little may look like a candidate.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
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
// many places, and one rule (the generic one, which reads every value behind a secretish name) at
// half of them.
constexpr double kCandidatesPerMegabyte = 800;
constexpr double kCandidatesOfOneRule = 400;

// Warnings that all files of a group together may give with one seed; none for groups that are not
// listed. Each stands for a text that a person too would have to look at twice: a default password
// in a template, the example of a command, a true hash with a salt for show. The providers' texts
// name each of some hundred providers beside hashes and ids, in some thousand files.
const std::map<std::string, std::size_t, std::less<>> kWarnings{
    {"docs", 7},     {"placeholder", 2}, {"providers", 1},
    {"settings", 5}, {"vectors", 1},  // an expired token
    {"web", 1},
};

// Some time in 2025, so that expired tokens have expired.
constexpr std::int64_t kNow = 1'760'000'000;

std::vector<scan::test::FakeItem> items_of(std::uint64_t seed) {
  std::vector<scan::test::FakeItem> items;
  for (corpus::BenignFile& file : corpus::benign_files(seed))
    items.push_back(scan::test::file(std::move(file.path), std::move(file.text)));
  return items;
}

/// What a scan of everything finds, one result a seed.
const std::vector<model::ScanResult>& results() {
  static const std::vector<model::ScanResult> all = [] {
    std::vector<model::ScanResult> made;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      scan::test::FakeSource source(items_of(seed));
      scan::ScanOptions options;
      options.threads = 2;
      options.now_unix = kNow;
      made.push_back(scan::scan(source, builtin_engine(), {}, options));
    }
    return made;
  }();
  return all;
}

}  // namespace

TEST_CASE("benign corpus: nothing in it blocks a commit") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const model::ScanResult& result = results()[seed];
    CHECK(result.complete());
    for (const model::Finding& finding : result.findings) {
      if (finding.tier != rules::Tier::Block) continue;
      const model::Place& place = finding.places.front();
      FAIL_CHECK("seed " << seed << ": " << finding.rule->id << " in " << place.path << ":"
                         << place.line << ", " << finding.secret.redacted(finding.rule->shown));
    }
  }
}

TEST_CASE("benign corpus: it gives few warnings") {
  std::map<std::string, std::size_t> of_group;
  std::map<std::string, std::size_t> found;
  for (const model::ScanResult& result : results()) {
    for (const model::Finding& finding : result.findings) {
      if (finding.tier != rules::Tier::Warn) continue;
      const std::string& path = finding.places.front().path;
      ++of_group[std::string(corpus::group_of(path))];
      ++found[std::string(finding.rule->id) + " in " + path];
    }
  }
  std::string list;
  for (const auto& [what, times] : found) list += std::to_string(times) + " " + what + "\n";
  INFO(list);
  for (const auto& [group, count] : of_group) {
    const auto budget = kWarnings.find(group);
    CAPTURE(group);
    CHECK(count <= kSeeds * (budget == kWarnings.end() ? 0 : budget->second));
  }
}

TEST_CASE("benign corpus: every group has files, and every budget a group") {
  std::set<std::string, std::less<>> groups;
  for (const corpus::BenignFile& file : corpus::benign_files(0))
    groups.emplace(corpus::group_of(file.path));
  for (const auto& [group, budget] : kWarnings) {
    CAPTURE(group);
    CHECK(groups.contains(group));
  }
  CHECK(groups.size() >= 15);
}

TEST_CASE("benign corpus: few places of it are candidates") {
  match::Scanner scanner(builtin_engine());
  std::map<std::string_view, std::size_t> candidates;
  std::size_t bytes = 0;
  std::size_t all = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const corpus::BenignFile& file : corpus::ordinary_files(seed)) {
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

// For people and for other programs: `rules "[corpus]"` with the variable naming a new directory.
TEST_CASE("benign corpus: it can be written out and looked at", "[.][corpus]") {
  const char* directory = std::getenv("VETO_WRITE_CORPUS");
  REQUIRE(directory != nullptr);
  for (const corpus::BenignFile& file : corpus::benign_files(0)) {
    const std::filesystem::path path = std::filesystem::path(directory) / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.text;
  }
}
