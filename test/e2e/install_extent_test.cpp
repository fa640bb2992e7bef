// More than one repository at once: a user's, the machine's, those below a directory, those yet to
// be made, and those that are pushed to.
#include "test/e2e/installed.h"

namespace veto::test {
namespace {

std::size_t rows_with(const std::string& table, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < table.size(); at = table.find('\n', at) + 1)
    if (table.compare(at, word.size(), word) == 0) ++count;
  return count;
}

}  // namespace

TEST_CASE("install --global, --system: every repository, and nothing left of it afterwards") {
  TempRepo repo = repo_without_hooks();
  const std::string extent = GENERATE(as<std::string>{}, "--global", "--system");
  repo.environment.unset("GIT_CONFIG_NOSYSTEM");
  repo.environment.set("GIT_CONFIG_SYSTEM", (repo.root() / "etc/gitconfig").string());
  write_file(repo.root() / "etc/gitconfig", "# machine\n");
  write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\necho own >>../ran\n", 0755);
  const Listing before = list_tree(repo.root());
  const base::Output output = repo.veto({"install", extent, "--files"});
  CHECK(output.status == 0);
  CHECK(output.out.find("a commit that adds a secret is blocked") != std::string::npos);
  check_scans(repo);
  CHECK(read_file(repo.root() / "ran") == "own\n");
  CHECK(repo.veto({"doctor"}).status == 0);
  const TempRepo other = repo.at("../other");
  other.git({"init", "-q"});
  check_scans(other);
  fs::remove_all(other.path());
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  CHECK(repo.veto({"uninstall", extent}).status == 0);
  const Words left = differences(before, list_tree(repo.root()));
  CHECK(std::none_of(left.begin(), left.end(), [](const std::string& path) {
    return path.starts_with("home") || path.starts_with("etc") ||
           path.find("hooks") != std::string::npos;
  }));
  CHECK_FALSE(blocks(repo));
}

TEST_CASE("install --global: a repository with a hooks directory of its own is told to be missed") {
  const TempRepo repo = repo_without_hooks();
  repo.git({"config", "core.hooksPath", ".husky/_"});
  CHECK(repo.veto({"install", "--global", "--files"}).status == 0);
  CHECK_FALSE(blocks(repo));
  CHECK(repo.veto({"doctor"}).status == 1);
  CHECK(repo.veto({"install", "--files"}).status == 0);
  check_scans(repo);
}

TEST_CASE("install --template: repositories made from then on") {
  const TempRepo repo = repo_without_hooks();
  const Listing before = list_tree(repo.root() / "home");
  CHECK(repo.veto({"install", "--template"}).status == 0);
  const TempRepo made = repo.at("../made");
  made.git({"init", "-q"});
  check_scans(made);
  CHECK(made.veto({"doctor"}).status == 0);
  CHECK_FALSE(blocks(repo));
  CHECK(repo.veto({"uninstall", "--template"}).status == 0);
  CHECK(differences(before, list_tree(repo.root() / "home")) == Words());
}

TEST_CASE("install --each: a row for each repository, and the failed ones decide") {
  const TempRepo repo = repo_without_hooks();
  for (const char* name : {"../all/a", "../all/b c/d", "../all/e"}) {
    const TempRepo one = repo.at(name);
    one.git({"init", "-q", "--template="});
    one.commit_file("old.txt", "harmless\n");
  }
  const TempRepo all = repo.at("../all");
  SECTION("all well") {
    const base::Output output = all.veto({"install", "--files", "--each", "."});
    CHECK(output.status == 0);
    CHECK(rows_with(output.out, "ok ") == 3);
    CHECK(output.out.ends_with("3 repositories, 0 failed\n"));
    check_scans(all.at("b c/d"));
    const base::Output doctor = repo.veto({"doctor", "--each", "../all/a", "../all/e"});
    CHECK(doctor.status == 0);
    CHECK(rows_with(doctor.out, "ok ") == 2);
    const base::Output removed = all.veto({"uninstall", "--each", "."});
    CHECK(removed.status == 0);
    CHECK(rows_with(removed.out, "ok ") == 3);
    CHECK_FALSE(fs::exists(all / "a/.git/hooks"));
  }
  SECTION("one cannot be done, the others are") {
    all.at("b c/d").git({"config", "core.hooksPath", "/dev/null"});
    const base::Output output = all.veto({"install", "--files", "--each", "a", "b c", "e"});
    CHECK(output.status == 3);
    CHECK(rows_with(output.out, "ok ") == 2);
    CHECK(rows_with(output.out, "FAILED ") == 1);
    CHECK(output.out.ends_with("3 repositories, 1 failed\n"));
    check_scans(all.at("e"));
    CHECK(all.veto({"doctor", "--each", "."}).status == 1);
    const base::Output json = all.veto({"doctor", "--each", ".", "--json"});
    CHECK(json.status == 1);
    const Json report = Json::parse(json.out);
    CHECK(report.at("repositories").size() == 3);
    CHECK(report.at("repositories").at(0).at("healthy") == true);
    CHECK(report.at("repositories").at(1).at("healthy") == false);
  }
  SECTION("nothing there") {
    fs::create_directory(all / "empty");
    CHECK(all.veto({"install", "--each", "empty"}).status == 2);
    CHECK(all.veto({"install", "--each"}).status == 2);
    CHECK(all.veto({"install", "--each", "nowhere"}).status == 3);
  }
}

TEST_CASE("install: which directories and flags go together") {
  const TempRepo repo = repo_without_hooks();
  for (const Words& arguments :
       {Words{"install", "a", "b"}, Words{"install", "--global", "a"}, Words{"doctor", "a", "b"},
        Words{"install", "--global", "--system"}, Words{"uninstall", "--each"}})
    CHECK(repo.veto(arguments).status == 2);
  CHECK_FALSE(fs::exists(repo / ".git/hooks"));
}

TEST_CASE("doctor --json: the state of every hook in one word") {
  const TempRepo repo = repo_without_hooks();
  CHECK(repo.veto({"install", "--files"}).status == 0);
  const auto status_of = [&](const std::string& name) {
    const Json report = Json::parse(repo.veto({"doctor", "--json"}).out);
    CHECK(report.at("schema") == "git-veto/doctor/1");
    for (const Json& check : report.at("repositories").at(0).at("checks"))
      if (check.at("name") == name) return check.value("status", "");
    return std::string("none");
  };
  const fs::path hook = repo / ".git/hooks/pre-commit";
  CHECK(status_of("pre-commit") == "live");
  fs::permissions(hook, fs::perms(0644));
  CHECK(status_of("pre-commit") == "not-executable");
  fs::remove(hook);
  CHECK(status_of("pre-commit") == "missing");
  write_file(hook, "#!/bin/sh\n", 0755);
  CHECK(status_of("pre-commit") == "foreign");
  // A copy of another build.
  fs::copy_file(program_path(), hook, fs::copy_options::overwrite_existing);
  write_file(hook, read_file(hook) + "more", 0755);
  CHECK(status_of("pre-commit") == "stale");
  CHECK(repo.veto({"install", "--files"}).status == 0);
  CHECK(status_of("pre-commit") == "live");
  repo.git({"config", "core.hooksPath", "elsewhere"});
  const Json report = Json::parse(repo.veto({"doctor", "--json"}).out);
  CHECK(report.at("healthy") == false);
  CHECK(report.dump().find("\"shadowed\"") != std::string::npos);
}

TEST_CASE("install --server: pre-receive, before the hook that was there, and gone again") {
  const TempRepo repo = repo_without_hooks();
  repo.git({"init", "-q", "--bare", "--template=", "../server.git"});
  const TempRepo server = repo.at("../server.git");
  write_file(server / "hooks/pre-receive", "#!/bin/sh\ncat >received\n", 0755);
  const Listing before = list_tree(server.path());
  const base::Output output = server.veto({"install", "--server", "--files"});
  INFO(output.out);
  CHECK(output.out.find("pre-receive: installed, then runs pre-receive.before-git-veto") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(server / "hooks/pre-commit"));
  CHECK(server.veto({"uninstall"}).status == 0);
  CHECK(differences(before, list_tree(server.path())) == Words());
}

}  // namespace veto::test
