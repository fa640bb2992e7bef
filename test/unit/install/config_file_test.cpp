#include "install/config_file.h"

#include "base/error.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

ConfigFile file_in(const Sandbox& sandbox, const std::string& name) {
  return {GitCommand(sandbox.environment, sandbox.root()), sandbox.in(name)};
}

const char* const kOwnKey = "hook.git-veto-pre-commit.event";

}  // namespace

TEST_CASE("configuration file: what was written and removed leaves no byte behind") {
  const Sandbox sandbox;
  struct Row {
    const char* name;
    const char* text;  ///< null: there is no file
  };
  const Row row = GENERATE(values<Row>({
      {"no file", nullptr},
      {"empty", ""},
      {"plain", "[user]\n\tname = A\n"},
      {"no end of the last line", "[user]\n\tname = A"},
      {"only a section", "[user]"},
      {"DOS line ends", "[user]\r\n\tname = A\r\n"},
      {"comments", "# top\n[user] # here\n\tname = A ; there\n# end\n"},
      {"a section of the same name", "[veto]\n\tonMissing = allow\n[core]\n\tbare = false\n"},
      {"core without hooksPath", "[core]\n\teditor = vi\n[user]\n\tname = A"},
      {"odd blanks", "[user]\n  name=A\n\n\n"},
      {"blanks without an end", "\n[user]\n  name=A\n\t"},
      {"a comment without an end", "[user]\n  name=A\n# mine"},
  }));
  INFO(row.name);
  if (row.text != nullptr) write(sandbox.in("file"), row.text, 0640);
  const std::string before = listing(sandbox.root());
  const ConfigFile file = file_in(sandbox, "file");
  CHECK(file.set(kOwnKey, "pre-commit"));
  CHECK(file.set("core.hooksPath", "/some where/with \"quotes\" ; and # more\nlines\xff"));
  CHECK(file.wrote("core.hooksPath"));
  CHECK_FALSE(file.set(kOwnKey, "pre-commit"));
  CHECK(file.values(kOwnKey) == std::vector<std::string>{"pre-commit"});
  file.restore();
  CHECK_FALSE(file.values(kOwnKey).empty());
  file.remove_hooks();
  CHECK(file.values(kOwnKey).empty());
  CHECK(file.unset("core.hooksPath"));
  CHECK_FALSE(file.unset("core.hooksPath"));
  file.restore();
  CHECK(listing(sandbox.root()) == before);
}

TEST_CASE("configuration file: what others write meanwhile stays") {
  const Sandbox sandbox;
  write(sandbox.in("file"), "[user]\n\tname = A");
  const ConfigFile file = file_in(sandbox, "file");
  file.set(kOwnKey, "pre-commit");
  sandbox.run({"git", "config", "--file", sandbox.in("file"), "alias.x", "status"}, ".");
  file.remove_hooks();
  CHECK(read(sandbox.in("file")) == "[user]\n\tname = A\n[alias]\n\tx = status\n");
}

TEST_CASE("configuration file: a link stays a link, and a broken file is named") {
  const Sandbox sandbox;
  write(sandbox.in("dotfiles/config"), "[user]\n\tname = A\n");
  fs::create_symlink("dotfiles/config", sandbox.in("link"));
  const std::string before = listing(sandbox.root());
  const ConfigFile file = file_in(sandbox, "link");
  file.set(kOwnKey, "pre-commit");
  CHECK(fs::is_symlink(sandbox.in("link")));
  CHECK(read(sandbox.in("dotfiles/config")).find("pre-commit") != std::string::npos);
  file.remove_hooks();
  CHECK(listing(sandbox.root()) == before);

  write(sandbox.in("broken"), "[user\n");
  CHECK_THROWS_WITH(file_in(sandbox, "broken").set(kOwnKey, "x"), Catch::Contains("broken"));
  write(sandbox.in("busy"), "");
  write(sandbox.in("busy.lock"), "");
  CHECK_THROWS_AS(file_in(sandbox, "busy").set(kOwnKey, "x"), base::Error);
}

TEST_CASE("configuration file: the one that git itself writes is found") {
  Sandbox sandbox;
  const GitCommand git(sandbox.environment, sandbox.root());
  const std::string state =
      GENERATE(as<std::string>{}, "none", "home", "XDG", "both", "GIT_CONFIG_GLOBAL");
  INFO(state);
  const std::string home = sandbox.in("home/.gitconfig");
  const std::string xdg = sandbox.in("home/.config/git/config");
  if (state == "home" || state == "both") write(home, "");
  if (state == "XDG" || state == "both") write(xdg, "");
  if (state == "GIT_CONFIG_GLOBAL")
    sandbox.environment.set("GIT_CONFIG_GLOBAL", sandbox.in("home/mine"));
  const std::string path = config_path(sandbox.environment, git, Reach::User);
  sandbox.git({"config", "--global", "a.b", "c"}, ".");
  CHECK(read(path).find("b = c") != std::string::npos);
  sandbox.environment.set("GIT_CONFIG_SYSTEM", sandbox.in("system"));
  CHECK(config_path(sandbox.environment, git, Reach::System) == sandbox.in("system"));
  sandbox.environment.unset("GIT_CONFIG_GLOBAL");
  sandbox.environment.unset("HOME");
  CHECK_THROWS_AS(config_path(sandbox.environment, git, Reach::User), base::Error);
}

}  // namespace veto::install::test
