// Many repositories at once, and what doctor says for programs.
#include <nlohmann/json.hpp>

#include "install/doctor.h"
#include "install/doctor_json.h"
#include "install/find_repositories.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {

TEST_CASE("each: finds work trees, bare repositories, submodules and linked worktrees") {
  const Sandbox sandbox;
  sandbox.repository("all/one");
  sandbox.repository("all/deep/down/a b\n\xff");
  sandbox.repository("all/one/inside/another");
  sandbox.git({"init", "-q", "--bare", sandbox.in("all/bare.git")}, ".");
  sandbox.git({"worktree", "add", "-q", sandbox.in("all/linked")}, "all/one");
  write(sandbox.in("all/plain/HEAD"), "no repository");
  fs::create_directory_symlink(sandbox.in("all"), sandbox.in("all/loop"));
  const Found found = find_repositories(sandbox.in("all"));
  CHECK(found.repositories ==
        std::vector<std::string>{sandbox.in("all/bare.git"), sandbox.in("all/deep/down/a b\n\xff"),
                                 sandbox.in("all/linked"), sandbox.in("all/one"),
                                 sandbox.in("all/one/inside/another")});
  CHECK(found.unreadable.empty());
  CHECK(find_repositories(sandbox.in("all/one")).repositories.size() == 2);
  CHECK(find_repositories(sandbox.in("nowhere")).unreadable.size() == 1);
}

TEST_CASE("doctor: for programs, every hook has a word for its state") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  fs::permissions(hooks / "pre-commit", fs::perms(0644));
  write(hooks / "pre-push", "#!/bin/sh\n", 0755);
  fs::remove(hooks / "commit-msg");
  write(hooks / "pre-merge-commit", stand_in(sandbox.root(), "0.9.0"), 0755);
  const auto json = nlohmann::json::parse(
      doctor_json({{"a \xff \"b\"", doctor(sandbox.target())}, {"/other", {}}}));
  CHECK(json["schema"] == "git-veto/doctor/1");
  CHECK(json["healthy"] == false);
  CHECK(json["repositories"][0]["directory"] == "a \\xff \"b\"");
  CHECK(json["repositories"][1]["healthy"] == true);
  std::map<std::string, std::string> status;
  for (const auto& check : json["repositories"][0]["checks"])
    if (check.contains("status")) status[check["name"]] = check["status"];
  CHECK(status == std::map<std::string, std::string>{{"pre-commit", "not-executable"},
                                                     {"pre-merge-commit", "stale"},
                                                     {"pre-applypatch", "live"},
                                                     {"commit-msg", "missing"},
                                                     {"pre-push", "foreign"}});
}

TEST_CASE("doctor: a hook where git does not look is shadowed") {
  const Sandbox sandbox;
  sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  sandbox.git({"config", "core.hooksPath", "elsewhere"});
  std::size_t shadowed = 0;
  for (const Check& check : doctor(sandbox.target()))
    if (check.status == "shadowed") ++shadowed;
  CHECK(shadowed == hooks_to_install(HookSide::Client).size());
  CHECK_FALSE(healthy(doctor(sandbox.target())));
}

TEST_CASE("doctor: says what git never hooks, and whether pre-push catches it") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  static_cast<void>(install(sandbox.target()));
  const auto coverage = [&] {
    for (const Check& check : doctor(sandbox.target()))
      if (check.name == "not covered") return check;
    return Check{};
  };
  for (const char* word : {"rebase", "cherry-pick", "revert", "--no-verify", "fast-forward"})
    CHECK(coverage().text.find(word) != std::string::npos);
  CHECK(coverage().text.find("is scanned by pre-push") != std::string::npos);
  CHECK(coverage().remedy.empty());
  fs::remove(hooks / "pre-push");
  CHECK(coverage().text.find("would be scanned") != std::string::npos);
  CHECK_FALSE(coverage().remedy.empty());
}

TEST_CASE("server: pre-receive is installed in a bare repository and proved with a push") {
  Sandbox sandbox;
  sandbox.git({"init", "-q", "--bare", "-b", "main", sandbox.in("bare")}, ".");
  const fs::path hooks = sandbox.in("bare/hooks");
  for (const auto& sample : fs::directory_iterator(hooks)) fs::remove(sample.path());
  write(hooks / "pre-receive", "#!/bin/sh\ncat >\"" + sandbox.in("kept") + "\"\n", 0755);
  // It stands in for git-veto: says no to a pushed secret.
  write(sandbox.program(),
        "#!/bin/sh\n# git-veto-program-marker:1.0.0\nwhile read -r old new name; do\n"
        "  if git show \"$new\" | grep -q '^+.*ghp_'; then\n"
        "    echo 'git-veto: blocked: 1 secret' >&2\n    exit 1\n  fi\ndone\n",
        0755);
  const bool configured = GENERATE(false, true);
  if (configured) sandbox.use_config_git();
  const std::string before = listing(sandbox.in("bare"));
  Target target = configured ? sandbox.preferred_target("bare") : sandbox.target("bare");
  // That it is bare tells doctor what to look at.
  CHECK(doctor(target).at(3).remedy.find("--server") != std::string::npos);
  target.side = HookSide::Server;
  const Report report = install(target);
  REQUIRE(report.outcomes.size() == 1);
  CHECK(report.outcomes.at(0).hook == "pre-receive");
  const std::string installed = listing(sandbox.in("bare"));
  const std::vector<Check> checks = doctor(target);
  CHECK(checks.back().text == "a push that adds a secret is blocked");
  CHECK(healthy(checks));
  target.side = HookSide::Client;
  CHECK(doctor(target).back().text == "a push that adds a secret is blocked");
  CHECK(listing(sandbox.in("bare")) == installed);
  CHECK_FALSE(fs::exists(sandbox.in("kept")));
  CHECK(complete(uninstall(target)));
  CHECK(listing(sandbox.in("bare")) == before);
}

}  // namespace veto::install::test
