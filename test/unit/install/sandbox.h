// A directory of its own for a test: a home, a program that stands in for git-veto, and git
// repositories that see no configuration but theirs. All paths hold a space and a quote.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/environment.h"
#include "base/process.h"
#include "install/git_command.h"
#include "install/install.h"
#include "test/support/catch.h"
#include "test/support/config_git.h"
#include "test/unit/install/sandbox_files.h"

namespace veto::install::test {

class Sandbox {
 public:
  Sandbox() {
    std::string root = (fs::temp_directory_path() / "veto it's XXXXXX").string();
    REQUIRE(::mkdtemp(root.data()) != nullptr);
    root_ = fs::canonical(root).string();
    environment.set("PATH", path_without_git_veto());
    environment.set("HOME", root_ + "/home");
    environment.set("TMPDIR", root_ + "/tmp");
    environment.set("GIT_CONFIG_NOSYSTEM", "1");
    for (const char* who : {"AUTHOR", "COMMITTER"}) {
      environment.set(std::string("GIT_") + who + "_NAME", "A");
      environment.set(std::string("GIT_") + who + "_EMAIL", "a@example.com");
    }
    fs::create_directories(root_ + "/home");
    fs::create_directories(root_ + "/tmp");
    write(program(), stand_in(root_, "1.0.0"), 0755);
  }
  ~Sandbox() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] std::string program() const { return root_ + "/bin/git-veto"; }
  [[nodiscard]] std::string in(const std::string& name) const { return root_ + "/" + name; }
  /// For hook files, which every git runs.
  [[nodiscard]] Target target(const std::string& name = "repo") const {
    return {environment, in(name), program(), "1.0.0", HookSide::Client, Way::Files};
  }

  /// From now on git is one that runs hooks of its configuration, or seems to be.
  void use_config_git() {
    const std::string real = find_on_path(environment, "git");
    write(in("new git/git"), veto::test::config_git_script(real), 0755);
    environment.set("PATH", in("new git") + ":" + *environment.get("PATH"));
  }
  /// target() for hooks in the configuration, where git can.
  [[nodiscard]] Target preferred_target(const std::string& name = "repo") const {
    Target preferred = target(name);
    preferred.way = Way::Preferred;
    return preferred;
  }

  base::Output run(std::vector<std::string> command, const std::string& name = "repo",
                   std::string input = {}) const {
    return base::run({std::move(command), environment, in(name), std::move(input)});
  }
  /// Runs git, which must succeed; its output without the last line feed.
  std::string git(std::vector<std::string> arguments, const std::string& name = "repo") const {
    arguments.insert(arguments.begin(), "git");
    base::Output output = run(std::move(arguments), name);
    INFO(output.err);
    REQUIRE(output.status == 0);
    if (output.out.ends_with('\n')) output.out.pop_back();
    return output.out;
  }
  /// A repository with one commit; returns its hooks directory, emptied of git's samples.
  fs::path repository(const std::string& name = "repo") const {
    git({"init", "-q", "-b", "main", in(name)}, ".");
    // Nothing goes on in the background while a test looks at files.
    git({"config", "maintenance.auto", "false"}, name);
    git({"config", "gc.auto", "0"}, name);
    git({"commit", "-q", "--allow-empty", "-m", "first"}, name);
    for (const auto& sample : fs::directory_iterator(in(name) + "/.git/hooks"))
      fs::remove(sample.path());
    return in(name) + "/.git/hooks";
  }
  base::Output commit(const std::string& name = "repo") const {
    return run({"git", "commit", "--allow-empty", "-m", "next"}, name);
  }
  /// What the stand-in program noted, and forgets it. Commits run commit-msg too, each time: left
  /// out.
  std::string runs() const {
    std::istringstream noted(read(in("runs")));
    fs::remove(in("runs"));
    std::string text;
    for (std::string line; std::getline(noted, line);)
      if (line.find("commit-msg") == std::string::npos) text += line + "\n";
    return text;
  }

  base::Environment environment;

 private:
  std::string root_;
};

}  // namespace veto::install::test
