#include "install/install.h"

#include <sys/wait.h>

#include "base/error.h"
#include "install/git_command.h"
#include "install/hooks.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

Outcome outcome_of(const Report& report, const std::string& hook = "pre-commit") {
  for (const Outcome& outcome : report.outcomes)
    if (outcome.hook == hook) return outcome;
  FAIL("no outcome for " << hook);
  return {};
}

bool mentions(const std::vector<std::string>& notes, const std::string& word) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.find(word) != std::string::npos; });
}

/// Stages a new file with a secret; committing it must be blocked and leave HEAD where it is.
void require_blocking(const Sandbox& sandbox, const std::string& repository = "repo") {
  write(sandbox.in(repository + "/new"), "x = ghp_\n");
  sandbox.git({"add", "new"}, repository);
  const std::string head = sandbox.git({"rev-parse", "HEAD"}, repository);
  CHECK(sandbox.commit(repository).status == 1);
  CHECK(sandbox.git({"rev-parse", "HEAD"}, repository) == head);
  sandbox.git({"rm", "-q", "-f", "new"}, repository);
}

const std::string kPassing = "#!/bin/sh\necho kept >>\"$(git rev-parse --git-dir)/kept\"\n";

/// Root can write into everything, so somebody else installs.
void install_as_user(const Sandbox& sandbox) {
  constexpr uid_t kNobody = 65534;
  if (::geteuid() == 0)
    for (const std::string name :
         {".", "bin", "bin/git-veto", "repo", "repo/.git", "repo/.git/hooks"})
      REQUIRE(::chown(sandbox.in(name).c_str(), kNobody, kNobody) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(2);
    try {
      static_cast<void>(install(sandbox.target()));
      ::_exit(0);
    } catch (const base::Error&) {
      ::_exit(1);
    }
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("install: where no hook is, the program itself becomes the hook") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const Report report = install(sandbox.target());
  CHECK(report.hooks_directory == hooks.string());
  CHECK(complete(report));
  for (const char* name : {"pre-commit", "pre-merge-commit", "pre-applypatch"}) {
    CHECK(outcome_of(report, name).result == Result::Installed);
    CHECK(outcome_of(report, name).chained.empty());
    CHECK(read(hooks / name) == read(sandbox.program()));
    CHECK_FALSE(fs::is_symlink(hooks / name));
    CHECK(mode_of(hooks / name) == 0555);
  }
  CHECK(sandbox.commit().status == 0);
  CHECK(sandbox.runs() == "pre-commit|\n");
  require_blocking(sandbox);
  sandbox.git({"checkout", "-q", "-b", "side", "HEAD~1"});
  sandbox.git({"commit", "-q", "--allow-empty", "-m", "side"});
  static_cast<void>(sandbox.runs());
  sandbox.git({"merge", "-q", "main", "-m", "merge"});
  CHECK(sandbox.runs() == "pre-merge-commit|\n");
}

TEST_CASE("install: what a hook is written into never reaches the program or another hook") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  write(hooks / "pre-commit", "#!/bin/sh\n", 0755);
  CHECK(read(sandbox.program()) == read(hooks / "pre-merge-commit"));
  CHECK(read(sandbox.program()) != read(hooks / "pre-commit"));
}

TEST_CASE("install: a program that the user cannot write is linked, not copied") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  REQUIRE(::chmod(sandbox.program().c_str(), 0555) == 0);
  install_as_user(sandbox);
  CHECK(fs::equivalent(hooks / "pre-commit", sandbox.program()));
  CHECK(fs::hard_link_count(sandbox.program()) == hooks_to_install(HookSide::Client).size() + 1);
}

TEST_CASE("install: a program that the user can write is copied once for all hooks") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  install_as_user(sandbox);
  CHECK(fs::hard_link_count(sandbox.program()) == 1);
  CHECK(fs::hard_link_count(hooks / "pre-commit") == hooks_to_install(HookSide::Client).size());
  CHECK(mode_of(hooks / "pre-push") == 0555);
  // Made anew, it joins the others.
  fs::remove(hooks / "commit-msg");
  install_as_user(sandbox);
  CHECK(fs::equivalent(hooks / "pre-commit", hooks / "commit-msg"));
}

TEST_CASE("install: a second time changes nothing and says so") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const bool chained = GENERATE(false, true);
  if (chained) write(hooks / "pre-commit", kPassing, 0755);
  static_cast<void>(install(sandbox.target()));
  const std::string before = listing(sandbox.in("repo"));
  const auto written = fs::last_write_time(hooks / "pre-commit");
  const Report report = install(sandbox.target());
  CHECK(outcome_of(report).result == Result::Current);
  CHECK(outcome_of(report).chained == (chained ? "pre-commit.before-git-veto" : ""));
  CHECK(outcome_of(report, "pre-merge-commit").result == Result::Current);
  CHECK(describe(outcome_of(report)).find("already current") != std::string::npos);
  CHECK(listing(sandbox.in("repo")) == before);
  CHECK(fs::last_write_time(hooks / "pre-commit") == written);
}

TEST_CASE("install: another version, a lost mode or a symbolic link to the program is put right") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  const std::string state = GENERATE(as<std::string>{}, "older program", "not executable", "linked",
                                     "older shim", "shim not executable");
  INFO(state);
  const bool shim = state.find("shim") != std::string::npos;
  if (shim) write(hook, kPassing, 0755);
  if (state == "older program") write(hook, stand_in(sandbox.root(), "0.9.0"), 0755);
  if (state == "linked") fs::create_symlink(sandbox.program(), hook);
  Target older = sandbox.target();
  if (state == "older shim") older.version = "0.9.0";
  if (shim || state == "not executable") static_cast<void>(install(older));
  if (state.ends_with("not executable")) REQUIRE(::chmod(hook.c_str(), 0644) == 0);

  const Outcome outcome = outcome_of(install(sandbox.target()));
  CHECK(outcome.result == Result::Updated);
  CHECK_FALSE(fs::is_symlink(hook));
  CHECK(mode_of(hook) == (shim ? 0755 : 0555));
  CHECK(fs::exists(hook.string() + ".before-git-veto") == shim);
  if (shim) CHECK(read(hook.string() + ".before-git-veto") == kPassing);
  CHECK(outcome_of(install(sandbox.target())).result == Result::Current);
  require_blocking(sandbox);
}

TEST_CASE("install: a hook that exists runs behind git-veto, the first failure wins") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const std::string note = "echo ran >>\"" + sandbox.in("ran") + "\"\nexit \"$(cat \"" +
                           sandbox.in("answer") + "\")\"\n";
  write(sandbox.in("answer"), "0");
  const std::string kind = GENERATE(as<std::string>{}, "shell", "no shebang", "bash", "python",
                                    "symlink", "relative symlink");
  INFO(kind);
  const fs::path hook = hooks / "pre-commit";
  if (kind == "shell") write(hook, "#!/bin/sh\n" + note, 0755);
  if (kind == "no shebang") write(hook, note, 0700);
  if (kind == "bash") write(hook, "#!/usr/bin/env bash\n" + note, 0711);
  if (kind == "python")
    write(hook,
          "#!/usr/bin/env python3\nimport sys\nopen(\"" + sandbox.in("ran") +
              "\", 'a').write('ran\\n')\nsys.exit(int(open(\"" + sandbox.in("answer") +
              "\").read()))\n",
          0755);
  if (kind.ends_with("symlink")) {
    write(sandbox.in("repo/scripts/check"), "#!/bin/sh\n" + note, 0755);
    fs::create_symlink(kind == "symlink" ? sandbox.in("repo/scripts/check") : "../../scripts/check",
                       hook);
  }
  if (kind == "python" && sandbox.run({"python3", "-c", ""}, ".").status != 0) return;
  const std::string before = read(hook);
  const fs::file_status status = fs::symlink_status(hook);

  const Outcome outcome = outcome_of(install(sandbox.target()));
  CHECK(outcome.result == Result::Installed);
  CHECK(outcome.chained == "pre-commit.before-git-veto");
  const fs::path kept = hooks / "pre-commit.before-git-veto";
  CHECK(read(kept) == before);
  CHECK(fs::symlink_status(kept).type() == status.type());
  CHECK(fs::symlink_status(kept).permissions() == status.permissions());

  CHECK(sandbox.commit().status == 0);
  CHECK(read(sandbox.in("ran")) == "ran\n");
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");
  require_blocking(sandbox);
  CHECK(read(sandbox.in("ran")) == "ran\n");
  write(sandbox.in("answer"), "3");
  CHECK(sandbox.commit().status == 1);
}

TEST_CASE("install: a hook that git cannot run still blocks, as it did before") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  write(hook, "#!/bin/sh\r\nexit 0\r\n", 0755);
  CHECK(sandbox.commit().status != 0);
  static_cast<void>(install(sandbox.target()));
  CHECK(sandbox.commit().status != 0);
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");
}

TEST_CASE("install: a compiled hook runs behind git-veto") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  fs::copy_file(find_on_path(sandbox.environment, "false"), hook);
  static_cast<void>(install(sandbox.target()));
  CHECK(sandbox.commit().status == 1);
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");
}

TEST_CASE("install: a hook that git ignored is kept and does not run, and the outcome says so") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  const std::string kind = GENERATE(as<std::string>{}, "not executable", "dangling link");
  if (kind == "not executable") write(hook, "#!/bin/sh\nexit 1\n", 0640);
  if (kind == "dangling link") fs::create_symlink("nowhere", hook);
  const Outcome outcome = outcome_of(install(sandbox.target()));
  CHECK(outcome.chained.empty());
  CHECK(mentions(outcome.notes, "not executable"));
  CHECK(sandbox.commit().status == 0);
  require_blocking(sandbox);
  CHECK(exists(fs::symlink_status(hook.string() + ".before-git-veto")));
  CHECK(outcome_of(install(sandbox.target())).result == Result::Current);
}

TEST_CASE("install: finishes what a killed installation began, at any point") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  const std::string kept = hook.string() + ".before-git-veto";
  const std::string point = GENERATE(as<std::string>{}, "temporary file left", "hook linked",
                                     "hook renamed", "hook copied");
  INFO(point);
  write(hook, kPassing, 0755);
  write(hook.string() + ".git-veto-new", "#!/bin/sh\n# half a sh");
  if (point == "hook linked") fs::create_hard_link(hook, kept);
  if (point == "hook renamed") fs::rename(hook, kept);
  if (point == "hook copied") write(kept, kPassing, 0755);

  CHECK(outcome_of(install(sandbox.target())).chained == "pre-commit.before-git-veto");
  CHECK(read(kept) == kPassing);
  CHECK_FALSE(fs::exists(hook.string() + ".git-veto-new"));
  CHECK_FALSE(fs::exists(kept + ".2"));
  CHECK(sandbox.commit().status == 0);
  CHECK(read(sandbox.in("repo/.git/kept")) == "kept\n");
}

TEST_CASE("install: a hook that replaced ours is chained, the one kept before is not lost") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  const std::string kept = hook.string() + ".before-git-veto";
  write(hook, "#!/bin/sh\n# first\n", 0755);
  for (const std::string text : {"#!/bin/sh\n# second\n", "#!/bin/sh\n# third\n"}) {
    static_cast<void>(install(sandbox.target()));
    fs::remove(hook);
    write(hook, text, 0755);
  }
  const Outcome outcome = outcome_of(install(sandbox.target()));
  CHECK(mentions(outcome.notes, "pre-commit.before-git-veto.3"));
  CHECK(read(kept) == "#!/bin/sh\n# third\n");
  CHECK(read(kept + ".2") == "#!/bin/sh\n# first\n");
  CHECK(read(kept + ".3") == "#!/bin/sh\n# second\n");
}

TEST_CASE("install: a shim that was edited is left alone") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  write(hook, kPassing, 0755);
  static_cast<void>(install(sandbox.target()));
  write(hook, read(hook) + "# mine\n", 0755);
  const std::string before = listing(sandbox.in("repo"));
  const Report report = install(sandbox.target());
  CHECK(outcome_of(report).result == Result::Left);
  CHECK_FALSE(complete(report));
  CHECK(listing(sandbox.in("repo")) == before);
  // The advice works as it stands.
  const std::string note = outcome_of(report).notes.at(0);
  const std::string command =
      note.substr(note.find("rm "), note.find(" and install") - note.find("rm "));
  CHECK(sandbox.run({"sh", "-c", command}, ".").status == 0);
  CHECK(outcome_of(install(sandbox.target())).chained == "pre-commit.before-git-veto");
}

TEST_CASE("install: a disk that takes nothing more leaves the hook as it was") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  write(hook, kPassing, 0755);
  fs::create_directories(hook.string() + ".git-veto-new/in the way");
  const std::string before = listing(sandbox.in("repo"));
  CHECK_THROWS_AS(install(sandbox.target()), base::Error);
  CHECK(listing(sandbox.in("repo")) == before);
}

TEST_CASE("install: names the tool that keeps hooks, and what it will do") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  struct Row {
    std::string name;
    std::string text;
  };
  for (const Row& row : {Row{"husky", "#!/bin/sh\n. \"$(dirname \"$0\")/husky.sh\"\n"},
                         Row{"lefthook", "#!/bin/sh\ncall_lefthook run \"pre-commit\" \"$@\"\n"},
                         Row{"pre-commit", "#!/bin/sh\n# File generated by pre-commit: x\n"},
                         Row{"simple-git-hooks", "#!/bin/sh\n[ \"$SKIP_SIMPLE_GIT_HOOKS\" ]\n"}}) {
    write(hook, row.text, 0755);
    const Report report = install(sandbox.target());
    CHECK(mentions(outcome_of(report).notes, row.name + " keeps hooks here"));
    CHECK(report.notes.size() == 1);
    static_cast<void>(uninstall(sandbox.target()));
    CHECK(read(hook) == row.text);
  }
}

TEST_CASE("install: hooks of overcommit, which go by their file name, are left with advice") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  write(hook, "#!/usr/bin/env ruby\nhook_type == 'overcommit-hook'\n", 0755);
  const Report report = install(sandbox.target());
  CHECK(outcome_of(report).result == Result::Left);
  CHECK(mentions(outcome_of(report).notes, ".overcommit.yml"));
  CHECK_FALSE(complete(report));
  CHECK_FALSE(fs::exists(hook.string() + ".before-git-veto"));
}

TEST_CASE("install: our hook that pre-commit moved aside is not run a second time") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  static_cast<void>(install(sandbox.target()));
  fs::rename(hook, hook.string() + ".legacy");
  write(hook, "#!/bin/sh\n\"$0.legacy\" \"$@\"\n", 0755);
  CHECK(sandbox.commit().status == 0);
  CHECK(sandbox.runs() == "pre-commit.legacy|\n");
  static_cast<void>(install(sandbox.target()));
  CHECK_FALSE(fs::exists(hook.string() + ".legacy"));
  static_cast<void>(sandbox.commit());
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");
}

TEST_CASE("install: refuses what is no program, and what stands in the way") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  Target target = sandbox.target();
  for (const std::string program : {"git-veto", "", "/no/such/program"}) {
    target.program = program;
    CHECK_THROWS_AS(install(target), base::Error);
  }
  fs::create_directory(hooks / "pre-commit");
  CHECK_THROWS_WITH(install(sandbox.target()), Catch::Contains("is not a file"));
  fs::remove(hooks / "pre-commit");
  CHECK(listing(hooks).empty());
}

}  // namespace veto::install::test
