#include "install/doctor.h"

#include <algorithm>

#include "install/canary.h"
#include "test/unit/install/sandbox.h"
#include "text/token_checksum.h"

namespace veto::install::test {
namespace {

Check find_check(const std::vector<Check>& checks, const std::string& name) {
  for (const Check& check : checks)
    if (check.name == name) return check;
  return {name, CheckState::Problem, "no such check", {}};
}

Check self_test(const Sandbox& sandbox, const std::string& repository = "repo") {
  const Target target = sandbox.target(repository);
  return run_canary(target, find_repository(target));
}

/// Lets the program that stands in for git-veto run `command` first.
void begin_with(const Sandbox& sandbox, const std::string& command) {
  std::string text = read(sandbox.program());
  text.insert(text.find("old="), command + "\n");
  write(sandbox.program(), text, 0755);
}

}  // namespace

TEST_CASE("self-test: the installed hook blocks, and nothing is left behind") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const std::string state =
      GENERATE(as<std::string>{}, "plain", "chained", "unborn", "staged", "split index",
               "linked worktree", "objects elsewhere", "configured hooks");
  INFO(state);
  std::string name = "repo";
  if (state == "unborn") {
    sandbox.git({"init", "-q", sandbox.in("new")}, ".");
    name = "new";
  }
  write(sandbox.in("repo/file"), "text\n");
  sandbox.git({"add", "."});
  if (state != "staged") sandbox.git({"commit", "-q", "-m", "file"});
  if (state == "chained")
    write(hooks / "pre-commit", "#!/bin/sh\ntouch \"" + sandbox.in("kept ran") + "\"\n", 0755);
  if (state == "split index") {
    sandbox.git({"config", "core.splitIndex", "true"});
    sandbox.git({"update-index", "--split-index"});
  }
  if (state == "configured hooks") {
    sandbox.git({"config", "hook.mine.command", "touch \"" + sandbox.in("mine ran") + "\""});
    sandbox.git({"config", "hook.mine.event", "pre-commit"});
  }
  if (state == "linked worktree") {
    name = "linked";
    sandbox.git({"worktree", "add", "-q", sandbox.in(name)});
  }
  if (state == "objects elsewhere") {
    name = "clone:d";
    sandbox.git({"clone", "-q", "-s", sandbox.in("repo"), sandbox.in(name)}, ".");
  }
  static_cast<void>(install(sandbox.target(name)));
  const std::string before = listing(sandbox.root());
  const Check check = self_test(sandbox, name);
  CHECK(check.text == "a commit that adds a secret is blocked");
  CHECK(check.state == CheckState::Ok);
  const std::string noted = sandbox.runs();
  CHECK(noted == (state == "chained" ? "git-veto|hook pre-commit\n" : "pre-commit|\n"));
  CHECK(listing(sandbox.root()) == before);
}

TEST_CASE(
    "self-test: a hook that lets the secret pass is a problem, and the kept hook does not run") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(hooks / "pre-commit", "#!/bin/sh\ntouch \"" + sandbox.in("kept ran") + "\"\n", 0755);
  static_cast<void>(install(sandbox.target()));
  for (const std::string status : {"0", "2", "3", "1"}) {
    write(sandbox.in("status"), status);
    const Check check = self_test(sandbox);
    CHECK(check.state == CheckState::Problem);
    CHECK(check.text.find("it said: nothing") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(sandbox.in("kept ran")));
}

TEST_CASE("self-test: the secret is not passed on, even by a hook that shows it") {
  const Sandbox sandbox;
  sandbox.repository();
  begin_with(sandbox, "git diff-index --cached -p HEAD | sed 's/^/git-veto: blocked: /' >&2");
  static_cast<void>(install(sandbox.target()));
  const Check check = self_test(sandbox);
  CHECK(check.state == CheckState::Problem);
  CHECK(check.text == "the hook showed the secret that it was tested with");
}

TEST_CASE("self-test: somebody else's hook is not run, and a bare repository has nothing to test") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(hooks / "pre-commit", "#!/bin/sh\ntouch \"" + sandbox.in("ran") + "\"\n", 0755);
  CHECK(self_test(sandbox).state == CheckState::Note);
  CHECK_FALSE(fs::exists(sandbox.in("ran")));
  sandbox.git({"init", "-q", "--bare", sandbox.in("bare")}, ".");
  static_cast<void>(install(sandbox.target("bare")));
  CHECK(self_test(sandbox, "bare").state == CheckState::Note);
}

TEST_CASE(
    "self-test: the token has the form and the checksum of a real one, and is new each time") {
  const Sandbox sandbox;
  sandbox.repository();
  begin_with(sandbox,
             "git diff-index --cached -p HEAD | sed -n 's/^+.*ghp_/ghp_/p' >>\"$root/tokens\"");
  static_cast<void>(install(sandbox.target()));
  static_cast<void>(self_test(sandbox));
  static_cast<void>(self_test(sandbox));
  const std::string tokens = read(sandbox.in("tokens"));
  REQUIRE(tokens.size() == 82);
  const std::string first = tokens.substr(0, 40);
  CHECK(first != tokens.substr(41, 40));
  CHECK(text::find_checksum("crc32-base62")->verify(first, 4));
}

TEST_CASE("doctor: all is well after an installation") {
  Sandbox sandbox;
  sandbox.repository();
  sandbox.environment.set("PATH", sandbox.in("bin") + ":" + *sandbox.environment.get("PATH"));
  static_cast<void>(install(sandbox.target()));
  const std::string before = listing(sandbox.in("repo"));
  const std::vector<Check> checks = doctor(sandbox.target());
  for (const char* name : {"git", "repository", "hooks directory", "pre-commit", "pre-merge-commit",
                           "program", "self-test"}) {
    INFO(name << ": " << find_check(checks, name).text);
    CHECK(find_check(checks, name).state == CheckState::Ok);
  }
  CHECK(checks.back().name == "self-test");
  CHECK(listing(sandbox.in("repo")) == before);
}

TEST_CASE("doctor: names every way in which a hook does not scan") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  struct Row {
    std::string state;
    CheckState expected;
    std::string text;
  };
  const Row row = GENERATE(values<Row>({
      {"missing", CheckState::Problem, "no hook"},
      {"foreign", CheckState::Problem, "not git-veto's"},
      {"lefthook", CheckState::Problem, "made by lefthook"},
      {"lefthook calls us", CheckState::Note, "lefthook.yml calls git-veto"},
      {"script calls us", CheckState::Note, "calls git-veto"},
      {"not executable", CheckState::Problem, "git ignores it"},
      {"older copy", CheckState::Note, "not the program that you run now"},
      {"other bytes", CheckState::Note, "not the program that you run now"},
      {"symbolic link", CheckState::Note, "symbolic link"},
      {"chained", CheckState::Ok, "then runs pre-commit.before-git-veto"},
      {"kept ignored", CheckState::Ok, "does not run"},
      {"kept gone", CheckState::Problem, "is gone"},
      {"program gone", CheckState::Problem, "the program that it runs is gone"},
      {"edited", CheckState::Note, "edited"},
      {"half-finished", CheckState::Problem, "left from an earlier installation"},
  }));
  INFO(row.state);
  const std::string& state = row.state;
  Target target = sandbox.target();
  const bool shim = state == "chained" || state.starts_with("kept") || state == "program gone" ||
                    state == "edited" || state == "half-finished";
  if (shim) write(hook, "#!/bin/sh\n", state == "kept ignored" ? 0644 : 0755);
  if (state == "foreign") write(hook, "#!/bin/sh\n", 0755);
  if (state == "script calls us") write(hook, "#!/bin/sh\ngit veto hook pre-commit\n", 0755);
  if (state == "lefthook calls us")
    write(sandbox.in("repo/lefthook.yml"), "run: git veto hook x\n");
  if (state.starts_with("lefthook")) write(hook, "#!/bin/sh\ncall_lefthook\n", 0755);
  if (shim || state == "not executable" || state == "older copy")
    static_cast<void>(install(target));
  if (state == "not executable") REQUIRE(::chmod(hook.c_str(), 0644) == 0);
  if (state == "older copy") write(target.program, stand_in(sandbox.root(), "1.0.1"), 0755);
  if (state == "other bytes") write(hook, read(target.program) + "#\n", 0755);
  if (state == "symbolic link") fs::create_symlink(target.program, hook);
  if (state == "kept gone") fs::remove(hook.string() + ".before-git-veto");
  if (state == "program gone") fs::rename(target.program, target.program + "2");
  if (state == "edited") write(hook, read(hook) + "#\n", 0755);
  if (state == "half-finished") fs::remove(hook);

  const Check check = find_check(doctor(target), "pre-commit");
  INFO(check.text);
  CHECK(check.state == row.expected);
  CHECK(check.text.find(row.text) != std::string::npos);
  CHECK(check.remedy.empty() ==
        (row.expected == CheckState::Ok || state == "edited" || state.ends_with("calls us")));
}

TEST_CASE("doctor: says where git looks for hooks and who decided it") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  sandbox.git({"config", "--global", "core.hooksPath", sandbox.in("all")});
  const std::vector<Check> checks = doctor(sandbox.target());
  const Check directory = find_check(checks, "hooks directory");
  CHECK(directory.state == CheckState::Problem);
  CHECK(directory.text.find("global configuration (file:" + sandbox.in("home/.gitconfig")) !=
        std::string::npos);
  CHECK(std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
    return check.text.find("git never runs " + (hooks / "pre-commit").string()) !=
           std::string::npos;
  }));
}

TEST_CASE("doctor: without git or a repository there is one problem, not a failure") {
  Sandbox sandbox;
  fs::create_directory(sandbox.in("plain"));
  CHECK(doctor(sandbox.target("plain")).back().name == "repository");
  CHECK(doctor(sandbox.target("missing")).back().state == CheckState::Problem);
  sandbox.environment.set("PATH", sandbox.in("bin"));
  CHECK(doctor(sandbox.target("plain")).back().name == "git");
}

TEST_CASE("doctor: tells whether `git veto` runs this program") {
  Sandbox sandbox;
  sandbox.repository();
  const std::string path = *sandbox.environment.get("PATH");
  CHECK(find_check(doctor(sandbox.target()), "program").state == CheckState::Note);
  write(sandbox.in("other/git-veto"), "#!/bin/sh\n", 0755);
  sandbox.environment.set("PATH", sandbox.in("other") + ":" + path);
  CHECK(find_check(doctor(sandbox.target()), "program").text.find("not this program") !=
        std::string::npos);
}

TEST_CASE("doctor, install: a git that is too old is named, and nothing is pretended") {
  Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const std::string real = find_on_path(sandbox.environment, "git");
  write(sandbox.in("old git/git"),
        "#!/bin/sh\ncase \" $* \" in\n*' version '*) echo git version 2.20.1; exit ;;\n"
        "*' --show-scope '*) echo 'error: unknown option' >&2; exit 129 ;;\nesac\nexec '" +
            real + "' \"$@\"\n",
        0755);
  sandbox.environment.set("PATH", sandbox.in("old git") + ":" + *sandbox.environment.get("PATH"));
  CHECK_THROWS_WITH(install(sandbox.target()), Catch::Contains("git 2.26 or later"));
  CHECK(listing(hooks).empty());
  const std::vector<Check> checks = doctor(sandbox.target());
  REQUIRE(checks.size() == 1);
  CHECK(checks.at(0).state == CheckState::Problem);
  CHECK(checks.at(0).remedy == "install git 2.26 or later");
}

}  // namespace veto::install::test
