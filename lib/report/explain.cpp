#include "report/explain.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxWords = 8;

/// "a, b, c and 4 more".
std::string some_of(std::span<const std::string_view> words) {
  const std::size_t shown = std::min(words.size(), kMaxWords);
  std::string text = fmt::format("{}", fmt::join(words.first(shown), ", "));
  if (words.size() > shown) text += fmt::format(" and {} more", words.size() - shown);
  return text;
}

std::string matches_of(const rules::Rule& rule) {
  std::string text(rule.title);
  switch (rule.kind) {
    case rules::RuleKind::Token:
      text += ": a value that is known by its own form";
      break;
    case rules::RuleKind::Context:
      text += ": a value without a form of its own, known by a word near by";
      break;
    case rules::RuleKind::Generic:
      text += ": a value behind a name that speaks of a secret";
      break;
    case rules::RuleKind::File:
      return fmt::format("{}: a file that is added or altered under such a name ({})", text,
                         some_of(rule.file.names));
    case rules::RuleKind::Known:
      return text +
             ": a value that your own environment or .env file holds, pasted anywhere. A "
             "hook reports it only in lines that the change adds.";
  }
  if (!rule.confirm.context.empty())
    text += fmt::format(" ({}, within {} bytes)", some_of(rule.confirm.context),
                        rule.confirm.context_distance);
  if (!rule.confirm.checksum.empty()) text += ", with a checksum";
  if (!rule.confirm.structure.empty())
    text += fmt::format(", that decodes as {}", rule.confirm.structure);
  return text + ". A hook reports it only in lines that the change adds.";
}

bool has_example_of(const rules::Rule& rule, rules::Stage stage) {
  return std::any_of(rule.negative.begin(), rule.negative.end(),
                     [stage](const rules::NegativeExample& each) { return each.stage == stage; });
}

/// The first one is shown when it is a value and no recipe.
std::string published(std::span<const std::string_view> examples) {
  const std::string_view first = examples.front();
  if (first.find_first_of("{\n") != std::string_view::npos)
    return count_of(examples.size(), "published example");
  if (examples.size() == 1) return fmt::format("the published example {}", first);
  return fmt::format("{} and {}", first, count_of(examples.size() - 1, "more published example"));
}

/// What the rule's settings and its own examples of the stage say that the stage rejects; empty
/// when it rejects nothing.
std::string ignored_at(const rules::Rule& rule, rules::Stage stage) {
  const rules::Confirm& confirm = rule.confirm;
  switch (stage) {
    case rules::Stage::Pattern:
      return "";  // all that has another form
    case rules::Stage::Boundary:
      return confirm.boundary && confirm.checksum.empty() ? "longer words that contain such a value"
                                                          : "";
    case rules::Stage::Context:
      return confirm.context.empty() ? "" : "values without one of those words near by";
    case rules::Stage::Example:
      if (confirm.examples.empty()) return "";
      return published(confirm.examples);
    case rules::Stage::Placeholder:
      return "placeholders (your-key-here, xxxxxxxx, ${VARIABLE})";
    case rules::Stage::Entropy:
      return confirm.min_entropy > 0.0 ? "values that are too regular to be random" : "";
    case rules::Stage::Checksum:
      return !confirm.checksum.empty() && confirm.checksum_is == rules::ChecksumIs::Proof
                 ? "values whose checksum is wrong"
                 : "";
    case rules::Stage::Structure:
      return confirm.structure.empty()
                 ? ""
                 : fmt::format("values that do not decode as {}", confirm.structure);
    case rules::Stage::Overlap:
      return has_example_of(rule, stage) ? "bytes that a more specific rule reports" : "";
  }
  return "";
}

std::vector<Step> steps_if_pushed(const rules::Rule& rule) {
  std::vector<Step> steps;
  steps.push_back({"Make it useless: " + std::string(rule.explain.revoke), {}});
  if (!rule.explain.misuse.empty())
    steps.push_back({"Look for misuse: " + std::string(rule.explain.misuse), {}});
  steps.push_back(
      {"See which commits, branches, tags and remotes hold it:", {"git veto trace FINDING"}});
  steps.push_back(
      {"Only after step 1, since rewriting history is no fix (whoever fetched it has "
       "it):",
       {"git veto purge-plan FINDING"}});
  return steps;
}

std::string field(std::string_view label, std::string_view text) {
  return fmt::format("{:17} {}\n", label, text);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string list_field(std::string_view label, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += field(text.empty() ? label : "", line);
  return text;
}

std::string decisions(const rules::Rule& rule, std::string_view id) {
  const RuleWords words = words_of(rule);
  return field("Allow one",
               id.empty() ? words.allow
                          : fmt::format(
                                "git veto allow {} --reason \"why\"   (recorded for review)", id)) +
         field("Mark the line", words.mark) +
         field("Tune", "in .git-veto.toml (or info, or off):") +
         list_field("", lines_of(words.tune));
}

std::string references(const rules::Rule& rule) {
  std::string text;
  for (const std::string_view reference : rule.references)
    text += field(text.empty() ? "References" : "", reference);
  return text;
}

}  // namespace

RuleWords words_of(const rules::Rule& rule) {
  using rules::Stage;
  RuleWords words;
  words.matches = matches_of(rule);
  if (rule.kind == rules::RuleKind::File) {
    if (!rule.file.except.empty()) words.ignores.push_back(some_of(rule.file.except));
    words.ignores.emplace_back("files that lose lines only, are deleted or get another mode");
  }
  const bool has_stages = rules::has_pattern(rule);
  for (const Stage stage : {Stage::Example, Stage::Placeholder, Stage::Boundary, Stage::Context,
                            Stage::Entropy, Stage::Checksum, Stage::Structure, Stage::Overlap}) {
    if (std::string text = ignored_at(rule, stage); has_stages && !text.empty())
      words.ignores.push_back(std::move(text));
  }
  for (const std::string_view miss : rule.known_miss) words.misses.emplace_back(miss);
  words.if_local =
      rule.kind == rules::RuleKind::File
          ? "git rm --cached -- FILE (your copy stays), name it in .gitignore and commit again."
          : "Take it out of the change and commit again: read it from the environment or a secret "
            "store.";
  words.if_pushed = steps_if_pushed(rule);
  words.allow = "git veto allow ID --reason \"why\" [--expires YYYY-MM-DD]   (recorded for review)";
  words.mark = rule.kind == rules::RuleKind::File
                   ? "none: [files] except = [\"PATH\"] in .git-veto.toml"
                   : fmt::format("git-veto:allow {} why", rule.id);
  words.tune = fmt::format("[rules.{}]\ntier = \"warn\"", rule.id);
  return words;
}

std::string explain_rule(const rules::Rule& rule) {
  const RuleWords words = words_of(rule);
  std::string text = fmt::format("{}   {}   tier: {}   severity: {}\n\n", rule.id, rule.title,
                                 rules::to_string(rule.tier), rules::to_string(rule.severity));
  text += field("What it matches", words.matches);
  text += words.ignores.empty()
              ? ""
              : field("What it ignores", fmt::format("{}.", fmt::join(words.ignores, "; ")));
  text += list_field("What it misses", words.misses);
  text += field("Why it matters", rule.explain.opens);
  text += "\nIf it never left this machine\n  " + words.if_local + "\n";
  text += "\nIf it was pushed, shared or logged\n" + step_lines(words.if_pushed);
  text += '\n' + decisions(rule, "") + references(rule);
  return text::guard_terminal(text);
}

std::string explain_finding(const Whereabouts& found) {
  const model::Finding& finding = found.finding;
  const rules::Rule& rule = *finding.rule;
  const Advice advice = advice_for(found);
  std::string text =
      fmt::format("{}   {}   {}   tier: {}   severity: {}\n{}\n", finding.id, rule.id,
                  text::for_terminal(redacted(finding)), rules::to_string(finding.tier),
                  rules::to_string(rule.severity), rule.title);
  if (!finding.note.empty()) text += finding.note + "\n";
  if (finding.state == model::State::Allowed && finding.allowed_by)
    text += fmt::format("allowed ({}): {}\n", model::to_string(finding.allowed_by->how),
                        text::for_terminal(finding.allowed_by->reason));
  text += fmt::format("\nWhere it stands   state {}\n{}", state_line(found), place_lines(found));
  text += "\nWhat to do\n" + step_lines(advice.steps);
  for (const std::string& note : advice.notes) text += fmt::format("  {}\n", note);
  text += '\n' + field("Why it matters", rule.explain.opens);
  if (found.spread != Spread::Pushed) {
    text += field("If it got out", std::string(rule.explain.revoke));
    if (!rule.explain.misuse.empty()) text += field("Misuse shows in", rule.explain.misuse);
  }
  text += decisions(rule, finding.id) + references(rule);
  text +=
      field("More", fmt::format("git veto trace {}   git veto explain {}", finding.id, rule.id));
  return text::guard_terminal(text);
}

std::optional<ExitCodeWords> find_exit_code(std::string_view word) {
  constexpr std::array<ExitCodeWords, 4> kCodes{{
      {"0", "clean",
       "Everything that was to be read was read, and nothing at or above the failing "
       "tier was found.",
       "Nothing."},
      {"1", "findings",
       "There are findings at or above the failing tier (--tier, by default block). A hook blocks.",
       "The lines above \"git-veto: blocked:\" and below it say what stands where. Take it out, or "
       "allow it: git veto explain ID says how."},
      {"2", "usage",
       "The command line, the configuration or the allow file is wrong. A hook blocks.",
       "The line \"git-veto: error:\" names the place. Put it right and run the same again."},
      {"3", "incomplete",
       "Something could not be read, so that \"clean\" is not proven. A hook blocks.",
       "The lines \"git-veto: incomplete:\" say what. Make it readable (git fetch --unshallow for "
       "a "
       "shallow clone, git fsck for damage) and run the same again."},
  }};
  const auto* found = std::find_if(kCodes.begin(), kCodes.end(),
                                   [word](const ExitCodeWords& each) { return each.code == word; });
  return found == kCodes.end() ? std::nullopt : std::optional(*found);
}

std::string explain_exit_code(const ExitCodeWords& words) {
  return fmt::format("exit code {}   {}\n\n", words.code, words.name) +
         field("What it means", words.means) + field("What to do", words.next);
}

}  // namespace veto::report
