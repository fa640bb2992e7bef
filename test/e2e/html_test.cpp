// The HTML report as a file that somebody is sent: what is in it, and what is not.
#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

std::string page_of(const TempRepo& repo, const Words& arguments) {
  Words words = arguments;
  words.insert(words.end(), {"--format", "html"});
  return repo.veto(words).out;
}

}  // namespace

TEST_CASE("html: printed and written, the same bytes each time, without a secret") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("config/a.env", "GITHUB_TOKEN=" + token + " password=" + password() + "\n");
  repo.commit_file("config/a.env", "gone\n");
  const Words history{"history", "--as-of", "2026-11-01"};
  const auto with = [&](Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  const std::string page = page_of(repo, history);
  CHECK(page.starts_with("<!DOCTYPE html>\n"));
  CHECK(page.find("config/a.env") != std::string::npos);
  CHECK(page.find("GITHUB_TOKEN=") != std::string::npos);
  CHECK_FALSE(shows_a_secret(page));
  CHECK(page_of(repo, with(history, {"--threads", "1"})) == page);
  const std::string file = (repo.root() / "report.html").string();
  CHECK(repo.run(with(with({"git-veto"}, history), {"--report", "html=" + file})).status == 1);
  CHECK(read_file(file) == page);
  CHECK(page_of(repo, with(history, {"--reveal"})).find(token) != std::string::npos);
}

TEST_CASE("html: of the line around a secret nothing is shown but the name before it") {
  const TempRepo repo;
  repo.stage("a.txt", "unknown_to_every_rule zyxqwv api_key = '" + github_token() + "' zyxqwv\n" +
                          "zyxqwv:" + github_token() + "\n");
  const std::string page = page_of(repo, {"staged"});
  CHECK(page.find("api_key = '") != std::string::npos);
  CHECK(page.find("zyxqwv") == std::string::npos);
  CHECK(page.find("unknown_to_every_rule") == std::string::npos);
}

TEST_CASE("html: names that are markup stay names") {
  const TempRepo repo;
  const std::string name = "</script><script>alert(1)<";
  repo.stage_blob(name + "/x", text_with(github_token()));
  const std::string page = page_of(repo, {"staged"});
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("\\u003c/script\\u003e\\u003cscript\\u003ealert(1)") != std::string::npos);
}

TEST_CASE("html: an incomplete scan says so and nothing calls it clean") {
  const TempRepo repo;
  const std::string first = repo.commit_file("a.txt", "one\n");
  repo.commit_file("a.txt", "two\n");
  CHECK(page_of(repo, {"history"}).find("<h1 id=\"headline\">Clean: no secret found</h1>") !=
        std::string::npos);
  const std::string blob = repo.git({"rev-parse", first + ":a.txt"});
  fs::remove(repo.git_dir() / "objects" / blob.substr(0, 2) / blob.substr(2));
  const std::string page = page_of(repo, {"history"});
  CHECK(page.find("<h1 id=\"headline\">Incomplete: nothing found in what was read</h1>") !=
        std::string::npos);
  CHECK(page.find(blob) != std::string::npos);
  CHECK(page.find("Clean") == std::string::npos);
}

}  // namespace veto::test
