// What a scanning command needs, made from the options, the environment and the repository: the
// engine with built-in and custom rules, the policy, the repository's place. Made once, in main's
// thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/environment.h"
#include "base/log.h"
#include "git/library.h"
#include "git/location.h"
#include "hook/options.h"
#include "hook/policy_source.h"
#include "hook/policy_text.h"
#include "match/cache.h"
#include "match/engine.h"
#include "policy/policy.h"
#include "scan/scan.h"
#include "source/staged.h"

namespace veto::hook {

/// Now, in seconds since 1970.
[[nodiscard]] std::int64_t unix_now();
/// The present day (UTC), YYYY-MM-DD.
[[nodiscard]] std::string current_day();

/// Who asks for the repository: git, which has checked that it is safe to use, or a person.
enum class Caller : unsigned char { Git, Person };

class Session {
 public:
  /// `directory` is absolute: where to look for a repository. Throws base::Error.
  Session(ScanFlags flags, base::Environment environment, std::string directory);

  /// The repository of the directory. Throws Error(Unreadable) when there is none or git would
  /// refuse it.
  const git::Location& require_repository(Caller caller);
  /// The same if there is one, else nullptr.
  const git::Location* find_repository();

  /// Reads the policy where `place` says, or where --policy-ref and veto.policyRef have it instead,
  /// and prepares the rules. Throws Error(Usage) for a malformed file. Call after the repository
  /// was looked for.
  void prepare(const PolicyPlace& place);
  /// The same with the work tree's own files, whatever else is configured: for what edits them.
  void prepare();
  /// The same with what decides given. Throws Error(Usage) for a malformed text.
  void prepare(const PolicyText& text);

  [[nodiscard]] source::GitContext git_context() const {
    return {library_, *location_, environment_, log_, {flags_.max_memory}};
  }
  [[nodiscard]] PolicySource policy_source() const {
    return {library_, location_ ? &*location_ : nullptr, environment_, flags_};
  }
  [[nodiscard]] const match::Engine& engine() const { return *engine_; }
  /// All rules, those without a pattern last.
  [[nodiscard]] std::vector<const rules::Rule*> rules() const;
  /// nullptr if there is none of that id.
  [[nodiscard]] const rules::Rule* find_rule(std::string_view id) const;
  [[nodiscard]] const policy::Policy& policy() const { return *policy_; }
  [[nodiscard]] const ScanFlags& flags() const { return flags_; }
  [[nodiscard]] const base::Environment& environment() const { return environment_; }
  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] const base::Log& log() const { return log_; }

  /// The time that counts, in RFC 3339 (UTC): --as-of, or when this session began.
  [[nodiscard]] std::string as_of() const;
  /// Its day, YYYY-MM-DD.
  [[nodiscard]] std::string today() const;

  /// Values of the user's own secrets, which scans look for from now on.
  void look_for(std::vector<scan::KnownValue> values) { known_ = std::move(values); }
  [[nodiscard]] bool looks_for_values() const noexcept { return !known_.empty(); }
  /// What guessable values' fingerprints are salted with now.
  [[nodiscard]] policy::FingerprintSalt salt() const;

  /// Scans and completes the result with what the program knows. `memory`, if any, is the source's.
  [[nodiscard]] model::ScanResult scan(source::Source& source,
                                       scan::HistoryMemory* memory = nullptr) const;
  /// $XDG_CACHE_HOME/git-veto or ~/.cache/git-veto; empty without a home: then nothing is cached.
  [[nodiscard]] std::string cache_directory() const;
  /// Seconds since 1970 that count as now.
  [[nodiscard]] std::int64_t now() const { return now_; }

 private:
  /// The command line wins over the configuration.
  void apply_limits();

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t now_ = unix_now();
  git::Library library_;
  ScanFlags flags_;
  base::Environment environment_;
  std::string directory_;
  base::Log log_;
  std::optional<git::Location> location_;
  std::optional<policy::Policy> policy_;
  std::vector<model::PolicyOrigin> policy_origins_;
  std::vector<base::Diagnostic> policy_notes_;
  std::vector<scan::KnownValue> known_;
  match::CustomDatabases custom_;
  std::unique_ptr<match::Engine> engine_;
};

}  // namespace veto::hook
