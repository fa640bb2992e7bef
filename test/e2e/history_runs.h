// Runs of `git veto history` that remember, compared with runs that read everything.
#pragma once

#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

/// What a report says but for the time that it took, and how it came to know.
inline Json content(Json report) {
  report.erase("as_of");
  report["coverage"].erase("seconds");
  report["coverage"].erase("known");
  return report;
}

inline std::size_t number(const Json& report, const char* key) {
  return report.at("coverage").at(key).get<std::size_t>();
}

/// Blobs that were read by this run.
inline std::size_t read_now(const Json& report) {
  const Json& coverage = report.at("coverage");
  const std::size_t known =
      coverage.contains("known") ? coverage["known"]["blobs"].get<std::size_t>() : 0;
  return number(report, "blobs") - known;
}

/// A run with what is known, which must say what a full one says. Returns how many blobs it read.
inline std::size_t check_run(const TempRepo& repo, Words options = {}) {
  options.insert(options.begin(), "history");
  const auto run = [&repo](Words arguments) {
    arguments.insert(arguments.end(), {"--format", "json"});
    const base::Output output = repo.veto(std::move(arguments));
    INFO(output.err);
    REQUIRE(output.status <= 1);
    return Json::parse(output.out);
  };
  const Json known = run(options);
  options.emplace_back("--no-store");
  const Json full = run(options);
  CHECK(content(known) == content(full));
  CHECK_FALSE(full["coverage"].contains("known"));
  return read_now(known);
}

inline fs::path cache_of(const TempRepo& repo) {
  return repo.root() / "home/.cache/git-veto/history";
}

/// The store of the only repository that has one.
inline fs::path store_of(const TempRepo& repo) {
  fs::path found;
  for (const auto& entry : fs::directory_iterator(cache_of(repo))) {
    REQUIRE(found.empty());
    found = entry.path();
  }
  REQUIRE_FALSE(found.empty());
  return found;
}

/// Three commits with a token, a password and a message that is none of their business.
inline std::string fill(const TempRepo& repo) {
  repo.commit_file("plain.txt", "nothing\n");
  const std::string token = github_token();
  repo.commit_file("token.txt", text_with(token));
  repo.commit_file("settings.ini", "password = \"" + password() + "\"\n");
  repo.commit_file("token.txt", "gone\n");
  return token;
}

}  // namespace veto::test
