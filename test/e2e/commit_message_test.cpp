// commit-msg and prepare-commit-msg: what git keeps of a message is scanned, what it strips is not.
#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"

namespace veto::test {
namespace {

/// A repository with the program as commit-msg, and what came of a commit there.
struct Messages {
  TempRepo repo;

  explicit Messages(const char* hook = "commit-msg") {
    repo.commit_file("a.txt", "first\n");
    Pushing::install(repo, hook);
    for (const char* name : {"pre-commit", "pre-merge-commit"})
      fs::remove(repo.git_dir() / "hooks" / name);
  }

  /// The editor puts `text` in front of what git wrote, or in the place of it.
  void edit(const std::string& text, const char* how = ">") const {
    repo.write("../text", text);
    const std::string file = "\"" + (repo.root() / "text").string() + "\"";
    const std::string script = std::string(how) == ">"
                                   ? "cat " + file + " >\"$1\"\n"
                                   : "cat " + file + " \"$1\" >\"$1.new\"\nmv \"$1.new\" \"$1\"\n";
    write_file(repo.root() / "bin/editor", "#!/bin/sh\n" + script, 0755);
  }

  /// "kept", "refused: message line 3", or what else happened.
  [[nodiscard]] std::string commit(Words arguments) const {
    TempRepo here = repo;
    if (fs::exists(repo.root() / "bin/editor")) here.environment.set("GIT_EDITOR", "editor");
    const std::string before = here.git({"rev-parse", "HEAD"});
    arguments.insert(arguments.begin(), "git");
    const base::Output output = here.run(arguments);
    INFO(output.err);
    const bool is_new = here.git({"rev-parse", "HEAD"}) != before;
    if (shows_a_secret(output.err)) return "a secret is shown";
    if (is_new != (output.status == 0)) return "status and outcome differ: " + output.err;
    if (is_new) return "kept";
    const std::string line = line_with(output.err, "  message line ");
    const bool blocked = !line_with(output.err, "git-veto: blocked: ").empty();
    return blocked ? "refused: " + line.substr(2, line.find("  ", 2) - 2) : output.err;
  }
  [[nodiscard]] std::string commit() const { return commit({"commit", "-q", "--allow-empty"}); }
};

const Words kCommit{"commit", "-q", "--allow-empty"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("commit-msg: the message of a commit is scanned") {
  const Messages messages;
  const std::string token = github_token();
  CHECK(messages.commit(with(kCommit, {"-m", "fine"})) == "kept");
  CHECK(messages.commit(with(kCommit, {"-m", "title", "-m", "it is " + token})) ==
        "refused: message line 3");
  CHECK(messages.commit(with(
            kCommit, {"-m", "t " + token + " git-veto:allow github-pat-classic x"})) == "kept");
  messages.repo.write("message", "title\n\nbody " + token + "\n");
  CHECK(messages.commit(with(kCommit, {"-F", "message"})) == "refused: message line 3");
  // In another encoding, named or not.
  const Words latin{"-c", "i18n.commitEncoding=ISO-8859-1"};
  CHECK(messages.commit(with(with(latin, kCommit), {"-m",
                                                    "Gr\xfc\xdf"
                                                    "e " +
                                                        token})) == "refused: message line 1");
}

TEST_CASE("commit-msg: says what was scanned, as every run does") {
  const Messages messages;
  const base::Output output =
      messages.repo.run({"git", "commit", "-q", "--allow-empty", "-m", "fine"});
  CHECK(output.status == 0);
  CHECK(output.err.starts_with("git-veto: clean: scanned the commit message, "));
}

TEST_CASE("commit-msg: a key that comments part is whole when git has stripped them") {
  const Messages messages;
  std::string key = private_key();
  const std::size_t line = key.find('\n', key.find('\n') + 1) + 1;
  key.insert(line, "# a comment\n");
  messages.edit("title\n\n" + key);
  CHECK(messages.commit() == "refused: message line 3");
}

TEST_CASE("commit-msg: comments by the way that git cleans up") {
  const std::string token = github_token();
  struct Case {
    const char* what;
    Words git;
    Words options;
    bool found;
  };
  const Case kCases[] = {
      {"an editor and nothing said", {}, {}, false},
      {"strip by option", {}, {"--cleanup=strip"}, false},
      {"strip by setting", {"-c", "commit.cleanup=strip"}, {}, false},
      {"default by option over a setting",
       {"-c", "commit.cleanup=verbatim"},
       {"--cleanup=default"},
       false},
      {"verbatim by option", {}, {"--cleanup=verbatim"}, true},
      {"verbatim by two words", {}, {"--cleanup", "verbatim"}, true},
      {"verbatim, abbreviated", {}, {"--clean=verbatim"}, true},
      {"verbatim by setting", {"-c", "commit.cleanup=verbatim"}, {}, true},
      {"whitespace by option", {}, {"--cleanup=whitespace"}, true},
      {"whitespace by setting", {"-c", "commit.cleanup=whitespace"}, {}, true},
      {"scissors keeps comments above", {}, {"--cleanup=scissors"}, true},
      {"another comment character", {"-c", "core.commentChar=;"}, {}, true},
      {"an alias", {"-c", "alias.ci=commit --allow-empty --cleanup=verbatim"}, {}, true},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.what);
    const Messages messages;
    messages.edit("title\n# " + token + "\n");
    const Words command = each.what == std::string("an alias") ? Words{"ci"} : kCommit;
    const std::string outcome = messages.commit(with(with(each.git, command), each.options));
    CHECK(outcome == (each.found ? "refused: message line 2" : "kept"));
    // The commit agrees.
    const std::string kept = messages.repo.git({"log", "-1", "--format=%B"});
    CHECK_FALSE(shows_a_secret(kept));
  }
}

TEST_CASE("commit-msg: without an editor git keeps comments") {
  const Messages messages;
  const std::string message = "title\n# " + github_token() + "\n";
  CHECK(messages.commit(with(kCommit, {"-m", message})) == "refused: message line 2");
  CHECK(messages.commit(with(kCommit, {"-m", message, "--cleanup=verbatim"})) ==
        "refused: message line 2");
  CHECK(messages.commit(with(kCommit, {"-m", message, "--cleanup=strip"})) == "kept");
  CHECK(messages.repo.git({"log", "-1", "--format=%B"}) == "title\n");
}

TEST_CASE("commit-msg: other comment characters") {
  const Messages messages;
  const std::string token = github_token();

  SECTION("by setting") {
    messages.edit("title\n; " + token + "\n");
    CHECK(messages.commit(with({"-c", "core.commentChar=;"}, kCommit)) == "kept");
    CHECK(messages.commit() == "refused: message line 2");
  }
  SECTION("chosen by git, which has no reason to take another one") {
    messages.edit("title\n# " + token + "\n", "before");
    CHECK(messages.commit(with({"-c", "core.commentChar=auto"}, kCommit)) == "kept");
  }
  SECTION("chosen by git, since the message has lines with #") {
    messages.edit("; " + token + "\n", "before");
    CHECK(messages.commit(with({"-c", "core.commentChar=auto"},
                               with(kCommit, {"-e", "-m", "title\n# x"}))) == "kept");
    messages.edit("# " + token + "\n", "before");
    CHECK(messages.commit(
              with({"-c", "core.commentChar=auto"}, with(kCommit, {"-e", "-m", "title\n# x"}))) ==
          "refused: message line 1");
  }
  SECTION("chosen by git, with nothing left to tell which: all is scanned") {
    messages.edit("title\n# " + token + "\n");
    CHECK(messages.commit(with({"-c", "core.commentChar=auto"}, kCommit)) ==
          "refused: message line 2");
  }
}

TEST_CASE("commit-msg: a diff below the scissors is no message") {
  const Messages messages;
  const TempRepo& repo = messages.repo;
  const std::string token = github_token();
  repo.commit_file("b.txt", text_with(token));
  repo.git({"rm", "-q", "b.txt"});

  SECTION("commit -v, a secret is taken out") {
    messages.edit("title\n", "before");
    CHECK(messages.commit({"commit", "-q", "-v"}) == "kept");
  }
  SECTION("commit -v, and the message has one") {
    messages.edit("title\n\n" + token + "\n", "before");
    CHECK(messages.commit({"commit", "-q", "-v"}) == "refused: message line 3");
  }
  SECTION("commit -v, verbatim") {
    messages.edit("title\n", "before");
    CHECK(messages.commit({"commit", "-q", "-v", "--cleanup=verbatim"}) == "kept");
  }
  SECTION("commit -v -v, with what is not staged as well") {
    repo.write("a.txt", text_with(token));
    messages.edit("title\n", "before");
    CHECK(messages.commit({"commit", "-q", "-v", "-v"}) == "kept");
  }
  SECTION("scissors without a diff") {
    messages.edit("title\n", "before");
    CHECK(messages.commit({"commit", "-q", "--cleanup=scissors"}) == "kept");
  }
  SECTION("a line like scissors in a message that git does not cut") {
    messages.edit("title\n# ------------------------ >8 ------------------------\n" + token + "\n");
    CHECK(messages.commit({"commit", "-q"}) != "kept");
    CHECK(messages.commit({"commit", "-q", "--cleanup=scissors"}) == "kept");
  }
}

TEST_CASE("commit-msg: merges, squashes and amended commits") {
  const Messages messages;
  const TempRepo& repo = messages.repo;
  const std::string token = github_token();
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("b.txt", "second\n");
  repo.git({"commit", "-q", "--no-verify", "--allow-empty", "-m", "squash\n\n" + token});
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("c.txt", "third\n");

  SECTION("a merge") {
    CHECK(messages.commit({"merge", "-q", "--no-edit", "side"}) == "kept");
    repo.git({"reset", "-q", "--hard", "HEAD~1"});
    CHECK(messages.commit({"merge", "-q", "-m", "merge " + token, "side"}) ==
          "refused: message line 1");
  }
  SECTION("a squash, whose message has all messages in it") {
    repo.git({"merge", "-q", "--squash", "side"});
    CHECK(messages.commit({"commit", "-q", "--no-edit"}).starts_with("refused: message line "));
    CHECK(messages.commit({"commit", "-q", "-m", "fine"}) == "kept");
  }
  SECTION("an amended commit") {
    repo.git({"commit", "-q", "--no-verify", "--allow-empty", "-m", token});
    CHECK(messages.commit({"commit", "-q", "--allow-empty", "--amend", "--no-edit"}) ==
          "refused: message line 1");
    CHECK(messages.commit({"commit", "-q", "--allow-empty", "--amend", "-m", "fine"}) == "kept");
  }
}

TEST_CASE("commit-msg: a message that cannot be read stops the commit") {
  const Messages messages;
  CHECK(messages.repo.veto({"hook", "commit-msg", "nowhere"}).status == 3);
  CHECK(messages.repo.veto({"hook", "commit-msg"}).status == 2);
  CHECK(messages.repo.veto({"hook", "commit-msg", "."}).status == 3);
}

TEST_CASE("commit-msg: what it tells to type works") {
  const Messages messages;
  const TempRepo& repo = messages.repo;
  repo.stage("b.txt", "second\n");
  const base::Output output = repo.try_git({"commit", "-m", "title\n\n" + github_token()});
  REQUIRE(output.status == 1);
  messages.edit("title\n");
  TempRepo editing = repo;
  editing.environment.set("GIT_EDITOR", "editor");
  const std::string command = line_with(output.err, "  git commit --edit");
  CHECK(editing.run({"sh", "-c", command}).status == 0);
  CHECK(repo.git({"log", "-1", "--format=%s"}) == "title");
}

TEST_CASE("prepare-commit-msg: text that git has already is scanned, also with --no-verify") {
  const Messages messages("prepare-commit-msg");
  const TempRepo& repo = messages.repo;
  const std::string token = github_token();
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("b.txt", "second\n");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("c.txt", "third\n");

  SECTION("a message") {
    CHECK(messages.commit(with(kCommit, {"-m", "x " + token})) == "refused: message line 1");
    CHECK(messages.commit(with(kCommit, {"--no-verify", "-m", "x " + token})) ==
          "refused: message line 1");
    CHECK(messages.commit(with(kCommit, {"-m", "fine"})) == "kept");
  }
  SECTION("a merge") {
    CHECK(messages.commit({"merge", "-q", "-m", token, "side"}) == "refused: message line 1");
    CHECK(messages.commit({"commit", "-q", "-m", "merged"}) == "kept");
  }
  SECTION("a template") {
    repo.write("template", "title\n" + token + "\n");
    messages.edit("title\n");
    CHECK(messages.commit(with(kCommit, {"-t", "template"})) == "refused: message line 2");
  }
  SECTION("an editor that begins with nothing has nothing to read yet") {
    messages.edit("title " + token + "\n");
    CHECK(messages.commit() == "kept");
  }
  SECTION("a commit that is amended, rebased or picked has its message already") {
    // With pre-push as the net.
    fs::rename(repo.git_dir() / "hooks/prepare-commit-msg", repo.git_dir() / "kept");
    repo.git({"commit", "-q", "--allow-empty", "-m", token});
    repo.git({"checkout", "-q", "side"});
    repo.git({"commit", "-q", "--allow-empty", "-m", token});
    fs::rename(repo.git_dir() / "kept", repo.git_dir() / "hooks/prepare-commit-msg");
    CHECK(messages.commit({"commit", "-q", "--allow-empty", "--amend", "-m", "fine"}) == "kept");
    CHECK(messages.commit({"cherry-pick", "--allow-empty", "main"}) == "kept");
    CHECK(messages.commit({"rebase", "-q", "main~1"}) == "kept");
  }
}

}  // namespace veto::test
