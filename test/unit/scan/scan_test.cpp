#include "scan/scan.h"

#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "rules/example.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"
#include "test/unit/scan/fake_source.h"
#include "text/utf16.h"

using namespace veto;
using match::test::rule_text;
using match::test::TestEngine;
using scan::ScanOptions;
using scan::test::FakeChange;
using scan::test::FakeItem;
using scan::test::FakeSource;
using scan::test::file;

namespace {

const TestEngine& engine() {
  static const TestEngine made(rule_text("test-key", "(key_[0-9a-f]{10})") +
                               rule_text("test-password", "password=([a-z]{8})") +
                               "strength = \"guessable\"\ntier = \"warn\"\n");
  return made;
}

std::string key(std::uint64_t seed) {
  return rules::expand_example("key_{hex:10}", "", 0, seed);
}

model::ScanResult scan_of(std::vector<FakeItem> items, const policy::Policy& policy = {},
                          const ScanOptions& options = {}) {
  FakeSource source(std::move(items));
  return scan::scan(source, engine().engine, policy, options);
}

FakeItem changed(const FakeChange& change, std::string text) {
  FakeItem item = file("file", std::move(text));
  item.change = &change;
  return item;
}

std::string places_of(const model::Finding& finding) {
  std::string text;
  for (const model::Place& place : finding.places)
    text += place.path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
            "-" + std::to_string(place.end_line) + ":" + std::to_string(place.end_column) + " ";
  return text;
}

}  // namespace

TEST_CASE("scan: one finding a secret, with all its places in the order of paths and lines") {
  const model::ScanResult result = scan_of(
      {file("b", "x\n " + key(1) + "\n"), file("a", key(2) + "\n" + key(1)), file("c", "")});
  REQUIRE(result.findings.size() == 2);
  CHECK(places_of(result.findings[0]) == "a:1:1-1:15 ");
  CHECK(places_of(result.findings[1]) == "a:2:1-2:15 b:2:2-2:16 ");
  CHECK(result.findings[0].secret.reveal() == key(2));
  CHECK(result.findings[0].id.starts_with("v1:"));
  CHECK(result.findings[0].id != result.findings[1].id);
  CHECK(result.coverage.bytes == 18 + 29);
  CHECK(result.coverage.files == 3);
  CHECK(result.tool.rules == 2);
  CHECK(result.complete());
}

TEST_CASE("scan: the result is the same with any number of threads") {
  std::vector<FakeItem> items;
  for (std::uint64_t i = 0; i < 200; ++i)
    items.push_back(file("f" + std::to_string(i), key(i % 37) + "\n" + key(i % 11)));
  std::string first;
  for (const unsigned threads : {1U, 2U, 7U}) {
    ScanOptions options;
    options.threads = threads;
    std::string text;
    for (const model::Finding& finding : scan_of(items, {}, options).findings)
      text += finding.id + " " + places_of(finding) + "\n";
    if (first.empty()) first = text;
    CHECK(text == first);
  }
}

TEST_CASE("scan: a finding of a change must touch an added line") {
  FakeChange change;
  const std::string text = "1\n" + key(1) + "\n3\n" + key(2) + "\n";
  change.added = std::vector<model::LineRange>{{4, 4}};
  const model::ScanResult result = scan_of({changed(change, text)});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].secret.reveal() == key(2));
  change.added = std::vector<model::LineRange>{{1, 1}, {3, 3}, {5, 9}};
  CHECK(scan_of({changed(change, text)}).findings.empty());
  change.added = std::vector<model::LineRange>{};
  CHECK(scan_of({changed(change, text)}).findings.empty());
  change.added = std::nullopt;
  CHECK(scan_of({changed(change, text)}).findings.size() == 2);
}

TEST_CASE("scan: a secret of an old version is not new, wherever it stands now") {
  FakeChange change;
  change.added = std::nullopt;
  change.old = {"elsewhere " + key(1), "and " + key(3)};
  const model::ScanResult result =
      scan_of({changed(change, key(1) + "\n" + key(2) + "\n" + key(3) + "\n" + key(1))});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].secret.reveal() == key(2));
  CHECK(result.coverage.bytes == 4 * 14 + 3);  // old versions do not count as scanned
}

TEST_CASE("scan: one change is asked only when something was found in it") {
  int asked = 0;
  FakeChange change;
  change.on_ask = [&] { ++asked; };
  CHECK(scan_of({changed(change, "nothing")}).findings.empty());
  CHECK(asked == 0);
  CHECK(scan_of({changed(change, key(1))}).findings.size() == 1);
  CHECK(asked == 1);
}

TEST_CASE("scan: a change that cannot be compared counts as all new, and makes it incomplete") {
  FakeChange change;
  change.added = std::vector<model::LineRange>{};
  change.on_ask = [] { throw base::unreadable("old version"); };
  const model::ScanResult result = scan_of({changed(change, key(1))});
  CHECK(result.findings.size() == 1);
  CHECK_FALSE(result.complete());
}

TEST_CASE("scan: an item that cannot be read is noted and the others are read") {
  FakeItem bad = file("bad", "");
  bad.before = [] { throw base::unreadable("bad: gone"); };
  const model::ScanResult result = scan_of({file("a", key(1)), bad, file("c", key(2))});
  CHECK(result.findings.size() == 2);
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].message == "bad: gone");
  CHECK_FALSE(result.complete());
}

TEST_CASE("scan: an error of the configuration ends it, in every thread") {
  FakeItem bad = file("bad", "");
  bad.before = [] { throw base::usage_error("rule"); };
  for (const unsigned threads : {1U, 4U}) {
    ScanOptions options;
    options.threads = threads;
    CHECK_THROWS_AS(scan_of({file("a", key(1)), bad}, {}, options), base::Error);
  }
}

TEST_CASE("scan: what fails at the end is noted, and no finding is lost") {
  FakeSource source({file("a", key(1))});
  source.on_finish = [](model::ScanResult&) { throw base::unreadable("provenance"); };
  const model::ScanResult result = scan::scan(source, engine().engine, {}, {});
  CHECK(result.findings.size() == 1);
  CHECK_FALSE(result.complete());
}

TEST_CASE("scan: the salt is asked for once, and only for guessable values") {
  int asked = 0;
  ScanOptions options;
  options.salt = [&] {
    ++asked;
    return policy::FingerprintSalt{"salt"};
  };
  CHECK(scan_of({file("a", key(1))}, {}, options).findings.size() == 1);
  CHECK(asked == 0);
  const model::ScanResult result = scan_of({file("a",
                                                 "pass"
                                                 "word=qpwlrkdn\npass"
                                                 "word=mwxbtrqz")},
                                           {}, options);
  REQUIRE(result.findings.size() == 2);
  CHECK(asked == 1);
  CHECK(result.findings[0].id ==
        policy::fingerprint(engine().engine.rule(1), "qpwlrkdn", {"salt"}));
}

TEST_CASE("scan: rules that are off or not asked for find nothing") {
  const std::string text = key(1) +
                           " pass"
                           "word=qpwlrkdn";
  ScanOptions options;
  options.only_rules = {"test-password"};
  REQUIRE(scan_of({file("a", text)}, {}, options).findings.size() == 1);
  CHECK(scan_of({file("a", text)}, {}, options).findings[0].rule->id == "test-password");
  policy::Config config;
  config.tiers["test-password"] = std::nullopt;
  const policy::Policy off(std::move(config), {}, "");
  REQUIRE(scan_of({file("a", text)}, off).findings.size() == 1);
  CHECK(scan_of({file("a", text)}, off).findings[0].rule->id == "test-key");
}

TEST_CASE("scan: streams give what texts in memory give") {
  std::string text;
  for (std::uint64_t i = 0; i < 50; ++i) text += std::string(9000, 'x') + "\n" + key(i) + "\n";
  FakeItem item = file("a", text);
  const model::ScanResult block = scan_of({item});
  item.streamed = true;
  const model::ScanResult stream = scan_of({item});
  REQUIRE(block.findings.size() == 50);
  REQUIRE(stream.findings.size() == 50);
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(stream.findings[i].id == block.findings[i].id);
    CHECK(places_of(stream.findings[i]) == places_of(block.findings[i]));
  }
  CHECK(stream.coverage.bytes == block.coverage.bytes);
}

TEST_CASE("scan: inline marks allow, and the same secret without one stays open") {
  const model::ScanResult result =
      scan_of({file("a", key(1) + " # git-veto:allow test-key why\n"), file("b", key(1))});
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].state == model::State::Allowed);
  CHECK(result.findings[1].state == model::State::Open);
  CHECK(result.findings[0].id == result.findings[1].id);
}

TEST_CASE("scan: progress is told from the calling thread and workers may be many") {
  ScanOptions options;
  options.threads = 3;
  const auto self = std::this_thread::get_id();
  bool elsewhere = false;
  options.on_progress = [&](const source::Progress&) {
    elsewhere |= std::this_thread::get_id() != self;
  };
  CHECK(scan_of({file("a", key(1))}, {}, options).findings.size() == 1);
  CHECK_FALSE(elsewhere);
}

TEST_CASE("scan: a candidate that is rejected hides none that begins inside it") {
  const match::Engine& builtin = match::test::builtin_engine();
  const std::string token =
      rules::expand_example("{token}ghp_{cut}{base62:30}{checksum}", "crc32-base62", 4, 1);
  const std::string cut = rules::expand_example("ghp_{cut}{base62:33}", "", 0, 2);
  FakeSource source({file("a", cut + token)});
  const model::ScanResult result = scan::scan(source, builtin, {}, {});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].secret.reveal() == token);
}
