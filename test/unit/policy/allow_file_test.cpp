#include "policy/allow_file.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using policy::AllowEntry;
using policy::AllowFile;

namespace {

const std::string kId = "v1:0123456789abcdef";

AllowFile parse(const std::string& text) {
  return policy::parse_allow_file(text, ".git-veto-allow");
}

bool same(const AllowEntry& a, const AllowEntry& b) {
  return a.id == b.id && a.rule == b.rule && a.expires == b.expires && a.reason == b.reason;
}

}  // namespace

TEST_CASE("allow file: entries, salt, comments and empty lines are read") {
  const AllowFile file = parse("# comment\n\nsalt 3f1c\n" + kId +
                               " test-key 2027-01-31 why this may stay\r\n"
                               "v1:ffffffffffffffff other-key - \n");
  CHECK(file.salt == "3f1c");
  REQUIRE(file.entries.size() == 2);
  CHECK(same(file.entries[0], {kId, "test-key", "2027-01-31", "why this may stay"}));
  CHECK(same(file.entries[1], {"v1:ffffffffffffffff", "other-key", "", ""}));
}

TEST_CASE("allow file: a malformed line is an error with its place and what was expected") {
  struct Case {
    std::string line;
    std::string error;
  };
  const std::string id = "expected an id: v1: and 16 hexadecimal digits";
  const std::string rule = "expected a rule behind the id";
  const std::string date = "expected a date (YYYY-MM-DD) or - behind the rule";
  const std::vector<Case> cases{
      {"garbage", id},
      {"v1:0123456789abcde test-key - x", id},
      {"v1:0123456789abcdef0 test-key - x", id},
      {"v1:0123456789abcdeg test-key - x", id},
      {"v1:0123456789ABCDEF test-key - x", id},
      {"v2:0123456789abcdef test-key - x", id},
      {"0123456789abcdef test-key - x", id},
      {"<<<<<<< HEAD", id},
      {"=======", id},
      {"saltx", id},
      {kId, rule},
      {kId + " ", rule},
      {kId + " test-key", date},
      {kId + " test-key why", date},
      {kId + " test-key 2027-02-30 why", date},
      {kId + " test-key 2027-1-31 why", date},
      {kId + " test-key -- why", date},
  };
  for (const Case& each : cases) {
    CAPTURE(each.line);
    try {
      static_cast<void>(parse("# one\n\n" + each.line + "\n"));
      FAIL("accepted");
    } catch (const base::Error& error) {
      CHECK(error.kind() == base::ErrorKind::Usage);
      CHECK(error.text() == ".git-veto-allow:3:1: " + each.error);
    }
  }
}

TEST_CASE("allow file: what is written is read back, and comes sorted by id") {
  rules::ExampleRandom random(1);
  for (int trial = 0; trial < 200; ++trial) {
    AllowFile file;
    if (random.below(2) == 0) file.salt = random.characters("0123456789abcdef", 32);
    for (std::size_t i = random.below(20); i > 0; --i) {
      AllowEntry entry{"v1:" + random.characters("0123456789abcdef", 16), "test-key", "", ""};
      if (random.below(2) == 0) entry.expires = "20" + random.characters("123456789", 2) + "-02-28";
      if (random.below(2) == 0)
        entry.reason = "why" + random.characters(" ab#\t-\xff\"'\\", 30) + ".";
      file.put(entry);
    }
    const std::string text = policy::format_allow_file(file);
    const AllowFile back = parse(text);
    CHECK(back.salt == file.salt);
    REQUIRE(back.entries.size() == file.entries.size());
    for (std::size_t i = 0; i < back.entries.size(); ++i) {
      CHECK(same(back.entries[i], file.entries[i]));
      CHECK((i == 0 || back.entries[i - 1].id < back.entries[i].id));
    }
    CHECK(policy::format_allow_file(back) == text);
  }
}

TEST_CASE("allow file: of several entries of one id, in any order, the longest lasting counts") {
  const std::string other = "v1:ffffffffffffffff b - x\n";
  const std::string never = kId + " a - never\n";
  const std::string soon = kId + " a 2026-01-01 soon\n";
  const std::string late = kId + " a 2027-01-01 late\n";
  for (const std::string& text : {other + soon + never + late, never + late + soon + other,
                                  late + other + never + never, soon + never + other}) {
    const AllowFile file = parse(text);
    REQUIRE(file.entries.size() == 2);
    CHECK(file.entries[0].reason == "never");
    CHECK(file.entries[1].id == "v1:ffffffffffffffff");
  }
  CHECK(parse(soon + late).entries[0].reason == "late");
  CHECK(parse(late + kId + " a 2027-01-01 second\n").entries[0].reason == "late");
}

TEST_CASE("allow file: comments are kept, those right above an entry with it") {
  const std::string other = "v1:ffffffffffffffff b - x\n";
  const AllowFile file =
      parse("# git-veto allow file: our own line\n# of the file\n\n# of b\n" + other +
            "# of a, 1\r\n  # of a, 2\n" + kId + " a - x\n# at the end\n");
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].comments == "# of a, 1\n  # of a, 2\n");
  CHECK(file.entries[1].comments == "# of b\n");
  CHECK(file.comments == "# of the file\n# at the end\n");
  const std::string text = policy::format_allow_file(file);
  CHECK(text.ends_with("TEXT\n# of the file\n# at the end\n\n# of a, 1\n  # of a, 2\n" + kId +
                       " a - x\n# of b\n" + other));
  CHECK(policy::format_allow_file(parse(text)) == text);
}

TEST_CASE("allow file: a second salt is an error, the same one again is not") {
  CHECK(parse("salt 00\nsalt 00\n").salt == "00");
  CHECK_THROWS_AS(parse("salt 00\nsalt 01\n"), base::Error);
  CHECK_THROWS_AS(parse("salt\n"), base::Error);
}

TEST_CASE("allow file: a reason cannot break out of its line") {
  AllowFile file;
  file.put({kId, "test-key", "", "one\nv1:ffffffffffffffff all-rules - evil\r\ntwo"});
  const AllowFile back = parse(policy::format_allow_file(file));
  REQUIRE(back.entries.size() == 1);
  CHECK(back.entries[0].reason.find('\n') == std::string::npos);
}

TEST_CASE("allow file: an entry of the same id is replaced") {
  AllowFile file;
  file.put({kId, "test-key", "2020-01-01", "old"});
  file.put({"v1:ffffffffffffffff", "test-key", "", "other"});
  file.put({kId, "test-key", "", "new"});
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].reason == "new");
}

TEST_CASE("allow file: an entry counts up to and on its last day") {
  AllowFile file;
  file.put({kId, "test-key", "2026-11-22", "x"});
  CHECK(file.find(kId, "2026-11-21") != nullptr);
  CHECK(file.find(kId, "2026-11-22") != nullptr);
  CHECK(file.find(kId, "2026-11-23") == nullptr);
  CHECK(file.find("v1:ffffffffffffffff", "2026-11-21") == nullptr);
  file.put({kId, "test-key", "", "x"});
  CHECK(file.find(kId, "9999-12-31") != nullptr);
}

TEST_CASE("allow file: dates are calendar days of one form") {
  for (const char* date : {"2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"})
    CHECK(policy::is_date(date));
  for (const char* date :
       {"", "2023-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
        "2026-1-01", "20260101", "2026/01/01", "2026-01-01 ", " 2026-01-01", "+026-01-01",
        "-026-01-01", "2026-+1-01", "2026-01-1x", "2026-01-01T00:00:00"})
    CHECK_FALSE(policy::is_date(date));
}

TEST_CASE("allow file: names of hostile files are escaped in errors") {
  try {
    static_cast<void>(policy::parse_allow_file("x\n", "dir\x1b[31m/.git-veto-allow"));
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.text().find('\x1b') == std::string::npos);
  }
}
