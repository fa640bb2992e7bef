#include "report/whereabouts.h"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 10;
constexpr std::size_t kMaxPlaces = 20;

std::string age_of(std::int64_t seconds) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  const auto ago = [](std::int64_t count, std::string_view noun) {
    return count_of(static_cast<std::size_t>(count), noun) + " ago";
  };
  if (seconds < kMinute) return "just now";
  if (seconds < kHour) return ago(seconds / kMinute, "minute");
  if (seconds < kDay) return ago(seconds / kHour, "hour");
  return ago(seconds / kDay, "day");
}

const KnownRemote* find_remote(const Whereabouts& found, std::string_view name) {
  const auto remote = std::find_if(found.remotes.begin(), found.remotes.end(),
                                   [name](const KnownRemote& each) { return each.name == name; });
  return remote == found.remotes.end() ? nullptr : &*remote;
}

}  // namespace

std::string_view code_of(Spread spread) noexcept {
  switch (spread) {
    case Spread::WorkTree:
    case Spread::Staged:
      return "S0";
    case Spread::LastCommit:
      return "S1";
    case Spread::LeftOver:
    case Spread::OtherBranch:
    case Spread::EarlierCommit:
      return "S1b";
    case Spread::Pushed:
      return "S2";
  }
  return "";
}

std::string_view words_of(Spread spread) noexcept {
  switch (spread) {
    case Spread::WorkTree:
      return "in a file that is neither staged nor committed";
    case Spread::LeftOver:
      return "left over: on no branch, but still in the object database";
    case Spread::Staged:
      return "staged, not committed";
    case Spread::OtherBranch:
      return "in commits that HEAD does not lead to";
    case Spread::LastCommit:
      return "in the last commit only";
    case Spread::EarlierCommit:
      return "in commits before the last one";
    case Spread::Pushed:
      return "where others can fetch it";
  }
  return "";
}

std::string heard_words(const KnownRemote& remote, std::int64_t now) {
  if (remote.heard_at == 0) return "last fetch not known";
  const std::string_view how = remote.by_push ? "push" : "fetch";
  if (now == 0)
    return fmt::format("last {} on {:%Y-%m-%d}", how,
                       fmt::gmtime(static_cast<std::time_t>(remote.heard_at)));
  return fmt::format("last {} {}", how, age_of(std::max<std::int64_t>(now - remote.heard_at, 0)));
}

std::string remotes_line(const Whereabouts& found) {
  std::vector<std::string> parts;
  for (const NamedHolder& holder : found.holders) {
    if (holder.kind != "remote branch") continue;
    const KnownRemote* remote = find_remote(found, holder.remote);
    parts.push_back(
        fmt::format("{} ({})", text::for_terminal(holder.name),
                    heard_words(remote == nullptr ? KnownRemote() : *remote, found.now)));
  }
  if (!parts.empty()) return fmt::format("on {}", fmt::join(parts, ", "));
  for (const KnownRemote& remote : found.remotes)
    parts.push_back(
        fmt::format("{}: {}", text::for_terminal(remote.name), heard_words(remote, found.now)));
  if (parts.empty()) parts.emplace_back("it has no remote");
  return fmt::format("on no remote branch this clone knows ({})", fmt::join(parts, ", "));
}

std::string state_line(const Whereabouts& found) {
  const bool in_history = found.spread != Spread::WorkTree && found.spread != Spread::Staged;
  return fmt::format("{}: {}{}{}{}", code_of(found.spread), words_of(found.spread),
                     found.is_bare && found.spread == Spread::Pushed ? " (a bare repository)" : "",
                     in_history ? ", " + remotes_line(found) : "",
                     in_history && found.staged ? "; also staged now" : "");
}

std::string place_lines(const Whereabouts& found) {
  std::string text;
  std::size_t shown = 0;
  for (const model::Place& place : found.finding.places) {
    if (++shown > kMaxPlaces) continue;
    text += "  " + place_of(place);
    if (!place.commit.empty())
      text += fmt::format("  {} {} {}", place.commit.substr(0, kShortId), place.date.substr(0, 10),
                          text::for_terminal(place.author));
    if (!place.reached.empty()) text += "  (" + place.reached + ")";
    text += '\n';
  }
  if (shown > kMaxPlaces)
    text += fmt::format("  ... and {}\n", count_of(shown - kMaxPlaces, "more place"));
  return text;
}

std::vector<std::string> holders_of(const Whereabouts& found, std::string_view kind) {
  std::vector<std::string> names;
  for (const NamedHolder& holder : found.holders) {
    if (holder.kind != kind) continue;
    std::string name = text::for_terminal(holder.name);
    if (kind == "worktree" && !holder.branch.empty())
      name += fmt::format(" (on {})", text::for_terminal(holder.branch));
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace veto::report
