// The purge plan, followed as it is printed with git-filter-repo where that is installed: the
// secrets are gone and nothing else has changed.
#include <sys/stat.h>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Rules for values that only a careful file of replacements gets right.
constexpr std::string_view kConfig = R"(provider = "Acme"

[[rule]]
id = "acme-arrow"
title = "Acme arrow"
tier = "block"
pattern = ['acme=([a-f0-9=>]{20,60}) ']
[rule.explain]
opens = "An account."
revoke = "In the console."
[[rule.positive]]
text = 'acme=0a1b2c3d4e==>{hex:12} '

[[rule]]
id = "acme-prefix"
title = "Acme prefix"
tier = "block"
pattern = ['(regex:[a-f0-9]{32})']
[rule.explain]
opens = "An account."
revoke = "In the console."
[[rule.positive]]
text = 'x regex:{hex:32}'
)";

/// The directory that the command says it has written to.
fs::path plan_directory(const base::Output& output) {
  const std::string line = line_with(output.out, "written to ");
  REQUIRE(line.ends_with(":"));
  return line.substr(11, line.size() - 12);
}

/// The commands of the section "## Steps", which are indented by seven blanks.
Words commands_of(const std::string& plan) {
  std::string_view rest = plan;
  rest.remove_prefix(rest.find("## Steps"));
  rest = rest.substr(0, rest.find("## Other"));
  Words commands;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (rest.starts_with("       ")) commands.emplace_back(rest.substr(7, end - 7));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return commands;
}

Words all_ids(const TempRepo& repo) {
  const Json report = Json::parse(repo.veto({"history", "--format", "json"}).out);
  Words ids;
  for (const Json& finding : report["findings"]) ids.push_back(finding["id"]);
  return ids;
}

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

bool has_filter_repo(const TempRepo& repo) {
  return repo.run({"git-filter-repo", "-h"}).status == 0;
}

std::string replaced(std::string text, const Words& secrets) {
  for (const std::string& secret : secrets) {
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos;)
      text.replace(at, secret.size(), "***REMOVED***");
  }
  return text;
}

}  // namespace

TEST_CASE("purge plan: it goes into the git directory, private, and holds no secret unless told") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string token = github_token();
  repo.commit_file("sub/a.txt", text_with(token));
  repo.git({"worktree", "add", "-q", "../linked"});
  const TempRepo linked = repo.at("../linked");
  const Words ids = all_ids(repo);
  REQUIRE(ids.size() == 1);
  const fs::path first = plan_directory(linked.veto({"purge-plan", ids[0]}));
  CHECK(first.parent_path() == repo.git_dir() / "git-veto");
  CHECK(mode_of(first) == 0700);
  CHECK(mode_of(first / "PLAN.md") == 0600);
  CHECK(read_file(first / "paths.txt") == "sub/a.txt\n");
  CHECK_FALSE(fs::exists(first / "replacements.txt"));
  CHECK(read_file(first / "PLAN.md").find("git veto purge-plan --with-secrets " + ids[0]) !=
        std::string::npos);
  CHECK_FALSE(shows_a_secret(read_file(first / "PLAN.md")));

  const fs::path second = plan_directory(repo.veto({"purge-plan", ids[0], "--with-secrets"}));
  CHECK(second == first.string() + "-2");
  CHECK(mode_of(second / "replacements.txt") == 0600);
  CHECK(read_file(second / "replacements.txt") == token + "==>***REMOVED***\n");
  CHECK_FALSE(shows_a_secret(read_file(second / "PLAN.md")));
  CHECK(repo.git({"status", "--porcelain"}).empty());
}

TEST_CASE("purge plan: what is in no commit needs none") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.write("a.txt", text_with(github_token()));
  const std::string id =
      Json::parse(repo.veto({"files", "--format", "json"}).out)["findings"][0]["id"];
  const base::Output output = repo.veto({"purge-plan", id});
  CHECK(output.status == 2);
  CHECK_FALSE(fs::exists(repo / ".git/git-veto"));
}

TEST_CASE("purge plan: a password in the URL of the remote stays out of it") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"remote", "add", "origin", "https://ada:" + password() + "@example.com/x.git"});
  const std::string plan =
      read_file(plan_directory(repo.veto({"purge-plan", all_ids(repo).at(0)})) / "PLAN.md");
  CHECK(plan.find("git clone --mirror https://example.com/x.git purge.git") != std::string::npos);
  CHECK_FALSE(shows_a_secret(plan));
}

TEST_CASE("purge plan: a bare repository is what others call origin") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"clone", "-q", "--bare", ".", "../bare.git"});
  repo.git({"--git-dir=../bare.git", "remote", "remove", "origin"});
  const std::string plan = read_file(
      plan_directory(repo.at("../bare.git").veto({"purge-plan", all_ids(repo).at(0)})) / "PLAN.md");
  CHECK(plan.find("/bare.git' purge.git\n") != std::string::npos);
  CHECK(plan.find("       git push --force --mirror origin\n") != std::string::npos);
}

TEST_CASE("purge plan: followed as printed, the secrets are gone and all else is as it was") {
  const TempRepo repo;
  if (!has_filter_repo(repo)) {
    WARN("git-filter-repo is not installed: the plan is not tried");
    return;
  }
  const std::string token = github_token();
  const std::string url_password = password();
  const std::string key = private_key();
  const std::string pem = key.substr(0, key.size() - 1);
  const std::string arrow = secret_from("{hex:12}", 0) + "==>" + secret_from("{hex:12}", 0);
  const std::string prefix = "regex:" + secret_from("{hex:32}", 0);
  std::string crlf_pem = replaced(pem, {});
  for (std::size_t at = 0; (at = crlf_pem.find('\n', at)) != std::string::npos; at += 2)
    crlf_pem.insert(at, 1, '\r');
  const Words secrets{token, url_password, pem, crlf_pem, arrow, prefix};

  repo.commit_file(".git-veto.toml", kConfig);
  repo.commit_file("keep.bin", std::string("\0\xff\xfe binary \r\n", 14));
  repo.commit_file("a.txt", text_with(token));
  repo.git({"mv", "a.txt", "re named.txt"});
  repo.commit_unchecked("renamed");
  repo.commit_file("url.txt", "mongodb+srv://shop:" + url_password +
                                  "@cluster0.ab1cd.mongodb.net/shop\r\nlast line");
  repo.commit_file("key.pem", "before\n" + key + "after\n");
  repo.commit_file("arrow.txt", "acme=" + arrow + " and ==> stays\n");
  repo.commit_file("prefix.txt", "x " + prefix + " regex: stays\n");
  repo.commit_unchecked("mentions " + token + " in passing");
  repo.git({"switch", "-q", "-c", "side"});
  repo.commit_file("crlf.pem", crlf_pem + "\r\n");
  repo.commit_file("url.txt", "mongodb+srv://shop:" + url_password +
                                  "@cluster0.ab1cd.mongodb.net/shop\nchanged later\n");
  repo.git({"tag", "-a", "-m", "tagged with " + token, "v1"});
  const std::string utf16 = [&] {
    std::string wide = "\xff\xfe";
    for (const char c : "t = " + token + "\n") wide += {c, '\0'};
    return wide;
  }();
  repo.commit_file("wide.txt", utf16);
  repo.git({"switch", "-q", "main"});
  repo.git({"clone", "-q", "--bare", ".", "../server side.git"});
  repo.git({"remote", "add", "origin", "../server side.git"});
  repo.git({"fetch", "-q"});

  Words command{"purge-plan", "--with-secrets"};
  const Words ids = all_ids(repo);
  REQUIRE(ids.size() == 5);
  command.insert(command.end(), ids.begin(), ids.end());
  const base::Output written = repo.veto(command);
  INFO(written.err);
  REQUIRE(written.status == 0);
  const fs::path directory = plan_directory(written);
  const std::string plan = read_file(directory / "PLAN.md");
  CHECK_FALSE(shows_a_secret(plan));
  CHECK_FALSE(shows_a_secret(read_file(directory / "paths.txt")));
  CHECK(read_file(directory / "blobs.txt") == repo.git({"rev-parse", "side:wide.txt"}) + "\n");

  std::string script = "set -e\n";
  for (const std::string& line : commands_of(plan)) script += line + "\n";
  script.replace(script.find("git veto history ."), 18,
                 "git veto history . --config '" + (repo / ".git-veto.toml").string() + "'");
  const TempRepo work = repo.at("../work");
  const base::Output output = work.run({"sh", "-c", script});
  INFO(plan << output.out << output.err);
  REQUIRE(output.status == 0);
  CHECK_FALSE(fs::exists(directory));

  const TempRepo server = repo.at("../server side.git");
  server.git({"gc", "-q", "--prune=now"});
  CHECK(places_of(Json::parse(server
                                  .veto({"history", "--format", "json", "--config",
                                         (repo / ".git-veto.toml").string()})
                                  .out)) == Words());
  for (const std::string& ref : Words{"main", "side", "v1"}) {
    const std::string old_names = repo.git({"ls-tree", "-r", "--name-only", ref});
    CAPTURE(ref);
    for (const char* name : {".git-veto.toml", "keep.bin", "re named.txt", "url.txt", "key.pem",
                             "arrow.txt", "prefix.txt", "crlf.pem"}) {
      if (old_names.find(name) == std::string::npos) continue;
      CAPTURE(name);
      CHECK(server.git({"cat-file", "blob", ref + ":" + name}) ==
            replaced(repo.git({"cat-file", "blob", ref + ":" + name}), secrets));
    }
    CHECK(server.git({"log", "--format=%an %ad %B", ref}) ==
          replaced(repo.git({"log", "--format=%an %ad %B", ref}), secrets));
  }
  CHECK(server.git({"cat-file", "tag", "v1"}).find("tagged with ***REMOVED***") !=
        std::string::npos);
  CHECK(server.git({"ls-tree", "--name-only", "side"}).find("wide.txt") == std::string::npos);
}

}  // namespace veto::test
