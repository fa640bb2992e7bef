#include "hook/allow_interactive.h"

#include <array>
#include <optional>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "hook/allow_decisions.h"
#include "hook/output.h"
#include "hook/search_ground.h"
#include "report/human.h"
#include "report/words.h"
#include "source/descriptor.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// Lines of standard input.
class Answers {
 public:
  /// Asks until there is an answer; nullopt at the end of the input.
  std::optional<std::string> ask(std::string_view question) {
    write_output(question);
    while (true) {
      const std::size_t end = rest_.find('\n');
      if (end != std::string::npos) {
        std::string line = rest_.substr(0, end);
        rest_.erase(0, end + 1);
        return policy::note_of(line);
      }
      // One read, for a terminal gives a line at a time.
      std::array<char, 4096> buffer{};
      const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (count <= 0) {
        write_output("\n");
        if (rest_.empty()) return std::nullopt;
        rest_ += '\n';  // the last line has an end, too
        continue;
      }
      rest_.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  std::string rest_;
};

struct Decision {
  std::string reason;
  std::string expires;
};

std::optional<Decision> ask_for_decision(Answers& answers) {
  Decision decision;
  while (decision.reason.empty()) {
    const std::optional<std::string> reason = answers.ask("  Why may it stay? ");
    if (!reason) return std::nullopt;
    decision.reason = *reason;
  }
  while (true) {
    const std::optional<std::string> date =
        answers.ask("  Until when (YYYY-MM-DD; nothing: for good)? ");
    if (!date || date->empty()) return decision;
    if (policy::is_date(*date) && *date >= current_day()) {
      decision.expires = *date;
      return decision;
    }
    write_output("  That is no day to come.\n");
  }
}

std::string shown(const model::Finding& finding) {
  const std::string more =
      finding.places.size() == 1
          ? ""
          : fmt::format(" (and {})", report::count_of(finding.places.size() - 1, "more place"));
  return fmt::format("{}  {}  {}  {}\n      {}{}\n      opens: {}\n",
                     rules::to_string(finding.tier), finding.rule->id,
                     text::for_terminal(report::redacted(finding)), finding.id,
                     report::place_of(finding.places.front()), more, finding.rule->explain.opens);
}

std::string explanation(const model::Finding& finding) {
  const rules::Explain& explain = finding.rule->explain;
  std::string text = fmt::format("  {}\n", finding.rule->title);
  if (!finding.note.empty()) text += fmt::format("  {}\n", finding.note);
  text += fmt::format("  If it was ever pushed, shared or logged: {}\n", explain.revoke);
  if (!explain.misuse.empty()) text += fmt::format("  Look for misuse: {}\n", explain.misuse);
  for (const model::Place& place : finding.places)
    text += fmt::format("  {}\n", report::place_of(place));
  return text;
}

enum class Answer { Allow, Skip, Quit };

/// Asks about one finding until it is allowed, passed over or all is over.
Answer ask_about(Answers& answers, const model::Finding& finding, Decision& decision) {
  while (true) {
    const std::optional<std::string> word = answers.ask("  [a]llow  [s]kip  [e]xplain  [q]uit? ");
    if (!word || *word == "q" || *word == "quit") return Answer::Quit;
    if (*word == "s" || *word == "skip") return Answer::Skip;
    if (*word == "e" || *word == "explain")
      write_output(text::guard_terminal(explanation(finding)));
    if (*word != "a" && *word != "allow") continue;
    std::optional<Decision> made = ask_for_decision(answers);
    if (!made) return Answer::Quit;
    decision = *std::move(made);
    return Answer::Allow;
  }
}

/// What is for information only is no question.
std::vector<model::Finding> open_findings(const model::ScanResult& result) {
  std::vector<model::Finding> open;
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open && finding.tier >= rules::Tier::Warn)
      open.push_back(finding);
  }
  return open;
}

/// Records all decisions at once, for the file is locked while it is written.
std::string record(const Session& session,
                   const std::vector<std::pair<model::Finding, Decision>>& decided) {
  if (decided.empty()) return "Nothing is recorded.\n";
  AllowDecisions decisions(session);
  std::string said;
  for (const auto& [finding, decision] : decided)
    said += decisions.allow(finding, decision.reason, decision.expires);
  return said + decisions.save();
}

}  // namespace

ExitCode allow_interactively(const Session& session, const Options& options) {
  std::optional<model::ScanResult> result;
  std::vector<model::Finding> open;
  if (!options.in_history) {
    result = scan_ground(session, Ground::Staged);
    open = open_findings(*result);
  }
  if (open.empty()) {
    result = scan_ground(session, Ground::History);
    open = open_findings(*result);
  }
  write_error(report::closing_lines(*result));

  Answers answers;
  std::vector<std::pair<model::Finding, Decision>> decided;
  for (std::size_t i = 0; i < open.size(); ++i) {
    write_output(
        fmt::format("\n[{}/{}] {}", i + 1, open.size(), text::guard_terminal(shown(open[i]))));
    Decision decision;
    const Answer answer = ask_about(answers, open[i], decision);
    if (answer == Answer::Quit) break;
    if (answer == Answer::Allow) decided.emplace_back(open[i], std::move(decision));
  }
  const std::size_t left = open.size() - decided.size();
  write_output("\n" + record(session, decided) +
               (left > 0 ? report::count_of(left, "finding") + " left open.\n" : ""));
  return result->complete() ? ExitCode::Clean : ExitCode::Incomplete;
}

}  // namespace veto::hook
