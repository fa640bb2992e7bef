#include "report/markdown.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/places.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxCell = 400;
constexpr std::size_t kMaxPlaces = 5;  // of one finding
constexpr std::size_t kShortId = 10;
// Of a text whose marks are references, six bytes each.
constexpr std::size_t kMaxMarkedCell = 150;
// What each table may take of the whole; the rest is for the text around them.
constexpr std::size_t kFindingsShare = 26'000;
constexpr std::size_t kPlacesShare = 10'000;
constexpr std::size_t kExceptionsShare = 10'000;
constexpr std::size_t kUnreadShare = 8'000;
constexpr std::size_t kNotesShare = 3'000;
constexpr std::size_t kPolicyShare = 3'000;

std::string cut(const std::string& text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

/// Bytes from elsewhere as a code span. A backtick would end it and a bar the cell of a table, so
/// that text with either becomes a <code> element all of whose marks are references.
std::string code(std::string_view bytes) {
  std::string text = cut(text::for_terminal(bytes), kMaxCell);
  if (text.empty()) return "";
  if (text.find_first_of("`|") == std::string::npos) {
    const bool padded = text.starts_with(' ') || text.ends_with(' ');
    return padded ? "` " + text + " `" : "`" + text + "`";
  }
  text = cut(text, kMaxMarkedCell);
  std::string out = "<code>";
  for (const char c : text) {
    const bool is_mark = c > ' ' && c < '\x7f' && !(c >= '0' && c <= '9') &&
                         !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
    out += is_mark ? fmt::format("&#{};", static_cast<int>(c)) : std::string(1, c);
  }
  return out + "</code>";
}

/// "`src/app.py:14`, commit `1a2b3c4d5e`, in `main and 3 more`, still in HEAD".
std::string place_text(const model::Place& place) {
  std::string text = is_in_file(place) ? code(fmt::format("{}:{}", place.path, place.line))
                                       : code(place_of(place));
  if (!place.commit.empty()) text += ", commit " + code(place.commit.substr(0, kShortId));
  if (place.reached == "unreachable") text += ", unreachable";
  if (const std::string refs = refs_of(place); !refs.empty()) text += ", in " + code(refs);
  if (const std::string standing = standing_of(place); !standing.empty()) text += ", " + standing;
  return text;
}

/// The place that matters most, "and 2 more places".
std::string places(const model::Finding& finding) {
  std::string text = place_text(*by_relevance(finding).front());
  if (const std::size_t more = finding.places.size() - 1; more > 0)
    text += ", and " + count_of(more, "more place");
  return text;
}

/// The rows under a heading as long as there is room for them, then how many were left out.
std::string table(std::string_view head, const std::vector<std::string>& rows, std::size_t room) {
  if (rows.empty()) return "";
  std::string text(head);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (text.size() + rows[i].size() > room)
      return text + fmt::format("\nand {} more.\n", rows.size() - i);
    text += rows[i];
  }
  return text;
}

/// Of findings in several places, what the table has no room for.
std::string places_list(const model::ScanResult& result) {
  std::vector<std::string> rows;
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Open || finding.places.size() == 1) continue;
    const std::string counts = counts_of_places(finding);
    std::string row =
        fmt::format("- {} {}\n", code(finding.id),
                    counts.empty() ? count_of(finding.places.size(), "place") : counts);
    const std::vector<const model::Place*> all = by_relevance(finding);
    const std::size_t shown = std::min(all.size(), kMaxPlaces);
    for (std::size_t i = 0; i < shown; ++i) row += "  - " + place_text(*all[i]) + "\n";
    if (shown < all.size()) row += fmt::format("  - and {} more\n", all.size() - shown);
    rows.push_back(std::move(row));
  }
  return table("\n### Where else\n\n", rows, kPlacesShare);
}

std::string findings_table(const model::ScanResult& result, Secrets secrets) {
  std::vector<std::string> rows;
  for (const rules::Tier tier : {rules::Tier::Block, rules::Tier::Warn, rules::Tier::Info}) {
    for (const model::Finding& finding : result.findings) {
      if (finding.state != model::State::Open || finding.tier != tier) continue;
      const std::string note = finding.note.empty() ? "" : ", " + code(finding.note);
      rows.push_back(fmt::format("| {} | {} | {} | {}{} | {} |\n", rules::to_string(tier),
                                 code(finding.rule->id), places(finding),
                                 code(shown(finding, secrets)), note, code(finding.id)));
    }
  }
  return table("\n| tier | rule | place | secret | id |\n|---|---|---|---|---|\n", rows,
               kFindingsShare);
}

std::string what_to_do(const model::ScanResult& result) {
  const auto open = std::find_if(result.findings.begin(), result.findings.end(),
                                 [](const auto& each) { return each.state == model::State::Open; });
  if (open == result.findings.end()) return "";
  return fmt::format(
      "\n**What to do:** replace the secret where it is valid, because whoever can read the "
      "repository can use it; then take it out of the file. How: `git veto explain {}`. Not a "
      "secret? `git veto allow {} --reason \"why\"`\n",
      open->rule->id, open->id);
}

std::string exceptions_table(const model::ScanResult& result) {
  std::vector<std::string> rows;
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open) continue;
    rows.push_back(fmt::format("| {} | {} | {} | {} |\n", code(finding.rule->id), places(finding),
                               code(exception_words(finding)), code(finding.id)));
  }
  return table("\n### What may stay\n\n| rule | place | why | id |\n|---|---|---|---|\n", rows,
               kExceptionsShare);
}

std::string notes_list(const model::ScanResult& result, base::DiagnosticKind kind) {
  std::vector<std::string> rows;
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.kind != kind) continue;
    const std::string path = diagnostic.path.empty() ? "" : code(diagnostic.path) + ": ";
    rows.push_back(fmt::format("- {}{}\n", path, code(diagnostic.message)));
  }
  const bool incomplete = kind == base::DiagnosticKind::Incomplete;
  return table(incomplete ? "\n### What was not read\n\n" : "\n### Notes\n\n", rows,
               incomplete ? kUnreadShare : kNotesShare);
}

std::string policy_list(const model::ScanResult& result) {
  std::vector<std::string> rows;
  for (const model::PolicyOrigin& origin : result.policy)
    rows.push_back(fmt::format("- {} {}\n", code(origin.kind), code(origin.name)));
  return table("\n### What decided\n\n", rows, kPolicyShare);
}

std::string footer(const model::ScanResult& result) {
  std::string text = "\n" + code(source_words(result.source)) + ": " + code(coverage_line(result));
  text += "\n\ngit-veto " + code(result.tool.version) + ", rules " +
          code(result.tool.rules_digest.substr(0, 12));
  if (!result.source.head.empty()) text += ", commit " + code(result.source.head.substr(0, 10));
  if (!result.as_of.empty()) text += ", " + code(result.as_of);
  return text + "\n";
}

}  // namespace

std::string markdown_report(const model::ScanResult& result, Secrets secrets) {
  std::string text = fmt::format("## git-veto: {}\n", result_words(result));
  if (!result.complete())
    text += "\n**Incomplete: not everything was read, and this is not the whole result.**\n";
  text += findings_table(result, secrets) + what_to_do(result) + places_list(result);
  text += exceptions_table(result);
  text += notes_list(result, base::DiagnosticKind::Incomplete);
  text += notes_list(result, base::DiagnosticKind::Note);
  return text + policy_list(result) + footer(result);
}

}  // namespace veto::report
