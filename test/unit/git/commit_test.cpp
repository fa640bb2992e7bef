#include "git/commit.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

const std::string kId = "0123456789abcdef0123456789abcdef01234567";
const std::string kTree = "tree " + kId + "\n";

Commit parse(const std::string& bytes) {
  return parse_commit(Oid(), bytes);
}

struct AuthorCase {
  std::string line;
  std::string author;
  std::int64_t date;
  int offset;
};

}  // namespace

TEST_CASE("commit: tree, parents and author are read from the headers") {
  const std::string other(40, 'a');
  const Commit commit = parse(kTree + "parent " + other + "\nparent " + kId +
                              "\nauthor A U Thor <a@example.com> 1700000000 +0130\n"
                              "committer C <c@example.com> 1800000000 -0500\n\nmessage\n");
  CHECK(commit.tree.hex() == kId);
  REQUIRE(commit.parents.size() == 2);
  CHECK(commit.parents[0].hex() == other);
  CHECK(commit.parents[1].hex() == kId);
  CHECK(commit.author == "A U Thor <a@example.com>");
  CHECK(commit.date == 1700000000);
  CHECK(commit.offset == 90);
}

TEST_CASE("commit: odd authors keep what can be read of them") {
  const std::vector<AuthorCase> cases{
      {"A <a@x> 1 +0000", "A <a@x>", 1, 0},
      {"A <a@x> 1700000000 -0730", "A <a@x>", 1700000000, -450},
      {"A <a@x> -86400 +0000", "A <a@x>", -86400, 0},
      {"A <a@x> 1700000000 +1400", "A <a@x>", 1700000000, 840},
      {"A <a@x> 1700000000", "A <a@x>", 1700000000, 0},
      {"A <a@x> 1700000000 ", "A <a@x>", 1700000000, 0},
      {"A <a@x> 1700000000 +01", "A <a@x>", 1700000000, 0},
      {"A <a@x> 1700000000 0100", "A <a@x>", 1700000000, 0},
      {"A <a@x> 1700000000 +0x10", "A <a@x>", 1700000000, 0},
      {"A <a@x> ", "A <a@x>", 0, 0},
      {"A <a@x>", "A <a@x>", 0, 0},
      {"A <a@x> soon +0100", "A <a@x>", 0, 0},
      {"A <a@x> 99999999999999999999999 +0100", "A <a@x>", 0, 0},
      {"<> 5 +0000", "<>", 5, 0},
      {" <> 5 +0000", " <>", 5, 0},
      {"A > B <a@x> 5 +0000", "A > B <a@x>", 5, 0},
      {"no mail at all", "no mail at all", 0, 0},
      {"", "", 0, 0},
      {"\xff\xfe\x01 <\x02> 7 +0000", "\xff\xfe\x01 <\x02>", 7, 0},
      {"A <a@x>\t5 +0000", "A <a@x>", 5, 0},
  };
  for (const AuthorCase& each : cases) {
    CAPTURE(each.line);
    const Commit commit = parse(kTree + "author " + each.line + "\n\nm");
    CHECK(commit.author == each.author);
    CHECK(commit.date == each.date);
    CHECK(commit.offset == each.offset);
  }
}

TEST_CASE("commit: one without an author, a message or a last line feed is still a commit") {
  for (const std::string& bytes :
       {kTree, kTree + "\n", kTree.substr(0, kTree.size() - 1), kTree + "unknown header\n\nm",
        kTree + "encoding latin-1\n\nm"}) {
    CAPTURE(bytes);
    CHECK(parse(bytes).tree.hex() == kId);
    CHECK(parse(bytes).author.empty());
  }
}

TEST_CASE("commit: malformed ids and a missing tree are errors") {
  for (const std::string& bytes :
       {std::string(), std::string("\n"), std::string("\n" + kTree), std::string("tree\n"),
        std::string("tree 12\n"), "tree " + std::string(40, 'z') + "\n", kTree + "parent \n",
        kTree + "parent " + std::string(39, 'a') + "\n", "parent " + kId + "\n\nm",
        "author A <a@x> 1 +0000\n" + kTree, std::string(1000, '\0')}) {
    CAPTURE(bytes);
    CHECK_THROWS_AS(parse(bytes), base::Error);
  }
}

TEST_CASE("commit: the message stands behind the first blank line") {
  CHECK(message_of(kTree + "author x\n\nsubject\n\nbody\n") == "subject\n\nbody\n");
  CHECK(message_of(kTree + "author x\n\n") == "");
  CHECK(message_of(kTree + "author x\n") == "");
  CHECK(message_of("") == "");
  CHECK(message_of(kTree + "gpgsig -----\n line\n \n line\n\nsubject") == "subject");
  CHECK(message_of(kTree + "\n\n\nthree line feeds") == "\n\nthree line feeds");
}

TEST_CASE("tag: target and its type are the first two headers") {
  const Tag tag = parse_tag("object " + kId + "\ntype tree\ntag v1\ntagger x\n\nmessage");
  CHECK(tag.target.hex() == kId);
  CHECK(tag.target_type == ObjectType::Tree);
  for (const std::string& bytes :
       {std::string(), "object " + kId, "object " + kId + "\n", "object " + kId + "\ntype\n",
        "object " + kId + "\ntype branch\n", "type commit\nobject " + kId + "\n",
        std::string("object 12\ntype commit\n"), "\nobject " + kId + "\ntype commit\n"}) {
    CAPTURE(bytes);
    CHECK_THROWS_AS(parse_tag(bytes), base::Error);
  }
}

TEST_CASE("commit: dates are written as RFC 3339 with the author's own offset") {
  CHECK(format_date(0, 0) == "1970-01-01T00:00:00+00:00");
  CHECK(format_date(-1, 0) == "1969-12-31T23:59:59+00:00");
  CHECK(format_date(1700000000, 60) == "2023-11-14T23:13:20+01:00");
  CHECK(format_date(1700000000, -450) == "2023-11-14T14:43:20-07:30");
  CHECK(format_date(951782400, 0) == "2000-02-29T00:00:00+00:00");
  CHECK(format_date(4107542399, 0) == "2100-02-28T23:59:59+00:00");
  CHECK(format_date(1700000000, 840) == "2023-11-15T12:13:20+14:00");
}

TEST_CASE("commit: dates of any size are written and none overflows") {
  for (const std::int64_t seconds : {INT64_MIN, INT64_MIN + 1, std::int64_t{-62135596800},
                                     std::int64_t{253402300800}, INT64_MAX, INT64_MAX - 1}) {
    for (const int offset : {0, 6039, -6039}) {
      const std::string date = format_date(seconds, offset);
      CHECK(date.size() >= 25);
      CHECK(date.find('T') != std::string::npos);
    }
  }
}

TEST_CASE("commit: git shows the same author and date") {
  const Repository repository;
  const Oid tree = test::id_of(repository.git({"write-tree"}));
  ObjectStore objects = repository.objects();
  const std::vector<std::string> authors{"A U Thor <a@example.com> 1700000000 +0100",
                                         "A U Thor <a@example.com> 1700000000 -0330",
                                         "\xc3\xa4 <x> 1 +0000",
                                         "A <a> 2147483648 +1245",
                                         "A <a> 1700000000 -1200",
                                         "A B  C <a b> 1582934400 +0530"};
  for (const std::string& author : authors) {
    CAPTURE(author);
    const std::string bytes =
        "tree " + tree.hex() + "\nauthor " + author + "\ncommitter C <c> 1 +0000\n\nm\n";
    const Oid id = test::id_of(
        repository.git({"hash-object", "-t", "commit", "-w", "--literally", "--stdin"}, bytes));
    const Commit commit = parse_commit(id, objects.read(id, ObjectType::Commit).bytes());
    const std::vector<std::string> shown =
        test::split(repository.git({"show", "-s", "--format=%an <%ae>%n%aI%n%T", id.hex()}), '\n');
    CHECK(commit.author == shown[0]);
    std::string date = shown[1];
    if (date.ends_with('Z')) date.replace(date.size() - 1, 1, "+00:00");
    CHECK(format_date(commit.date, commit.offset) == date);
    CHECK(commit.tree.hex() == shown[2]);
  }
}
