// File names are hostile: they are found, printed escaped, and the printed commands work with them.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

struct Name {
  std::string bytes;
  std::string on_terminal;
  std::string in_report;
};

Name plain(const std::string& name) {
  return {name, name, name};
}

std::vector<Name> odd_names() {
  return {
      plain(" "),
      plain(" leading and trailing "),
      plain("two  spaces"),
      plain("it's"),
      plain("\"quoted\""),
      plain("-dash"),
      plain("--"),
      plain("--all"),
      plain(":colon"),
      plain(":(top)magic"),
      plain("a:7"),
      plain("*"),
      plain("[a-z]?"),
      plain("#comment"),
      plain("!bang"),
      plain("~"),
      plain("%s%n"),
      plain("$(touch pwned)"),
      plain("`touch pwned`"),
      plain(";touch pwned;"),
      plain("a&b|c>d<e"),
      plain("$HOME"),
      plain("\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80"),
      plain("back\\slash"),
      plain("trailing\\"),
      {"::error file=x::forged", "\\x3a:error file=x::forged", "::error file=x::forged"},
      plain("<script>"),
      plain(".gitignore"),
      plain("index.lock"),
      {"new\nline", "new\\x0aline", "new\nline"},
      {"ends in line feeds\n\n", "ends in line feeds\\x0a\\x0a", "ends in line feeds\n\n"},
      {"tab\there", "tab\\x09here", "tab\there"},
      {"carriage\rreturn", "carriage\\x0dreturn", "carriage\rreturn"},
      {"\x1b[2J\x1b[31mred", "\\x1b[2J\\x1b[31mred", "\x1b[2J\x1b[31mred"},
      {"\x7f", "\\x7f", "\x7f"},
      {"\xff\xfe.txt", "\\xff\\xfe.txt", "\\xff\\xfe.txt"},
      {"latin\xe9", "latin\\xe9", "latin\\xe9"},
      {"\xe2\x80\xaegpj.exe", "\\xe2\\x80\\xaegpj.exe", "\xe2\x80\xaegpj.exe"},
      {"reads like \\x41", "reads like \\\\x41", "reads like \\\\x41"},
      {"forged\ngit-veto: clean: scanned 0", "forged\\x0agit-veto: clean: scanned 0",
       "forged\ngit-veto: clean: scanned 0"},
  };
}

/// Printable ASCII, UTF-8 and line feeds.
bool is_fit_for_a_terminal(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\n' || (c != '\x7f' && static_cast<unsigned char>(c) >= 0x20);
  });
}

}  // namespace

TEST_CASE("names: a secret is found in a file of any name, the name is printed escaped") {
  for (const Name& name : odd_names()) {
    const TempRepo repo;
    repo.commit_unchecked();
    repo.stage(name.bytes, text_with(github_token()));
    CAPTURE(name.on_terminal);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: " + name.on_terminal + ":2");
    const base::Output output = repo.veto({"staged"});
    CHECK(is_fit_for_a_terminal(output.err));
    CHECK(places_of(repo.report({"staged"}, 1)) == Words{name.in_report + ":2"});
    const base::Output listing = repo.veto({"files"});
    CHECK(is_fit_for_a_terminal(listing.out + listing.err));
    CHECK(listing.out.find(name.on_terminal + ":2\n") != std::string::npos);
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
}

TEST_CASE("names: the printed git add line works for a file of any name") {
  for (const Name& name : odd_names()) {
    const TempRepo repo;
    repo.commit_unchecked();
    repo.stage(name.bytes, text_with(github_token()));
    const base::Output output = repo.veto({"staged"});
    const std::string line = line_with(output.err, "  2. git add -- ");
    REQUIRE(line.size() > 16);
    repo.write(name.bytes, "harmless\n");
    CAPTURE(line);
    CHECK(repo.run({"sh", "-c", line.substr(5)}).status == 0);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
}

TEST_CASE("names: the printed git add line adds the files that it means and no others") {
  for (const char* name : {"*", "[a-z]*", "?"}) {
    const TempRepo repo;
    repo.commit_unchecked();
    repo.stage(name, text_with(github_token()));
    repo.write("x", "not to be added\n");
    const base::Output output = repo.veto({"staged"});
    const std::string line = line_with(output.err, "  2. git add -- ");
    CAPTURE(line);
    CHECK(repo.run({"sh", "-c", line.substr(5)}).status == 0);
    CHECK(repo.git({"ls-files"}) == name);
  }
}

TEST_CASE("names: the printed git add line works from a subdirectory") {
  const TempRepo repo;
  repo.commit_unchecked();
  const TempRepo sub = repo.at("sub dir");
  repo.stage("sub dir/a.txt", text_with(github_token()));
  repo.stage("top.txt", text_with(github_token()));
  const base::Output output = sub.try_git({"commit", "-m", "x"});
  const std::string line = line_with(output.err, "  2. git add -- ");
  REQUIRE(line.size() > 16);
  repo.write("sub dir/a.txt", "harmless\n");
  repo.write("top.txt", "harmless\n");
  CAPTURE(line);
  CHECK(sub.run({"sh", "-c", line.substr(5)}).status == 0);
  CHECK(sub.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("names: many odd names in one commit are all listed in the printed line") {
  const TempRepo repo;
  repo.commit_unchecked();
  const Words names{"a b", "c'd", "e\nf", "-g", ":h", "i\xff"};
  for (const std::string& name : names) repo.stage(name, text_with(github_token()));
  const base::Output output = repo.veto({"staged"});
  CHECK(blocked_places(output.err).size() == names.size());
  for (const std::string& name : names) repo.write(name, "harmless\n");
  CHECK(repo.run({"sh", "-c", line_with(output.err, "  2. git add -- ").substr(5)}).status == 0);
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("names: deep and long paths") {
  const TempRepo repo;
  std::string deep = "f";
  for (int i = 0; i < 100; ++i) deep = "d/" + deep;
  std::string long_path = "f";
  while (long_path.size() < 4000) long_path = std::string(200, 'n') + "/" + long_path;
  // Longer than what an index entry has room for in its flags.
  std::string very_long = "g";
  while (very_long.size() < 5000) very_long = std::string(200, 'n') + "/" + very_long;
  repo.stage_blob(deep, text_with(github_token()));
  repo.stage_blob(long_path, text_with(github_token()));
  repo.stage_blob(very_long, text_with(github_token()));
  const Words places{deep + ":2", long_path + ":2", very_long + ":2"};
  CHECK(places_of(repo.report({"staged"}, 1)) == places);
  repo.git({"update-index", "--index-version", "4"});
  CHECK(places_of(repo.report({"staged"}, 1)) == places);
  repo.git({"write-tree"});
  CHECK(places_of(repo.report({"staged"}, 1)) == places);
  CHECK(repo.attempt({"commit", "-m", "x"}) ==
        "blocked: " + places[0] + ", " + places[1] + ", " + places[2]);
}

TEST_CASE("names: an author's name and a branch's name are escaped too") {
  TempRepo repo;
  repo.environment.set("GIT_AUTHOR_NAME", "Eve \x1b[2J");
  repo.git({"checkout", "-q", "-b", "odd-\xc3\xa9-'\"$(pwned)"});
  repo.commit_file("a.txt", text_with(github_token()));
  const base::Output output = repo.veto({"history"});
  CHECK(output.status == 1);
  CHECK(is_fit_for_a_terminal(output.out));
  CHECK(output.out.find("Eve \\x1b[2J <ada") != std::string::npos);
  CHECK(repo.report({"history"}, 1)["findings"][0]["author"] == "Eve \x1b[2J <ada@example.com>");
}

}  // namespace veto::test
