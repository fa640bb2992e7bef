// Hooks that git's configuration names; how git itself runs them is test/e2e/install_config_test.
#include "install/config_hooks.h"

#include "install/canary.h"
#include "install/config_install.h"
#include "install/doctor.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

/// Runs a command as git does: with a shell, arguments behind it.
base::Output fire(const Sandbox& sandbox, const std::string& command,
                  const std::vector<std::string>& arguments = {}, std::string input = {}) {
  std::vector<std::string> words = {"/bin/sh", "-c", command + (arguments.empty() ? "" : " \"$@\""),
                                    command};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return sandbox.run(std::move(words), ".", std::move(input));
}

Check check_of(const Target& target, const std::string& name) {
  for (const Check& check : doctor(target))
    if (check.name == name) return check;
  return {name, CheckState::Problem, "no such check", {}};
}

bool mentions(const std::vector<std::string>& notes, const std::string& text) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("configured hook: its command passes arguments, input and status on") {
  const Sandbox sandbox;
  write(sandbox.program(),
        "#!/bin/sh\nprintf '%s|' \"$@\" >\"" + sandbox.in("seen") + "\"\ncat >>\"" +
            sandbox.in("seen") + "\"\nexit 3\n",
        0755);
  const std::string command = config_command(sandbox.program(), "pre-push");
  CHECK(command.find('\n') == std::string::npos);
  CHECK(fire(sandbox, command, {"origin", "a b'\"$c"}, "line\nline").status == 3);
  CHECK(read(sandbox.in("seen")) == "hook|pre-push|origin|a b'\"$c|line\nline");
  CHECK(fire(sandbox, command).status == 3);
  CHECK(read(sandbox.in("seen")) == "hook|pre-push|");
  CHECK(program_of(command, "pre-push") == sandbox.program());
  CHECK_FALSE(program_of(command, "pre-commit"));
  CHECK_FALSE(program_of(command + " ", "pre-push"));
}

TEST_CASE("configured hook: where the program is gone, PATH, then the policy decides") {
  Sandbox sandbox;
  sandbox.git({"init", "-q", "."}, ".");
  const std::string how =
      GENERATE(as<std::string>{}, "missing", "not executable", "empty", "a directory");
  INFO(how);
  fs::remove(sandbox.program());
  if (how == "not executable") write(sandbox.program(), "#!/bin/sh\n", 0644);
  if (how == "empty") write(sandbox.program(), "", 0755);
  if (how == "a directory") fs::create_directory(sandbox.program());
  const std::string command = config_command(sandbox.program(), "commit-msg");
  const base::Output blocked = fire(sandbox, command, {"file"});
  CHECK(blocked.status == 2);
  CHECK(blocked.err.starts_with("git-veto: error: the program is missing, so commit-msg blocks"));
  CHECK(std::count(blocked.err.begin(), blocked.err.end(), '\n') == 1);

  sandbox.git({"config", "veto.onMissing", "allow"}, ".");
  const base::Output allowed = fire(sandbox, command, {"file"});
  CHECK(allowed.status == 0);
  CHECK(allowed.err.starts_with("git-veto: warning: "));

  // What lies in the work tree is never run, whatever PATH says.
  const std::string path = *sandbox.environment.get("PATH");
  write(sandbox.in("git-veto"), "#!/bin/sh\nexit 6\n", 0755);
  sandbox.environment.set("PATH", ".:" + path);
  CHECK(fire(sandbox, command).status == 0);
  // An empty file would pass as a script that does nothing.
  sandbox.environment.set("PATH", sandbox.in("empty bin") + ":" + path);
  write(sandbox.in("empty bin/git-veto"), "", 0755);
  CHECK(fire(sandbox, command).err.starts_with("git-veto: warning: "));
  sandbox.environment.set("PATH", sandbox.in("other bin") + ":" + path);
  write(sandbox.in("other bin/git-veto"), "#!/bin/sh\nexit 1\n", 0755);
  CHECK(fire(sandbox, command).status == 1);
}

TEST_CASE("configured hook: a program that breaks off blocks with one line") {
  const Sandbox sandbox;
  const std::string end = GENERATE(as<std::string>{}, "kill -SEGV $$", "exit 4", "exit 139");
  write(sandbox.program(), "#!/bin/sh\n" + end + "\n", 0755);
  const base::Output output = fire(sandbox, config_command(sandbox.program(), "pre-push"), {"x"});
  CHECK(output.status == 2);
  CHECK(output.err.find("git-veto: error: " + sandbox.program() + " broke off with status ") !=
        std::string::npos);
}

TEST_CASE("configured hook: a program that the system cannot start is as good as missing") {
  const Sandbox sandbox;
  write(sandbox.program(), "#!/no/such\n", 0755);
  const base::Output output = fire(sandbox, config_command(sandbox.program(), "pre-commit"));
  CHECK(output.status == 2);
  CHECK(output.err.find("git-veto: error: the program is missing") != std::string::npos);
}

TEST_CASE("configured hook: needs no PATH") {
  Sandbox sandbox;
  write(sandbox.program(), "#!/bin/sh\nexit 3\n", 0755);
  sandbox.environment.set("PATH", "/no/such/directory");
  CHECK(fire(sandbox, config_command(sandbox.program(), "pre-commit")).status == 3);
  fs::remove(sandbox.program());
  CHECK(fire(sandbox, config_command(sandbox.program(), "pre-commit")).status == 2);
}

TEST_CASE("configured hook: installed by preference, byte for byte gone again") {
  Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  sandbox.use_config_git();
  const std::string state = GENERATE(as<std::string>{}, "plain", "other hooks", "no last line end",
                                     "hooksPath elsewhere", "hooks switched off");
  INFO(state);
  if (state == "other hooks") write(hooks / "pre-commit", "#!/bin/sh\nexit 0\n", 0755);
  if (state == "hooksPath elsewhere") sandbox.git({"config", "core.hooksPath", ".husky/_"});
  if (state == "hooks switched off") sandbox.git({"config", "core.hooksPath", "/dev/null"});
  const std::string config = sandbox.in("repo/.git/config");
  if (state == "no last line end") write(config, read(config) + "[a]\n\tb = c");
  const std::string before = listing(sandbox.in("repo"));

  const Target target = sandbox.preferred_target();
  const Report report = install(target);
  CHECK(complete(report));
  CHECK(report.hooks_directory == config);
  for (const Outcome& outcome : report.outcomes) CHECK(outcome.result == Result::Installed);
  for (const HookKind& hook : hooks_to_install(HookSide::Client)) {
    const std::string key = "hook.git-veto-" + std::string(hook.name);
    CHECK(sandbox.git({"config", "--local", key + ".event"}) == hook.name);
    CHECK(sandbox.git({"config", "--local", key + ".command"}) ==
          config_command(sandbox.program(), hook.name));
  }
  const Repository repository = find_repository(target);
  CHECK(run_canary(target, repository).text == "a commit that adds a secret is blocked");
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");
  CHECK(check_of(target, "pre-commit").status == "live");
  const std::string once = listing(sandbox.in("repo"));
  for (const Outcome& outcome : install(target).outcomes) CHECK(outcome.result == Result::Current);
  CHECK(listing(sandbox.in("repo")) == once);
  CHECK(uninstall(target).outcomes.size() == report.outcomes.size());
  CHECK(listing(sandbox.in("repo")) == before);
  CHECK(uninstall(target).outcomes.at(0).result == Result::Absent);
}

TEST_CASE("configured hook: takes the place of hook files, and they of it") {
  Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(hooks / "pre-commit", "#!/bin/sh\n", 0755);
  const std::string before = listing(sandbox.in("repo"));
  static_cast<void>(install(sandbox.target()));
  const std::string files = listing(sandbox.in("repo"));
  sandbox.use_config_git();
  const Report report = install(sandbox.preferred_target());
  CHECK(mentions(report.notes, "no longer needed"));
  CHECK(read(hooks / "pre-commit") == "#!/bin/sh\n");
  CHECK_FALSE(fs::exists(hooks / "pre-push"));
  const Report again = install(sandbox.target());
  CHECK(mentions(again.notes, "no longer needed"));
  CHECK(listing(sandbox.in("repo")) == files);
  static_cast<void>(uninstall(sandbox.target()));
  CHECK(listing(sandbox.in("repo")) == before);
}

TEST_CASE("configured hook: a killed installation is finished, an older program replaced") {
  Sandbox sandbox;
  sandbox.repository();
  const std::string before = listing(sandbox.in("repo"));
  sandbox.use_config_git();
  const Target target = sandbox.preferred_target();
  const std::string point = GENERATE(as<std::string>{}, "first key", "half", "older");
  INFO(point);
  static_cast<void>(install(target));
  if (point != "older") {
    sandbox.git({"config", "--remove-section", "hook.git-veto-pre-push"});
    sandbox.git({"config", "--unset", "hook.git-veto-commit-msg.event"});
  }
  if (point == "first key") {
    for (const char* name : {"pre-commit", "pre-merge-commit", "pre-applypatch", "commit-msg"})
      sandbox.git({"config", "--remove-section", std::string("hook.git-veto-") + name});
  }
  if (point == "older")
    sandbox.git({"config", "hook.git-veto-pre-commit.command",
                 config_command("/opt/old/git-veto", "pre-commit")});
  CHECK(complete(install(target)));
  CHECK(run_canary(target, find_repository(target)).state == CheckState::Ok);
  static_cast<void>(uninstall(target));
  CHECK(listing(sandbox.in("repo")) == before);
}

TEST_CASE("configured hook: what was edited or switched off is left and named") {
  Sandbox sandbox;
  sandbox.repository();
  sandbox.use_config_git();
  const Target target = sandbox.preferred_target();
  static_cast<void>(install(target));
  const std::string key = "hook.git-veto-pre-commit";
  SECTION("edited") {
    sandbox.git({"config", key + ".command", "true"});
    const Report report = install(target);
    CHECK(report.outcomes.at(0).result == Result::Left);
    CHECK(sandbox.git({"config", key + ".command"}) == "true");
    CHECK(check_of(target, "pre-commit").status == "edited");
    CHECK(check_of(target, kCanaryCheck).state == CheckState::Problem);
    const Report removed = uninstall(target);
    CHECK_FALSE(complete(removed));
    // The advice works as it stands.
    const std::string note = removed.outcomes.at(0).notes.at(0);
    CHECK(sandbox.run({"sh", "-c", note.substr(note.rfind("type: ") + 6)}, ".").status == 0);
    CHECK(complete(uninstall(target)));
    CHECK(read(sandbox.in("repo/.git/config")).find("veto") == std::string::npos);
  }
  SECTION("switched off") {
    sandbox.git({"config", key + ".enabled", "false"});
    CHECK_FALSE(complete(install(target)));
    CHECK(check_of(target, "pre-commit").status == "switched-off");
  }
  SECTION("the whole event switched off") {
    sandbox.git({"config", "hook.pre-commit.enabled", "no"});
    CHECK_FALSE(complete(install(target)));
    CHECK(check_of(target, "pre-commit").state == CheckState::Problem);
  }
  SECTION("program gone") {
    fs::rename(sandbox.program(), sandbox.program() + "2");
    CHECK(check_of(target, "pre-commit").status == "broken");
  }
}

TEST_CASE("configured hook: with an older git, what the configuration says is not believed") {
  Sandbox sandbox;
  sandbox.repository();
  const std::string path = *sandbox.environment.get("PATH");
  sandbox.use_config_git();
  static_cast<void>(install(sandbox.preferred_target()));
  sandbox.environment.set("PATH", path);
  if (has_config_hooks(git_version(GitCommand(sandbox.environment, {})))) return;
  const Check check = check_of(sandbox.preferred_target(), "pre-commit");
  CHECK(check.status == "missing");
  CHECK(check.state == CheckState::Problem);
  CHECK(check_of(sandbox.preferred_target(), "configuration").remedy.find("--files") !=
        std::string::npos);
}

}  // namespace veto::install::test
