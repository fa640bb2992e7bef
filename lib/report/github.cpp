#include "report/github.h"

#include <string_view>

#include <fmt/format.h>

#include "text/escape.h"

namespace veto::report {
namespace {

/// What the runner turns back: % and line ends in a message, : and , too in a property. Control
/// characters are escaped as for a terminal, for that is where a log ends up.
std::string escape(std::string_view bytes, std::string_view special) {
  std::string out;
  for (const char c : text::for_terminal(bytes)) {
    if (special.find(c) == std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string message(std::string_view bytes) {
  return escape(bytes, "%");
}

std::string property(std::string_view bytes) {
  return escape(bytes, "%:,");
}

const char* command_of(rules::Tier tier) {
  switch (tier) {
    case rules::Tier::Block:
      return "error";
    case rules::Tier::Warn:
      return "warning";
    case rules::Tier::Info:
      return "notice";
  }
  return "";
}

/// "file=...,line=...,endLine=...,", or nothing for what is in no file.
std::string location(const model::Place& place) {
  if (!is_in_file(place)) return "";
  std::string text = fmt::format("file={},", property(place.path));
  if (place.line > 0) text += fmt::format("line={},", place.line);
  if (place.line > 0 && place.end_line > place.line)
    text += fmt::format("endLine={},", place.end_line);
  return text;
}

std::string finding_lines(const model::Finding& finding, Secrets secrets) {
  const bool open = finding.state == model::State::Open;
  std::string text;
  for (const model::Place& place : finding.places) {
    std::string words = fmt::format("{}: {}", finding.rule->title, shown(finding, secrets));
    if (!finding.note.empty()) words += ", " + finding.note;
    if (!is_in_file(place))
      words += ", " + place_of(place);
    else if (!place.commit.empty())
      words += ", added by commit " + place.commit.substr(0, 10);
    words += open ? fmt::format(
                        " ({}). Replace it where it is valid, then take it out: git veto "
                        "explain {}",
                        finding.id, finding.rule->id)
                  : ", " + exception_words(finding);
    text +=
        fmt::format("::{} {}title=git-veto {}::{}\n", open ? command_of(finding.tier) : "notice",
                    location(place), property(finding.rule->id), message(words));
  }
  return text;
}

std::string diagnostic_line(const base::Diagnostic& diagnostic) {
  const bool incomplete = diagnostic.kind == base::DiagnosticKind::Incomplete;
  const std::string path = diagnostic.path.empty() ? "" : diagnostic.path + ": ";
  return fmt::format("::{} title=git-veto {}::{}\n", incomplete ? "error" : "notice",
                     incomplete ? "incomplete" : "note", message(path + diagnostic.message));
}

}  // namespace

std::string github_report(const model::ScanResult& result, Secrets secrets) {
  std::string text;
  for (const base::Diagnostic& diagnostic : result.diagnostics)
    if (diagnostic.kind == base::DiagnosticKind::Incomplete) text += diagnostic_line(diagnostic);
  for (const rules::Tier tier : {rules::Tier::Block, rules::Tier::Warn, rules::Tier::Info}) {
    for (const model::Finding& finding : result.findings)
      if (finding.state == model::State::Open && finding.tier == tier)
        text += finding_lines(finding, secrets);
  }
  text += fmt::format("::notice title=git-veto {}::{}\n", message(result.tool.version),
                      message(result_words(result) + ", " + coverage_line(result)));
  for (const model::Finding& finding : result.findings)
    if (finding.state != model::State::Open) text += finding_lines(finding, secrets);
  for (const base::Diagnostic& diagnostic : result.diagnostics)
    if (diagnostic.kind == base::DiagnosticKind::Note) text += diagnostic_line(diagnostic);
  return text;
}

}  // namespace veto::report
