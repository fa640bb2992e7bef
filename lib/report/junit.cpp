#include "report/junit.h"

#include <string_view>

#include <fmt/format.h>

#include "report/places.h"
#include "text/escape.h"

namespace veto::report {
namespace {

std::string xml(std::string_view bytes) {
  return text::escape_xml(text::for_terminal(bytes));
}

bool fails(const model::ScanResult& result, const model::Finding& finding) {
  return finding.state == model::State::Open && finding.tier >= result.failing_tier;
}

bool is_excused(const model::Finding& finding) {
  return finding.state != model::State::Open;
}

/// All places and what is known of them, one a line.
std::string details(const model::Finding& finding, Secrets secrets) {
  std::string text =
      fmt::format("{} {}\n{}\n", finding.id, shown(finding, secrets), finding.rule->title);
  if (!finding.note.empty()) text += finding.note + "\n";
  std::string escaped;
  for (const char* rest = text.c_str(); *rest != '\0';) {
    const std::string_view line(rest, std::string_view(rest).find('\n'));
    escaped += xml(line) + "\n";
    rest += line.size() + 1;
  }
  for (const model::Place* place : by_relevance(finding)) {
    escaped += text::escape_xml(place_of(*place));
    if (!place->commit.empty())
      escaped += xml(fmt::format("  {} {} {}", place->commit, place->date, place->author));
    for (const std::string& words : {standing_of(*place), refs_of(*place)}) {
      if (!words.empty()) escaped += ", " + xml(words);
    }
    escaped += '\n';
  }
  return escaped + xml("git veto explain " + std::string(finding.rule->id)) + "\n";
}

std::string test_case(const model::ScanResult& result, const model::Finding& finding,
                      Secrets secrets) {
  const model::Place& place = finding.places.front();
  std::string text =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml(finding.rule->id),
                  text::escape_xml(place_of(place)) + " " + xml(shown(finding, secrets)));
  if (is_in_file(place))
    text += fmt::format(" file=\"{}\" line=\"{}\"", xml(place.path), place.line);
  text += " time=\"0\">\n";
  const std::string message = xml(finding.rule->title);
  if (is_excused(finding))
    text += fmt::format("      <skipped message=\"{}\"/>\n", xml(exception_words(finding)));
  else if (fails(result, finding))
    text += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                        rules::to_string(finding.tier), message, details(finding, secrets));
  else
    text += fmt::format("      <system-out>{}: {}\n{}</system-out>\n",
                        rules::to_string(finding.tier), message, details(finding, secrets));
  return text + "    </testcase>\n";
}

/// What was not read, and what else there is to know, one a line.
std::string diagnostics(const model::ScanResult& result) {
  std::string text;
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    text += diagnostic.kind == base::DiagnosticKind::Incomplete ? "incomplete: " : "note: ";
    if (!diagnostic.path.empty()) text += xml(diagnostic.path) + ": ";
    text += xml(diagnostic.message) + "\n";
  }
  for (const model::Skipped& skipped : result.coverage.skipped)
    text +=
        fmt::format("skipped: {}: {}\n", xml(skipped.path.empty() ? skipped.object : skipped.path),
                    xml(skipped.reason));
  return text;
}

std::string coverage_case(const model::ScanResult& result) {
  const std::string words = xml(coverage_line(result));
  std::string text =
      fmt::format("    <testcase classname=\"git-veto\" name=\"{}\" time=\"0\">\n",
                  result.complete() ? "everything was read" : "something was not read");
  if (!result.complete())
    text += fmt::format("      <error type=\"incomplete\" message=\"{}\">{}</error>\n",
                        "something was not read: what was found is not all", diagnostics(result));
  text += fmt::format("      <system-out>{}\n{}</system-out>\n    </testcase>\n", words,
                      result.complete() ? diagnostics(result) : "");
  return text;
}

std::string properties(const model::ScanResult& result) {
  std::string text = "    <properties>\n";
  const auto add = [&text](std::string_view name, std::string_view value) {
    if (!value.empty())
      text += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml(value));
  };
  add("version", result.tool.version);
  add("rules", std::to_string(result.tool.rules));
  add("rules_digest", result.tool.rules_digest);
  add("as_of", result.as_of);
  add("repository", result.source.repository);
  add("head", result.source.head);
  add("complete", result.complete() ? "true" : "false");
  add("result", result_words(result));
  add("coverage", coverage_line(result));
  for (const model::PolicyOrigin& origin : result.policy) add("policy " + origin.kind, origin.name);
  return text + "    </properties>\n";
}

}  // namespace

std::string junit_report(const model::ScanResult& result, Secrets secrets) {
  std::string cases;
  std::size_t excused = 0;
  for (const model::Finding& finding : result.findings) {
    cases += test_case(result, finding, secrets);
    if (is_excused(finding)) ++excused;
  }
  const std::string totals =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
                  result.findings.size() + 1, result.count_open(result.failing_tier),
                  result.complete() ? 0 : 1, excused, result.coverage.seconds);
  const std::string time =
      result.as_of.empty() ? "" : fmt::format(" timestamp=\"{}\"", xml(result.as_of.substr(0, 19)));
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"git-veto\" {0}>\n"
      "  <testsuite name=\"git-veto {1}\" {0}{2}>\n{3}{4}{5}  </testsuite>\n</testsuites>\n",
      totals, xml(source_words(result.source)), time, properties(result), coverage_case(result),
      cases);
}

}  // namespace veto::report
