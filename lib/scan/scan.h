// The pipeline: source, match, confirm, policy, put together into one call.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/log.h"
#include "match/engine.h"
#include "model/scan_result.h"
#include "policy/fingerprint.h"
#include "policy/policy.h"
#include "scan/known_values.h"
#include "source/source.h"

namespace veto::scan {

class HistoryMemory;

struct ScanOptions {
  unsigned threads = 1;
  std::int64_t now_unix = 0;            ///< for expiry dates of tokens; 0: none has expired
  std::vector<std::string> only_rules;  ///< empty: all
  /// Rules without a pattern: files by name, and the one that known values are reported by.
  std::span<const rules::Rule> other_rules;
  std::vector<KnownValue> known_values;  ///< of the user, looked for in what is added
  base::Log log;
  /// Asked once, and only if a guessable value was found: it may have to walk the history.
  std::function<policy::FingerprintSalt()> salt;
  /// Called about ten times a second from the calling thread while workers run, if set.
  std::function<void(const source::Progress&)> on_progress;
  HistoryMemory* memory = nullptr;  ///< of a history: what earlier runs know, and this one learns
};

/// Reads all of `source` and returns what a report needs but for the tool's name and version. What
/// cannot be read becomes a diagnostic. Throws Error(Usage) for a broken rule.
[[nodiscard]] model::ScanResult scan(source::Source& source, const match::Engine& engine,
                                     const policy::Policy& policy, const ScanOptions& options);

}  // namespace veto::scan
