#include "report/html.h"

#include <algorithm>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/html_data.h"
#include "report/html_parts.h"
#include "test/support/catch.h"
#include "test/unit/report/results.h"
#include "text/checksum.h"
#include "text/encoding.h"

using namespace veto;
using report::Secrets;
using namespace report::test;

namespace {

using Json = nlohmann::ordered_json;

std::string page_of(const model::ScanResult& result, Secrets secrets = Secrets::Redacted) {
  return report::html_report(result, secrets);
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// What stands between `open` and the next `close`, which must both be there.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t begin = text.find(open);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = text.find(close, begin + open.size());
  REQUIRE(end != std::string::npos);
  return text.substr(begin + open.size(), end - begin - open.size());
}

Json data_of(const std::string& page) {
  return Json::parse(between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

model::ScanResult history_of(std::vector<model::Finding> findings) {
  model::ScanResult result = result_of(std::move(findings));
  result.source = {model::SourceKind::History, "/somewhere/repo", std::string(40, 'd'), ""};
  return result;
}

model::Finding committed(std::string path, const std::string& date) {
  model::Finding finding = finding_at(std::move(path));
  finding.places[0].kind = model::OriginKind::Blob;
  finding.places[0].commit = std::string(40, 'c');
  finding.places[0].author = "A <a@example.com>";
  finding.places[0].date = date;
  finding.places[0].reached = "branch";
  return finding;
}

model::Finding allowed(std::string path) {
  model::Finding finding = finding_at(std::move(path));
  finding.state = model::State::Allowed;
  finding.allowed_by = model::Allowance{model::AllowedHow::AllowFile, "a fixture", "2027-01-31"};
  return finding;
}

}  // namespace

TEST_CASE("HTML: the security policy names the hashes of its only style and its only script") {
  const std::string page = page_of(history_of({finding_at("file")}));
  const std::string policy =
      between(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\"");
  const auto hash = [](const std::string& content) {
    return "&#39;sha256-" + text::encode_base64(text::sha256(content)) + "&#39;";
  };
  CHECK(policy.starts_with("default-src &#39;none&#39;; "));
  CHECK(policy.find("style-src " + hash(between(page, "<style>", "</style>"))) != policy.npos);
  CHECK(policy.find("script-src " + hash(between(page, "<script>", "</script>"))) != policy.npos);
  CHECK(policy.find("base-uri &#39;none&#39;") != policy.npos);
  CHECK(policy.find("form-action &#39;none&#39;") != policy.npos);
  CHECK(policy.find("unsafe") == policy.npos);
  CHECK(count(page, "<style") == 1);
  CHECK(count(page, "<script") == 2);
  CHECK(page.find("Content-Security-Policy") < page.find("<style>"));
}

TEST_CASE("HTML: nothing in the page loads anything or runs by an attribute") {
  const std::string page = page_of(history_of({finding_at("file"), allowed("other")}));
  const std::string markup =
      page.substr(0, page.find("<script type=")) + page.substr(page.rfind("</script>"));
  for (const char* part : {" src=", "<img", "<iframe", "<object", "<form", "@import", "url(",
                           "<base", "javascript:", "http:", "https:"}) {
    CAPTURE(part);
    CHECK(lower(markup).find(part) == std::string::npos);
  }
  CHECK_FALSE(std::regex_search(markup, std::regex("<[a-z][^>]* (on[a-z]+|style)=")));
  const std::string script = between(page, "<script>", "</script>");
  for (const char* part : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                           "eval(", "new Function", "fetch(", "XMLHttpRequest", "import(",
                           "localStorage", "setAttribute(\"style\"", "Date.now", "new Date()"}) {
    CAPTURE(part);
    CHECK(script.find(part) == std::string::npos);
  }
  CHECK(count(script, "://") == 2);  // the name of SVG, and what a reference has to begin with
}

TEST_CASE("HTML: hostile bytes anywhere stay text") {
  const std::string hostile =
      kHostile + "</script><script>alert(1)</script><!--{{data}}]]>\xe2\x80\xa8";
  model::Finding finding = committed(hostile, "2024-01-01T00:00:00Z");
  finding.places[0].author = hostile;
  finding.places[0].removed = hostile;
  finding.places[0].removed_date = hostile;
  finding.note = hostile;
  finding.secret = base::Secret(hostile);
  model::Finding excused = allowed(hostile);
  excused.allowed_by->reason = hostile;
  excused.allowed_by->expires = hostile;
  model::ScanResult result = history_of({finding, excused});
  result.source.repository = hostile;
  result.source.head = hostile;
  result.source.range = hostile;
  result.as_of = hostile;
  result.policy.push_back({hostile, hostile});
  result.coverage.skipped.push_back({hostile, hostile, hostile});
  for (const base::DiagnosticKind kind :
       {base::DiagnosticKind::Note, base::DiagnosticKind::Incomplete})
    result.diagnostics.push_back({kind, hostile, hostile, hostile, hostile});
  const std::string plain = page_of(history_of({}));
  for (const Secrets secrets : {Secrets::Redacted, Secrets::Revealed}) {
    const std::string page = page_of(result, secrets);
    CHECK(std::all_of(page.begin(), page.end(),
                      [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    CHECK(page.find("alert(1)</script") == std::string::npos);
    CHECK(count(page, "</script>") == count(plain, "</script>"));
    CHECK(count(page, "<!--") == 0);
    const Json data = data_of(page);
    CHECK(data["findings"].size() == 2);
    CHECK(data["findings"][0]["places"][0]["path"].get<std::string>().find("</script>") !=
          std::string::npos);
  }
}

TEST_CASE("HTML: a secret stands in it only when it is asked for, and then it says so") {
  const model::ScanResult result = history_of({finding_at("file"), allowed("b")});
  const std::string page = page_of(result);
  CHECK(page.find("tst_hidden") == std::string::npos);
  CHECK(page.find("shows secrets in full") == std::string::npos);
  const std::string revealed = page_of(result, Secrets::Revealed);
  CHECK(data_of(revealed)["findings"][0]["revealed"] == "tst_hidden");
  CHECK(revealed.find("shows secrets in full") != std::string::npos);
}

TEST_CASE("HTML: the headline says how it stands") {
  model::Finding warn = finding_at("b");
  warn.tier = rules::Tier::Warn;
  model::Finding info = finding_at("c");
  info.tier = rules::Tier::Info;
  const auto headline = [](std::vector<model::Finding> findings) {
    return report::html_headline(result_of(std::move(findings)));
  };
  CHECK(headline({}) == "Clean: no secret found");
  CHECK(headline({allowed("a")}) == "Clean: nothing is open, 1 exception");
  CHECK(headline({finding_at("a")}) == "1 secret blocks");
  CHECK(headline({finding_at("a"), finding_at("a", 9), warn, warn, info}) ==
        "2 secrets block, 2 warnings, 1 finding for information");
}

TEST_CASE("HTML: what left anything unread is never called clean") {
  model::ScanResult incomplete = history_of({});
  incomplete.diagnostics.push_back(
      {base::DiagnosticKind::Incomplete, "unreadable-object", "gone", "", std::string(40, 'a')});
  model::ScanResult skipped = history_of({allowed("file")});
  skipped.coverage.skipped.push_back({"", std::string(40, 'b'), "Git LFS pointer"});
  for (const model::ScanResult& result : {incomplete, skipped, history_of({finding_at("file")})}) {
    const std::string page = page_of(result);
    CHECK(lower(page).find("clean") == std::string::npos);
  }
  const std::string page = page_of(incomplete);
  CHECK(page.find("<h1 id=\"headline\">Incomplete: nothing found in what was read</h1>") !=
        page.npos);
  CHECK(page.find("<section class=\"banner incomplete\">") != page.npos);
  CHECK(page.find("gone <span class=\"quiet\">aaaaaaaa") != page.npos);
  CHECK(page_of(skipped).find("Git LFS pointer: 1</summary>") != page.npos);
  CHECK(page_of(history_of({})).find("Clean: no secret found") != page.npos);
}

TEST_CASE("HTML: coverage, exceptions and who decided stand in the page itself") {
  model::ScanResult result = history_of({finding_at("open"), allowed("dir/excused")});
  result.coverage.blobs = 12345;
  result.policy.push_back({"allow-file", ".git-veto-allow"});
  const std::string page = page_of(result);
  const std::string excused = between(page, "<section id=\"exceptions\"", "</section>");
  CHECK(excused.find("dir/excused:7") != std::string::npos);
  CHECK(excused.find("allow-file") != std::string::npos);
  CHECK(excused.find("a fixture") != std::string::npos);
  CHECK(excused.find("2027-01-31") != std::string::npos);
  CHECK(excused.find("<code>.git-veto-allow</code>") != std::string::npos);
  const std::string coverage = between(page, "<section id=\"coverage\"", "</section>");
  CHECK(coverage.find("12,345 blobs") != std::string::npos);
  CHECK(between(page, "<noscript>", "</noscript>").find("open:7") != std::string::npos);
}

TEST_CASE("HTML: the same result gives the same bytes, however long it took") {
  model::ScanResult result = history_of({committed("a", "2024-01-01T00:00:00Z"), finding_at("b")});
  const std::string page = page_of(result);
  result.coverage.seconds = 77;
  CHECK(page_of(result) == page);
}

TEST_CASE("HTML: the time of the report is the given one, or else the newest that it tells of") {
  model::Finding removed = committed("a", "2024-01-01T00:00:00+02:00");
  removed.places[0].removed = std::string(40, 'e');
  removed.places[0].removed_date = "2024-05-01T00:00:00+02:00";
  model::ScanResult result = history_of({removed, committed("b", "2024-04-30T23:00:00Z")});
  CHECK(data_of(page_of(result))["asOf"] == "2024-04-30T23:00:00Z");
  result.as_of = "2025-01-01T00:00:00Z";
  CHECK(data_of(page_of(result))["asOf"] == "2025-01-01T00:00:00Z");
  CHECK_FALSE(data_of(page_of(result_of({finding_at("a")}))).contains("asOf"));
}

TEST_CASE("HTML: the data say what became of a finding, and name each commit once") {
  model::Finding removed = committed("a", "2024-01-01T00:00:00Z");
  removed.places[0].removed = std::string(40, 'e');
  removed.places[0].removed_date = "2024-05-01T00:00:00Z";
  removed.places[0].label = "api_key = \"";
  model::Finding kept = committed("b", "2024-01-01T00:00:00Z");
  kept.places[0].in_head = true;
  const Json data = data_of(page_of(history_of({removed, kept})));
  CHECK(data["commits"].size() == 2);
  CHECK(data["rules"].size() == 1);
  const Json& finding = data["findings"][0];
  CHECK(data["commits"][finding["removed"].get<std::size_t>()]["id"] == std::string(40, 'e'));
  CHECK(finding["places"][0]["label"] == "api_key = \"");
  CHECK_FALSE(finding.contains("head"));
  CHECK(data["findings"][1]["head"] == true);
}

TEST_CASE("HTML: of a secret in very many places some are listed, and the rest counted") {
  model::Finding finding = finding_at("file");
  for (std::size_t i = 1; i < 5000; ++i) finding.places.push_back(place_at("file", i));
  const Json json = data_of(page_of(result_of({finding})))["findings"][0];
  CHECK(json["places"].size() == report::kMaxHtmlPlaces);
  CHECK(json["more"] == 5000 - report::kMaxHtmlPlaces);
}

TEST_CASE("HTML: ten thousand findings stay below ten megabytes") {
  std::vector<model::Finding> findings;
  for (int i = 0; i < 10'000; ++i)
    findings.push_back(committed("services/billing/src/main/config/" + std::to_string(i) + ".yaml",
                                 "2024-01-01T00:00:00Z"));
  CHECK(page_of(history_of(std::move(findings))).size() < 10'000'000);
}
