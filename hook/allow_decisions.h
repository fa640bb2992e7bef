// The decisions that `git veto allow` records: the allow file of the work tree and of the index
// together, the salt that ids are made with from now on, and the words by which a user names ids.
#pragma once

#include <string>
#include <vector>

#include "hook/decision_file.h"
#include "hook/session.h"
#include "model/finding.h"
#include "policy/allow_file.h"

namespace veto::hook {

/// The id of a finding under another salt than that of its scan. The one place of `allow` that
/// knows how ids are made.
[[nodiscard]] std::string id_under(const model::Finding& finding,
                                   const policy::FingerprintSalt& salt);

/// The salt that a file of decisions fixes from its first entry on: that in force, so that ids stay
/// what they are; on an unborn branch, which has none, a random one.
[[nodiscard]] std::string choose_salt(const Session& session);

class AllowDecisions {
 public:
  /// The session is prepared. Throws Error(Usage) for a malformed file.
  explicit AllowDecisions(const Session& session);

  [[nodiscard]] policy::AllowFile& file() noexcept { return allowed_; }
  /// Entries that only the index has, though the work tree has the file.
  [[nodiscard]] std::size_t count_only_staged() const noexcept { return only_staged_; }

  /// Adds an entry and returns a line that says so.
  [[nodiscard]] std::string allow(const model::Finding& finding, const std::string& reason,
                                  const std::string& expires);
  [[nodiscard]] std::string allow_unseen(const std::string& id, const rules::Rule& rule,
                                         const std::string& reason, const std::string& expires);
  /// Writes and stages the file and returns lines that say so.
  [[nodiscard]] std::string save();

 private:
  void fix_salt();

  const Session& session_;
  DecisionFile stored_;
  policy::AllowFile allowed_;
  std::size_t only_staged_ = 0;
};

}  // namespace veto::hook
