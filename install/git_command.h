// Git's own answers: what it says is right, as its hooks are what gets installed.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"

namespace veto::install {

struct Answer {
  int status = 0;     ///< git's exit status
  std::string text;   ///< standard output without its last line feed
  std::string error;  ///< standard error, its lines joined into one

  [[nodiscard]] bool ok() const noexcept { return status == 0; }
};

class GitCommand {
 public:
  /// Git will run in `directory` with `environment`, and speak English.
  GitCommand(base::Environment environment, std::string directory);

  /// Runs `git ARGUMENTS...` to its end. Throws Error(Unreadable) when git cannot be started.
  [[nodiscard]] Answer ask(std::vector<std::string> arguments) const {
    return tell(std::move(arguments), {});
  }
  /// ask() with `input` on git's standard input.
  [[nodiscard]] Answer tell(std::vector<std::string> arguments, std::string input) const;

  /// The answer's text when git succeeds, else Error(Unreadable) with what git says.
  [[nodiscard]] std::string require(std::vector<std::string> arguments) const;

 private:
  base::Environment environment_;
  std::string directory_;
};

struct GitVersion {
  int major = 0;
  int minor = 0;
  std::string text;  ///< as git prints it, without "git version "

  [[nodiscard]] bool at_least(int wanted_major, int wanted_minor) const noexcept {
    return major > wanted_major || (major == wanted_major && minor >= wanted_minor);
  }
};

[[nodiscard]] GitVersion git_version(const GitCommand& git);

/// `text` with every run of white space as one space, and none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);

/// The path of an executable `program` on the environment's PATH, relative entries left out; empty
/// if there is none.
[[nodiscard]] std::string find_on_path(const base::Environment& environment,
                                       const std::string& program);

}  // namespace veto::install
