#include "install/marker.h"

#include "install/hooks.h"
#include "install/shell.h"
#include "test/unit/install/sandbox.h"

namespace veto::install::test {

TEST_CASE("marker: is found wherever it stands, with the version up to the first other character") {
  const Sandbox sandbox;
  const std::string marker = std::string(kProgramMarkerPrefix) + "1.2.3-rc.1+git~5";
  const std::string path = sandbox.in("file");
  for (const std::size_t before :
       {0U, 1U, 65400U, 65500U, 65520U, 65535U, 65536U, 131060U, 200000U}) {
    INFO("bytes before: " << before);
    write(path, std::string(before, 'x') + marker + std::string("\0rest", 5));
    CHECK(find_marker(path) == "1.2.3-rc.1+git~5");
    write(path, std::string(before, '\0') + marker);
    CHECK(find_marker(path) == "1.2.3-rc.1+git~5");
  }
}

TEST_CASE("marker: the bare prefix, as the installer's own code holds it, is none") {
  const Sandbox sandbox;
  const std::string prefix(kProgramMarkerPrefix);
  const std::string path = sandbox.in("file");
  write(path, prefix + std::string("\0", 1) + prefix + "x");
  CHECK_FALSE(find_marker(path));
  write(path, prefix + std::string("\0", 1) + prefix + "7");
  CHECK(find_marker(path) == "7");
  write(path, "");
  CHECK_FALSE(find_marker(path));
  CHECK_FALSE(find_marker(sandbox.in("missing")));
}

TEST_CASE("hooks: a program is the hook that its name says, even when a tool moved it aside") {
  CHECK(find_hook("/a b/.git/hooks/pre-commit")->name == "pre-commit");
  CHECK(find_hook("pre-merge-commit")->name == "pre-merge-commit");
  CHECK(find_hook(".git/hooks/pre-commit.legacy")->name == "pre-commit");
  CHECK(find_hook("pre-commit.old")->name == "pre-commit");
  for (const char* name : {"", "/", "git-veto", "pre-commit-x", "xpre-commit", ".pre-commit"})
    CHECK_FALSE(find_hook(name));
}

TEST_CASE("shell words: any path comes back from a shell as it was") {
  const Sandbox sandbox;
  for (const std::string path : {"/usr/bin/x", "a b", "it's", "''", "'", "$HOME `x` \\ \"q\"", "-n",
                                 "a\nb", "*", "~", "", "\xff\x01"}) {
    INFO(path);
    const base::Output plain = sandbox.run({"sh", "-c", "printf %s " + shell_quote(path)}, ".");
    CHECK(plain.out == path);
    CHECK(read_single_quoted(single_quoted(path) + " rest 'x'") == path);
  }
  CHECK(shell_quote("/usr/bin/git-veto") == "/usr/bin/git-veto");
  CHECK(read_single_quoted("plain").empty());
  CHECK(read_single_quoted("'open").empty());
}

}  // namespace veto::install::test
