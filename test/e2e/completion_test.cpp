// The completion scripts, run by the shells themselves; a shell that is not there is left out, bash
// never is.
#include "test/support/catch.h"
#include "test/support/temp_repo.h"

using namespace veto;
using namespace veto::test;

namespace {

std::string generated(const TempRepo& repo, const std::string& kind) {
  const base::Output output = repo.veto({"--generate", kind});
  REQUIRE(output.status == 0);
  return output.out;
}

/// What bash offers for the last of `words`, one a line.
std::string offered(const TempRepo& repo, const Words& words) {
  repo.write("completion.bash", generated(repo, "bash"));
  Words command{"bash", "-c",
                ". ./completion.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                "__git_veto_alone; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash"};
  command.insert(command.end(), words.begin(), words.end());
  const base::Output output = repo.run(command);
  CHECK(output.err.empty());
  return output.out;
}

/// Whether this shell takes its script for well-formed; true when the shell is not here.
bool parses(const TempRepo& repo, const std::string& shell) {
  repo.write("completion", generated(repo, shell));
  const std::string command =
      "command -v " + shell + " >/dev/null || exit 0; " + shell + " -n completion";
  return repo.run({"sh", "-c", command}).status == 0;
}

}  // namespace

TEST_CASE("completion: bash offers commands, options, values and operands") {
  const TempRepo repo;
  struct Case {
    Words words;
    std::string offered;
  };
  const std::vector<Case> cases{
      {{"git-veto", "hist"}, "history\n"},
      {{"git-veto", "rules", "sh"}, "show\n"},
      {{"git-veto", "history", "--reach"}, "--reachable\n"},
      {{"git-veto", "history", "--color", "a"}, "auto\nalways\n"},
      {{"git-veto", "history", "--color", "=", "n"}, "never\n"},
      {{"git-veto", "--generate", "z"}, "zsh\n"},
      {{"git-veto", "staged", "--tier", "warn", "--quie"}, "--quiet\n"},
      {{"git-veto", "explain", "nothing"}, "\n"},
      {{"git", "veto", "un"}, "uninstall\n"},
      {{"git-veto", "files", "--rule", "github-pat-cl"}, "github-pat-classic\n"},
      {{"git-veto", "files", "completion.b"}, "completion.bash\n"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.words);
    CHECK(offered(repo, each.words) == each.offered);
  }
}

TEST_CASE("completion: the shells take the scripts for well-formed") {
  const TempRepo repo;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    CAPTURE(shell);
    CHECK(parses(repo, shell));
  }
}

TEST_CASE("completion: an unknown kind is an error that names the kinds") {
  const TempRepo repo;
  const base::Output output = repo.veto({"--generate", "powershell"});
  CHECK(output.status == 2);
  CHECK(output.err.find("fish") != std::string::npos);
}
