// Findings of files by their names, in reports of a history.
#pragma once

#include <map>
#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

/// Settings that make such a file block, of which no other rule says anything that does.
inline std::string settings() {
  return "OPTION=" + hex_key() + "\n";
}

inline bool is_of_file(const Json& finding) {
  return finding["rule"].get<std::string>().starts_with("file-");
}

/// "tier path" of each finding of a file, with its id.
inline std::map<std::string, std::string> files_of(const Json& report) {
  std::map<std::string, std::string> files;
  for (const Json& finding : report["findings"]) {
    if (!is_of_file(finding)) continue;
    CHECK(finding["redacted"] == "(file)");
    CHECK(finding["line"] == 1);
    const std::string key =
        finding["tier"].get<std::string>() + " " + finding["path"].get<std::string>();
    CHECK(files.emplace(key, finding["id"]).second);
  }
  return files;
}

inline Words names_of(const std::map<std::string, std::string>& files) {
  Words names;
  for (const auto& [name, id] : files) names.push_back(name);
  return names;
}

inline Json report_of(const TempRepo& repo, Words command) {
  command.insert(command.end(), {"--format", "json"});
  const base::Output output = repo.veto(std::move(command));
  INFO(output.err);
  REQUIRE(output.status <= 1);
  return Json::parse(output.out);
}

inline Json history_of(const TempRepo& repo) {
  return report_of(repo, {"history", "--no-store"});
}

inline Words files_in(const TempRepo& repo) {
  return names_of(files_of(history_of(repo)));
}

/// The only finding of a file.
inline Json file_finding(const Json& report) {
  Json found;
  for (const Json& finding : report["findings"]) {
    if (!is_of_file(finding)) continue;
    CHECK(found.is_null());
    found = finding;
  }
  REQUIRE_FALSE(found.is_null());
  return found;
}

/// "path subject" of each of its places; without a commit, how it is reached.
inline Words places(const TempRepo& repo, const Json& finding) {
  Words lines;
  for (const Json& place : finding["places"]) {
    const std::string commit = place.value("commit", "");
    lines.push_back(place["path"].get<std::string>() + " " +
                    (commit.empty() ? place["reached"].get<std::string>()
                                    : repo.git({"log", "-1", "--format=%s", commit})));
  }
  return lines;
}

}  // namespace veto::test
