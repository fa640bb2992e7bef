// Where a secret is: in the work tree, in commits, on branches, on remotes, as far as this clone
// can know; and how far it has got, which decides what is to be done.
//
// That something was not pushed can never be known: a push by a URL leaves no trace, and other
// clones are invisible. The words say "on no remote branch this clone knows" and how old that
// knowledge is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/finding.h"
#include "report/human.h"

namespace veto::report {

/// From the nearest to the farthest; the farthest that holds is the state.
enum class Spread : std::uint8_t {
  WorkTree,       ///< in a file that is neither staged nor committed
  LeftOver,       ///< in no branch: a stash, a tag, a reflog, an object that nothing names
  Staged,         ///< in what the next commit would add
  OtherBranch,    ///< in commits that HEAD does not reach
  LastCommit,     ///< in HEAD's commit, and in none before it
  EarlierCommit,  ///< in commits before HEAD's
  Pushed,         ///< on a remote, or in a bare repository, which others fetch from
};

/// "S0", "S1", "S1b", "S2".
[[nodiscard]] std::string_view code_of(Spread spread) noexcept;
/// "only in the last commit": the state in words, without what the remotes say.
[[nodiscard]] std::string_view words_of(Spread spread) noexcept;

struct NamedHolder {
  std::string kind;  ///< "branch", "tag", "remote branch", "stash", "worktree", "notes", ...
  std::string name;  ///< raw bytes
  std::string remote = {};
  std::string branch = {};  ///< that a worktree is on
};

struct KnownRemote {
  std::string name;
  std::string url;            ///< without credentials
  bool holds = false;         ///< one of its branches that are known here does
  bool by_push = false;       ///< how it was last heard of
  std::int64_t heard_at = 0;  ///< seconds since 1970; 0: not known
};

/// A file of a commit.
struct HeldPlace {
  std::string path;  ///< raw bytes
  std::size_t line = 0;
};

struct Whereabouts {
  model::Finding finding;  ///< with all places that are known, those of the history first
  Spread spread = Spread::WorkTree;
  bool staged = false;
  bool is_bare = false;
  bool is_shallow = false;

  // Of the history.
  std::vector<std::string> commits;  ///< that brought it in, oldest first, hexadecimal; each once
  bool first_is_root = false;        ///< the first of them has no parent
  bool has_merges = false;           ///< merges stand on top of them
  bool in_message = false;           ///< it stands in the message of a commit
  bool head_holds = false;           ///< HEAD's commit or one of its ancestors has it
  std::vector<HeldPlace> in_head;    ///< files of HEAD's commit that have it
  std::vector<NamedHolder> holders;
  std::vector<KnownRemote> remotes;

  std::int64_t now = 0;                   ///< seconds since 1970; 0: dates are shown, and no ages
  Standing standing = Standing::AtTop;    ///< where commands will be typed
  std::vector<std::string> not_readable;  ///< lines that say what was not read
};

/// "on origin/main (last fetch 3 days ago)", or "on no remote branch this clone knows (origin: last
/// fetch 2 hours ago)".
[[nodiscard]] std::string remotes_line(const Whereabouts& found);

/// "last fetch 3 days ago", "last push on 2026-11-22", "last fetch not known".
[[nodiscard]] std::string heard_words(const KnownRemote& remote, std::int64_t now);

/// "S1: in the last commit only, on no remote branch this clone knows".
[[nodiscard]] std::string state_line(const Whereabouts& found);

/// "  config/prod.py:14  3f2a91bcde  2026-11-22  Ann <ann@x>, branch", one line a place.
[[nodiscard]] std::string place_lines(const Whereabouts& found);

/// The names of the holders of one kind, fit for a terminal.
[[nodiscard]] std::vector<std::string> holders_of(const Whereabouts& found, std::string_view kind);

}  // namespace veto::report
