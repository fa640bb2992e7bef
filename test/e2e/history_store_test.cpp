// What `git veto history` remembers: the next run reads only what is new, and says what a run that
// reads everything says.
#include <string>
#include <vector>

#include "test/e2e/history_runs.h"

namespace veto::test {

TEST_CASE("history store: a second run reads nothing and says the same") {
  for (const Words& init : {Words{}, Words{"--object-format=sha256"}}) {
    const TempRepo repo(init);
    fill(repo);
    repo.git({"tag", "-a", "-m", "a tag", "v1"});
    const Json first = repo.report({"history"}, 1);
    CHECK_FALSE(first["coverage"].contains("known"));
    CHECK(first["findings"].size() == 2);
    const Json second = repo.report({"history"}, 1);
    CHECK(content(second) == content(first));
    CHECK(read_now(second) == 0);
    const Json& known = second["coverage"]["known"];
    CHECK(known["commits"] == first["coverage"]["commits"]);
    CHECK(known["tags"] == 1);
    CHECK(known["bytes"] == first["coverage"]["bytes"]);
    const base::Output human = repo.veto({"history"});
    CHECK(human.err.find("4 blobs and 4 commits known from the run of 2") != std::string::npos);
  }
}

TEST_CASE("history store: only what is new is read") {
  const TempRepo repo;
  fill(repo);
  CHECK(check_run(repo) == 4);
  CHECK(check_run(repo) == 0);
  repo.commit_file("more.txt", "more\n");
  CHECK(check_run(repo) == 1);
  // A finding in what is new, of a secret that is known and of one that is not.
  const std::string token = github_token();
  repo.commit_file("again.txt", text_with(token) + "more\n");
  CHECK(check_run(repo) == 1);
  repo.commit_file("once-more.txt", text_with(token) + "and more\n");
  CHECK(check_run(repo) == 1);
  repo.git({"branch", "other"});
  CHECK(check_run(repo) == 0);
  repo.git({"commit", "-q", "--no-verify", "--allow-empty", "-m", "token " + github_token()});
  CHECK(check_run(repo) == 0);
}

TEST_CASE("history store: the first finding of a clean history has its commit") {
  const TempRepo repo;
  repo.commit_file("plain.txt", "nothing\n");
  repo.commit_file("plain.txt", "nothing more\n");
  CHECK(check_run(repo) == 2);
  repo.commit_file("token.txt", text_with(github_token()));
  CHECK(check_run(repo) == 1);
}

TEST_CASE("history store: what is decided afterwards takes effect at once") {
  const TempRepo repo;
  fill(repo);
  CHECK(check_run(repo) == 4);
  const Json report = repo.report({"history"}, 1);
  for (const Json& finding : report["findings"]) {
    const std::string id = finding["id"];
    REQUIRE(repo.veto({"allow", id, "--reason", "for a test"}).status == 0);
    // The allow file is staged, with a line of .gitattributes. Its salt is that of the ids.
    CHECK(check_run(repo) <= 2);
    CHECK(check_run(repo) == 0);
  }
  CHECK(repo.report({"history"}, 0)["summary"]["allowed"] == 2);
  repo.git({"rm", "-q", "--cached", ".git-veto-allow"});
  fs::remove(repo / ".git-veto-allow");
  const std::string rule = report["findings"][1]["rule"];
  repo.write(".git-veto.toml", "[rules." + rule +
                                   "]\ntier = \"info\"\n[[paths]]\npaths = "
                                   "[\"*.ini\"]\ntier = \"info\"\n");
  CHECK(check_run(repo) == 0);
  CHECK(repo.report({"history"}, 0)["summary"]["info"] == 2);
}

TEST_CASE("history store: what decides what is found makes everything be read again") {
  const TempRepo repo;
  const std::string token = fill(repo);
  CHECK(check_run(repo) == 4);
  const std::string rule = repo.report({"history"}, 1)["findings"][1]["rule"];
  repo.write(".git-veto.toml", "[rules." + rule + "]\ntier = \"off\"\n");
  CHECK(check_run(repo) == 4);
  CHECK(check_run(repo) == 0);
  // What was known before is known still.
  fs::remove(repo / ".git-veto.toml");
  CHECK(check_run(repo) == 0);
  repo.write(".git-veto.toml",
             "[[allow]]\nvalues = [\"" + token.substr(0, 8) + "*\"]\nreason = \"by its value\"\n");
  CHECK(check_run(repo) == 4);
  CHECK(check_run(repo) == 0);
  CHECK(repo.report({"history"}, 1)["summary"]["allowed"] == 1);
}

TEST_CASE("history store: --full reads everything, --no-store leaves no trace") {
  const TempRepo repo;
  fill(repo);
  CHECK(read_now(repo.report({"history", "--no-store"}, 1)) == 4);
  CHECK_FALSE(fs::exists(cache_of(repo)));
  CHECK(read_now(repo.report({"history"}, 1)) == 4);
  CHECK(read_now(repo.report({"history", "--full"}, 1)) == 4);
  CHECK(read_now(repo.report({"history"}, 1)) == 0);
  CHECK(read_now(repo.report({"history", "--reachable"}, 1)) == 0);
  const std::string rule = repo.report({"history"}, 1)["findings"][1]["rule"];
  CHECK(read_now(repo.report({"history", "--rule", rule}, 1)) == 4);
}

TEST_CASE("history store: with --as-of the second report has the same bytes") {
  const TempRepo repo;
  fill(repo);
  const Words arguments{"history", "--as-of", "2026-11-22", "--format", "json"};
  const base::Output first = repo.veto(arguments);
  CHECK(repo.veto(arguments).out == first.out);
  CHECK(repo.veto(arguments).err == first.err);
  CHECK(read_now(repo.report({"history"}, 1)) == 0);
}

TEST_CASE("history store: objects are known in whatever pack they are") {
  const TempRepo repo;
  fill(repo);
  CHECK(check_run(repo) == 4);
  repo.git({"gc", "-q"});
  CHECK(check_run(repo) == 0);
  repo.commit_file("more.txt", "more\n");
  repo.git({"repack", "-q", "-a", "-d", "-f"});
  CHECK(check_run(repo) == 1);
}

TEST_CASE("history store: what is pruned is reported no more") {
  const TempRepo repo;
  repo.commit_file("plain.txt", "nothing\n");
  repo.commit_file("token.txt", text_with(github_token()));
  CHECK(check_run(repo) == 2);
  repo.git({"reset", "-q", "--hard", "HEAD^"});
  CHECK(check_run(repo) == 0);
  repo.git({"reflog", "expire", "--expire=now", "--all"});
  repo.git({"gc", "-q", "--prune=now"});
  fs::remove(repo / ".git/ORIG_HEAD");
  repo.git({"prune", "--expire=now"});
  CHECK(check_run(repo) == 0);
  CHECK(repo.report({"history"}, 0)["findings"].empty());
}

TEST_CASE("history store: what cannot be read is tried again, and what is missing is missed") {
  const TempRepo repo;
  fill(repo);
  const std::string blob = repo.git({"rev-parse", "HEAD:settings.ini"});
  const fs::path object = repo / (".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2));
  const std::string bytes = read_file(object);
  fs::remove(object);
  for (int run = 0; run < 2; ++run)
    CHECK(repo.report({"history"}, 1)["summary"]["complete"] == false);
  CHECK(read_now(repo.report({"history"}, 1)) == 0);
  write_file(object, "damaged");
  for (int run = 0; run < 2; ++run)
    CHECK(repo.report({"history"}, 1)["summary"]["complete"] == false);
  fs::remove(object);
  CHECK(content(repo.report({"history"}, 1)) == content(repo.report({"history", "--no-store"}, 1)));
  write_file(object, bytes);
  CHECK(check_run(repo) == 1);
  CHECK(check_run(repo) == 0);
  // One that was known and is damaged or gone.
  write_file(object, "damaged");
  CHECK(content(repo.report({"history"}, 1)) == content(repo.report({"history", "--no-store"}, 1)));
  fs::remove(object);
  CHECK(content(repo.report({"history"}, 1)) == content(repo.report({"history", "--no-store"}, 1)));
}

TEST_CASE("history store: questions about a finding are answered from it, and add to it") {
  const TempRepo repo;
  const std::string token = fill(repo);
  TempRepo forgetful = repo;
  forgetful.environment.set("XDG_CACHE_HOME", "not absolute: nothing is remembered");
  const Json report = forgetful.report({"history"}, 1);
  const auto check_answers = [&] {
    for (const Json& finding : report["findings"]) {
      const std::string id = finding["id"];
      for (const Words& question : {Words{"explain", id, "--json"}, Words{"trace", id}}) {
        const base::Output output = repo.veto(question);
        CHECK(output.status == 0);
        CHECK(output.out == forgetful.veto(question).out);
      }
    }
  };
  // Where no report has left anything, a question does not either.
  check_answers();
  CHECK_FALSE(fs::exists(cache_of(repo)));
  CHECK(check_run(repo) == 4);
  check_answers();
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("copy.txt", "the same " + text_with(token));
  repo.git({"checkout", "-q", "main"});
  repo.git({"merge", "-q", "--no-ff", "-m", "merge", "side"});
  check_answers();
  CHECK(check_run(repo) == 0);
  CHECK(repo.git({"fsck"}).empty());
}

TEST_CASE("history store: whatever happens to the repository, the report is that of a full run") {
  const TempRepo repo;
  repo.commit_file("first.txt", "first\n");
  unsigned state = 12345;
  const auto random = [&state](unsigned below) {
    state = state * 1103515245U + 12345U;
    return (state >> 16U) % below;
  };
  std::vector<std::string> secrets{github_token(), password(), private_key("ec")};
  for (int step = 0; step < 60; ++step) {
    const std::string file = "file-" + std::to_string(random(5)) + ".txt";
    const std::string& secret = secrets[random(static_cast<unsigned>(secrets.size()))];
    switch (random(12)) {
      case 0:
      case 1:
        repo.commit_file(file,
                         "step " + std::to_string(step) + "\npassword = \"" + secret + "\"\n");
        break;
      case 2:
        repo.commit_file(file, "step " + std::to_string(step) + "\n");
        break;
      case 3:
        repo.stage(file, "staged " + std::to_string(step) + "\n" + secret + "\n");
        break;
      case 4:
        repo.git({"commit", "-q", "--no-verify", "--allow-empty", "-m", "message " + secret});
        break;
      case 5:
        static_cast<void>(repo.try_git(
            {"checkout", "-q", "-f", "-B", "branch-" + std::to_string(random(3)), "HEAD~1"}));
        break;
      case 6:
        repo.git({"gc", "-q"});
        break;
      case 7:
        repo.git({"reflog", "expire", "--expire=now", "--all"});
        repo.git({"gc", "-q", "--prune=now"});
        break;
      case 8:
        static_cast<void>(repo.try_git(
            {"tag", "-f", "-a", "-m", "tag " + secret, "tag-" + std::to_string(random(3))}));
        break;
      case 9:
        static_cast<void>(repo.try_git({"branch", "-D", "branch-" + std::to_string(random(3))}));
        break;
      case 10:
        static_cast<void>(repo.try_git({"tag", "-d", "tag-" + std::to_string(random(3))}));
        break;
      default:
        repo.write(".git-veto.toml", random(2) == 0 ? "" : "[marks]\nown = false\n");
        break;
    }
    CAPTURE(step);
    static_cast<void>(check_run(repo, random(4) == 0 ? Words{"--reachable"} : Words{}));
  }
}

}  // namespace veto::test
