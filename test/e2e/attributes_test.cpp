// .gitattributes never switch scanning off and never make the program run anything: what is scanned
// is the blob.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

TEST_CASE("attributes: no attribute hides a file") {
  const char* kLines[] = {
      "* -diff",
      "* diff=sneaky",
      "* !diff",
      "* binary",
      "* -text",
      "* text=auto eol=crlf",
      "* merge=binary",
      "* filter=lfs",
      "* filter=unknown diff=unknown merge=unknown",
      "* export-ignore",
      "* export-subst",
      "* linguist-generated",
      "* linguist-generated=true linguist-vendored linguist-documentation",
      "* -whitespace",
      "* delta=-1",
      "* ident",
      "* working-tree-encoding=UTF-8",
      "* encoding=UTF-16",
      "* gitlab-generated",
      "a.txt -diff -text -merge linguist-generated export-ignore",
      "[attr]hide -diff -text\n* hide",
      "* git-veto=off",
  };
  for (const char* line : kLines) {
    const TempRepo repo;
    repo.git({"config", "diff.sneaky.textconv", "touch pwned; true"});
    repo.git({"config", "diff.sneaky.command", "touch pwned; true"});
    repo.git({"config", "diff.sneaky.binary", "true"});
    repo.commit_file(".gitattributes", std::string(line) + "\n");
    CAPTURE(line);
    repo.stage("a.txt", text_with(github_token()));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
}

TEST_CASE("attributes: they are no better in the other places that git reads them from") {
  const TempRepo repo;
  repo.commit_unchecked();
  write_file(repo / ".git/info/attributes", "* -diff binary\n");
  write_file(repo.root() / "home/.config/git/attributes", "* -diff binary\n");
  repo.stage("sub/.gitattributes", "* -diff binary\n");
  repo.stage("sub/a.txt", text_with(github_token()));
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: sub/a.txt:2");
}

TEST_CASE("attributes: the blob is what is scanned, not what a filter makes of it") {
  const TempRepo repo;
  const std::string token = github_token();

  SECTION("a clean filter that takes the secret out") {
    repo.git({"config", "filter.hide.clean", "sed s/ghp_.*/x/"});
    repo.commit_file(".gitattributes", "a.txt filter=hide\n");
    repo.stage("a.txt", text_with(token));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
  SECTION("a clean filter that puts one in") {
    repo.git({"config", "filter.add.clean", "echo '" + token + "'"});
    repo.commit_file(".gitattributes", "a.txt filter=add\n");
    repo.stage("a.txt", "harmless\n");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:1");
  }
  SECTION("a smudge filter is never run") {
    repo.git({"config", "filter.evil.smudge", "touch pwned; cat"});
    repo.git({"config", "filter.evil.required", "true"});
    repo.git({"config", "filter.evil.clean", "cat"});
    repo.commit_file(".gitattributes", "a.txt filter=evil\n");
    repo.stage("a.txt", text_with(token));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
  SECTION("an encoding of the work tree") {
    repo.commit_file(".gitattributes", "a.txt working-tree-encoding=UTF-16LE\n");
    const std::string text = text_with(token);
    std::string wide;
    for (const char c : text) wide += std::string{c, '\0'};
    repo.stage("a.txt", wide);
    CHECK(repo.git({"show", ":a.txt"}) + "\n" == text);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  }
}

TEST_CASE("attributes: no setting makes the program execute anything") {
  const std::pair<const char*, const char*> kSettings[] = {
      {"core.fsmonitor", "touch pwned"},
      {"core.hooksPath", "evil"},
      {"core.sshCommand", "touch pwned"},
      {"core.pager", "touch pwned"},
      {"core.editor", "touch pwned"},
      {"core.gitProxy", "touch pwned"},
      {"core.askPass", "touch pwned"},
      {"core.alternateRefsCommand", "touch pwned"},
      {"diff.external", "touch pwned"},
      {"credential.helper", "!touch pwned"},
      {"gpg.program", "./evil/post-index-change"},
      {"uploadpack.packObjectsHook", "touch pwned"},
      {"filter.all.process", "touch pwned"},
      {"trace2.eventTarget", "pwned"},
      {"include.path", "evil/config"},
  };
  for (const auto& [name, value] : kSettings) {
    for (const bool split : {false, true}) {
      const TempRepo repo;
      repo.commit_file(".gitattributes", "* filter=all diff=all\n");
      const std::string hook = "#!/bin/sh\ntouch '" + (repo / "pwned").string() + "'\n";
      for (const char* file : {"post-index-change", "fsmonitor-watchman", "reference-transaction"})
        repo.write(std::string("evil/") + file, hook, 0755);
      repo.write("evil/config", "[diff]\n\texternal = touch pwned\n");
      if (split) repo.git({"update-index", "--split-index"});
      repo.stage("a.txt", text_with(github_token()));
      repo.git({"config", name, value});
      CAPTURE(name, split);
      for (const char* verb : {"staged", "history", "files"}) CHECK(repo.veto({verb}).status == 1);
      CHECK_FALSE(fs::exists(repo / "pwned"));
    }
  }
}

}  // namespace veto::test
