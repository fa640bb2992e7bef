// What a scanning command needs, made from the options, the environment and the repository: the
// engine with built-in and custom rules, the policy, the repository's place. Made once, in main's
// thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/environment.h"
#include "base/log.h"
#include "git/library.h"
#include "git/location.h"
#include "hook/options.h"
#include "match/cache.h"
#include "match/engine.h"
#include "policy/policy.h"
#include "scan/scan.h"
#include "source/staged.h"

namespace veto::hook {

/// Now, in seconds since 1970.
[[nodiscard]] std::int64_t unix_now();

/// Who asks for the repository: git, which has checked that it is safe to use, or a person.
enum class Caller : unsigned char { Git, Person };

/// Configuration and allow file as they stand somewhere, with the names to use in messages.
struct PolicyText {
  std::optional<std::string> config;
  std::string config_name;
  std::optional<std::string> allowed;
  std::string allowed_name;
};

/// `today` is YYYY-MM-DD. Throws Error(Usage) for a malformed text.
[[nodiscard]] policy::Policy parse_policy(const PolicyText& text, const std::string& today);

class Session {
 public:
  /// `directory` is absolute: where to look for a repository. Throws base::Error.
  Session(ScanFlags flags, base::Environment environment, std::string directory);

  /// The repository of the directory. Throws Error(Unreadable) when there is none or git would
  /// refuse it.
  const git::Location& require_repository(Caller caller);
  /// The same if there is one, else nullptr.
  const git::Location* find_repository();

  /// Reads configuration and allow file of the repository, if there is one, and prepares the rules.
  /// Throws Error(Usage) for a malformed file. Call after the repository was looked for.
  void prepare();
  /// The same with what decides given. Throws Error(Usage) for a malformed text.
  void prepare(const PolicyText& text);

  [[nodiscard]] source::GitContext git_context() const {
    return {library_, *location_, environment_, log_};
  }
  [[nodiscard]] const match::Engine& engine() const { return *engine_; }
  [[nodiscard]] const policy::Policy& policy() const { return *policy_; }
  [[nodiscard]] const ScanFlags& flags() const { return flags_; }
  [[nodiscard]] const base::Environment& environment() const { return environment_; }
  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] const base::Log& log() const { return log_; }

  /// The time that counts, in RFC 3339 (UTC): --as-of, or when this session began.
  [[nodiscard]] std::string as_of() const;
  /// Its day, YYYY-MM-DD.
  [[nodiscard]] std::string today() const;

  /// Where the allow file is or would be; empty without a work tree.
  [[nodiscard]] std::string allow_path() const;
  /// What guessable values' fingerprints are salted with now.
  [[nodiscard]] policy::FingerprintSalt salt() const;

  /// Scans and completes the result with what the program knows.
  [[nodiscard]] model::ScanResult scan(source::Source& source) const;

 private:
  [[nodiscard]] PolicyText read_policy() const;

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t now_ = unix_now();
  git::Library library_;
  ScanFlags flags_;
  base::Environment environment_;
  std::string directory_;
  base::Log log_;
  std::optional<git::Location> location_;
  std::optional<policy::Policy> policy_;
  match::CustomDatabases custom_;
  std::unique_ptr<match::Engine> engine_;
};

}  // namespace veto::hook
