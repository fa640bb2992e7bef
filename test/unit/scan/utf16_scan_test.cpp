// Findings in UTF-16 files: lines and columns are those of the file's own bytes.
#include <string>

#include "rules/example.h"
#include "scan/scan.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"
#include "test/unit/scan/fake_source.h"

using namespace veto;
using scan::test::FakeItem;
using scan::test::FakeSource;
using scan::test::file;

namespace {

enum class Mark { With, Without };

std::string utf16(const std::string& ascii, Mark mark, bool little_endian) {
  std::string bytes;
  const auto add = [&](char high, char low) {
    bytes += little_endian ? low : high;
    bytes += little_endian ? high : low;
  };
  if (mark == Mark::With) add('\xfe', '\xff');
  for (const char c : ascii) add('\0', c);
  return bytes;
}

}  // namespace

TEST_CASE("UTF-16 files: a secret is found, on its line, at its byte") {
  const match::test::TestEngine engine(match::test::rule_text("test-key", "(key_[0-9a-f]{10})"));
  const std::string key = rules::expand_example("key_{hex:10}", "", 0, 1);
  for (const Mark mark : {Mark::With, Mark::Without}) {
    for (const bool little_endian : {true, false}) {
      CAPTURE(mark == Mark::With, little_endian);
      FakeSource source(
          {file("a", utf16("first line\r\n  " + key + " end\r\n", mark, little_endian)),
           file("b", utf16(key + "\n", mark, little_endian))});
      const model::ScanResult result = scan::scan(source, engine.engine, {}, {});
      REQUIRE(result.findings.size() == 1);
      REQUIRE(result.findings[0].places.size() == 2);
      const model::Place& second = result.findings[0].places[0];
      CHECK(second.line == 2);
      CHECK(second.column == 5);
      CHECK(second.end_column == 5 + 2 * key.size());
      const model::Place& first = result.findings[0].places[1];
      CHECK(first.line == 1);
      CHECK(first.column == (mark == Mark::With ? 3 : 1));
    }
  }
}

TEST_CASE("UTF-16 files: a streamed one is found too") {
  const match::test::TestEngine engine(match::test::rule_text("test-key", "(key_[0-9a-f]{10})"));
  const std::string key = rules::expand_example("key_{hex:10}", "", 0, 1);
  const std::string text = std::string(300'000, 'x') + "\n" + key + "\n";
  for (const bool little_endian : {true, false}) {
    FakeItem item = file("a", utf16(text, Mark::With, little_endian));
    item.streamed = true;
    FakeSource source({item});
    const model::ScanResult result = scan::scan(source, engine.engine, {}, {});
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].places[0].line == 2);
    CHECK(result.coverage.bytes == 2 * text.size() + 2);
  }
}

TEST_CASE("UTF-16 files: bytes that only look like UTF-16 are scanned as they are too") {
  const match::test::TestEngine engine(match::test::rule_text("test-key", "(key_[0-9a-f]{10})"));
  const std::string key = rules::expand_example("key_{hex:10}", "", 0, 1);
  FakeSource source({file("a", "\xff\xfe " + key + " even")});
  CHECK(scan::scan(source, engine.engine, {}, {}).findings.size() == 1);
}
