// Where hooks go: worktrees, submodules, bare repositories and every kind of core.hooksPath.
#include "base/error.h"
#include "install/doctor.h"
#include "install/repository.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

void commit_is_scanned(const Sandbox& sandbox, const std::string& repository) {
  static_cast<void>(sandbox.runs());
  CHECK(sandbox.commit(repository).status == 0);
  CHECK(sandbox.runs().find("pre-commit") != std::string::npos);
}

std::string said_by_install(const Target& target) {
  try {
    static_cast<void>(install(target));
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Usage);
    return error.text();
  }
  return {};
}

}  // namespace

TEST_CASE("place: a linked worktree shares the hooks of its repository") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  sandbox.git({"worktree", "add", "-q", sandbox.in("linked")});
  CHECK(install(sandbox.target("linked")).hooks_directory == hooks.string());
  commit_is_scanned(sandbox, "linked");
  commit_is_scanned(sandbox, "repo");
}

TEST_CASE("place: a directory below the top is as good as the top") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  fs::create_directories(sandbox.in("repo/a/b"));
  fs::create_directory_symlink(sandbox.in("repo/a/b"), sandbox.in("way"));
  CHECK(install(sandbox.target("repo/a/b")).hooks_directory == hooks.string());
  CHECK(uninstall(sandbox.target("way")).hooks_directory == hooks.string());
  CHECK(listing(hooks).empty());
}

TEST_CASE("place: a submodule has hooks of its own") {
  const Sandbox sandbox;
  sandbox.repository("part");
  const fs::path hooks = sandbox.repository();
  sandbox.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
               sandbox.in("part"), "sub"});
  const Report report = install(sandbox.target("repo/sub"));
  CHECK(report.hooks_directory == sandbox.in("repo/.git/modules/sub/hooks"));
  commit_is_scanned(sandbox, "repo/sub");
  CHECK(listing(hooks).empty());
}

TEST_CASE("place: in a bare repository hooks stand beside its objects") {
  const Sandbox sandbox;
  sandbox.git({"init", "-q", "--bare", sandbox.in("bare")}, ".");
  CHECK(install(sandbox.target("bare")).hooks_directory == sandbox.in("bare/hooks"));
  static_cast<void>(uninstall(sandbox.target("bare/objects")));
  CHECK_FALSE(fs::exists(sandbox.in("bare/hooks/pre-commit")));
  sandbox.git({"config", "core.hooksPath", "own"}, "bare");
  CHECK(install(sandbox.target("bare/objects")).hooks_directory == sandbox.in("bare/own"));
}

TEST_CASE("place: the git directory may be elsewhere") {
  const Sandbox sandbox;
  sandbox.git({"init", "-q", "--separate-git-dir", sandbox.in("store"), sandbox.in("repo")}, ".");
  CHECK(install(sandbox.target()).hooks_directory == sandbox.in("store/hooks"));
  commit_is_scanned(sandbox, "repo");
}

TEST_CASE("place: GIT_DIR counts, unless the user named a directory") {
  Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const fs::path others = sandbox.repository("other");
  sandbox.environment.set("GIT_DIR", "../other/.git");
  sandbox.environment.set("GIT_WORK_TREE", "../other");
  Target target = sandbox.target();
  CHECK(install(target).hooks_directory == others.string());
  for (const Check& check : doctor(target)) {
    INFO(check.name << ": " << check.text);
    CHECK(check.state != CheckState::Problem);
  }
  target.environment = without_repository(target.environment);
  CHECK(install(target).hooks_directory == hooks.string());
}

TEST_CASE(
    "place: a relative core.hooksPath is met in the work tree, by a script instead of the "
    "program") {
  const Sandbox sandbox;
  const fs::path unused = sandbox.repository();
  sandbox.git({"config", "core.hooksPath", "tools/hooks"});
  fs::create_directories(sandbox.in("repo/sub"));
  const std::string before = listing(sandbox.in("repo"));
  const Report report = install(sandbox.target("repo/sub"));
  CHECK(report.hooks_directory == sandbox.in("repo/tools/hooks"));
  CHECK(report.notes.at(0).find("core.hooksPath") != std::string::npos);
  CHECK(read(sandbox.in("repo/tools/hooks/pre-commit")).starts_with("#!/bin/sh\n# git-veto shim "));
  CHECK(listing(unused).empty());
  commit_is_scanned(sandbox, "repo");
  CHECK(install(sandbox.target()).outcomes.at(0).result == Result::Current);
  sandbox.git({"worktree", "add", "-q", "--detach", sandbox.in("linked")});
  CHECK(install(sandbox.target("linked")).notes.back().find("linked worktree") !=
        std::string::npos);
  CHECK(fs::exists(sandbox.in("linked/tools/hooks/pre-commit")));
  static_cast<void>(uninstall(sandbox.target("linked")));
  sandbox.git({"worktree", "remove", sandbox.in("linked")});
  static_cast<void>(uninstall(sandbox.target()));
  CHECK_FALSE(fs::exists(sandbox.in("repo/tools")));
}

TEST_CASE(
    "place: hooks that are committed files are chained, and the report says what git will show") {
  const Sandbox sandbox;
  sandbox.repository();
  write(sandbox.in("repo/.githooks/pre-commit"), "#!/bin/sh\n", 0755);
  sandbox.git({"add", "."});
  sandbox.git({"commit", "-q", "-m", "hooks"});
  sandbox.git({"config", "core.hooksPath", ".githooks"});
  const Report report = install(sandbox.target());
  CHECK(report.outcomes.at(0).chained == "pre-commit.before-git-veto");
  CHECK(report.notes.back().find("committed files") != std::string::npos);
  commit_is_scanned(sandbox, "repo");
  static_cast<void>(uninstall(sandbox.target()));
  CHECK(sandbox.git({"status", "--porcelain"}).empty());
}

TEST_CASE("place: husky's generated directory is chained and named") {
  const Sandbox sandbox;
  sandbox.repository();
  write(sandbox.in("repo/.husky/_/pre-commit"), "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"",
        0755);
  write(sandbox.in("repo/.husky/_/h"),
        "#!/usr/bin/env sh\nn=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n"
        "[ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\n");
  write(sandbox.in("repo/.husky/pre-commit"), "echo user >>\"" + sandbox.in("seen") + "\"\n");
  sandbox.git({"config", "core.hooksPath", ".husky/_/"});
  const Report report = install(sandbox.target());
  CHECK(report.outcomes.at(0).notes.at(0) == "husky keeps hooks here");
  commit_is_scanned(sandbox, "repo");
  CHECK(read(sandbox.in("seen")) == "user\n");
}

TEST_CASE("place: an absolute core.hooksPath of this repository is used, and its sharing said") {
  const Sandbox sandbox;
  sandbox.repository();
  sandbox.git({"config", "core.hooksPath", sandbox.in("shared")});
  const Report report = install(sandbox.target());
  CHECK(report.hooks_directory == sandbox.in("shared"));
  CHECK(report.notes.at(1).find("outside the repository") != std::string::npos);
  commit_is_scanned(sandbox, "repo");
  static_cast<void>(uninstall(sandbox.target()));
  CHECK_FALSE(fs::exists(sandbox.in("shared")));
}

TEST_CASE("place: a hooks directory of all repositories is refused, and the advice works") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  write(sandbox.in("all/pre-commit"), "#!/bin/sh\n", 0755);
  sandbox.git({"config", "--global", "core.hooksPath", "~/../all"});
  const std::string before = listing(sandbox.root());
  const std::string said = said_by_install(sandbox.target());
  CHECK(said.find("--global") != std::string::npos);
  CHECK(said.find('\n') == std::string::npos);
  CHECK(listing(sandbox.root()) == before);
  static_cast<void>(uninstall(sandbox.target()));
  CHECK(listing(sandbox.root()) == before);

  const std::string command = said.substr(said.rfind("type: ") + 6);
  CHECK(sandbox.run({"sh", "-c", command}, ".").status == 0);
  CHECK(install(sandbox.target()).hooks_directory == hooks.string());
  commit_is_scanned(sandbox, "repo");
}

TEST_CASE("place: a global core.hooksPath that is relative means this repository's own directory") {
  const Sandbox sandbox;
  sandbox.repository();
  sandbox.git({"config", "--global", "core.hooksPath", ".hooks"});
  CHECK(install(sandbox.target()).hooks_directory == sandbox.in("repo/.hooks"));
}

TEST_CASE("place: a core.hooksPath of one command is refused") {
  Sandbox sandbox;
  sandbox.repository();
  sandbox.environment.set("GIT_CONFIG_COUNT", "1");
  sandbox.environment.set("GIT_CONFIG_KEY_0", "core.hooksPath");
  sandbox.environment.set("GIT_CONFIG_VALUE_0", sandbox.in("once"));
  CHECK(said_by_install(sandbox.target()).find("command") != std::string::npos);
  CHECK_FALSE(fs::exists(sandbox.in("once")));
}

TEST_CASE("place: hooks that are switched off are not pretended to be installed") {
  const Sandbox sandbox;
  sandbox.repository();
  for (const std::string value : {"", "/dev/null"}) {
    sandbox.git({"config", "core.hooksPath", value});
    CHECK(said_by_install(sandbox.target()).find("so ") != std::string::npos);
    static_cast<void>(uninstall(sandbox.target()));
  }
}

TEST_CASE("place: what is no repository, or only the inside of one, is refused") {
  const Sandbox sandbox;
  sandbox.repository();
  fs::create_directory(sandbox.in("plain"));
  CHECK(said_by_install(sandbox.target("plain")).find("not in a git repository") !=
        std::string::npos);
  CHECK(said_by_install(sandbox.target("missing")).find("not a directory") != std::string::npos);
  CHECK(said_by_install(sandbox.target("repo/.git")).find("work tree") != std::string::npos);
}

}  // namespace veto::install::test
