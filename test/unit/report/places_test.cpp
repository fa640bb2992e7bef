#include "report/places.h"

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/formats.h"
#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using namespace report::test;

namespace {

model::Place committed(std::string path, const std::string& date, const std::string& reached) {
  model::Place place = place_at(std::move(path), 7);
  place.kind = model::OriginKind::Blob;
  place.object = std::string(40, 'b');
  place.commit = std::string(40, 'c');
  place.author = "A <a@example.com>";
  place.date = date;
  place.reached = reached;
  return place;
}

/// Removed in 2022 and 2023, unreachable, in HEAD.
model::Finding everywhere() {
  model::Finding finding = finding_at("x");
  finding.places = {committed("first", "2021-01-01T00:00:00Z", "branch"),
                    committed("lost", "2024-01-01T00:00:00Z", "unreachable"),
                    committed("second", "2022-01-01T00:00:00Z", "branch"),
                    committed("here", "2020-06-01T00:00:00Z", "branch")};
  for (const std::size_t gone : {0U, 2U}) {
    finding.places[gone].removed = std::string(40, 'd');
    finding.places[gone].removed_date = "2023-04-05T00:00:00Z";
  }
  finding.places[3].in_head = true;
  finding.places[3].refs = {"main", "origin/main", "v1.0"};
  finding.places[3].refs_total = 12;
  return finding;
}

model::ScanResult history_of(model::Finding finding) {
  model::ScanResult result = result_of({std::move(finding)});
  result.source = {model::SourceKind::History, "/somewhere/repo", std::string(40, 'd'), ""};
  return result;
}

std::string written(std::string_view format, const model::ScanResult& result) {
  return report::find_format(format)->render(result, {});
}

}  // namespace

TEST_CASE(
    "places: what is in HEAD comes first, what nothing reaches last, the newest before others") {
  const model::Finding finding = everywhere();
  std::vector<std::string> paths;
  for (const model::Place* place : report::by_relevance(finding)) paths.push_back(place->path);
  CHECK(paths == std::vector<std::string>{"here", "second", "first", "lost"});
  const model::Finding plain = [] {
    model::Finding several = finding_at("b");
    several.places.push_back(place_at("a", 1));
    return several;
  }();
  CHECK(report::by_relevance(plain).front()->path == "b");
  CHECK(report::counts_of_places(plain).empty());
  CHECK(report::history_of(plain.places.front()).empty());
}

TEST_CASE("places: the listing has one row a secret, its places below, and counts all of them") {
  model::Finding finding = everywhere();
  for (int i = 0; i < 300; ++i)
    finding.places.push_back(committed("old" + std::to_string(i), "2019-01-01T00:00:00Z", "tag"));
  CHECK(report::listing(history_of(finding), {}) ==
        "block test-key  tst_...(10)  v1:0123456789abcdef\n"
        "      304 places: 1 still in HEAD, 2 removed, 1 unreachable\n"
        "      here:7  cccccccccc 2020-06-01 A <a@example.com>, in main, origin/main, v1.0 and 9 "
        "more, still in HEAD\n"
        "      second:7  cccccccccc 2022-01-01 A <a@example.com>, branch, removed 2023-04-05 by "
        "dddddddddd\n"
        "      first:7  cccccccccc 2021-01-01 A <a@example.com>, branch, removed 2023-04-05 by "
        "dddddddddd\n"
        "      old0:7  cccccccccc 2019-01-01 A <a@example.com>, tag\n"
        "      old1:7  cccccccccc 2019-01-01 A <a@example.com>, tag\n"
        "      ... and 299 more places\n");
}

TEST_CASE("places: refs stand in every format that has room for them") {
  const model::ScanResult result = history_of(everywhere());
  for (const char* format :
       {"human", "json", "jsonl", "sarif", "csv", "markdown", "html", "junit", "gitlab"}) {
    CAPTURE(format);
    CHECK(written(format, result).find("origin/main") != std::string::npos);
  }
  const std::string json = written("json", result);
  const nlohmann::json place = nlohmann::json::parse(json)["findings"][0]["places"][3];
  CHECK(place["refs"] == nlohmann::json({"main", "origin/main", "v1.0"}));
  CHECK(place["refs_total"] == 12);
  CHECK_FALSE(nlohmann::json::parse(json)["findings"][0]["places"][0].contains("refs"));
}

TEST_CASE("places: names of refs are as hostile as any other text") {
  model::Finding finding = everywhere();
  finding.places[3].refs = {kHostile};
  for (const char* format : {"human", "csv", "junit", "markdown", "gitlab", "html"}) {
    CAPTURE(format);
    const std::string text = written(format, history_of(finding));
    CHECK(text.find("\x1b[2J") == std::string::npos);
    CHECK(text.find("\x07") == std::string::npos);
    CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  }
}
