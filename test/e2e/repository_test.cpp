// Repositories that are not whole, not ours, or not fit: what is here is scanned, what is missing
// is said, and nothing is fetched or changed.
#include <algorithm>

#include <unistd.h>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

constexpr const char* kNobody = "65534";

/// Says why a test that only root can make is left out; true when it is.
bool left_out_without_root(const char* what) {
  if (!runs_as_root()) WARN("not tested, it takes root: " << what);
  return !runs_as_root();
}

/// Runs the program as somebody who owns nothing.
base::Output veto_as_nobody(const TempRepo& repo, const Words& arguments) {
  Words command{"setpriv", std::string("--reuid=") + kNobody, std::string("--regid=") + kNobody,
                "--clear-groups", program_path()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return repo.run(command);
}

bool has_diagnostic(const Json& report, const std::string& code) {
  const Json& all = report["diagnostics"];
  return std::any_of(all.begin(), all.end(),
                     [&](const Json& each) { return each["code"] == code; });
}

}  // namespace

TEST_CASE("repository: a shallow clone is scanned as far as it goes, and says so") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("a.txt", "removed\n");
  repo.commit_file("b.txt", text_with(github_token()));
  repo.git({"clone", "-q", "--template=", "--depth", "2", "file://" + repo.path().string(),
            "../shallow"});
  const TempRepo shallow = repo.at("../shallow");
  const Json report = shallow.report({"history"}, 1);
  CHECK(places_of(report) == Words{"b.txt:2"});
  CHECK(report["summary"]["complete"] == false);
  CHECK(has_diagnostic(report, "shallow-clone"));
  shallow.install_hooks();
  shallow.stage("c.txt", "harmless\n");
  CHECK(shallow.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("repository: a clean shallow clone is not called clean") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.commit_file("a.txt", "second\n");
  repo.git({"clone", "-q", "--template=", "--depth", "1", "file://" + repo.path().string(),
            "../shallow"});
  const base::Output output = repo.at("../shallow").veto({"history"});
  CHECK(output.status == 3);
  CHECK(output.err.starts_with("git-veto: incomplete: shallow clone: "));
  CHECK(output.err.find("git-veto: nothing found in what was read: ") != std::string::npos);
}

TEST_CASE("repository: a partial clone is scanned without fetching what it lacks") {
  const TempRepo repo;
  repo.git({"config", "uploadpack.allowFilter", "true"});
  repo.git({"config", "uploadpack.allowAnySHA1InWant", "true"});
  const std::string old_text = text_with(github_token());
  repo.commit_file("a.txt", old_text);
  repo.commit_file("a.txt", "removed\n");
  repo.git({"clone", "-q", "--template=", "--filter=blob:none", "file://" + repo.path().string(),
            "../partial"});
  const TempRepo partial = repo.at("../partial");
  partial.install_hooks();
  const std::size_t packs = list_tree(partial / ".git/objects").size();

  const Json report = partial.report({"history"}, 3);
  CHECK(has_diagnostic(report, "missing-objects"));
  // The hook compares a file with what HEAD has, which is here.
  partial.stage("a.txt", "harmless\n");
  CHECK(partial.attempt({"commit", "-m", "x"}) == "committed: clean");
  partial.stage("a.txt", text_with(github_token()));
  CHECK(partial.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");

  // Text of an old version that is not here: whatever comes of it, nothing is fetched for it.
  partial.git({"update-ref", "--no-deref", "HEAD", "origin/main~1"});
  partial.git({"read-tree", "HEAD"});
  partial.stage("a.txt", old_text + "more = 1\n");
  CHECK(partial.veto({"staged"}).status != 0);
  const Listing after = list_tree(partial / ".git/objects");
  CHECK(std::count_if(after.begin(), after.end(),
                      [](const auto& file) { return file.first.ends_with(".pack"); }) <= 2);
  CHECK(packs > 0);
}

TEST_CASE("repository: a bare repository has a history and nothing staged") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"clone", "-q", "--mirror", "--template=", ".", "../bare.git"});
  const TempRepo bare = repo.at("../bare.git");
  CHECK(places_of(bare.report({"history"}, 1)) == Words{"a.txt:2"});
  CHECK(places_of(repo.report({"history", "../bare.git"}, 1)) == Words{"a.txt:2"});
  CHECK(bare.veto({"staged"}).status == 0);
}

TEST_CASE("repository: a history that is repacked meanwhile is read whole, or that is said") {
  const TempRepo repo;
  for (int i = 0; i < 30; ++i) repo.commit_file("a" + std::to_string(i), private_key("ec"));
  repo.commit_file("secret.txt", text_with(github_token()));
  const base::Output output =
      repo.run({"sh", "-c",
                "{ for i in 1 2 3 4 5 6 7 8; do git repack -q -a -d -f; git unpack-objects -q <"
                "$(ls .git/objects/pack/*.pack); git gc -q --prune=now; done; } >/dev/null 2>&1 &\n"
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do\n"
                "  git-veto history --rule github-pat-classic >../out 2>&1; status=$?\n"
                "  grep -q secret.txt:2 ../out && found=yes || found=no\n"
                "  echo $status $found\n"
                "done; wait"});
  std::string_view lines = output.out;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    CAPTURE(line);
    CHECK((line == "1 yes" || line == "3 no"));
  }
}

TEST_CASE("repository: one that belongs to somebody else is refused as git refuses it") {
  if (left_out_without_root("a repository of another owner")) return;
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.stage("b.txt", text_with(github_token()));
  REQUIRE(repo.run({"chown", "-R", std::string(kNobody), repo.path().string()}).status == 0);
  for (const char* verb : {"staged", "history"}) {
    const base::Output output = repo.veto({verb});
    CAPTURE(verb);
    CHECK(output.status == 3);
    CHECK(output.err.starts_with("git-veto: incomplete: git refuses this repository: "));
    CHECK(output.err.find("safe.directory") != std::string::npos);
  }
  repo.git({"config", "--global", "safe.directory", repo.path().string()});
  CHECK(repo.veto({"staged"}).status == 1);
}

TEST_CASE("repository: nothing has to be writable") {
  if (left_out_without_root("a repository that somebody else may only read")) return;
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.stage("b.txt", text_with(github_token()));
  repo.environment.set("HOME", "/nowhere");
  repo.environment.set("GIT_CONFIG_COUNT", "1");
  repo.environment.set("GIT_CONFIG_KEY_0", "safe.directory");
  repo.environment.set("GIT_CONFIG_VALUE_0", "*");
  // Not even git trusts variables for this; a file of the user's it is.
  const fs::path config = repo.root() / "config";
  write_file(config, "[safe]\n\tdirectory = *\n");
  repo.environment.set("GIT_CONFIG_GLOBAL", config.string());
  const base::Output staged = veto_as_nobody(repo, {"staged"});
  CHECK(staged.status == 1);
  CHECK(blocked_places(staged.err) == Words{"b.txt:2"});
  CHECK(veto_as_nobody(repo, {"history"}).status == 1);
}

TEST_CASE("repository: what may not be read is incomplete") {
  if (left_out_without_root("being somebody who may not read")) return;
  TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  write_file(repo.root() / "config", "[safe]\n\tdirectory = *\n");
  repo.environment.set("GIT_CONFIG_GLOBAL", (repo.root() / "config").string());
  const std::string id = repo.git({"rev-parse", "HEAD:a.txt"});

  SECTION("an object") {
    fs::permissions(repo / (".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)), fs::perms(0));
    const base::Output output = veto_as_nobody(repo, {"history"});
    CHECK(output.status == 3);
    CHECK(line_with(output.err, "git-veto: incomplete: ").find(id) != std::string::npos);
  }
  SECTION("a directory of objects") {
    fs::permissions(repo / (".git/objects/" + id.substr(0, 2)), fs::perms(0));
    CHECK(veto_as_nobody(repo, {"history"}).status == 3);
  }
  SECTION("the directory of packs") {
    repo.git({"repack", "-q", "-a", "-d"});
    fs::permissions(repo / ".git/objects/pack", fs::perms(0));
    CHECK(veto_as_nobody(repo, {"history"}).status == 3);
  }
  SECTION("the index") {
    fs::permissions(repo / ".git/index", fs::perms(0));
    CHECK(veto_as_nobody(repo, {"staged"}).status == 3);
  }
  SECTION("a ref") {
    fs::permissions(repo / ".git/refs/heads/main", fs::perms(0));
    CHECK(veto_as_nobody(repo, {"staged"}).status == 3);
  }
  SECTION("a file of the work tree") {
    fs::permissions(repo / "a.txt", fs::perms(0));
    const base::Output output = veto_as_nobody(repo, {"files"});
    CHECK(output.status == 3);
    CHECK(output.err.starts_with("git-veto: incomplete: a.txt: "));
  }
  SECTION("a directory of the work tree") {
    repo.write("sub/b.txt", "harmless\n");
    fs::permissions(repo / "sub", fs::perms(0));
    const base::Output output = veto_as_nobody(repo, {"files", "sub"});
    CHECK(output.status == 3);
    CHECK(output.err.starts_with("git-veto: incomplete: sub: "));
  }
  SECTION("the configuration") {
    repo.write(".git-veto.toml", "");
    fs::permissions(repo / ".git-veto.toml", fs::perms(0));
    CHECK(veto_as_nobody(repo, {"staged"}).status >= 2);
  }
  SECTION("the allow file") {
    repo.write(".git-veto-allow", "");
    fs::permissions(repo / ".git-veto-allow", fs::perms(0));
    CHECK(veto_as_nobody(repo, {"staged"}).status >= 2);
  }
}

}  // namespace veto::test
