// `git veto allow --interactive`, answered through a pipe.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};
const Words kAsk{"allow", "--interactive"};

TempRepo with_two_staged() {
  TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  repo.stage("b\x1b[2J.txt", text_with(github_token()));
  return repo;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("allow --interactive: asks about each finding and records what is decided") {
  struct Case {
    const char* name;
    const char* answers;
    const char* outcome;
  };
  const Case kCases[] = {
      {"both", "a\nfirst\n\na\nsecond\n2099-01-01\n", "committed: clean, 2 allowed"},
      {"in full words", "allow\nfirst\n\nallow\nsecond\n\n", "committed: clean, 2 allowed"},
      {"explained first", "e\na\nfirst\n\nexplain\na\nx\n\n", "committed: clean, 2 allowed"},
      {"anything else is asked again", "x\n\na\nfirst\n\na\nx\n\n", "committed: clean, 2 allowed"},
      {"a reason is required", "a\n\n \nfirst\n\na\nx\n\n", "committed: clean, 2 allowed"},
      {"a day is a day to come", "a\nx\nsoon\n2020-01-01\n\na\nx\n\n",
       "committed: clean, 2 allowed"},
      {"the first", "a\nfirst\n\ns\n", "blocked: b\\x1b[2J.txt:2"},
      {"the second", "s\na\nx\n\n", "blocked: a.txt:2"},
      {"quit", "q\n", "blocked: a.txt:2, b\\x1b[2J.txt:2"},
      {"quit after one", "a\nx\n\nq\na\nx\n\n", "blocked: b\\x1b[2J.txt:2"},
      {"the input ends", "", "blocked: a.txt:2, b\\x1b[2J.txt:2"},
      {"it ends after one", "a\nx\n\n", "blocked: b\\x1b[2J.txt:2"},
      {"it ends where a day may stand", "a\nx\n", "blocked: b\\x1b[2J.txt:2"},
      {"it ends where a reason must stand", "a\nx\n\na\n", "blocked: b\\x1b[2J.txt:2"},
      {"the last line has no end", "a\nx\n\na\ny", "committed: clean, 2 allowed"},
  };
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.name) {
      const TempRepo repo = with_two_staged();
      const base::Output output = repo.veto(kAsk, each.answers);
      CAPTURE(output.out, output.err);
      CHECK(output.status == 0);
      CHECK_FALSE(has(output.out, "\x1b"));
      CHECK(has(output.out, "[1/2] block  github-pat-classic  ghp_...(40)  v1:"));
      CHECK(repo.attempt(kCommit) == each.outcome);
    }
  }
}

TEST_CASE("allow --interactive: nothing is written when nothing is allowed") {
  const TempRepo repo = with_two_staged();
  const base::Output output = repo.veto(kAsk, "s\ns\n");
  CHECK(output.status == 0);
  CHECK(has(output.out, "Nothing is recorded.\n2 findings left open.\n"));
  CHECK_FALSE(fs::exists(repo / ".git-veto-allow"));
  CHECK_FALSE(fs::exists(repo / ".gitattributes"));
}

TEST_CASE("allow --interactive: the history is asked about when nothing is staged, or on demand") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  CHECK(has(repo.veto(kAsk, "q\n").out, "[1/1]"));
  repo.stage("b.txt", text_with(github_token()));
  CHECK(has(repo.veto(kAsk, "q\n").out, "b.txt:2"));
  const base::Output output = repo.veto({"allow", "--interactive", "--history"}, "a\nold\n\ns\n");
  // What is staged is an object, too, which the index names.
  CHECK(has(output.out, "[1/2]"));
  CHECK(has(output.out, "a.txt:2"));
  CHECK(repo.attempt(kCommit) == "blocked: b.txt:2");
}

TEST_CASE("allow --interactive: what is no question any more is not asked") {
  const TempRepo repo = with_two_staged();
  CHECK(repo.veto(kAsk, "a\nx\n\n").status == 0);
  CHECK(has(repo.veto(kAsk, "a\ny\n\n").out, "[1/1]"));
  CHECK(repo.attempt(kCommit) == "committed: clean, 2 allowed");
  CHECK(has(repo.veto(kAsk).out, "Nothing is recorded."));
}

TEST_CASE("allow --interactive: the message of a commit with several findings names it") {
  const TempRepo repo = with_two_staged();
  const base::Output blocked = repo.try_git(kCommit);
  CHECK(has(line_with(blocked.err, "Not a secret?"), "git veto allow --interactive)"));
}

}  // namespace veto::test
