// pre-receive and update: a server reads what is new to it, trusts nothing that is pushed, and
// keeps nothing of what it refuses.
#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"

namespace veto::test {
namespace {

/// A server with the hook and one commit on main.
struct Server : Pushing {
  explicit Server(PushHook hook = PushHook::PreReceive, const Words& init_options = {})
      : Pushing(hook, init_options) {
    repo.commit_file("a.txt", "first\n");
    REQUIRE(push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  void set(const std::string& name, const std::string& value) const {
    server.git({"config", name, value});
  }
};

/// Words that are no secret.
std::string long_text() {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += "a line of words, number " + std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("pre-receive: a push with a secret is refused, and leaves nothing behind") {
  const Server server;
  server.repo.commit_file("b.txt", text_with(github_token()));
  // That the server has not changed, objects included, is what push() looks at.
  CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
  server.repo.git({"rm", "-q", "b.txt"});
  server.repo.commit_unchecked("without");
  CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
  CHECK(server.push({"origin", "main:new"}) == "refused: b.txt:2");
  CHECK(server.push({"origin", "main~2:refs/heads/new"}) == "pushed: clean: 0 blobs, 0 commits");
}

TEST_CASE("pre-receive: refs of all kinds") {
  const Server server;
  const TempRepo& repo = server.repo;

  SECTION("several refs: one secret refuses all of them") {
    repo.git({"branch", "side"});
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "side", "main"}) == "refused: b.txt:2");
    CHECK(server.said.find("on 2 refs") != std::string::npos);
  }
  SECTION("a deleted ref") {
    repo.git({"push", "-q", "origin", "main:gone"});
    CHECK(server.push({"origin", ":gone"}) == "pushed: clean: 0 blobs, 0 commits");
  }
  SECTION("a forced push") {
    repo.git({"commit", "-q", "--amend", "--no-verify", "-m", "other"});
    repo.commit_file("b.txt", "second\n");
    // The first commit has no parent now: what it holds counts as new, though the server has it.
    CHECK(server.push({"-f", "origin", "main"}) == "pushed: clean: 2 blobs, 2 commits");
  }
  SECTION("tags, of a blob and with a message") {
    repo.git({"tag", "-a", "-m", github_token(), "v1"});
    CHECK(server.push({"origin", "v1"}) == "refused: message line 1");
    const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()));
    repo.git({"tag", "blob", id});
    CHECK(server.push({"origin", "blob"}) == "refused: blob " + id.substr(0, 10) + ":2");
  }
  SECTION("a thin pack whose base the server has") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "line " + std::to_string(i) + "\n";
    repo.commit_file("long.txt", text);
    REQUIRE(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
    server.set("receive.unpackLimit", "1");
    repo.commit_file("long.txt", text + github_token() + "\n");
    CHECK(server.push({"origin", "main"}) == "refused: long.txt:501");
  }
  SECTION("names that are not ASCII") {
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "HEAD:refs/heads/\xc3\xa4/\xff"}) == "refused: b.txt:2");
  }
}

TEST_CASE("pre-receive: what no ref reaches is new, though the server has it") {
  const Server server;
  server.repo.commit_file("b.txt", text_with(github_token()));
  fs::rename(server.server.git_dir() / "hooks/pre-receive", server.server.git_dir() / "kept");
  server.push_unchecked({"origin", "main:tmp"});
  server.push_unchecked({"origin", ":tmp"});
  fs::rename(server.server.git_dir() / "kept", server.server.git_dir() / "hooks/pre-receive");
  CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
}

TEST_CASE("pre-receive: a SHA-256 repository") {
  const Server server(PushHook::PreReceive, {"--object-format=sha256"});
  server.repo.commit_file("b.txt", "second\n");
  CHECK(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  server.repo.commit_file("c.txt", text_with(github_token()));
  CHECK(server.push({"origin", "main"}) == "refused: c.txt:2");
}

TEST_CASE("pre-receive: a push cannot excuse itself") {
  const Server server;
  const TempRepo& repo = server.repo;
  const std::string config = "[rules.github-pat-classic]\ntier = \"off\"\n";

  SECTION("by a configuration that it brings") {
    repo.stage(".git-veto.toml", config);
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
    // Once the default branch has it, it counts.
    repo.git({"reset", "-q", "--hard", "HEAD~1"});
    repo.commit_file(".git-veto.toml", config);
    CHECK(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "main:side"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("by a configuration on another branch") {
    repo.git({"checkout", "-q", "-b", "side"});
    repo.commit_file(".git-veto.toml", config);
    REQUIRE(server.push({"origin", "side"}) == "pushed: clean: 1 blob, 1 commit");
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "side"}) == "refused: b.txt:2");
  }
  SECTION("by an allow file that it brings; one that came before counts") {
    repo.commit_file("b.txt", text_with(github_token()));
    REQUIRE(server.push({"origin", "main"}) == "refused: b.txt:2");
    const std::string id = repo.report({"range", "origin/main..main"}, 1)["findings"][0]["id"];
    REQUIRE(repo.veto({"allow", id, "--reason", "a test"}).status == 0);
    repo.commit_unchecked("allow it");
    CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
    repo.git({"checkout", "-q", "-b", "first", "main~2"});
    repo.git({"checkout", "-q", "main", "--", ".git-veto-allow"});
    repo.commit_unchecked("allow it first");
    CHECK(server.push({"origin", "first:main"}) == "pushed: clean: 1 blob, 1 commit");
    CHECK(server.push({"origin", "main:side"}) == "pushed: clean, 1 allowed: 3 blobs, 2 commits");
    CHECK(server.said.find("note: allowed (allow-file): ") != std::string::npos);
  }
  SECTION("by a mark without its being said") {
    repo.commit_file("b.txt", "t = \"" + github_token() +
                                  "\"  # git-veto:allow github-pat-classic it is a test\n");
    CHECK(server.push({"origin", "main"}) == "pushed: clean, 1 allowed: 1 blob, 1 commit");
    CHECK(server.said.find("b.txt:1  github-pat-classic  it is a test") != std::string::npos);
  }
  SECTION("nor leave a policy behind that nobody can read") {
    repo.commit_file(".git-veto.toml", "[rules\n");
    CHECK(server.push({"origin", "main"}).starts_with("error: the pushed policy would stop"));
    CHECK(server.push({"origin", "main:side"}) == "pushed: clean: 1 blob, 1 commit");
  }
}

TEST_CASE("pre-receive: break-glass is off unless the server's own configuration turns it on") {
  const Server server;
  const TempRepo& repo = server.repo;
  server.set("receive.advertisePushOptions", "true");
  repo.commit_file("b.txt", text_with(github_token()));

  SECTION("off") {
    CHECK(server.push({"-o", "veto.ticket=INC-1", "origin", "main"}) == "refused: b.txt:2");
    CHECK(server.said.find("push -o") == std::string::npos);
  }
  SECTION("not turned on by whoever pushes") {
    repo.git({"config", "--global", "veto.breakGlass", "veto.ticket"});
    CHECK(server.push({"-o", "veto.ticket=INC-1", "origin", "main"}) == "refused: b.txt:2");
  }
  SECTION("on") {
    server.set("veto.breakGlass", "veto.ticket");
    server.set("veto.auditFile", "audit.log");
    const fs::path log = server.server.git_dir() / "audit.log";
    CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
    CHECK(server.push({"-o", "veto.ticket", "origin", "main"}) == "refused: b.txt:2");
    CHECK(server.push({"-o", "veto.ticket=  ", "origin", "main"}) == "refused: b.txt:2");
    CHECK(server.push({"-o", "veto.tickets=INC-1", "origin", "main"}) == "refused: b.txt:2");
    CHECK(server.push({"-o", "veto.ticket=" + github_token(), "origin", "main"}) ==
          "refused: b.txt:2");
    CHECK(server.said.find("its reason holds a secret itself") != std::string::npos);
    CHECK_FALSE(fs::exists(log));

    CHECK(server.push({"-o", "other", "-o", "veto.ticket=INC-1 \x1b[2J", "origin", "main"}) ==
          "pushed: let through: b.txt:2");
    const std::string line = read_file(log);
    const Json entry = Json::parse(line);
    CHECK(entry["event"] == "break-glass");
    CHECK(entry["reason"] == "INC-1 \\\\x1b[2J");
    CHECK(entry["complete"] == true);
    CHECK(entry["refs"][0]["ref"] == "refs/heads/main");
    CHECK(entry["findings"][0]["path"] == "b.txt");
    CHECK(fs::status(log).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK_FALSE(shows_a_secret(line));
    const std::string shown = line_with(server.said, "git-veto: audit: ");
    CHECK(shown.find("INC-1") != std::string::npos);
    CHECK(shown.find(server.server.path().string()) == std::string::npos);
  }
  SECTION("on, but what happens cannot be recorded") {
    server.set("veto.breakGlass", "veto.ticket");
    server.set("veto.auditFile", "no/such/directory/audit.log");
    CHECK(server.push({"-o", "veto.ticket=INC-1", "origin", "main"}) ==
          "incomplete: veto.auditFile cannot be written: the push is refused");
  }
}

TEST_CASE("pre-receive: a deadline ends in what was decided before") {
  const Server server;
  const TempRepo& repo = server.repo;
  for (int i = 0; i < 10; ++i)
    repo.stage_blob("long" + std::to_string(i), long_text() + std::to_string(i));
  repo.commit_unchecked("long");
  server.set("veto.auditFile", "audit.log");
  const fs::path log = server.server.git_dir() / "audit.log";
  const std::string refused = "the push is refused";

  SECTION("block, unless something else is said") {
    Pushing::install(server.server, "pre-receive", "--deadline 0.001");
    CHECK(server.push({"origin", "main"}).starts_with("incomplete: out of time"));
    CHECK(line_with(server.said, "git-veto: deadline: ")
              .find("on timeout: block; the push is "
                    "refused") != std::string::npos);
  }
  SECTION("block, by the configuration") {
    server.set("veto.deadline", "0.001");
    CHECK(server.push({"origin", "main"}).starts_with("incomplete: out of time"));
  }
  SECTION("allow, with a line in the log") {
    Pushing::install(server.server, "pre-receive", "--on-timeout=allow --deadline=0.001");
    static_cast<void>(server.push({"origin", "main"}));
    CHECK(server.server.git({"rev-parse", "main"}) == repo.git({"rev-parse", "main"}));
    CHECK(line_with(server.said, "git-veto: deadline: ")
              .ends_with("on timeout: allow; the push passes though not all of it was read"));
    const Json entry = Json::parse(read_file(log));
    CHECK(entry["event"] == "timeout");
    CHECK(entry["complete"] == false);
  }
  SECTION("a deadline that is not reached changes nothing") {
    Pushing::install(server.server, "pre-receive", "--deadline 60 --on-timeout allow");
    CHECK(server.push({"origin", "main"}) == "pushed: clean: 10 blobs, 1 commit");
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(server.push({"origin", "main"}) == "refused: b.txt:2");
  }
  SECTION("what is no number and no policy is an error") {
    for (const char* words : {"--deadline 0", "--deadline x", "--deadline", "--on-timeout maybe"}) {
      Pushing::install(server.server, "pre-receive", words);
      CAPTURE(words);
      CHECK(server.push({"origin", "main"}).starts_with("error: "));
    }
  }
}

TEST_CASE("pre-receive: what cannot be read is refused") {
  const Server server;
  const std::string null(40, '0');
  const std::string unknown(40, '7');
  const TempRepo& repo = server.server;
  CHECK(repo.veto({"hook", "pre-receive"}, null + " " + unknown + " refs/heads/x\n").status == 3);
  CHECK(repo.veto({"hook", "pre-receive"}, "nonsense\n").status == 3);
  CHECK(repo.veto({"hook", "pre-receive"}, null + " " + null + "\n").status == 3);
  CHECK(repo.veto({"hook", "pre-receive"}, "").status == 0);
  CHECK(repo.veto({"hook", "update", "refs/heads/x", null}).status == 2);
  CHECK(repo.veto({"hook", "update", "refs/heads/x", null, unknown}).status == 3);
}

TEST_CASE("update: each ref is judged by itself") {
  const Server server(PushHook::Update);
  const TempRepo& repo = server.repo;
  repo.git({"branch", "side"});
  repo.commit_file("b.txt", text_with(github_token()));
  CHECK(server.push({"origin", "main"}).starts_with("refused: b.txt:2"));
  CHECK(server.server.git({"rev-parse", "main"}) == repo.git({"rev-parse", "main~1"}));
  // Unlike pre-receive, it runs when the objects are there already: they are still new.
  CHECK(server.push({"origin", "main"}).starts_with("refused: b.txt:2"));
  CHECK(server.push({"origin", "side", "main"}).starts_with("refused: b.txt:2"));
  CHECK(server.server.git({"rev-parse", "side"}) == repo.git({"rev-parse", "side"}));
  CHECK(server.push({"origin", ":side"}) == "pushed: clean: 0 blobs, 0 commits");
}

}  // namespace veto::test
