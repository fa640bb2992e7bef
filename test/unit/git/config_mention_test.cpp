#include "git/config_mention.h"

#include <string>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

bool is_mentioned(const Repository& repository) {
  return may_be_configured(repository.location(), repository.environment, "policyref");
}

/// What git itself says.
bool is_set(const Repository& repository) {
  return repository.try_git({"config", "--get", "veto.policyRef"}).status == 0;
}

}  // namespace

TEST_CASE("configuration of git: a setting is noticed in every file that git reads") {
  Repository repository;
  CHECK_FALSE(is_mentioned(repository));
  const std::string setting = "[veto]\n\tpolicyRef = main\n";
  const std::string other = repository.directory.in("other.config");
  repository.directory.write("other.config", setting);
  SECTION("of the repository") {
    repository.git({"config", "veto.policyRef", "main"});
  }
  SECTION("of the work tree") {
    repository.git({"config", "extensions.worktreeConfig", "true"});
    repository.git({"config", "--worktree", "Veto.PolicyRef", "main"});
  }
  SECTION("of the user") {
    repository.directory.write("home/.gitconfig", "[VETO] POLICYREF=main\n");
  }
  SECTION("of the user, in the other place") {
    repository.directory.write("home/.config/git/config", setting);
  }
  SECTION("of the user, where XDG_CONFIG_HOME says") {
    repository.environment.set("XDG_CONFIG_HOME", repository.directory.in("xdg"));
    repository.directory.write("xdg/git/config", setting);
  }
  SECTION("that GIT_CONFIG_GLOBAL names") {
    repository.environment.set("GIT_CONFIG_GLOBAL", other);
  }
  SECTION("that GIT_CONFIG_SYSTEM names") {
    repository.environment.unset("GIT_CONFIG_NOSYSTEM");
    repository.environment.set("GIT_CONFIG_SYSTEM", other);
  }
  SECTION("included by its path") {
    repository.git({"config", "include.path", other});
  }
  SECTION("included relative to the file") {
    repository.git({"config", "include.path", "../../other.config"});
  }
  SECTION("included from the home, by a file that is included") {
    repository.directory.write("home/first", "[Include]\npath = ~/second # more\n");
    repository.directory.write("home/second", setting);
    repository.directory.write("home/.gitconfig", "[include] path = \"~/first\"\n");
  }
  SECTION("included under a condition") {
    repository.git({"config", "includeIf.gitdir:" + repository.path() + "/.path", other});
  }
  SECTION("in the environment, by number") {
    repository.environment.set("GIT_CONFIG_COUNT", "1");
    repository.environment.set("GIT_CONFIG_KEY_0", "veto.policyRef");
    repository.environment.set("GIT_CONFIG_VALUE_0", "main");
  }
  SECTION("in the environment, as git hands it down") {
    repository.environment.set("GIT_CONFIG_PARAMETERS", "'veto.policyref'='main'");
  }
  CHECK(is_set(repository));
  CHECK(is_mentioned(repository));
}

TEST_CASE("configuration of git: other settings and includes are no mention") {
  Repository repository;
  repository.directory.write("home/.gitconfig",
                             "[include]\n\tpath = ~/others\n\tpath = missing\n[user]\n\tname = x\n"
                             "[difftool \"x\"]\n\tpath = /bin/sh\n");
  repository.directory.write("home/others", "[veto]\n\tdeadline = 3\n");
  repository.git({"config", "veto.onTimeout", "allow"});
  repository.environment.set("GIT_CONFIG_PARAMETERS", "'core.pager'='cat'");
  CHECK_FALSE(is_set(repository));
  CHECK_FALSE(is_mentioned(repository));
}

TEST_CASE("configuration of git: includes in a circle come to an end") {
  Repository repository;
  repository.directory.write("home/.gitconfig", "[include]\n\tpath = ~/.gitconfig\n");
  CHECK(is_mentioned(repository));  // git itself refuses it
}
