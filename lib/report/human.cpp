#include "report/human.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/places.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxShownFindings = 8;
constexpr std::size_t kMaxShownPlaces = 5;
constexpr std::size_t kMaxShownDiagnostics = 20;
constexpr std::size_t kMaxShownWarnings = 3;

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kYellow = "\033[33m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kReset = "\033[0m";

std::string paint(std::string_view text, std::string_view code, const HumanOptions& options) {
  if (options.color == Color::Never) return std::string(text);
  return fmt::format("{}{}{}", code, text, kReset);
}

std::string_view color_of(rules::Tier tier) {
  switch (tier) {
    case rules::Tier::Block:
      return kRed;
    case rules::Tier::Warn:
      return kYellow;
    case rules::Tier::Info:
      return kDim;
  }
  return kReset;
}

std::string shown_secret(const model::Finding& finding, const HumanOptions& options) {
  return text::for_terminal(shown(finding, options.secrets));
}

std::vector<const model::Finding*> select(const model::ScanResult& result, rules::Tier lowest) {
  std::vector<const model::Finding*> selected;
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open && finding.tier >= lowest) selected.push_back(&finding);
  }
  return selected;
}

/// The files of these findings, each once, as words for a shell.
std::vector<std::string> pathspecs_of(const std::vector<const model::Finding*>& findings,
                                      Standing standing) {
  std::vector<std::string> words;
  for (const model::Finding* finding : findings) {
    for (const model::Place& place : finding->places) {
      std::string word = pathspec(place.path, standing);
      if (std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(std::move(word));
    }
  }
  return words;
}

bool is_file(const model::Finding& finding) {
  return finding.rule->kind == rules::RuleKind::File;
}

/// The findings to fix in the text, and the files to take out: what is in those goes with them.
struct Repairs {
  explicit Repairs(const std::vector<const model::Finding*>& findings) {
    std::set<std::string> paths;
    for (const model::Finding* finding : findings) {
      if (!is_file(*finding)) continue;
      (finding->places.front().in_head ? old_files : new_files).push_back(finding);
      paths.insert(finding->places.front().path);
    }
    for (const model::Finding* finding : findings) {
      const bool goes =
          std::all_of(finding->places.begin(), finding->places.end(),
                      [&](const model::Place& place) { return paths.contains(place.path); });
      if (!goes) texts.push_back(finding);
    }
  }

  std::vector<const model::Finding*> texts;
  std::vector<const model::Finding*> new_files;
  std::vector<const model::Finding*> old_files;  ///< that HEAD has already
};

/// `command` for the files of the findings; empty without any.
std::string command_for(std::string_view command, std::string_view effect,
                        const std::vector<const model::Finding*>& findings, Standing standing) {
  std::vector<std::string> paths = pathspecs_of(findings, standing);
  if (paths.empty()) return "";
  const bool too_many = paths.size() > kMaxShownFindings;
  if (too_many) paths.resize(kMaxShownFindings);
  return fmt::format("  {} -- {}{}{}\n", command, fmt::join(paths, " "), effect,
                     too_many ? "   (and the others)" : "");
}

/// What to type.
std::string repairs_text(const std::vector<const model::Finding*>& findings, Standing standing) {
  const Repairs repairs(findings);
  std::string text = "\nFix it, then run the same commit again:\n";
  if (!repairs.texts.empty())
    text += "  1. Read the value from the environment or your secret store instead of the file.\n" +
            command_for("2. git add", "", repairs.texts, standing);
  text += command_for("git rm --cached", "   (your copy stays; name it in .gitignore)",
                      repairs.new_files, standing);
  if (!repairs.old_files.empty()) {
    text +=
        "  HEAD has the file already. Leave the change out, or take the file out of the "
        "repository (your copy stays):\n";
    text += command_for("git restore --staged", "", repairs.old_files, standing);
    text += command_for("git rm --cached", "", repairs.old_files, standing);
  }
  return text;
}

std::string more_places(const model::Finding& finding) {
  const std::size_t more = finding.places.size() - 1;
  return more == 0 ? "" : fmt::format(" (and {})", count_of(more, "more place"));
}

/// What is known of it beside where it is, with a gap before it.
std::string beside(const model::Place& place, const HumanOptions& options) {
  const std::string words = history_of(place);
  return words.empty() ? "" : paint("  " + text::for_terminal(words), kDim, options);
}

std::string listed_places(const model::Finding& finding, const HumanOptions& options) {
  const std::vector<const model::Place*> places = by_relevance(finding);
  const std::size_t shown = std::min(places.size(), kMaxShownPlaces);
  std::string text;
  if (const std::string counts = counts_of_places(finding); !counts.empty())
    text += fmt::format("      {}\n", counts);
  for (std::size_t i = 0; i < shown; ++i)
    text += fmt::format("      {}{}\n", place_of(*places[i]), beside(*places[i], options));
  if (shown < places.size())
    text += fmt::format("      ... and {}\n", count_of(places.size() - shown, "more place"));
  return text;
}

std::string listed_finding(const model::Finding& finding, const HumanOptions& options) {
  const std::string tier(rules::to_string(finding.tier));
  std::string text = fmt::format(
      "{} {}  {}  {}\n", paint(fmt::format("{:5}", tier), color_of(finding.tier), options),
      paint(finding.rule->id, kBold, options), shown_secret(finding, options), finding.id);
  if (!finding.note.empty()) text += fmt::format("      {}\n", text::for_terminal(finding.note));
  text += listed_places(finding, options);
  if (finding.state != model::State::Open)
    text += fmt::format("      {}\n", text::for_terminal(exception_words(finding)));
  return text;
}

}  // namespace

std::string pathspec(const std::string& path, Standing standing) {
  const bool has_magic = path.starts_with(':') || path.find_first_of("*?[\\") != std::string::npos;
  if (has_magic) return text::shell_quote(":(top,literal)" + path);
  return text::shell_quote(standing == Standing::Below ? ":/" + path : path);
}

std::string blocking_message(const model::ScanResult& result, const HumanOptions& options) {
  const std::vector<const model::Finding*> findings = select(result, result.failing_tier);
  const bool files_only = std::all_of(findings.begin(), findings.end(),
                                      [](const model::Finding* each) { return is_file(*each); });
  const std::string headline =
      files_only ? fmt::format("git-veto: blocked: {} of a name that has no place in a repository.",
                               count_of(findings.size(), "file"))
                 : fmt::format("git-veto: blocked: {} in the lines you are adding.",
                               count_of(findings.size(), "secret"));
  std::string text = paint(headline, kRed, options) + " Nothing was committed.\n\n";

  std::size_t width = 0;
  for (const model::Finding* finding : findings)
    width = std::max(width, place_of(finding->places.front()).size());
  width = std::min<std::size_t>(width, 48);
  for (std::size_t i = 0; i < findings.size() && i < kMaxShownFindings; ++i) {
    const model::Finding& finding = *findings[i];
    text += fmt::format("  {:{}}  {}  {}{}\n", place_of(finding.places.front()), width,
                        paint(finding.rule->id, kBold, options), shown_secret(finding, options),
                        more_places(finding));
  }
  if (findings.size() > kMaxShownFindings)
    text += fmt::format("  ... and {} more: git veto staged --format json\n",
                        findings.size() - kMaxShownFindings);

  const model::Finding& first = *findings.front();
  text += repairs_text(findings, options.standing);
  text += fmt::format(
      "\nWas it ever pushed, shared or logged? Replace it first:  git veto explain {}\n",
      first.rule->id);
  text += fmt::format(
      "Not a secret?  git veto allow {} --reason \"why\"   (recorded for review{})\n", first.id,
      findings.size() > 1 ? "; one by one: git veto allow --interactive" : "");
  return text;
}

std::string listing(const model::ScanResult& result, const HumanOptions& options) {
  std::string text;
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Baselined) text += listed_finding(finding, options);
  }
  if (const std::size_t old = result.count(model::State::Baselined); old > 0)
    text += fmt::format("{} not listed here: git veto baseline show\n",
                        count_of(old, "baselined secret"));
  return text;
}

std::string listing_notice(const model::ScanResult& result) {
  const std::vector<const model::Finding*> findings = select(result, result.failing_tier);
  const model::Finding& first = *findings.front();
  // What is in no repository can only be explained by its rule.
  const bool in_objects = result.source.kind == model::SourceKind::History ||
                          result.source.kind == model::SourceKind::Range;
  return fmt::format("git-veto: blocked: {}\nWhat to do{}:  git veto explain {}\n",
                     count_of(findings.size(), "secret"),
                     findings.size() > 1 ? " about the first" : "",
                     in_objects ? std::string_view(first.id) : first.rule->id);
}

std::string warning_lines(const model::ScanResult& result) {
  std::string text;
  std::size_t count = 0;
  for (const model::Finding& finding : result.findings) {
    const bool is_warning = finding.state == model::State::Open &&
                            finding.tier == rules::Tier::Warn && finding.tier < result.failing_tier;
    if (!is_warning || ++count > kMaxShownWarnings) continue;
    text += fmt::format("git-veto: warning: {}  {}  {}\n", place_of(finding.places.front()),
                        finding.rule->id, text::for_terminal(redacted(finding)));
  }
  if (count > kMaxShownWarnings)
    text += fmt::format("git-veto: warning: ... and {} more\n", count - kMaxShownWarnings);
  return text;
}

std::string closing_lines(const model::ScanResult& result) {
  std::string text;
  std::size_t shown = 0;
  // What is missing comes before what is merely worth knowing, and is never crowded out by it.
  for (const base::DiagnosticKind kind :
       {base::DiagnosticKind::Incomplete, base::DiagnosticKind::Note}) {
    for (const base::Diagnostic& diagnostic : result.diagnostics) {
      if (diagnostic.kind != kind || ++shown > kMaxShownDiagnostics) continue;
      const std::string path =
          diagnostic.path.empty() ? "" : text::for_terminal(diagnostic.path) + ": ";
      text += fmt::format("git-veto: {}: {}{}\n",
                          kind == base::DiagnosticKind::Incomplete ? "incomplete" : "note", path,
                          text::guard_terminal(diagnostic.message));
    }
  }
  if (shown > kMaxShownDiagnostics)
    text += fmt::format("git-veto: note: ... and {} more lines like these\n",
                        shown - kMaxShownDiagnostics);
  const std::size_t failing = result.count_open(result.failing_tier);
  // What is for information only does not speak up at a commit.
  const std::size_t lower =
      result.count_open(std::min(rules::Tier::Warn, result.failing_tier)) - failing;
  std::string state = failing > 0
                          ? count_of(failing, "finding")
                          : (result.complete() ? "clean" : "nothing found in what was read");
  if (lower > 0) state += fmt::format(", {} of a lower tier", lower);
  if (const std::size_t allowed = result.count(model::State::Allowed); allowed > 0)
    state += fmt::format(", {} allowed", allowed);
  if (const std::size_t old = result.count(model::State::Baselined); old > 0)
    state += fmt::format(", {} baselined", old);
  return text + fmt::format("git-veto: {}: {}\n", state, coverage_line(result));
}

}  // namespace veto::report
