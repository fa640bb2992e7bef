#include "report/csv.h"

#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::array<std::string_view, 30> kColumns{
    "record",     "id",       "rule",       "title",        "tier",    "severity",
    "verified",   "state",    "path",       "line",         "column",  "end_line",
    "end_column", "redacted", "note",       "commit",       "author",  "date",
    "reached",    "object",   "allowed_by", "reason",       "expires", "code",
    "message",    "in_head",  "removed",    "removed_date", "refs",    "refs_total"};

std::string cell(std::string_view bytes) {
  constexpr std::string_view kFormula = "=+-@";
  std::string text = text::for_terminal(bytes);
  if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"; '") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// A row by the names of its columns; the others are empty.
class Row {
 public:
  explicit Row(std::string_view record) { set("record", record); }

  void set(std::string_view column, std::string_view value) { cells_[column] = value; }
  void set(std::string_view column, std::size_t value) { cells_[column] = std::to_string(value); }

  [[nodiscard]] std::string text() const {
    std::string line;
    for (const std::string_view column : kColumns) {
      if (column != kColumns.front()) line += ',';
      if (const auto found = cells_.find(column); found != cells_.end())
        line += cell(found->second);
    }
    return line + "\r\n";
  }

 private:
  std::map<std::string_view, std::string> cells_;
};

void set_place(Row& row, const model::Place& place) {
  row.set("path", place.path);
  row.set("line", place.line);
  row.set("column", place.column);
  row.set("end_line", place.end_line);
  row.set("end_column", place.end_column);
  row.set("commit", place.commit);
  row.set("author", place.author);
  row.set("date", place.date);
  row.set("reached", place.reached);
  row.set("object", place.object);
  if (place.in_head) row.set("in_head", "true");
  row.set("removed", place.removed);
  row.set("removed_date", place.removed_date);
  if (place.refs_total == 0) return;
  row.set("refs", fmt::format("{}", fmt::join(place.refs, " ")));  // no name holds a blank
  row.set("refs_total", place.refs_total);
}

std::string finding_rows(const model::Finding& finding, Secrets secrets) {
  std::string text;
  for (const model::Place& place : finding.places) {
    Row row(&place == &finding.places.front() ? "finding" : "place");
    row.set("id", finding.id);
    row.set("rule", finding.rule->id);
    row.set("title", finding.rule->title);
    row.set("tier", rules::to_string(finding.tier));
    row.set("severity", rules::to_string(finding.rule->severity));
    row.set("verified", model::to_string(finding.verified));
    row.set("state", model::to_string(finding.state));
    row.set("redacted", shown(finding, secrets));
    row.set("note", finding.note);
    if (finding.allowed_by) {
      row.set("allowed_by", model::to_string(finding.allowed_by->how));
      row.set("reason", finding.allowed_by->reason);
      row.set("expires", finding.allowed_by->expires);
    }
    set_place(row, place);
    text += row.text();
  }
  return text;
}

std::string other_rows(const model::ScanResult& result) {
  std::string text;
  for (const model::Skipped& skipped : result.coverage.skipped) {
    Row row("skipped");
    row.set("path", skipped.path);
    row.set("object", skipped.object);
    row.set("reason", skipped.reason);
    text += row.text();
  }
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    Row row("diagnostic");
    row.set("state", diagnostic.kind == base::DiagnosticKind::Incomplete ? "incomplete" : "note");
    row.set("path", diagnostic.path);
    row.set("object", diagnostic.object);
    row.set("code", diagnostic.code);
    row.set("message", diagnostic.message);
    text += row.text();
  }
  for (const model::PolicyOrigin& origin : result.policy) {
    Row row("policy");
    row.set("code", origin.kind);
    row.set("path", origin.name);
    text += row.text();
  }
  return text;
}

std::string coverage_row(const model::ScanResult& result) {
  Row row("coverage");
  row.set("state", result.complete() ? "complete" : "incomplete");
  row.set("path", result.source.repository);
  row.set("commit", result.source.head);
  row.set("date", result.as_of);
  row.set("code", result.tool.name + " " + result.tool.version + " " + result.tool.rules_digest);
  row.set("message",
          source_words(result.source) + ": " + result_words(result) + ", " + coverage_line(result));
  return row.text();
}

}  // namespace

std::string csv_report(const model::ScanResult& result, Secrets secrets) {
  std::string text;
  for (const std::string_view column : kColumns)
    text += (text.empty() ? "" : ",") + std::string(column);
  text += "\r\n";
  for (const model::Finding& finding : result.findings) text += finding_rows(finding, secrets);
  return text + other_rows(result) + coverage_row(result);
}

}  // namespace veto::report
