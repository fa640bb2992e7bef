// The allow file in the hands of git and of a team: written, staged, merged, listed, pruned.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};
const std::string kFile = ".git-veto-allow";

/// Stages a file with a new secret, allows it, and returns its id.
std::string allow_new(const TempRepo& repo, const std::string& path) {
  repo.stage(path, text_with(github_token()));
  const Json report = repo.report({"staged"}, 1);
  std::string id;
  for (const Json& finding : report["findings"]) {
    if (finding["state"] == "open") id = finding["id"];
  }
  const base::Output output = repo.veto({"allow", id, "--reason", "of " + path});
  CAPTURE(output.err);
  REQUIRE(output.status == 0);
  return id;
}

/// The lines of the allow file that are entries.
Words entries(const TempRepo& repo) {
  Words lines;
  std::string text = read_file(repo / kFile);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (text.starts_with("v1:")) lines.push_back(text.substr(0, end));
    text.erase(0, end + 1);
  }
  return lines;
}

std::string said_by(const TempRepo& repo, const Words& words) {
  const base::Output output = repo.veto(words);
  CAPTURE(words, output.err);
  CHECK(output.status == 0);
  return output.out;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("allow file: branches that each add an entry merge without a conflict") {
  const bool existed = GENERATE(true, false);
  const bool attributes = GENERATE(true, false);
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  // Without a final line feed: what is added must not run into it.
  if (attributes) repo.commit_file(".gitattributes", "*.png binary");
  if (existed) {
    allow_new(repo, "first.txt");
    repo.git(kCommit);
  }
  repo.git({"branch", "other"});
  Words ids;
  for (const char* branch : {"other", "main"}) {
    repo.git({"checkout", "-q", branch});
    for (const char* name : {"1", "2", "3"}) {
      ids.push_back(allow_new(repo, std::string(branch) + name));
      CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
    }
  }
  const base::Output merged = repo.try_git({"merge", "-q", "-m", "merge", "other"});
  CAPTURE(merged.out, merged.err, read_file(repo / kFile));
  REQUIRE(merged.status == 0);
  CHECK(entries(repo).size() == (existed ? 7 : 6));
  CHECK(repo.veto({"history"}).status == 0);
  CHECK(repo.veto({"files"}).status == 0);
  // The next write sorts, and loses none.
  ids.push_back(allow_new(repo, "last.txt"));
  const Words lines = entries(repo);
  CHECK(std::is_sorted(lines.begin(), lines.end()));
  CHECK(lines.size() == (existed ? 8 : 7));
}

TEST_CASE("allow file: rebasing and picking commits with entries makes no conflict either") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  allow_new(repo, "first.txt");
  repo.git(kCommit);
  repo.git({"branch", "other"});
  allow_new(repo, "a.txt");
  repo.git(kCommit);
  repo.git({"checkout", "-q", "other"});
  allow_new(repo, "b.txt");
  repo.git(kCommit);
  CHECK(repo.try_git({"rebase", "-q", "main"}).status == 0);
  CHECK(entries(repo).size() == 3);
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE("allow file: the attribute for merges is set once, and only where there is none") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string line = "/.git-veto-allow merge=union\n";
  SECTION("a new .gitattributes is staged") {
    allow_new(repo, "a.txt");
    allow_new(repo, "b.txt");
    CHECK(read_file(repo / ".gitattributes") == line);
    CHECK(repo.git({"show", ":.gitattributes"}) + "\n" == line);
  }
  SECTION("an attribute that there is already stays") {
    repo.commit_file(".gitattributes", ".git-veto-allow -merge\n");
    allow_new(repo, "a.txt");
    CHECK(read_file(repo / ".gitattributes") == ".git-veto-allow -merge\n");
  }
  SECTION("somebody who takes the line out is not told again") {
    allow_new(repo, "a.txt");
    repo.write(".gitattributes", "");
    allow_new(repo, "b.txt");
    CHECK(read_file(repo / ".gitattributes").empty());
  }
  SECTION("edits of the user's are not staged with it") {
    repo.commit_file(".gitattributes", "one\n");
    repo.write(".gitattributes", "one\ntwo\n");
    allow_new(repo, "a.txt");
    CHECK(read_file(repo / ".gitattributes") == "one\ntwo\n" + line);
    CHECK(repo.git({"show", ":.gitattributes"}) == "one");
  }
  SECTION("a link is not followed") {
    repo.write("../elsewhere", "mine\n");
    fs::create_symlink("../elsewhere", repo / ".gitattributes");
    allow_new(repo, "a.txt");
    CHECK(read_file(repo.root() / "elsewhere") == "mine\n");
  }
  CHECK(repo.attempt(kCommit).starts_with("committed: clean, "));
}

TEST_CASE("allow file: what is ignored is staged all the same, and that is said") {
  const TempRepo repo;
  repo.commit_file(".gitignore", ".*\n!.gitignore\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  CHECK(has(said_by(repo, {"allow", id, "--reason", "x"}), "although .gitignore names it"));
  CHECK(has(repo.git({"show", ":" + kFile}), id));
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow file: edits in the work tree and entries of the index come together") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string first = allow_new(repo, "a.txt");
  repo.git(kCommit);
  repo.write(kFile, "# a comment of the user's\nv1:0123456789abcdef some-rule - by hand\n");
  repo.stage("b.txt", text_with(github_token()));
  const std::string second = repo.report({"staged"}, 1)["findings"].back()["id"];
  const std::string said = said_by(repo, {"allow", second, "--reason", "x"});
  CHECK(has(said, "edits that were not staged"));
  CHECK(has(said, "1 entry only in the index is kept"));
  const std::string text = read_file(repo / kFile);
  for (const std::string& id : {first, second, std::string("v1:0123456789abcdef")})
    CHECK(has(text, id));
  CHECK(has(text, "# a comment of the user's\nv1:0123456789abcdef some-rule - by hand\n"));
  CHECK(repo.git({"show", ":" + kFile}) + "\n" == text);

  // A file that was deleted in the work tree alone comes back.
  fs::remove(repo / kFile);
  allow_new(repo, "c.txt");
  CHECK(entries(repo).size() == 4);
}

TEST_CASE("allow file: with CRLF in the work tree, too") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"config", "core.autocrlf", "true"});
  repo.git({"config", "core.safecrlf", "true"});
  for (const char* path : {"a.txt", "b.txt"}) {
    repo.stage_blob(path, text_with(github_token()));
    const std::string id = repo.report({"staged"}, 1)["findings"].back()["id"];
    CHECK_FALSE(has(said_by(repo, {"allow", id, "--reason", "x"}), "edits"));
    CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
    fs::remove(repo / kFile);
    repo.git({"checkout", "-q", "--", kFile});
    REQUIRE(has(read_file(repo / kFile), "\r\n"));
    CHECK(repo.veto({"history"}).status == 0);
  }
}

TEST_CASE("allow file: a reason stays on its line, whatever is in it") {
  const std::pair<std::string, std::string> kReasons[] = {
      {"plain", "plain"},
      {"  two\n lines\r\n\tand a tab ", "two lines and a tab"},
      {"- 2020-01-01 v1:0123456789abcdef", "- 2020-01-01 v1:0123456789abcdef"},
      {"# no comment", "# no comment"},
      {"bell \x07 escape \x1b[2J", "bell ? escape ?[2J"},
      {"latin \xfc", "latin ?"},
      {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
      {std::string(5000, 'x'), std::string(497, 'x') + "..."},
  };
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  for (const auto& [reason, written] : kReasons) {
    CAPTURE(reason);
    CHECK(repo.veto({"allow", id, "--reason", reason}).status == 0);
    CHECK(entries(repo) == Words{id + " github-pat-classic - " + written});
    CHECK(repo.veto({"staged"}).status == 0);
  }
}

TEST_CASE("allow file: of several entries of one id the one that lasts longest counts") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  const std::string old = id + " github-pat-classic 2020-01-01 old\n";
  const std::string longer = id + " github-pat-classic 2099-01-01 longer\n";
  for (const std::string& text : {old + longer, longer + old, longer + longer}) {
    repo.stage(kFile, text);
    CHECK(repo.report({"staged"}, 0)["findings"][0]["allowed_by"]["reason"] == "longer");
  }
  repo.stage(kFile, old + old);
  CHECK(repo.veto({"staged"}).status == 1);
}

TEST_CASE("allow file: when it cannot be staged, that is an error that says what to do") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  write_file(repo.git_dir() / "index.lock", "");
  const base::Output output = repo.veto({"allow", id, "--reason", "x"});
  CHECK(output.status == 3);
  CHECK(has(output.err, "git add -f -- :/.git-veto-allow"));
  fs::remove(repo.git_dir() / "index.lock");
  repo.git({"add", "-f", "--", ":/.git-veto-allow"});
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow file: runs at the same time lose no entry") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  std::string script;
  std::string text;
  for (int i = 0; i < 6; ++i) text += github_token() + "\n";
  repo.stage("a.txt", text);
  const Json report = repo.report({"staged"}, 1);
  for (const Json& finding : report["findings"])
    script += "git veto allow " + finding["id"].get<std::string>() + " --reason x &\n";
  CHECK(repo.run({"sh", "-c", script + "wait"}).status == 0);
  CHECK(entries(repo).size() == 6);
  CHECK(repo.attempt(kCommit) == "committed: clean, 6 allowed");
}

TEST_CASE("allow list: entries with what they say, for people and for programs") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  CHECK(said_by(repo, {"allow", "list"}) == "0 secrets allowed\n");
  repo.write(kFile,
             "v1:cccccccccccccccc rule-c 2020-01-01 was\x1b[2J\n"
             "v1:aaaaaaaaaaaaaaaa rule-a - for good\n"
             "v1:bbbbbbbbbbbbbbbb rule-b 2999-01-01\n");
  const std::string list = said_by(repo, {"allow", "list"});
  CHECK(list.find("v1:aaaa") < list.find("v1:bbbb"));
  CHECK(has(list, "rule-a\n      for good\n"));
  CHECK(has(list, "rule-b  until 2999-01-01\n"));
  CHECK(has(list, "rule-c  expired 2020-01-01\n"));
  CHECK(has(list, "3 secrets allowed, 1 expired\n"));
  CHECK_FALSE(has(list, "\x1b"));
  const Json json = Json::parse(said_by(repo, {"allow", "list", "--json"}));
  CHECK(json["schema"] == "git-veto/allow/1");
  REQUIRE(json["entries"].size() == 3);
  CHECK(json["entries"][0] == Json({{"id", "v1:aaaaaaaaaaaaaaaa"},
                                    {"rule", "rule-a"},
                                    {"state", "counts"},
                                    {"reason", "for good"}}));
  CHECK(json["entries"][2]["state"] == "expired");
  CHECK(json["entries"][2]["days_left"] < 0);
}

TEST_CASE("allow prune: takes out what nobody has any more, and what has expired") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string staged = allow_new(repo, "staged.txt");
  const std::string gone = allow_new(repo, "gone.txt");
  repo.git({"rm", "-q", "-f", "gone.txt"});
  const std::string expired = allow_new(repo, "expired.txt");
  const std::string untracked = allow_new(repo, "untracked.txt");
  repo.git({"rm", "-q", "--cached", "untracked.txt"});
  std::string text = read_file(repo / kFile);
  text.replace(text.find("- ", text.find(expired)), 1, "2020-01-01");
  repo.write(kFile, text + "v1:eeeeeeeeeeeeeeee rule-of-a-later-version - kept\n");

  const std::string plan = said_by(repo, {"allow", "prune", "--dry-run"});
  CHECK(has(plan, "would remove " + gone + " (github-pat-classic): matches nothing any more\n"));
  CHECK(has(plan, "would remove " + expired + " (github-pat-classic): expired 2020-01-01\n"));
  CHECK(entries(repo).size() == 5);
  CHECK(has(said_by(repo, {"allow", "prune"}), "removed " + gone));
  const Words left = entries(repo);
  REQUIRE(left.size() == 3);
  for (const std::string& id : {staged, untracked, std::string("v1:eeeeeeeeeeeeeeee")})
    CHECK(std::any_of(left.begin(), left.end(), [&](auto& line) { return line.starts_with(id); }));
  CHECK(said_by(repo, {"allow", "prune"}) == "All that is allowed is still here, and counts.\n");
  CHECK(has(repo.git({"show", ":" + kFile}), staged));
}

TEST_CASE("allow prune: what only another branch or the past has is kept") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  allow_new(repo, "a.txt");
  repo.git(kCommit);
  repo.git({"rm", "-q", "a.txt"});
  repo.git(kCommit);
  CHECK(has(said_by(repo, {"allow", "prune"}), "still here"));
}

TEST_CASE("allow prune: refuses when not everything could be read") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.write(kFile, "v1:aaaaaaaaaaaaaaaa github-pat-classic - gone\n");
  repo.commit_file("b.txt", "to be lost\n");
  const std::string blob = repo.git({"rev-parse", "HEAD:b.txt"});
  fs::remove(repo.git_dir() / "objects" / blob.substr(0, 2) / blob.substr(2));
  const base::Output output = repo.veto({"allow", "prune"});
  CHECK(output.status == 3);
  CHECK(has(output.err, "nothing is taken out"));
  CHECK(has(output.err, "git-veto: incomplete: "));
  CHECK(entries(repo).size() == 1);
}

TEST_CASE("allow remove: takes a decision back, and the secret blocks again") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string id = allow_new(repo, "a.txt");
  const std::string other = allow_new(repo, "b.txt");
  CHECK(has(said_by(repo, {"allow", "remove", id.substr(3, 10)}), "removed " + id));
  CHECK(entries(repo).size() == 1);
  CHECK_FALSE(has(repo.git({"show", ":" + kFile}), id));
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  CHECK(repo.veto({"allow", "remove", id}).status == 2);
}

}  // namespace veto::test
