#include "report/push_message.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxShownFindings = 8;
constexpr std::size_t kShortId = 10;

std::vector<const model::Finding*> failing(const model::ScanResult& result) {
  std::vector<const model::Finding*> selected;
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open && finding.tier >= result.failing_tier)
      selected.push_back(&finding);
  }
  return selected;
}

/// "4f1c2ab6d0  src/app.py:14", or "commit 4f1c2ab6d0, message line 3".
std::string committed_place(const model::Place& place) {
  const bool is_file = place.kind == model::OriginKind::Blob && !place.commit.empty();
  return (is_file ? place.commit.substr(0, kShortId) + "  " : "") + place_of(place);
}

/// One line a finding, the first ones; indented by two.
std::string table(const std::vector<const model::Finding*>& findings) {
  std::string text;
  for (std::size_t i = 0; i < findings.size() && i < kMaxShownFindings; ++i) {
    const model::Finding& finding = *findings[i];
    const std::size_t more = finding.places.size() - 1;
    text += fmt::format("  {}  {}  {}{}\n", committed_place(finding.places.front()),
                        finding.rule->id, text::for_terminal(redacted(finding)),
                        more == 0 ? "" : fmt::format(" (and {})", count_of(more, "more place")));
  }
  if (findings.size() > kMaxShownFindings)
    text += fmt::format("  ... and {} more\n", findings.size() - kMaxShownFindings);
  return text;
}

std::string rebase_command(const PushFacts& facts) {
  if (facts.oldest_is_root) return "git rebase -i --root";
  return fmt::format("git rebase -i {}^", facts.oldest.substr(0, kShortId));
}

}  // namespace

std::string push_message(const model::ScanResult& result, const PushFacts& facts) {
  const std::vector<const model::Finding*> findings = failing(result);
  std::string text =
      fmt::format("git-veto: blocked: {} in {} that you are pushing. Nothing was pushed.\n\n",
                  count_of(findings.size(), "secret"), count_of(facts.commits, "commit"));
  text += table(findings);
  text += "\nTake it out of the commit that adds it, then push again:\n";
  if (!facts.oldest.empty())
    text += fmt::format("  {}   (mark {} with \"edit\")\n", rebase_command(facts),
                        facts.oldest.substr(0, kShortId));
  text +=
      "  or, if it is the last commit: edit the file, git add it, git commit --amend\n"
      "A commit on top that deletes it is not enough: the push sends the old one too.\n";
  text += fmt::format(
      "\nWas it ever pushed, shared or logged? Replace it first:  git veto explain {}\n",
      findings.front()->rule->id);
  text += fmt::format(
      "Not a secret?  git veto allow {} --reason \"why\"   (recorded for review: commit it, then "
      "push "
      "again)\n",
      findings.front()->id);
  return text;
}

std::string refusal_message(const model::ScanResult& result, const PushFacts& facts) {
  const std::vector<const model::Finding*> findings = failing(result);
  std::string text =
      fmt::format("git-veto: {}: {} in {}\non {}\n", facts.passes ? "let through" : "blocked",
                  count_of(findings.size(), "secret"), count_of(facts.commits, "new commit"),
                  text::for_terminal(facts.refs));
  text += table(findings);
  if (facts.passes) return text;
  text += "The push is refused. Is the value real? Replace it first.\n";
  if (!facts.oldest.empty())
    text += fmt::format("Rewrite {} and push again:\n  {}\n", facts.oldest.substr(0, kShortId),
                        rebase_command(facts));
  if (!facts.push_option.empty())
    text += fmt::format("No secret, or an emergency? It is recorded:\n  git push -o {}=REASON\n",
                        text::for_terminal(facts.push_option));
  return text;
}

std::string excused_lines(const model::ScanResult& result) {
  std::string text;
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Allowed || !finding.allowed_by) continue;
    text += fmt::format("git-veto: note: allowed ({}): {}  {}  {}\n",
                        model::to_string(finding.allowed_by->how),
                        committed_place(finding.places.front()), finding.rule->id,
                        text::for_terminal(finding.allowed_by->reason));
  }
  return text;
}

std::string commit_message_message(const model::ScanResult& result, const std::string& file) {
  const std::vector<const model::Finding*> findings = failing(result);
  std::string text =
      fmt::format("git-veto: blocked: {} in the commit message. Nothing was committed.\n\n",
                  count_of(findings.size(), "secret"));
  text += table(findings);
  text += fmt::format(
      "\nYour text is kept. Take the secret out of it and commit again:\n"
      "  git commit --edit --file={}\n",
      text::shell_quote(file));
  text += fmt::format(
      "\nWas it ever pushed, shared or logged? Replace it first:  git veto explain {}\n"
      "Not a secret?  git veto allow {} --reason \"why\"   (recorded for review)\n",
      findings.front()->rule->id, findings.front()->id);
  return text;
}

}  // namespace veto::report
