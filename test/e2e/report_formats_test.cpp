// Every format from the program itself: printed, written to files, the same bytes for the same
// input, and made again from a saved report.
#include <algorithm>
#include <string>

#include <sys/stat.h>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kFormats{"human",    "json",   "jsonl",  "sarif",    "junit", "csv",
                     "markdown", "github", "gitlab", "gitleaks", "html"};
const std::string kTime = "2026-11-22T01:02:03Z";

TempRepo repo_with_history() {
  TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("a b/=x,'\"|`%:<&>.txt", text_with(token));
  repo.commit_file("c.txt", github_token() + " git-veto:allow github-pat-classic <b> | ]]> `x`\n");
  repo.write("message", "subject\n\nbody " + github_token() + "\n");
  repo.git({"commit", "--no-verify", "--allow-empty", "-q", "-F", "message"});
  repo.stage("new.txt", token + "\n");
  return repo;
}

/// For runs that write files, which TempRepo::veto takes for traces left behind.
base::Output run_veto(const TempRepo& repo, Words words) {
  words.insert(words.begin(), "git-veto");
  return repo.run(std::move(words));
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("formats: each is printed and written, and is the same for the same time") {
  const TempRepo repo = repo_with_history();
  for (const char* verb : {"history", "files", "staged"}) {
    for (const std::string& format : kFormats) {
      CAPTURE(verb, format);
      const std::string file = (repo.root() / ("report." + format)).string();
      const Words command{verb,       "--format",         format, "--as-of", kTime,
                          "--report", format + "=" + file};
      const base::Output first = run_veto(repo, command);
      CHECK(first.status == 1);
      const bool printed_elsewhere = std::string(verb) == "staged" && format == "human";
      CHECK(first.out.empty() == printed_elsewhere);
      CHECK(mode_of(file) == 0600);
      const std::string written = read_file(file);
      CHECK_FALSE(written.empty());
      if (!printed_elsewhere) CHECK(written == first.out);
      CHECK(run_veto(repo, command).out == first.out);
      CHECK(read_file(file) == written);
      CHECK_FALSE(shows_a_secret(written));
    }
  }
}

TEST_CASE("formats: an unknown one is an error that names all") {
  const TempRepo repo;
  for (const Words& words :
       {Words{"staged", "--format", "xml"}, Words{"staged", "--report", "xml=f"}}) {
    const base::Output output = repo.veto(words);
    CHECK(output.status == 2);
    for (const std::string& format : kFormats) CHECK(output.err.find(format) != std::string::npos);
  }
  CHECK(repo.veto({"staged", "--report", "json="}).status == 2);
  CHECK(repo.veto({"staged", "--report", "json"}).status == 2);
}

TEST_CASE("as-of: expiries count from that time, and it stands in the report") {
  const TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"].get<std::string>();
  CHECK(repo.veto({"allow", id, "--reason", "a test", "--expires", "2030-06-30"}).status == 0);
  const Json report = repo.report({"staged", "--as-of", "2030-06-30T23:59:59Z"}, 0);
  CHECK(report["as_of"] == "2030-06-30T23:59:59Z");
  CHECK(report["coverage"]["seconds"] == 0);
  CHECK(report["findings"][0]["state"] == "allowed");
  CHECK(repo.report({"staged", "--as-of", "2030-07-01"}, 1)["as_of"] == "2030-07-01T00:00:00Z");
  // 23:30 in Los Angeles is the next day in UTC.
  CHECK(repo.veto({"staged", "--as-of", "2030-06-30T23:30:00-07:00"}).status == 1);
  for (const char* word : {"", "tomorrow", "2030-06-31", "2030-06-30T24:00:00Z", "2030-06-30T",
                           "2030-06-30T01:02:03", "2030-06-30T01:02:03+1:00", "2030-6-30"}) {
    CAPTURE(word);
    const base::Output output = repo.veto({"staged", "--as-of", word});
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: --as-of takes a time"));
  }
  // Build shells set this to 1980, where nothing has expired yet.
  TempRepo building = repo.at(".");
  building.environment.set("SOURCE_DATE_EPOCH", "315532800");
  CHECK(building.report({"staged"}, 0)["as_of"].get<std::string>() > "2026");
}

TEST_CASE("report: every format is made again from a saved report") {
  const TempRepo repo = repo_with_history();
  const std::string saved = (repo.root() / "saved.json").string();
  REQUIRE(run_veto(repo, {"history", "--as-of", kTime, "--report", "json=" + saved}).status == 1);
  for (const std::string& format : kFormats) {
    CAPTURE(format);
    const std::string direct = repo.veto({"history", "--as-of", kTime, "--format", format}).out;
    const base::Output output = repo.veto({"report", "--from", saved, "--format", format});
    CHECK(output.status == 1);
    CHECK(output.out == direct);
    CHECK(repo.veto({"report", "--format", format}, read_file(saved)).out == direct);
  }
  const std::string sarif = (repo.root() / "x.sarif").string();
  CHECK(repo.veto({"report", "--from", saved, "--report", "sarif=" + sarif, "--quiet"}).status ==
        1);
  CHECK(Json::parse(read_file(sarif))["version"] == "2.1.0");
}

TEST_CASE(
    "report: of an incomplete scan it is incomplete, of one without findings it exits with 0") {
  const TempRepo repo;
  const base::Output missing = repo.veto({"files", "nowhere", "--format", "json"});
  CHECK(repo.veto({"report"}, missing.out).status == 3);
  CHECK(repo.veto({"report"}, repo.veto({"files", "--format", "json"}).out).status == 0);
}

TEST_CASE("report: what is no report is an error that says where") {
  const TempRepo repo;
  struct Case {
    const char* text;
    const char* error;
  };
  for (const Case& each :
       {Case{"", "standard input: line 1, column 1: this is not JSON"},
        Case{"{\"schema\": \"git-veto/report/9\"}", "standard input: schema: expected git-veto/"},
        Case{"[]", "standard input: the whole text: expected an object"}}) {
    CAPTURE(each.text);
    const base::Output output = repo.veto({"report"}, each.text);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with(std::string("git-veto: error: ") + each.error));
  }
  CHECK(repo.veto({"report", "--from", "nowhere.json"}).status == 2);
}

TEST_CASE("report files: a link in what is scanned is replaced and leads nowhere") {
  const TempRepo repo;
  write_file(repo.root() / "precious", "keep this");
  fs::create_directory(repo / "sub");
  fs::create_symlink("../../precious", repo / "sub/out.json");
  fs::create_symlink("../precious", repo / "out.json");
  CHECK(repo.run({"git-veto", "files", "sub", "--report", "json=out.json"}).status == 0);
  CHECK(repo.run({"sh", "-c", "cd .. && git-veto history \"$0\" --report json=\"$0/sub/out.json\"",
                  repo.path().string()})
            .status == 0);
  CHECK(read_file(repo.root() / "precious") == "keep this");
  for (const char* name : {"out.json", "sub/out.json"}) {
    CHECK_FALSE(fs::is_symlink(repo / name));
    CHECK(mode_of(repo / name) == 0600);
  }
}

TEST_CASE("report files: through a link elsewhere the file is replaced whole, for its owner only") {
  const TempRepo repo;
  write_file(repo.root() / "target.json", "an old report", 0666);
  fs::create_symlink("target.json", repo.root() / "link.json");
  const std::string link = (repo.root() / "link.json").string();
  CHECK(run_veto(repo, {"staged", "--report", "json=" + link}).status == 0);
  CHECK(fs::is_symlink(link));
  CHECK(mode_of(repo.root() / "target.json") == 0600);
  CHECK(Json::parse(read_file(repo.root() / "target.json"))["schema"] == "git-veto/report/1");
}

TEST_CASE("report files: one that cannot be written hides neither findings nor the other files") {
  const TempRepo repo;
  const std::string good = (repo.root() / "good.json").string();
  const Words reports{"staged", "--report", "json=../none/x", "--report", "json=" + good};
  base::Output output = run_veto(repo, reports);
  CHECK(output.status == 3);
  CHECK(line_with(output.err, "git-veto: incomplete: ") ==
        "git-veto: incomplete: writing ../none/x: there is no directory ../none: make it first");
  CHECK(fs::exists(good));
  repo.stage("a.txt", text_with(github_token()));
  output = run_veto(repo, reports);
  CHECK(output.status == 1);
  CHECK(output.err.starts_with("git-veto: blocked: 1 secret"));
  CHECK(Json::parse(read_file(good))["summary"]["findings"] == 1);
  CHECK(repo.veto({"staged", "--report", "json=" + repo.root().string()}).status == 1);
}

TEST_CASE("formats: no name of a file is a command to a CI system that reads the log") {
  const TempRepo repo;
  for (const char* name :
       {"::stop-commands::x", "##vso[task.setvariable variable=a]b", "##[error]"})
    repo.stage(name, text_with(github_token()));
  for (const char* verb : {"staged", "files"}) {
    const base::Output output = repo.veto({verb});
    CHECK(output.status == 1);
    for (const std::string& text : {output.out, output.err}) {
      for (const char* command : {"##vso[", "##[", "\n::", "\n      ::", "\n  ::"}) {
        CAPTURE(verb, command, text);
        CHECK(text.find(command) == std::string::npos);
      }
    }
  }
}

}  // namespace veto::test
