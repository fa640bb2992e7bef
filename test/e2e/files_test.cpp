// Files and standard input: what is read, what is left out and counted, what cannot be read.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// "path: reason" of everything that was skipped.
Words skipped(const Json& report) {
  Words words;
  for (const Json& each : report["coverage"]["skipped"])
    words.push_back(each["path"].get<std::string>() + ": " + each["reason"].get<std::string>());
  return words;
}

}  // namespace

TEST_CASE("files: all files below a directory are read, hidden ones too") {
  const TempRepo repo;
  for (const char* path : {"a.txt", ".env", "sub/b.txt", "sub/.hidden/c.txt", "z"})
    repo.write(path, text_with(github_token()));
  CHECK(places_of(repo.report({"files"}, 1)) ==
        Words{".env:2", "a.txt:2", "sub/.hidden/c.txt:2", "sub/b.txt:2", "z:2"});
  CHECK(places_of(repo.report({"files", "sub"}, 1)) == Words{"sub/.hidden/c.txt:2", "sub/b.txt:2"});
  CHECK(places_of(repo.at("sub").report({"files", "../a.txt", "."}, 1)) ==
        Words{"../a.txt:2", ".hidden/c.txt:2", "b.txt:2"});
  const std::string absolute = (repo / "z").string();
  CHECK(places_of(repo.report({"files", absolute}, 1)) == Words{absolute + ":2"});
}

TEST_CASE("files: what .gitignore names is counted and not read") {
  const TempRepo repo;
  repo.write(".gitignore", "*.log\n/build/\n!keep.log\n");
  repo.write("sub/.gitignore", "local\n");
  write_file(repo / ".git/info/exclude", "excluded.txt\n");
  for (const char* path : {"a.log", "keep.log", "build/x.txt", "build/deep/y.txt",
                           "sub/build/z.txt", "sub/local", "local", "excluded.txt", "sub/b.log"})
    repo.write(path, text_with(github_token()));
  const Json report = repo.report({"files"}, 1);
  CHECK(places_of(report) == Words{"keep.log:2", "local:2", "sub/build/z.txt:2"});
  CHECK(skipped(report) == Words{"a.log: ignored by .gitignore", "build: ignored by .gitignore",
                                 "excluded.txt: ignored by .gitignore",
                                 "sub/b.log: ignored by .gitignore",
                                 "sub/local: ignored by .gitignore"});
  CHECK(report["summary"]["complete"] == true);
  const base::Output human = repo.veto({"files"});
  CHECK(human.err.find("; skipped: 5 ignored by .gitignore") != std::string::npos);
  // The same from below: the ignore files above a directory count.
  CHECK(places_of(repo.report({"files", "sub"}, 1)) == Words{"sub/build/z.txt:2"});
}

TEST_CASE("files: git agrees on what is ignored") {
  const char* kIgnoreFiles[] = {
      "*\n",           "*\n!*/\n!*.txt\n", "/*\n!/sub\n",    "sub/**\n",    "**/deep\n",
      "deep/a.txt\n",  "sub/*/a.txt\n",    "\\#a\n",         "a.txt \n",    "a.txt\\ \n",
      "[!a]*\n",       "A.TXT\n",          "sub\n!sub/b\n",  "#a.txt\n",    "/sub/deep/\n",
      "**/\n!deep/\n", "a*.t?t\r\n",       "sub/\n!/sub/\n", "!a.txt\n*\n", "*.txt\n!a.txt\n"};
  for (const char* ignore : kIgnoreFiles) {
    const TempRepo repo;
    for (const char* path : {"a.txt", "b", "#a", "a.txt ", "sub/a.txt", "sub/b", "sub/deep/a.txt",
                             "sub/deep/er/a.txt", "deep/a.txt", "deep/b"})
      repo.write(path, text_with(github_token()));
    repo.write(".gitignore", ignore);
    Words expected;
    const std::string listed = repo.git({"ls-files", "-z", "-o", "--exclude-standard"});
    for (std::size_t at = 0; at < listed.size(); at = listed.find('\0', at) + 1) {
      const std::string path = listed.c_str() + at;
      if (path != ".gitignore") expected.push_back(path + ":2");
    }
    CAPTURE(ignore);
    const base::Output output = repo.veto({"files", "--format", "json"});
    CHECK(places_of(Json::parse(output.out)) == expected);
  }
}

TEST_CASE("files: a file that is named is always read") {
  const TempRepo repo;
  repo.write(".gitignore", "*.log\nbuild/\n");
  repo.write("a.log", text_with(github_token()));
  repo.write("build/x.txt", text_with(github_token()));
  fs::create_symlink("a.log", repo / "link");
  CHECK(places_of(repo.report({"files", "a.log"}, 1)) == Words{"a.log:2"});
  CHECK(places_of(repo.report({"files", "build"}, 1)) == Words{"build/x.txt:2"});
  CHECK(places_of(repo.report({"files", "link"}, 1)) == Words{"link:2"});
  write_file(repo / ".git/notes", text_with(github_token()));
  CHECK(places_of(repo.report({"files", ".git/notes"}, 1)) == Words{".git/notes:2"});
}

TEST_CASE("files: a file that git tracks is read though it is ignored") {
  const TempRepo repo;
  repo.write(".gitignore", "*.log\nbuild/\n");
  repo.stage("a.log", text_with(github_token()));
  repo.stage("build/x.txt", text_with(github_token()));
  repo.write("b.log", text_with(github_token()));
  repo.write("build/y.txt", text_with(github_token()));
  CHECK(places_of(repo.report({"files"}, 1)) == Words{"a.log:2", "build/x.txt:2"});
}

TEST_CASE("files: a symbolic link in a tree is counted and not followed") {
  const TempRepo repo;
  write_file(repo.root() / "outside/a.txt", text_with(github_token()));
  repo.write("b.txt", "harmless\n");
  fs::create_symlink("../outside/a.txt", repo / "to_file");
  fs::create_directory_symlink("../outside", repo / "to_directory");
  fs::create_directory_symlink(".", repo / "to_itself");
  fs::create_symlink("nowhere", repo / "to_nothing");
  const Json report = repo.report({"files"}, 0);
  CHECK(skipped(report) == Words{"to_directory: symbolic link", "to_file: symbolic link",
                                 "to_itself: symbolic link", "to_nothing: symbolic link"});
}

TEST_CASE("files: a pipe in a tree is counted and not waited for") {
  const TempRepo repo;
  REQUIRE(repo.run({"mkfifo", "pipe"}).status == 0);
  repo.write("a.txt", text_with(github_token()));
  const Json report = repo.report({"files"}, 1);
  CHECK(skipped(report) == Words{"pipe: neither a file nor a directory"});
}

TEST_CASE("files: a repository inside another has its own rules") {
  const TempRepo repo;
  repo.write(".gitignore", "*.txt\n");
  repo.write("a.txt", text_with(github_token()));
  const TempRepo inner = repo.at("inner");
  inner.git({"init", "-q", "--template="});
  inner.write("a.txt", text_with(github_token()));
  inner.write("a.log", text_with(github_token()));
  inner.write(".gitignore", "*.log\n");
  CHECK(places_of(repo.report({"files"}, 1)) == Words{"inner/a.txt:2"});
}

TEST_CASE("files: outside of a repository .gitignore is a file like any other") {
  const TempRepo repo;
  const TempRepo plain = repo.at("../plain");
  plain.write(".gitignore", "*.txt\n");
  plain.write("a.txt", text_with(github_token()));
  CHECK(places_of(plain.report({"files"}, 1)) == Words{"a.txt:2"});
}

TEST_CASE("files: a .git that leads nowhere hides nothing") {
  const TempRepo repo;
  repo.write("sub/a.txt", text_with(github_token()));
  repo.write("sub/.git", "gitdir: /nowhere\n");
  CHECK(places_of(repo.report({"files", "sub"}, 1)) == Words{"sub/a.txt:2"});
  CHECK(places_of(repo.report({"files"}, 1)) == Words{"sub/a.txt:2"});
}

TEST_CASE("files: what is not there or cannot be opened leaves the scan incomplete") {
  const TempRepo repo;
  repo.write("a.txt", text_with(github_token()));
  const base::Output missing = repo.veto({"files", "nowhere"});
  CHECK(missing.status == 3);
  CHECK(missing.err.starts_with("git-veto: incomplete: nowhere: "));
  const Json report = repo.report({"files", "nowhere", "a.txt"}, 1);
  CHECK(places_of(report) == Words{"a.txt:2"});
  CHECK(report["summary"]["complete"] == false);
  fs::create_symlink("circle", repo / "circle");
  CHECK(repo.veto({"files", "circle"}).status == 3);
}

TEST_CASE("files: a file whose size the system does not tell is read to its end") {
  TempRepo repo;
  repo.environment.set("LEAKED", github_token());
  // /proc says that its files have no size.
  CHECK(repo.veto({"files", "/proc/self/environ"}).status == 1);
}

TEST_CASE("files: an empty file and an empty directory are clean") {
  const TempRepo repo;
  repo.write("empty", "");
  fs::create_directory(repo / "nothing");
  CHECK(repo.report({"files", "empty", "nothing"}, 0)["coverage"]["files"] == 1);
}

TEST_CASE("stdin: one file of the name that is given") {
  const TempRepo repo;
  const std::string text = text_with(github_token());
  CHECK(places_of(repo.report({"stdin"}, 1, text)) == Words{"stdin:2"});
  const Json report = repo.report({"stdin", "--path", "dir/a b.txt"}, 1, text);
  CHECK(places_of(report) == Words{"dir/a b.txt:2"});
  CHECK(report["source"] == Json({{"kind", "stdin"}}));
  CHECK(repo.veto({"stdin"}, "").status == 0);
  CHECK(repo.at("../plain").veto({"stdin"}, text).status == 1);
}

TEST_CASE("stdin: twelve megabytes are the same as a stream, as a file and as a blob") {
  const TempRepo repo;
  const std::string filler(79, 'x');
  std::string text;
  while (text.size() < 12'000'000) text += filler + "\n";
  text += text_with(github_token());
  const Json piped = repo.report({"stdin", "--path", "large.txt"}, 1, text);
  repo.stage("large.txt", text);
  const Json file = repo.report({"files", "large.txt"}, 1);
  const Json staged = repo.report({"staged"}, 1);
  REQUIRE(piped["findings"].size() == 1);
  CHECK(piped["findings"][0]["line"] == 150'002);
  CHECK(piped["findings"][0]["column"] == 9);
  CHECK(piped["findings"] == file["findings"]);
  CHECK(piped["findings"][0]["id"] == staged["findings"][0]["id"]);
  CHECK(piped["findings"][0]["end_column"] == staged["findings"][0]["end_column"]);
  CHECK(piped["coverage"]["bytes"] == text.size());
}

TEST_CASE("stdin: a secret across the border of two pieces is found once") {
  const TempRepo repo;
  for (const std::size_t border :
       {std::size_t{65'536}, std::size_t{1} << 20, std::size_t{4} << 20}) {
    for (const std::size_t before : {std::size_t{1}, std::size_t{20}, std::size_t{39}}) {
      const std::string text = std::string(border - before - 1, 'x') + "\n" + github_token() + "\n";
      CAPTURE(border, before);
      CHECK(places_of(repo.report({"stdin"}, 1, text)) == Words{"stdin:2"});
    }
  }
}

}  // namespace veto::test
