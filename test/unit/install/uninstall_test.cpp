#include "base/error.h"
#include "install/hooks.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {

TEST_CASE("uninstall: everything is byte for byte as it was") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const fs::path hook = hooks / "pre-commit";
  const std::string state =
      GENERATE(as<std::string>{}, "no hook", "script", "read-only script", "not executable",
               "symlink", "dangling symlink", "no hooks directory", "empty hooks directory");
  INFO(state);
  if (state == "script") write(hook, "#!/bin/sh\n: $0\n", 0755);
  if (state == "read-only script") write(hook, "#!/bin/sh\r\n", 0511);
  if (state == "not executable") write(hook, "\xff\0binary", 0604);
  if (state == "symlink") {
    write(sandbox.in("repo/x"), "#!/bin/sh\n", 0755);
    fs::create_symlink("../../x", hook);
  }
  if (state == "dangling symlink") fs::create_symlink("nowhere", hook);
  if (state == "no hooks directory") fs::remove(hooks);
  const std::string before = listing(sandbox.in("repo"));

  static_cast<void>(install(sandbox.target()));
  CHECK(listing(sandbox.in("repo")) != before);
  static_cast<void>(install(sandbox.target()));
  const Report report = uninstall(sandbox.target());
  CHECK(report.outcomes.at(0).result == Result::Removed);
  CHECK(report.outcomes.at(1).result == Result::Removed);
  CHECK(listing(sandbox.in("repo")) == before);
  CHECK(uninstall(sandbox.target()).outcomes.at(0).result == Result::Absent);
  CHECK(listing(sandbox.in("repo")) == before);
}

TEST_CASE("uninstall: a copy of another version goes too, without being run") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(hooks / "pre-commit", stand_in(sandbox.root(), "9.9.9"), 0755);
  CHECK(uninstall(sandbox.target()).outcomes.at(0).result == Result::Removed);
  CHECK(listing(hooks).empty());
  CHECK(sandbox.runs().empty());
}

TEST_CASE("uninstall: other people's hooks and files stay, with the reason") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const fs::path hook = hooks / "pre-commit";
  write(hook, "#!/bin/sh\n# first\n", 0755);
  const std::string state = GENERATE(as<std::string>{}, "never installed", "edited", "replaced");
  INFO(state);
  if (state != "never installed") static_cast<void>(install(sandbox.target()));
  if (state == "edited") write(hook, read(hook) + "# mine\n", 0755);
  if (state == "replaced") write(hook, "#!/bin/sh\n# second\n", 0755);
  const std::string before = read(hook);
  const Outcome outcome = uninstall(sandbox.target()).outcomes.at(0);
  CHECK(read(hook) == before);
  CHECK(outcome.result == (state == "never installed" ? Result::Absent : Result::Left));
  CHECK(outcome.notes.empty() == (state == "never installed"));
  CHECK(fs::exists(hooks / "pre-commit.before-git-veto") == (state != "never installed"));
}

TEST_CASE("uninstall: says which hooks it leaves that replaced each other meanwhile") {
  const Sandbox sandbox;
  const fs::path hook = sandbox.repository() / "pre-commit";
  write(hook, "#!/bin/sh\n# first\n", 0755);
  static_cast<void>(install(sandbox.target()));
  write(hook, "#!/bin/sh\n# second\n", 0755);
  static_cast<void>(install(sandbox.target()));
  const Outcome outcome = uninstall(sandbox.target()).outcomes.at(0);
  CHECK(read(hook) == "#!/bin/sh\n# second\n");
  CHECK(outcome.notes.at(0).find("pre-commit.before-git-veto.2") != std::string::npos);
}

TEST_CASE(
    "uninstall: puts the kept hook back where ours is gone, and removes what was moved aside") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(hooks / "pre-commit", "#!/bin/sh\n", 0755);
  const std::string before = listing(hooks);
  static_cast<void>(install(sandbox.target()));
  fs::rename(hooks / "pre-commit", hooks / "pre-commit.legacy");
  CHECK(uninstall(sandbox.target()).outcomes.at(0).result == Result::Removed);
  CHECK(listing(hooks) == before);
}

TEST_CASE("uninstall: finds our hooks where an earlier setting had them") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  sandbox.git({"config", "core.hooksPath", ".hooks"});
  static_cast<void>(install(sandbox.target()));
  CHECK(uninstall(sandbox.target()).outcomes.size() ==
        2 * hooks_to_install(HookSide::Client).size());
  CHECK(listing(hooks).empty());
  CHECK_FALSE(fs::exists(sandbox.in("repo/.hooks")));
}

TEST_CASE("uninstall: a directory that it made stays when somebody uses it") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  fs::remove(hooks);
  static_cast<void>(install(sandbox.target()));
  write(hooks / "commit-msg", "#!/bin/sh\n", 0755);
  static_cast<void>(uninstall(sandbox.target()));
  CHECK(fs::exists(hooks / "commit-msg"));
  fs::remove(hooks / "commit-msg");
  static_cast<void>(install(sandbox.target()));
  static_cast<void>(uninstall(sandbox.target()));
  CHECK_FALSE(fs::exists(hooks));
}

}  // namespace veto::install::test
