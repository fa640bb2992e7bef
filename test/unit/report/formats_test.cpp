// What holds for every format, whatever stands in the result.
#include "report/formats.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/markdown.h"
#include "test/support/catch.h"
#include "test/unit/report/markup.h"
#include "test/unit/report/results.h"
#include "text/encoding.h"
#include "text/utf8.h"

using namespace veto;
using report::Color;
using report::Format;
using report::HumanOptions;
using report::Secrets;
using report::Standing;
using namespace report::test;

namespace {

const std::string kNasty =
    kHostile + "]]>|`x`<!--@all#1 ##vso[task.complete]% ,:=1+1 https://example.com [a](b) **c**";

std::string render(const Format& format, const model::ScanResult& result,
                   Secrets secrets = Secrets::Redacted) {
  return format.render(result, {Color::Never, secrets, Standing::AtTop});
}

/// Findings of all states and kinds of places, with hostile text wherever text comes from outside.
model::ScanResult nasty_result() {
  std::vector<model::Finding> findings;
  for (const model::State state :
       {model::State::Open, model::State::Allowed, model::State::Baselined}) {
    model::Finding finding = finding_at(kNasty);
    finding.state = state;
    finding.note = kNasty;
    if (state != model::State::Open)
      finding.allowed_by = model::Allowance{model::AllowedHow::Mark, kNasty, "2027-01-31"};
    for (const model::OriginKind kind : {model::OriginKind::Blob, model::OriginKind::CommitMessage,
                                         model::OriginKind::TagMessage}) {
      model::Place place = place_at(kind == model::OriginKind::Blob ? kNasty : "", 0);
      place.kind = kind;
      place.object = std::string(40, 'b');
      place.commit = std::string(40, 'c');
      place.author = kNasty;
      place.date = "2026-11-22T01:02:03+01:00";
      place.reached = "branch";
      finding.places.push_back(place);
    }
    findings.push_back(finding);
  }
  findings.push_back(findings.front());  // a finding that is only in a message
  findings.back().places = {findings.back().places.back()};
  model::ScanResult result = result_of(std::move(findings));
  result.source = {model::SourceKind::Range, "/" + kNasty, std::string(40, 'd'), kNasty};
  result.as_of = "2026-11-22T01:02:03Z";
  result.policy = {{"config", kNasty}};
  result.coverage.skipped.push_back({kNasty, std::string(40, 'a'), "symbolic link"});
  result.diagnostics.push_back(
      {base::DiagnosticKind::Incomplete, "unreadable", kNasty, kNasty, std::string(40, 'a')});
  result.diagnostics.push_back({base::DiagnosticKind::Note, "note", kNasty, "", ""});
  return result;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto first = text::first_utf8_char(text);
    if (!first) return false;
    text.remove_prefix(first->size);
  }
  return true;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// The scripts of a page are the same for every report.
std::string without_scripts(std::string text) {
  constexpr std::string_view kEnd = "</script>";
  for (std::size_t at = 0; (at = text.find("<script>", at)) != std::string::npos;)
    text.erase(at, text.find(kEnd, at) + kEnd.size() - at);
  return text;
}

/// What a reader of this format would stumble over; empty if nothing.
std::string flaw(const Format& format, const std::string& text) {
  if (!is_utf8(text)) return "not UTF-8";
  if (text.find('\x1b') != std::string::npos) return "a control character";
  const std::string name(format.name);
  if (name == "junit" && !is_xml(text)) return "not XML";
  if (name == "csv" && csv_rows(text).empty()) return "not CSV";
  if (std::set<std::string>{"json", "sarif", "gitlab", "gitleaks"}.contains(name) &&
      !nlohmann::json::accept(text))
    return "not JSON";
  for (const std::string& line : lines_of(text)) {
    if (name == "jsonl" && !nlohmann::json::accept(line)) return "a line that is not JSON: " + line;
    if (name == "github" && !line.starts_with("::")) return "a line that is no command: " + line;
  }
  return "";
}

}  // namespace

TEST_CASE("formats: names are unique and found, the first one is for people") {
  std::set<std::string_view> names;
  for (const Format& format : report::formats()) {
    names.insert(format.name);
    CHECK(report::find_format(format.name) == &format);
  }
  CHECK(names.size() == report::formats().size());
  CHECK(report::formats().front().name == "human");
  CHECK(report::find_format("") == nullptr);
  CHECK(report::find_format("HUMAN") == nullptr);
}

TEST_CASE("formats: hostile text anywhere leaves every format well-formed") {
  for (const Format& format : report::formats()) {
    CAPTURE(format.name);
    for (const Secrets secrets : {Secrets::Redacted, Secrets::Revealed})
      CHECK(flaw(format, render(format, nasty_result(), secrets)).empty());
    CHECK(flaw(format, render(format, result_of({}))).empty());
  }
}

TEST_CASE("formats: the secret stands in a report only when it is asked for, nor encoded") {
  const model::ScanResult result = nasty_result();
  const std::string secret = result.findings.front().secret.reveal();
  for (const Format& format : report::formats()) {
    CAPTURE(format.name);
    const std::string text = without_scripts(render(format, result));
    std::vector<std::string> forms{secret, text::encode_base64(secret), text::encode_hex(secret)};
    if (format.name != "html") forms.emplace_back("hidden");  // where it is an attribute
    for (const std::string& form : forms) CHECK(text.find(form) == std::string::npos);
    CHECK(render(format, result, Secrets::Revealed).find(secret) != std::string::npos);
  }
}

TEST_CASE("formats: the same result gives the same bytes") {
  for (const Format& format : report::formats()) {
    CAPTURE(format.name);
    CHECK(render(format, nasty_result()) == render(format, nasty_result()));
  }
}

TEST_CASE("formats: what was not read is said, and the word clean is not") {
  model::ScanResult result = result_of({});
  result.diagnostics.push_back(
      {base::DiagnosticKind::Incomplete, "unreadable", "zlib stream is broken", "dir/f", ""});
  for (const Format& format : report::formats()) {
    CAPTURE(format.name);
    std::string text = render(format, result);
    if (format.audience == report::Audience::People) text += report::closing_lines(result);
    CHECK(lower_case(text).find("clean") == std::string::npos);
    CHECK(lower_case(text).find("incomplete") != std::string::npos);
    CHECK(text.find("zlib stream is broken") != std::string::npos);
    CHECK(text.find("dir/f") != std::string::npos);
  }
}

TEST_CASE("formats: what may stay is there with its reason, how and until when") {
  model::Finding allowed = finding_at("a");
  allowed.state = model::State::Allowed;
  allowed.allowed_by = model::Allowance{model::AllowedHow::AllowFile, "a test key", "2027-01-31"};
  model::Finding baselined = finding_at("b");
  baselined.state = model::State::Baselined;
  baselined.allowed_by = model::Allowance{model::AllowedHow::Baseline, "", ""};
  for (const Format& format : report::formats()) {
    if (format.name == "gitleaks") continue;  // has no room for it
    CAPTURE(format.name);
    const std::string text = render(format, result_of({allowed, baselined}));
    for (const char* word : {"a test key", "2027-01-31", "allow-file", "baselined"}) {
      CAPTURE(word);
      CHECK(text.find(word) != std::string::npos);
    }
  }
}

TEST_CASE("formats: a finding that is a file itself has no secret to show") {
  model::Finding finding = finding_at("id_rsa", 0);
  finding.secret = base::Secret();
  finding.shown_as = "(file)";
  model::Place& place = finding.places.front();
  place.column = place.end_line = place.end_column = 0;
  for (const Format& format : report::formats()) {
    CAPTURE(format.name);
    for (const Secrets secrets : {Secrets::Redacted, Secrets::Revealed}) {
      const std::string text = render(format, result_of({finding}), secrets);
      CHECK(flaw(format, text).empty());
      CHECK(text.find("id_rsa") != std::string::npos);
      CHECK(without_scripts(text).find("(0)") == std::string::npos);
    }
  }
}

TEST_CASE("formats: numbers of findings that no table has room for") {
  model::ScanResult result = result_of({});
  for (std::size_t i = 0; i < 3000; ++i) {
    result.findings.push_back(finding_at(kNasty + std::string(5000, '|'), i + 1));
    model::Finding allowed = result.findings.back();
    allowed.state = model::State::Allowed;
    allowed.allowed_by = model::Allowance{model::AllowedHow::Mark, std::string(5000, '`'), ""};
    result.findings.push_back(allowed);
    result.policy.push_back({"config", std::string(5000, '|')});
    for (const auto kind : {base::DiagnosticKind::Incomplete, base::DiagnosticKind::Note})
      result.diagnostics.push_back({kind, "code", std::string(5000, '`'), kNasty, ""});
  }
  result.source.range = std::string(5000, '`');
  const std::string text = report::markdown_report(result, Secrets::Redacted);
  CHECK(text.size() <= report::kMaxMarkdown);
  CHECK(text.find("\nand 2") != std::string::npos);
  CHECK(text.find("git-veto `1.2.3`") != std::string::npos);
}
