#include "report/trace.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 10;
constexpr std::size_t kMaxNames = 20;
constexpr std::array<std::string_view, 7> kLocalKinds{"branch", "tag",       "stash", "worktree",
                                                      "notes",  "other ref", "reflog"};

std::string removal_lines(const Whereabouts& found) {
  std::string text;
  for (const model::Place& place : found.finding.places) {
    if (place.removed.empty()) continue;
    text += fmt::format("  {}  {}  {}\n", place.removed.substr(0, kShortId),
                        place.removed_date.substr(0, 10), place_of(place));
  }
  if (text.empty()) return "";
  return "\nWhat took it away (the history keeps it all the same)\n" + text;
}

std::string head_line(const Whereabouts& found) {
  if (found.in_head.empty())
    return found.head_holds ? "does not have it any more, but its history does"
                            : "does not have it, and neither does its history";
  std::vector<std::string> places;
  for (const HeldPlace& place : found.in_head)
    places.push_back(fmt::format("{}:{}", text::for_terminal(place.path), place.line));
  return fmt::format("has it: {}", fmt::join(places, ", "));
}

std::string holder_lines(const Whereabouts& found) {
  std::string text;
  for (const std::string_view kind : kLocalKinds) {
    std::vector<std::string> names = holders_of(found, kind);
    if (names.empty()) continue;
    const std::size_t more = names.size() > kMaxNames ? names.size() - kMaxNames : 0;
    names.resize(names.size() - more);
    text += fmt::format("  {:10} {}{}\n", kind, fmt::join(names, ", "),
                        more == 0 ? "" : fmt::format(" and {} more", more));
  }
  if (found.staged) text += "  index      what the next commit would add\n";
  if (text.empty() && found.spread == Spread::WorkTree)
    return "  nothing: it stands in the work tree only\n";
  if (text.empty() && found.spread != Spread::Pushed)
    return "  no ref and no reflog: unreachable objects, which stay until git gc prunes them\n";
  return text;
}

std::string remote_lines(const Whereabouts& found) {
  std::string text = "  " + remotes_line(found) + "\n";
  if (!found.remotes.empty()) text += "  Ask them again before you rely on it:  git fetch --all\n";
  return text +
         "  What this clone cannot see: pushes by a URL, branches deleted there, forks, other "
         "clones.\n";
}

}  // namespace

std::string trace(const Whereabouts& found) {
  const model::Finding& finding = found.finding;
  std::string text = fmt::format("{}   {}   {}   {}\n", finding.id, finding.rule->id,
                                 text::for_terminal(redacted(finding)), finding.rule->title);
  text += "\nWhat brought it in\n" + place_lines(found) + removal_lines(found);
  text += "\nWhat holds it\n";
  if (!found.is_bare) text += fmt::format("  HEAD       {}\n", head_line(found));
  text += holder_lines(found);
  text += "\nRemotes\n" + remote_lines(found);
  if (found.is_shallow)
    text +=
        "\nThis clone is shallow: commits before its boundary are not here, and what brought "
        "the text in may be one of them.\nGet them first:  git fetch --unshallow\n";
  text +=
      fmt::format("\nstate {}\nWhat to do:  git veto explain {}\n", state_line(found), finding.id);
  return text::guard_terminal(text);
}

}  // namespace veto::report
