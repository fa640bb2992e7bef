#include "report/human.h"

#include <algorithm>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using report::Color;
using report::HumanOptions;
using report::Secrets;
using namespace report::test;

namespace {

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// No byte that a terminal acts upon but the line feeds of the message itself.
bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); });
}

std::vector<model::Finding> findings(std::size_t count, const std::string& name) {
  std::vector<model::Finding> list;
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back(finding_at(name + std::to_string(i), i + 1));
    for (std::size_t more = 0; more < i % 3; ++more)
      list.back().places.push_back(place_at(name + std::to_string(i) + "x", more));
  }
  return list;
}

}  // namespace

TEST_CASE("blocking message: at most 18 lines, whatever the number of findings and their names") {
  for (const std::string& name :
       {std::string("file"), std::string("a b/it's "), std::string(300, 'n'), kHostile}) {
    for (std::size_t count = 1; count <= 30; ++count) {
      CAPTURE(name, count);
      const std::string message = report::blocking_message(result_of(findings(count, name)), {});
      CHECK(lines_in(message) <= 18);
      CHECK(message.ends_with('\n'));
      CHECK(is_plain(message));
    }
  }
}

TEST_CASE("blocking message: the first line, the place, the rule, and what to do") {
  const std::string message = report::blocking_message(result_of({finding_at("dir/a b")}), {});
  CHECK(message ==
        R"(git-veto: blocked: 1 secret in the lines you are adding. Nothing was committed.

  dir/a b:7  test-key  tst_...(10)

Fix it, then run the same commit again:
  1. Read the value from the environment or your secret store instead of the file.
  2. git add -- 'dir/a b'

Was it ever pushed, shared or logged? Replace it first:  git veto explain test-key
Not a secret?  git veto allow v1:0123456789abcdef --reason "why"   (recorded for review)
)");
}

TEST_CASE("blocking message: only what fails the run is in it") {
  model::Finding warn = finding_at("warned");
  warn.tier = rules::Tier::Warn;
  model::Finding allowed = finding_at("allowed");
  allowed.state = model::State::Allowed;
  allowed.allowed_by = model::Allowance{};
  model::ScanResult result = result_of({allowed, warn, finding_at("blocked")});
  std::string message = report::blocking_message(result, {});
  CHECK(message.find("1 secret in") != std::string::npos);
  CHECK(message.find("warned") == std::string::npos);
  CHECK(message.find("allowed:") == std::string::npos);
  result.failing_tier = rules::Tier::Warn;
  message = report::blocking_message(result, {});
  CHECK(message.find("2 secrets in") != std::string::npos);
}

TEST_CASE("blocking message: each file is named once to be added again") {
  const std::string message = report::blocking_message(
      result_of({finding_at("a"), finding_at("a", 9), finding_at("-b")}), {});
  CHECK(message.find("  2. git add -- a -b\n") != std::string::npos);
}

TEST_CASE("listing: its last words say how to get on") {
  model::ScanResult result = result_of({finding_at("a"), finding_at("b")});
  result.source.kind = model::SourceKind::History;
  CHECK(report::listing_notice(result) ==
        "git-veto: blocked: 2 secrets\nWhat to do about the first:  git veto explain "
        "v1:0123456789abcdef\n");
  result.findings.pop_back();
  result.source.kind = model::SourceKind::Stdin;
  CHECK(report::listing_notice(result) ==
        "git-veto: blocked: 1 secret\nWhat to do:  git veto explain test-key\n");
}

TEST_CASE("human reports: a secret is shown only when it is asked for, and then escaped") {
  model::Finding finding = finding_at("file");
  finding.secret = base::Secret("tst_" + kHostile);
  const model::ScanResult result = result_of({finding});
  for (auto* const report : {&report::blocking_message, &report::listing}) {
    CHECK((*report)(result, {}).find("[2J") == std::string::npos);
    const std::string shown = (*report)(result, {Color::Never, Secrets::Revealed});
    CHECK(shown.find("[2J") != std::string::npos);
    CHECK(is_plain(shown));
  }
}

TEST_CASE("human reports: colour comes from us alone, and can be left out") {
  const model::ScanResult result = result_of({finding_at(kHostile)});
  CHECK(report::blocking_message(result, {Color::Always, Secrets::Redacted}).find("\x1b[1;31m") !=
        std::string::npos);
  CHECK(report::listing(result, {Color::Always, Secrets::Redacted}).find("\x1b[2J") ==
        std::string::npos);
  CHECK(is_plain(report::listing(result, {})));
}

TEST_CASE("listing: findings with places, commits and decisions; many places are cut") {
  model::Finding finding = finding_at("a");
  for (std::size_t line = 10; line < 20; ++line) finding.places.push_back(place_at("b", line));
  finding.places[0].commit = std::string(40, 'c');
  finding.places[0].author = "A\x1b <a>";
  finding.places[0].date = "2026-11-22T01:02:03+01:00";
  finding.places[0].reached = "tag";
  model::Finding allowed = finding_at("z");
  allowed.state = model::State::Allowed;
  allowed.allowed_by = model::Allowance{model::AllowedHow::Config, "why\nnot", ""};
  const std::string text = report::listing(result_of({finding, allowed}), {});
  CHECK(text == R"(block test-key  tst_...(10)  v1:0123456789abcdef
      a:7  cccccccccc 2026-11-22 A\x1b <a>, tag
      b:10
      b:11
      b:12
      b:13
      ... and 6 more places
block test-key  tst_...(10)  v1:0123456789abcdef
      z:7
      allowed (config): why\x0anot
)");
  CHECK(report::listing(result_of({}), {}).empty());
}

TEST_CASE("closing lines: what is missing comes first and decides what the last line says") {
  model::ScanResult result = result_of({});
  CHECK(report::closing_lines(result) ==
        "git-veto: clean: scanned 2 staged files, 4.3 KB in 12.3 ms\n");
  result.diagnostics = {{base::DiagnosticKind::Note, "n", "worth knowing", "", ""},
                        {base::DiagnosticKind::Incomplete, "i", "gone", "a\x1b b", ""}};
  CHECK(report::closing_lines(result) ==
        "git-veto: incomplete: a\\x1b b: gone\ngit-veto: note: worth knowing\n"
        "git-veto: nothing found in what was read: scanned 2 staged files, 4.3 KB in 12.3 ms\n");
  model::Finding warn = finding_at("w");
  warn.tier = rules::Tier::Warn;
  model::Finding allowed = finding_at("z");
  allowed.state = model::State::Allowed;
  result = result_of({finding_at("a"), warn, allowed});
  CHECK(report::closing_lines(result) ==
        "git-veto: 1 finding, 1 of a lower tier, 1 allowed: scanned 2 staged files, 4.3 KB in "
        "12.3 ms\n");
}

TEST_CASE("warning lines: what passes with a warning is named, the first three of it") {
  model::ScanResult result = result_of({finding_at("a")});
  CHECK(report::warning_lines(result).empty());
  for (const char* path : {"b\x1b", "c", "d", "e"}) {
    result.findings.push_back(finding_at(path));
    result.findings.back().tier = rules::Tier::Warn;
  }
  result.findings.push_back(finding_at("z"));
  result.findings.back().tier = rules::Tier::Info;
  CHECK(report::warning_lines(result) ==
        "git-veto: warning: b\\x1b:7  test-key  tst_...(10)\n"
        "git-veto: warning: c:7  test-key  tst_...(10)\n"
        "git-veto: warning: d:7  test-key  tst_...(10)\n"
        "git-veto: warning: ... and 1 more\n");
  result.failing_tier = rules::Tier::Warn;
  CHECK(report::warning_lines(result).empty());
}

TEST_CASE("closing lines: many diagnostics are cut, and none of those that matter is crowded out") {
  model::ScanResult result = result_of({});
  for (int i = 0; i < 100; ++i)
    result.diagnostics.push_back({base::DiagnosticKind::Note, "n", "note", "", ""});
  result.diagnostics.push_back({base::DiagnosticKind::Incomplete, "i", "missing", "", ""});
  const std::string text = report::closing_lines(result);
  CHECK(lines_in(text) == 22);
  CHECK(text.starts_with("git-veto: incomplete: missing\n"));
  CHECK(text.find("... and 81 more lines like these") != std::string::npos);
}

TEST_CASE("closing lines: a hostile message cannot write to the terminal") {
  model::ScanResult result = result_of({});
  result.diagnostics = {{base::DiagnosticKind::Incomplete, "i", "tree of " + kHostile, "", ""}};
  CHECK(is_plain(report::closing_lines(result)));
}
