#include "report/words.h"

#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using namespace report::test;

TEST_CASE("words: sizes are in powers of 1000 and never show four digits") {
  struct Case {
    std::uint64_t bytes;
    const char* words;
  };
  for (const Case& each :
       {Case{0, "0 bytes"}, Case{1, "1 byte"}, Case{999, "999 bytes"}, Case{1000, "1.0 KB"},
        Case{1049, "1.0 KB"}, Case{1050, "1.1 KB"}, Case{999'949, "999.9 KB"},
        Case{999'951, "1.0 MB"}, Case{5'800'000'000, "5.8 GB"}, Case{999'960'000'000, "1.0 TB"},
        Case{18'446'744'073'709'551'615U, "18446.7 PB"}}) {
    CAPTURE(each.bytes);
    CHECK(report::size_of(each.bytes) == each.words);
  }
}

TEST_CASE("words: durations from microseconds to hours") {
  struct Case {
    double seconds;
    const char* words;
  };
  for (const Case& each : {Case{0.0, "0.0 ms"}, Case{0.00064, "0.6 ms"}, Case{0.0123, "12.3 ms"},
                           Case{0.9994, "999.4 ms"}, Case{0.9996, "1.00 s"}, Case{1.0, "1.00 s"},
                           Case{59.99, "59.99 s"}, Case{60.0, "1 min 0 s"},
                           Case{190.0, "3 min 10 s"}, Case{7265.0, "121 min 5 s"}}) {
    CAPTURE(each.seconds);
    CHECK(report::duration_of(each.seconds) == each.words);
  }
}

TEST_CASE("words: the coverage line says what was scanned and what was left out") {
  model::ScanResult result = result_of({});
  const auto line = [&](model::SourceKind kind) {
    result.source.kind = kind;
    return report::coverage_line(result);
  };
  CHECK(line(model::SourceKind::Staged) == "scanned 2 staged files, 4.3 KB in 12.3 ms");
  CHECK(line(model::SourceKind::Files) == "scanned 2 files, 4.3 KB in 12.3 ms");
  CHECK(line(model::SourceKind::Stdin) == "scanned standard input, 4.3 KB in 12.3 ms");
  result.coverage.blobs = 12345;
  result.coverage.commits = 1;
  CHECK(line(model::SourceKind::History) == "scanned 12,345 blobs, 1 commit, 4.3 KB in 12.3 ms");
  result.coverage.tags = 2;
  CHECK(line(model::SourceKind::Range) ==
        "scanned 12,345 blobs, 1 commit, 2 tags, 4.3 KB in 12.3 ms");
  result.coverage.skipped = {
      {"a", "", "symbolic link"}, {"b", "", "ignored by .gitignore"}, {"c", "", "symbolic link"}};
  CHECK(line(model::SourceKind::Files) ==
        "scanned 2 files, 4.3 KB in 12.3 ms; skipped: 1 ignored by .gitignore, 2 symbolic link");
}

TEST_CASE("words: places of files, of blobs without a name and of messages") {
  model::Place place = place_at("a\x1b", 3);
  CHECK(report::place_of(place) == "a\\x1b:3");
  place.kind = model::OriginKind::Blob;
  CHECK(report::place_of(place) == "a\\x1b:3");
  place.path.clear();
  place.object = "0123456789abcdef";
  CHECK(report::place_of(place) == "blob 0123456789:3");
  place.kind = model::OriginKind::CommitMessage;
  CHECK(report::place_of(place) == "commit 0123456789, message line 3");
  place.kind = model::OriginKind::TagMessage;
  CHECK(report::place_of(place) == "tag 0123456789, message line 3");
}

TEST_CASE("words: results count what is open by tier") {
  model::Finding warn = finding_at("w");
  warn.tier = rules::Tier::Warn;
  model::Finding allowed = finding_at("z");
  allowed.state = model::State::Allowed;
  const model::ScanResult result = result_of({finding_at("a"), warn, allowed});
  CHECK(result.count_open(rules::Tier::Block) == 1);
  CHECK(result.count_open(rules::Tier::Warn) == 2);
  CHECK(result.count_open(rules::Tier::Info) == 2);
  CHECK(result.count(model::State::Allowed) == 1);
}
