// The remotes that a repository is set up with: where they are, which refs here say what they had,
// and when that was last heard.
//
// What these refs say is what the remote had at that moment. What was pushed by a URL, by another
// clone, or to a branch that is gone there, no ref here tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/reflog_list.h"

namespace veto::git {

/// How a ref here came to say what a remote had.
enum class Heard : std::uint8_t { Never, ByFetch, ByPush };

struct Remote {
  std::string name;
  std::string url;                 ///< as configured: it may hold a password
  std::vector<std::string> fetch;  ///< refspecs
  Heard heard = Heard::Never;      ///< the last time
  std::int64_t heard_at = 0;       ///< seconds since 1970
};

/// A ref here that stands for a ref of a remote.
struct RemoteRef {
  std::string remote;
  std::string name;  ///< as the remote calls it: "main", "tags/v1"
};

/// By name. Throws Error(Unreadable) for a broken configuration.
[[nodiscard]] std::vector<Remote> list_remotes(const Location& location,
                                               const base::Environment& environment,
                                               const std::vector<ReflogEntry>& reflogs);

/// What `ref` stands for, by the remotes' refspecs: refs/remotes/origin/main as a rule, every ref
/// in a mirror. What lies below refs/remotes/ stands for a remote in any case.
[[nodiscard]] std::optional<RemoteRef> remote_ref(const std::vector<Remote>& remotes,
                                                  std::string_view ref);

/// A URL without user name, password and query: "https://host/path". The user of ssh stays, being
/// no secret: "git@host:path".
[[nodiscard]] std::string public_url(std::string_view url);

/// Whether the URL is a path of this machine's file system.
[[nodiscard]] bool is_local_path(std::string_view url);

}  // namespace veto::git
