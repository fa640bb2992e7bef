#include "policy/baseline.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "policy/policy.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using policy::Baseline;

namespace {

const std::string kId = "v1:0123456789abcdef";

Baseline parse(const std::string& text) {
  return policy::parse_baseline(text, ".git-veto-baseline");
}

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(parse(text));
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Usage);
    return error.text();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("baseline: entries, salt, comments and empty lines are read") {
  const Baseline baseline = parse("# comment\n\n  \nsalt 3f1c\n" + kId +
                                  " test-key 2026-11-22 some file.txt\r\n"
                                  "v1:ffffffffffffffff\tother-key\t2026-01-01\n");
  CHECK(baseline.salt == "3f1c");
  REQUIRE(baseline.entries.size() == 2);
  REQUIRE(baseline.find(kId) != nullptr);
  CHECK(baseline.find(kId)->rule == "test-key");
  CHECK(baseline.find(kId)->since == "2026-11-22");
  CHECK(baseline.find(kId)->place == "some file.txt");
  CHECK(baseline.find("v1:ffffffffffffffff")->place.empty());
  CHECK(baseline.find("v1:0000000000000000") == nullptr);
}

TEST_CASE("baseline: a malformed line is an error with its place and what was expected") {
  const std::string place = ".git-veto-baseline:2:1: ";
  CHECK(error_of("\ngarbage\n") == place + "expected an id: v1: and 16 hexadecimal digits");
  CHECK(error_of("\n" + kId + "\n") == place + "expected a rule behind the id");
  CHECK(error_of("\n" + kId + " test-key -\n") ==
        place + "expected a date (YYYY-MM-DD) behind the rule");
  CHECK(error_of("\n" + kId + " test-key 2026-02-30\n") ==
        place + "expected a date (YYYY-MM-DD) behind the rule");
  CHECK(error_of("\nsalt\n") == place + "expected a text behind salt");
  CHECK(error_of("salt 00\nsalt 01\n").starts_with(place + "a second salt: "));
  CHECK(error_of("salt 00\nsalt 00\n") == "accepted");
}

TEST_CASE("baseline: entries come sorted, one of each id, the oldest") {
  const Baseline baseline =
      parse("v1:ffffffffffffffff b 2026-01-01\n" + kId + " a 2026-05-01 second\n" + kId +
            " a 2026-04-01 first\n" + kId + " a 2026-04-01 third\n");
  REQUIRE(baseline.entries.size() == 2);
  CHECK(baseline.entries[0].id == kId);
  CHECK(baseline.entries[0].place == "first");
}

TEST_CASE("baseline: what is written is read back") {
  rules::ExampleRandom random(2);
  for (int trial = 0; trial < 100; ++trial) {
    Baseline baseline;
    if (random.below(2) == 0) baseline.salt = random.characters("0123456789abcdef", 32);
    for (std::size_t i = random.below(20); i > 0; --i)
      baseline.put(
          {"v1:" + random.characters("0123456789abcdef", 16), "test-key", "2026-02-28",
           random.below(2) == 0 ? "" : "a" + random.characters(" ab\t\xff\"\\", 20) + "."});
    const std::string text = policy::format_baseline(baseline);
    const Baseline back = parse(text);
    CHECK(back.salt == baseline.salt);
    REQUIRE(back.entries.size() == baseline.entries.size());
    for (std::size_t i = 0; i < back.entries.size(); ++i) {
      CHECK(back.entries[i].id == baseline.entries[i].id);
      CHECK(back.entries[i].place == baseline.entries[i].place);
    }
    CHECK(policy::format_baseline(back) == text);
  }
}

TEST_CASE("baseline: with the allow file it has one salt") {
  const auto differ = [](const std::string& allowed, const std::string& baselined) {
    try {
      policy::require_one_salt({allowed, {}}, {baselined, {}}, "name");
    } catch (const base::Error& error) {
      return error.kind() == base::ErrorKind::Usage;
    }
    return false;
  };
  CHECK(differ("00", "01"));
  CHECK_FALSE(differ("00", "00"));
  CHECK_FALSE(differ("", "01"));
  CHECK_FALSE(differ("00", ""));
  CHECK(policy::Policy({}, {"00", {}}, "", {"", {}}).salt() == "00");
  CHECK(policy::Policy({}, {}, "", {"01", {}}).salt() == "01");
}

TEST_CASE("note: it is one line, fit for a terminal, and not too long") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", ""},
      {" \t\n ", ""},
      {"a\r\n\tb", "a b"},
      {"\x1b]0;x\x07", "?]0;x?"},
      {"\xff", "?"},
      {std::string(policy::kMaxNote, 'x'), std::string(policy::kMaxNote, 'x')},
      {std::string(policy::kMaxNote + 1, 'x'), std::string(policy::kMaxNote - 3, 'x') + "..."},
  };
  for (const auto& [text, note] : cases) {
    CAPTURE(text);
    CHECK(policy::note_of(text) == note);
    CHECK(policy::note_of(note) == note);
  }
  std::string umlauts;
  for (int i = 0; i < 400; ++i) umlauts += "\xc3\xbc";
  const std::string cut = policy::note_of("x" + umlauts);
  CHECK(cut.size() <= policy::kMaxNote);
  CHECK(cut.ends_with("\xc3\xbc..."));
}

TEST_CASE("dates: days between two of them") {
  CHECK(policy::days_between("2026-01-01", "2026-01-01") == 0);
  CHECK(policy::days_between("2024-02-28", "2024-03-01") == 2);
  CHECK(policy::days_between("2026-03-01", "2026-02-28") == -1);
}
