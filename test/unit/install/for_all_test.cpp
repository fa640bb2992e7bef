// All repositories of a user or of the machine, and those that are yet to be made.
#include "install/for_all.h"

#include "base/error.h"
#include "install/canary.h"
#include "install/doctor.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

/// A home with a configuration of its own, and one repository.
class HomeSandbox : public Sandbox {
 public:
  HomeSandbox() : hooks(repository()) {
    environment.set("GIT_CONFIG_SYSTEM", in("etc/gitconfig"));
    environment.unset("GIT_CONFIG_NOSYSTEM");
    write(in("home/.gitconfig"), "# mine\n[user]\n\tname = A", 0600);
    write(in("etc/gitconfig"), "", 0644);
  }
  [[nodiscard]] std::string self_test() const {
    return run_canary_in_new_repository(target()).text;
  }
  [[nodiscard]] std::string state() const { return listing(in("home")) + listing(in("etc")); }

  const fs::path hooks;
};

constexpr const char* kBlocked = "a commit that adds a secret is blocked";

void stage_secret(const Sandbox& sandbox, const std::string& name = "repo") {
  write(sandbox.in(name + "/new"), "ghp_secret\n");
  sandbox.git({"add", "new"}, name);
}

}  // namespace

TEST_CASE("for all: with an older git a directory of hooks, gone again without a trace") {
  const HomeSandbox sandbox;
  const Reach reach = GENERATE(Reach::User, Reach::System);
  const std::string before = sandbox.state();
  const Report report = install_for_all(sandbox.target(), reach);
  CHECK(complete(report));
  CHECK(
      report.hooks_directory ==
      sandbox.in(reach == Reach::User ? "home/.local/share/git-veto/hooks" : "etc/git-veto/hooks"));
  CHECK(sandbox.self_test() == kBlocked);
  stage_secret(sandbox);
  CHECK(sandbox.commit().status == 1);
  for (const Check& check : doctor(sandbox.target())) {
    INFO(check.name << ": " << check.text);
    CHECK(check.state != CheckState::Problem);
  }
  // Each repository by itself has nothing to do then.
  CHECK(install(sandbox.target()).outcomes.at(0).result == Result::Current);

  const std::string once = sandbox.state();
  CHECK(install_for_all(sandbox.target(), reach).outcomes.at(0).result == Result::Current);
  CHECK(sandbox.state() == once);
  CHECK(complete(uninstall_for_all(sandbox.target(), reach)));
  CHECK(sandbox.state() == before);
  CHECK(uninstall_for_all(sandbox.target(), reach).outcomes.at(0).result == Result::Absent);
  CHECK(sandbox.state() == before);
}

TEST_CASE("for all: the hooks that a repository has of its own go on running") {
  const HomeSandbox sandbox;
  const std::string note =
      "#!/bin/sh\n{ printf '%s|' \"${0##*/}\" \"$@\"; cat; } >>\"" + sandbox.in("own") + "\"\n";
  for (const char* name : {"pre-commit", "commit-msg", "post-commit", "pre-push", "post-update"})
    write(sandbox.hooks / name, note, 0755);
  static_cast<void>(install_for_all(sandbox.target(), Reach::User));
  CHECK(sandbox.commit().status == 0);
  CHECK(read(sandbox.in("own")) == "pre-commit|commit-msg|.git/COMMIT_EDITMSG|post-commit|");
  CHECK(sandbox.runs().find("hook pre-commit") != std::string::npos);
  fs::remove(sandbox.in("own"));
  sandbox.git({"init", "-q", "--bare", sandbox.in("bare")}, ".");
  sandbox.git({"push", "-q", sandbox.in("bare"), "main"});
  const std::string id = sandbox.git({"rev-parse", "HEAD"});
  const std::string pushed = read(sandbox.in("own"));
  CHECK(pushed.find("pre-push|") == 0);
  CHECK(pushed.find("|refs/heads/main " + id + " refs/heads/main 0000") != std::string::npos);
  // In the repository that is pushed to as well.
  write(sandbox.in("bare/hooks/pre-receive"),
        "#!/bin/sh\ncat >\"" + sandbox.in("received") + "\"\n", 0755);
  static_cast<void>(sandbox.commit());
  sandbox.git({"push", "-q", sandbox.in("bare"), "main"});
  CHECK(read(sandbox.in("received")).starts_with(id + " "));
}

TEST_CASE("for all: a first failure of a repository's own hook counts") {
  const HomeSandbox sandbox;
  write(sandbox.hooks / "pre-commit", "#!/bin/sh\nexit 9\n", 0755);
  static_cast<void>(install_for_all(sandbox.target(), Reach::User));
  CHECK(sandbox.commit().status != 0);
}

TEST_CASE("for all: a hooks directory that all repositories share already is joined") {
  const HomeSandbox sandbox;
  write(sandbox.in("all/pre-commit"), "#!/bin/sh\ntouch \"" + sandbox.in("kept ran") + "\"\n",
        0755);
  sandbox.git({"config", "--global", "core.hooksPath", "~/../all"}, ".");
  const std::string before = sandbox.state() + listing(sandbox.in("all"));
  const Report report = install_for_all(sandbox.target(), Reach::User);
  CHECK(report.hooks_directory == sandbox.in("home/../all"));
  CHECK(report.outcomes.at(0).chained == "pre-commit.before-git-veto");
  CHECK(sandbox.self_test() == kBlocked);
  CHECK(sandbox.commit().status == 0);
  CHECK(fs::exists(sandbox.in("kept ran")));
  CHECK(complete(uninstall_for_all(sandbox.target(), Reach::User)));
  CHECK(sandbox.state() + listing(sandbox.in("all")) == before);
}

TEST_CASE("for all: what would hide or miss other hooks is refused, with what to do") {
  const HomeSandbox sandbox;
  sandbox.git({"config", "--file", sandbox.in("etc/gitconfig"), "core.hooksPath", "/opt/hooks"},
              ".");
  const std::string before = sandbox.state();
  CHECK_THROWS_WITH(install_for_all(sandbox.target(), Reach::User), Catch::Contains("--system"));
  CHECK(sandbox.state() == before);
  sandbox.git({"config", "--global", "core.hooksPath", ".githooks"}, ".");
  CHECK_THROWS_WITH(install_for_all(sandbox.target(), Reach::User), Catch::Contains("--each"));
}

TEST_CASE("for all: scripts that were edited are left, and said") {
  const HomeSandbox sandbox;
  const std::string directory = install_for_all(sandbox.target(), Reach::User).hooks_directory;
  write(directory + "/pre-commit", read(directory + "/pre-commit") + "# mine\n", 0755);
  write(directory + "/post-commit", "#!/bin/sh\n# mine\n", 0755);
  CHECK_FALSE(complete(install_for_all(sandbox.target(), Reach::User)));
  CHECK_FALSE(complete(uninstall_for_all(sandbox.target(), Reach::User)));
  CHECK(read(directory + "/post-commit") == "#!/bin/sh\n# mine\n");
  CHECK(read(directory + "/pre-commit").ends_with("# mine\n"));
  CHECK_FALSE(fs::exists(directory + "/pre-push"));
}

TEST_CASE("for all: with hooks in the configuration there is no directory, and no trace either") {
  HomeSandbox sandbox;
  sandbox.use_config_git();
  const Reach reach = GENERATE(Reach::User, Reach::System);
  const std::string before = sandbox.state();
  const Target target = sandbox.preferred_target();
  CHECK(complete(install_for_all(target, reach)));
  CHECK(listing(sandbox.hooks).empty());
  CHECK(run_canary_in_new_repository(target).text == kBlocked);
  stage_secret(sandbox);
  CHECK(sandbox.commit().status == 1);
  const Report here = install(target);
  CHECK(here.outcomes.at(0).result == Result::Current);
  CHECK(here.outcomes.at(0).notes.at(0).find(reach == Reach::User ? "global" : "system") !=
        std::string::npos);
  CHECK(complete(uninstall_for_all(target, reach)));
  CHECK(sandbox.state() == before);
}

TEST_CASE("for all: what git does not read is a problem, however well it was written") {
  HomeSandbox sandbox;
  sandbox.environment.set("GIT_CONFIG_NOSYSTEM", "1");
  if (GENERATE(false, true)) sandbox.use_config_git();
  const Target target = sandbox.preferred_target();
  static_cast<void>(install_for_all(target, Reach::System));
  const Check check = run_canary_in_new_repository(target);
  CHECK(check.state == CheckState::Problem);
  CHECK(check.text.find("git does not find the hooks") != std::string::npos);
}

TEST_CASE("for all: template, new repositories have the hooks from the start") {
  const HomeSandbox sandbox;
  const std::string before = sandbox.state();
  const std::string state = GENERATE(as<std::string>{}, "none", "set", "named");
  INFO(state);
  const std::string place = state == "none" ? sandbox.in("home/.local/share/git-veto/template")
                                            : sandbox.in("my template");
  if (state == "set") sandbox.git({"config", "--global", "init.templateDir", place}, ".");
  const std::string set = sandbox.state();
  if (state != "none") write(place + "/hooks/pre-commit", "#!/bin/sh\nexit 0\n", 0755);
  const std::string named = state == "named" ? place : "";
  const Report report = install_in_template(sandbox.target(), named);
  CHECK(complete(report));
  CHECK(report.hooks_directory == place + "/hooks");
  sandbox.git({"init", "-q", "-b", "main", sandbox.in("new")}, ".");
  stage_secret(sandbox, "new");
  CHECK(sandbox.commit("new").status == 1);
  const std::string clone = sandbox.in("clone");
  sandbox.git({"clone", "-q", sandbox.in("repo"), clone}, ".");
  CHECK(fs::exists(clone + "/.git/hooks/pre-push"));
  CHECK(fs::exists(clone + "/.git/hooks/pre-commit.before-git-veto") == (state != "none"));
  CHECK(complete(uninstall_from_template(sandbox.target(), named)));
  if (state == "named") {
    // It stays a template: git may use it for the user's own hooks.
    CHECK(read(place + "/hooks/pre-commit") == "#!/bin/sh\nexit 0\n");
  }
  CHECK(sandbox.state() == (state == "set" ? set : before));
}

TEST_CASE("for all: what is set up in several ways is taken out in any order") {
  HomeSandbox sandbox;
  const std::string before = sandbox.state();
  const bool old_first = GENERATE(false, true);
  if (old_first) static_cast<void>(install_for_all(sandbox.target(), Reach::User));
  sandbox.use_config_git();
  const Target target = sandbox.preferred_target();
  static_cast<void>(install_in_template(target, {}));
  CHECK(complete(install_for_all(target, Reach::User)));
  // The older way is gone: nothing is scanned twice.
  CHECK_FALSE(fs::exists(sandbox.in("home/.local/share/git-veto/hooks")));
  stage_secret(sandbox);
  CHECK(sandbox.commit().status == 1);
  CHECK(sandbox.runs() == "git-veto|hook pre-commit\n");

  if (GENERATE(false, true)) {
    CHECK(complete(uninstall_from_template(target, {})));
    CHECK(sandbox.commit().status == 1);
    CHECK(complete(uninstall_for_all(target, Reach::User)));
  } else {
    CHECK(complete(uninstall_for_all(target, Reach::User)));
    CHECK(complete(uninstall_from_template(target, {})));
  }
  // The directories above were made in common; empty ones hold nothing.
  std::error_code ignored;
  fs::remove(sandbox.in("home/.local/share/git-veto"), ignored);
  fs::remove(sandbox.in("home/.local/share"), ignored);
  fs::remove(sandbox.in("home/.local"), ignored);
  CHECK(sandbox.state() == before);
}

}  // namespace veto::install::test
