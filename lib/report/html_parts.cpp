#include "report/html_parts.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "report/presence.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxListed = 200;
constexpr std::size_t kMaxExceptions = 1000;  // all of them are among the findings too

/// Of this tier and no other.
std::size_t open_at(const model::ScanResult& result, rules::Tier tier) {
  return static_cast<std::size_t>(
      std::count_if(result.findings.begin(), result.findings.end(), [tier](const auto& finding) {
        return finding.state == model::State::Open && finding.tier == tier;
      }));
}

/// Whether all that there was has been read: what was left out on purpose counts too.
bool read_everything(const model::ScanResult& result) {
  return result.complete() && result.coverage.skipped.empty();
}

bool knows_history(const model::ScanResult& result) {
  return result.source.kind == model::SourceKind::History;
}

std::string fact(std::string_view name, const std::string& markup) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, markup);
}

std::string code(std::string_view bytes) {
  return "<code>" + html_text(bytes) + "</code>";
}

std::string_view scanned_what(model::SourceKind kind) {
  switch (kind) {
    case model::SourceKind::Staged:
      return "What the next commit would add";
    case model::SourceKind::History:
      return "The whole history, every object";
    case model::SourceKind::Range:
      return "What a range of commits adds";
    case model::SourceKind::Files:
      return "Files as they are";
    case model::SourceKind::Stdin:
      return "Standard input";
    case model::SourceKind::Message:
      return "A commit message";
  }
  return "";
}

/// "12,345"
std::string grouped(std::size_t count) {
  const std::string text = count_of(count, "");
  return text.substr(0, text.find(' '));
}

std::string tile(std::string_view name, std::size_t count, std::string_view kind) {
  return fmt::format("<div class=\"tile {}{}\"><dt>{}</dt><dd>{}</dd></div>\n", kind,
                     count == 0 ? " none" : "", name, grouped(count));
}

std::string banner(std::string_view kind, std::string_view title, const std::string& markup) {
  return fmt::format("<section class=\"banner {}\"><h2>{}</h2>\n{}</section>\n", kind, title,
                     markup);
}

/// "... and 12 more" below a list that shows `shown` of `all`.
std::string and_more(std::size_t shown, std::size_t all) {
  if (shown >= all) return "";
  return fmt::format("<p class=\"quiet\">... and {} more</p>\n", grouped(all - shown));
}

std::string diagnostics_list(const model::ScanResult& result, base::DiagnosticKind kind) {
  std::string items;
  std::size_t count = 0;
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.kind != kind || ++count > kMaxListed) continue;
    items += "<li>";
    if (!diagnostic.path.empty()) items += code(diagnostic.path) + ": ";
    items += text::escape_html(text::guard_terminal(diagnostic.message));
    if (!diagnostic.object.empty())
      items += " <span class=\"quiet\">" + html_text(diagnostic.object) + "</span>";
    items += "</li>\n";
  }
  if (count == 0) return "";
  return "<ul class=\"lines\">\n" + items + "</ul>\n" + and_more(kMaxListed, count);
}

std::string skipped_list(const model::Coverage& coverage) {
  std::map<std::string, std::vector<const model::Skipped*>> reasons;
  for (const model::Skipped& skip : coverage.skipped) reasons[skip.reason].push_back(&skip);
  std::string text;
  for (const auto& [reason, all] : reasons) {
    text += fmt::format("<details><summary>{}: {}</summary>\n<ul class=\"lines\">\n",
                        html_text(reason), all.size());
    const std::size_t shown = std::min(all.size(), kMaxListed);
    for (std::size_t i = 0; i < shown; ++i)
      text += "<li>" + code(all[i]->path.empty() ? all[i]->object : all[i]->path) + "</li>\n";
    text += "</ul>\n" + and_more(shown, all.size()) + "</details>\n";
  }
  return text;
}

std::string plain_row(const model::Finding& finding, Secrets secrets) {
  const model::Place& place = finding.places.front();
  const std::size_t more = finding.places.size() - 1;
  return fmt::format(
      "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n",
      rules::to_string(finding.tier), rules::to_string(finding.rule->severity),
      html_text(finding.rule->title), code(shown(finding, secrets)), code(place_of(place)),
      more == 0 ? "" : fmt::format(" and {}", count_of(more, "more place")),
      model::to_string(finding.state), code(finding.id));
}

std::string exception_row(const model::Finding& finding) {
  const model::Allowance none;
  const model::Allowance& why = finding.allowed_by ? *finding.allowed_by : none;
  return fmt::format(
      "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      html_text(finding.rule->title), code(place_of(finding.places.front())),
      finding.allowed_by ? model::to_string(why.how) : model::to_string(finding.state),
      why.reason.empty() ? "<span class=\"quiet\">none given</span>" : html_text(why.reason),
      why.expires.empty() ? "<span class=\"quiet\">never</span>" : html_text(why.expires),
      code(finding.id));
}

std::string policy_list(const model::ScanResult& result) {
  if (result.policy.empty()) return "";
  std::string text = "<p>Decided by:</p>\n<ul class=\"lines\">\n";
  for (const model::PolicyOrigin& origin : result.policy)
    text += fmt::format("<li>{} {}</li>\n", html_text(origin.kind), code(origin.name));
  return text + "</ul>\n";
}

}  // namespace

std::string html_text(std::string_view bytes) {
  return text::escape_html(text::for_terminal(bytes));
}

std::string html_headline(const model::ScanResult& result) {
  std::vector<std::string> parts;
  if (const std::size_t count = open_at(result, rules::Tier::Block); count > 0)
    parts.push_back(count_of(count, "secret") + (count == 1 ? " blocks" : " block"));
  if (const std::size_t count = open_at(result, rules::Tier::Warn); count > 0)
    parts.push_back(count_of(count, "warning"));
  if (const std::size_t count = open_at(result, rules::Tier::Info); count > 0)
    parts.push_back(count_of(count, "finding") + " for information");
  const std::string found = fmt::format("{}", fmt::join(parts, ", "));
  if (!result.complete())
    return "Incomplete: " + (found.empty() ? "nothing found" : found) + " in what was read";
  if (!found.empty()) return found;
  if (!read_everything(result)) return "Nothing open in what was read";
  return result.findings.empty()
             ? "Clean: no secret found"
             : "Clean: nothing is open, " + count_of(result.findings.size(), "exception");
}

std::string_view html_tone(const model::ScanResult& result) {
  if (result.count_open(rules::Tier::Block) > 0) return "blocked";
  if (!result.complete()) return "incomplete";
  return result.count_open(rules::Tier::Info) > 0 ? "warned" : "calm";
}

std::string html_facts(const model::ScanResult& result, const std::string& as_of) {
  std::string facts = "<dl class=\"facts\">\n";
  if (!result.source.repository.empty())
    facts += fact("Repository", code(result.source.repository));
  facts += fact("Scanned", std::string(scanned_what(result.source.kind)));
  if (!result.source.range.empty()) facts += fact("Range", code(result.source.range));
  if (!result.source.head.empty()) facts += fact("HEAD", code(result.source.head.substr(0, 12)));
  if (!as_of.empty())
    facts += fact("As of", fmt::format("<time datetime=\"{0}\">{0}</time>", html_text(as_of)));
  return facts + "</dl>";
}

std::string html_tiles(const model::ScanResult& result) {
  std::string tiles = "<dl class=\"tiles\">\n";
  tiles += tile("Block", open_at(result, rules::Tier::Block), "block");
  tiles += tile("Warn", open_at(result, rules::Tier::Warn), "warn");
  tiles += tile("Info", open_at(result, rules::Tier::Info), "info");
  tiles += tile("Allowed", result.count(model::State::Allowed), "allowed");
  tiles += tile("Baselined", result.count(model::State::Baselined), "allowed");
  if (knows_history(result)) {
    std::size_t in_head = 0;
    std::size_t removed = 0;
    for (const model::Finding& finding : result.findings) {
      const Presence presence = presence_of(finding);
      in_head += presence.in_head ? 1 : 0;
      removed += presence.removal != nullptr ? 1 : 0;
    }
    tiles += tile("Still in HEAD", in_head, "plain");
    tiles += tile("Gone from HEAD", removed, "plain");
  }
  return tiles + "</dl>";
}

std::string html_banners(const model::ScanResult& result, Secrets secrets) {
  std::string text;
  if (secrets == Secrets::Revealed && !result.findings.empty())
    text += banner("revealed", "This report shows secrets in full",
                   "<p>It was made with --reveal. Whoever has this file has the secrets: "
                   "delete it when you are done.</p>\n");
  if (!result.complete())
    text += banner("incomplete", "Incomplete: not everything could be read",
                   "<p>What is listed here was not scanned, so nothing is said about it.</p>\n" +
                       diagnostics_list(result, base::DiagnosticKind::Incomplete));
  return text;
}

std::string html_plain_findings(const model::ScanResult& result, Secrets secrets) {
  if (result.findings.empty())
    return "<p class=\"empty\">Nothing was found in what was read; Coverage says what that "
           "was.</p>";
  const std::size_t shown = std::min(result.findings.size(), kMaxPlainFindings);
  std::string text =
      "<noscript>\n<p>Charts, search and a page for each finding need JavaScript; the list does "
      "not.</p>\n"
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Tier</th>"
      "<th scope=\"col\">Severity</th><th scope=\"col\">What</th><th scope=\"col\">Secret</th>"
      "<th scope=\"col\">Where</th><th scope=\"col\">State</th><th scope=\"col\">Id</th></tr>"
      "</thead>\n<tbody>\n";
  for (std::size_t i = 0; i < shown; ++i) text += plain_row(result.findings[i], secrets);
  return text + "</tbody>\n</table></div>\n" + and_more(shown, result.findings.size()) +
         "</noscript>";
}

std::string html_exceptions(const model::ScanResult& result) {
  std::string rows;
  std::size_t count = 0;
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Open && ++count <= kMaxExceptions)
      rows += exception_row(finding);
  }
  std::string text =
      "<section id=\"exceptions\" aria-labelledby=\"exceptions-title\">\n"
      "<h2 id=\"exceptions-title\">Exceptions</h2>\n";
  if (count == 0) {
    text += "<p>Nothing is excused: no finding is allowed or in a baseline.</p>\n";
  } else {
    text +=
        "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">What</th>"
        "<th scope=\"col\">Where</th><th scope=\"col\">How</th><th scope=\"col\">Reason</th>"
        "<th scope=\"col\">Expires</th><th scope=\"col\">Id</th></tr></thead>\n<tbody>\n" +
        rows + "</tbody>\n</table></div>\n" + and_more(kMaxExceptions, count);
  }
  return text + policy_list(result) + "</section>";
}

std::string html_coverage(const model::ScanResult& result) {
  const model::Coverage& coverage = result.coverage;
  const bool of_objects = knows_history(result) || result.source.kind == model::SourceKind::Range;
  const auto number = [](std::size_t count, std::string_view noun) {
    return count_of(count, noun);
  };
  std::vector<std::string> parts;
  if (of_objects) {
    parts = {number(coverage.blobs, "blob"), number(coverage.commits, "commit"),
             number(coverage.tags, "tag")};
  } else if (result.source.kind != model::SourceKind::Stdin) {
    parts = {number(coverage.files, "file")};
  }
  parts.push_back(size_of(coverage.bytes));
  std::string text = fmt::format(
      "<section id=\"coverage\" aria-labelledby=\"coverage-title\">\n"
      "<h2 id=\"coverage-title\">Coverage</h2>\n<dl class=\"facts\">\n{}{}{}</dl>\n",
      fact("Read", fmt::format("{}", fmt::join(parts, ", "))),
      fact("Not read", result.complete() ? "nothing that there was to read"
                                         : "see the list at the top: the scan is incomplete"),
      fact("Left out on purpose",
           coverage.skipped.empty() ? "nothing" : number(coverage.skipped.size(), "item")));
  text += skipped_list(coverage);
  if (const std::string notes = diagnostics_list(result, base::DiagnosticKind::Note);
      !notes.empty())
    text += "<h3>Notes</h3>\n" + notes;
  return text + "</section>";
}

std::string html_about(const model::ScanResult& result) {
  return fmt::format("<p>{} {}, {}, digest <code>{}</code></p>", html_text(result.tool.name),
                     html_text(result.tool.version), count_of(result.tool.rules, "rule"),
                     html_text(result.tool.rules_digest));
}

}  // namespace veto::report
