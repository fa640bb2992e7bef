// What `git veto history` remembers, where it cannot be used, is damaged, or is used by two at
// once; and what does not stand in it.
#include <string>
#include <thread>
#include <vector>

#include "test/e2e/history_runs.h"
#include "text/encoding.h"

namespace veto::test {
namespace {

std::vector<base::Output> run_two(const TempRepo& repo) {
  std::vector<base::Output> outputs(2);
  {
    std::vector<std::jthread> threads;
    for (base::Output& output : outputs)
      threads.emplace_back([&repo, &output] {
        output = repo.run({program_path(), "history", "--format", "json"});
      });
  }
  return outputs;
}

}  // namespace

TEST_CASE("history store: a store that is none is made anew") {
  const TempRepo repo;
  fill(repo);
  CHECK(check_run(repo) == 4);
  const fs::path store = store_of(repo);
  const std::string good = read_file(store);
  REQUIRE(good.size() > 4096);
  std::string torn = good;
  for (std::size_t at = 100; at < torn.size(); at += 7) torn[at] = static_cast<char>(at);
  for (const std::string& bytes : {std::string("no database\n"), good.substr(0, good.size() / 2),
                                   torn, std::string(good.size(), '\0')}) {
    write_file(store, bytes, 0600);
    CHECK(repo.report({"history"}, 1)["findings"].size() == 2);
    static_cast<void>(check_run(repo));
    static_cast<void>(check_run(repo));
    CHECK(check_run(repo) == 0);
  }
}

TEST_CASE("history store: any byte of it may be wrong") {
  const TempRepo repo;
  fill(repo);
  CHECK(check_run(repo) == 4);
  const fs::path store = store_of(repo);
  const std::string good = read_file(store);
  const Json full = content(repo.report({"history", "--no-store"}, 1));
  for (std::size_t at = 0; at < good.size(); at += 997) {
    std::string wrong = good;
    wrong[at] = static_cast<char>(wrong[at] ^ 0x55);
    write_file(store, wrong, 0600);
    Json report = content(repo.report({"history"}, 1));
    report["diagnostics"] = Json::array();
    CHECK(report == full);
  }
}

TEST_CASE("history store: without a place for it everything is read, with one note") {
  TempRepo repo;
  fill(repo);
  const auto notes = [&repo] {
    const Json report = repo.report({"history"}, 1);
    CHECK(read_now(report) == 4);
    CHECK(report["summary"]["complete"] == true);
    std::size_t count = 0;
    for (const Json& each : report["diagnostics"]) count += each["code"] == "history-store";
    return count;
  };
  const std::string home = *repo.environment.get("HOME");
  repo.environment.unset("HOME");
  repo.environment.unset("XDG_CACHE_HOME");
  CHECK(notes() == 0);
  CHECK(notes() == 0);
  repo.environment.set("HOME", home);
  repo.environment.set("XDG_CACHE_HOME", "relative");
  CHECK(notes() == 0);
  write_file(repo.root() / "home/.cache/blocked", "a file");
  repo.environment.set("XDG_CACHE_HOME", home + "/.cache/blocked");
  CHECK(notes() == 1);
  CHECK(notes() == 1);
  // Others may write there.
  const fs::path open = repo.root() / "home/.cache/open";
  fs::create_directories(open / "git-veto/history");
  fs::permissions(open / "git-veto/history", fs::perms::all);
  repo.environment.set("XDG_CACHE_HOME", open.string());
  CHECK(notes() == 1);
  CHECK(fs::is_empty(open / "git-veto/history"));
}

TEST_CASE("history store: nobody else can read it, and there is no secret in it") {
  const TempRepo repo;
  const std::string token = github_token();
  const std::string word = password();
  repo.commit_file("a.txt", text_with(token) + "password = \"" + word + "\"\n");
  repo.commit_file("b.txt", text_with(token) + "more\n");
  CHECK(check_run(repo) == 2);
  CHECK(check_run(repo) == 0);
  const fs::path store = store_of(repo);
  CHECK(fs::status(store).permissions() == fs::perms(0600));
  CHECK(fs::status(store.parent_path()).permissions() == fs::perms(0700));
  const std::string bytes = read_file(store);
  for (const std::string& secret : {token, word}) {
    const auto digest = [&](const char* program) {
      return repo.run({program}, secret).out.substr(0, 16);
    };
    for (const std::string& form :
         {secret, secret.substr(secret.size() / 2), text::encode_hex(secret), digest("sha1sum"),
          digest("sha256sum"), digest("md5sum"), digest("b2sum"),
          repo.run({"base64", "-w0"}, secret).out.substr(0, 12)}) {
      REQUIRE(form.size() >= 4);
      CHECK(bytes.find(form) == std::string::npos);
      CHECK(bytes.find(text::decode_hex(form).value_or("no raw form")) == std::string::npos);
    }
  }
}

TEST_CASE("history store: two at once") {
  const TempRepo repo;
  fill(repo);
  const Json full = content(repo.report({"history", "--no-store"}, 1));
  for (int i = 0; i < 6; ++i) {
    repo.commit_file("more.txt", "version " + std::to_string(i) + "\n");
    const Json expected = content(repo.report({"history", "--no-store"}, 1));
    for (const base::Output& output : run_two(repo)) {
      INFO(output.err);
      CHECK(output.status == 1);
      CHECK(content(Json::parse(output.out)) == expected);
    }
    CHECK(check_run(repo) == 0);
  }
}

}  // namespace veto::test
