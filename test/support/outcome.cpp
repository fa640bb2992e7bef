#include "test/support/outcome.h"

#include <algorithm>
#include <array>

#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

constexpr std::string_view kBlocked = "git-veto: blocked: ";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string describe_block(const Attempt& attempt) {
  return "blocked: " + joined(blocked_places(attempt.output.err));
}

/// "clean" or "clean, 1 allowed", from the closing line; empty without one.
std::string closing_state(std::string_view err) {
  constexpr std::string_view kStart = "git-veto: ";
  const std::string line = line_with(err, "git-veto: clean");
  const std::size_t end = line.find(": scanned ");
  if (end == std::string::npos) return "";
  return line.substr(kStart.size(), end - kStart.size());
}

/// What the hook said, by the first of its lines (a note is not yet an answer).
std::string describe_answer(const Attempt& attempt) {
  const std::string& err = attempt.output.err;
  const std::string first = line_with(err, "git-veto: ");
  if (first.starts_with(kBlocked)) return describe_block(attempt);
  for (const std::string_view start : {"git-veto: incomplete: ", "git-veto: error: "}) {
    const std::string line = line_with(err, start);
    if (!line.empty()) return line.substr(std::string_view("git-veto: ").size());
  }
  const std::string state = closing_state(err);
  if (!state.empty() && attempt.committed) return "committed: " + state;
  if (!state.empty()) return "not committed though clean: " + err;
  return attempt.committed ? "committed without a scan" : "failed: " + err;
}

}  // namespace

std::vector<std::string> blocked_places(std::string_view message) {
  const std::size_t begin = message.find("\n\n");
  if (begin == std::string_view::npos) return {};
  std::string_view rest = message.substr(begin + 2);
  std::vector<std::string> places;
  while (rest.starts_with("  ")) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(2, end - 2);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    // "PLACE   RULE  REDACTED": the place may hold anything.
    for (int column = 0; column < 2; ++column) line = line.substr(0, line.rfind("  "));
    while (line.ends_with(' ')) line.remove_suffix(1);
    places.emplace_back(line);
  }
  return places;
}

bool is_gits_own(std::string_view path) {
  // An entry that ends in a slash stands for all that is below it.
  constexpr std::array<std::string_view, 13> kOwn{
      "COMMIT_EDITMSG", "index",      "logs/",      "objects/",   "refs/",
      "MERGE_MSG",      "MERGE_HEAD", "MERGE_MODE", "AUTO_MERGE", "ORIG_HEAD",
      "worktrees/",     "modules/",   "packed-refs"};
  if (path == "logs" || path == "HEAD" || path.starts_with("sharedindex.")) return true;
  return std::any_of(kOwn.begin(), kOwn.end(), [&](std::string_view own) {
    return own.ends_with('/') ? path.starts_with(own) : path == own;
  });
}

std::string describe(const Attempt& attempt) {
  std::string text = describe_answer(attempt);
  const bool passed = text.starts_with("committed");
  if (attempt.committed && !passed) text += " BUT COMMITTED";
  if (attempt.refs_changed && !attempt.committed) text += " BUT A REF CHANGED";
  if (passed != (attempt.output.status == 0))
    text += " WITH STATUS " + std::to_string(attempt.output.status);
  if (shows_a_secret(attempt.output.out) || shows_a_secret(attempt.output.err))
    text += " SHOWING A SECRET";
  if (!attempt.left_behind.empty()) text += " LEAVING " + joined(attempt.left_behind);
  return text;
}

}  // namespace veto::test
