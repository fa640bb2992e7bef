// The event of a GitHub Actions job (Gitea and Forgejo write the same): the file that
// GITHUB_EVENT_PATH names, read for the ids of commits that it holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veto::hook {

struct GithubEvent {
  std::string base;    ///< of a pull request or merge group
  std::string head;    ///< likewise
  std::string before;  ///< of a push; zeros: the ref is new
  std::string after;   ///< likewise; zeros: the ref is deleted
  std::string default_branch;
};

/// Ids that are none are left empty. nullopt for what is no JSON object.
[[nodiscard]] std::optional<GithubEvent> parse_github_event(std::string_view text);

}  // namespace veto::hook
