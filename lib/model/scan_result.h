// ScanResult: everything that a report is a function of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/finding.h"
#include "rules/rule.h"

namespace veto::model {

enum class SourceKind : std::uint8_t { Staged, History, Range, Files, Stdin, Message };

struct ToolInfo {
  std::string name = "git-veto";
  std::string version;
  std::size_t rules = 0;
  std::string rules_digest;
};

struct SourceInfo {
  SourceKind kind = SourceKind::Staged;
  std::string repository;  ///< path of the repository; empty outside of one
  std::string head;        ///< hexadecimal id of HEAD's commit; empty on an unborn branch
  std::string range;
};

/// A text that decided something about the findings, and where it was read.
struct PolicyOrigin {
  std::string kind;  ///< "config", "allow-file" or "baseline"
  std::string name;  ///< raw bytes: a path, or "index:PATH", "REF:PATH"
};

/// A deliberate omission: known, counted and shown in every report.
struct Skipped {
  std::string path;
  std::string object;
  std::string reason;
};

/// What of a coverage is known from earlier runs and was not read again.
struct KnownBefore {
  std::size_t blobs = 0;
  std::size_t commits = 0;
  std::size_t tags = 0;
  std::uint64_t bytes = 0;
  std::string since;  ///< the day of the last run that read some of it, YYYY-MM-DD; empty: none
};

struct Coverage {
  std::size_t files = 0;  ///< of the work tree, or staged
  std::size_t blobs = 0;
  std::size_t commits = 0;  ///< whose messages were read
  std::size_t tags = 0;
  std::uint64_t bytes = 0;
  KnownBefore known;  ///< counted above, too
  std::vector<Skipped> skipped;
  double seconds = 0.0;
};

struct ScanResult {
  ToolInfo tool;
  SourceInfo source;
  Coverage coverage;
  std::vector<Finding> findings;
  std::vector<base::Diagnostic> diagnostics;
  std::vector<PolicyOrigin> policy;  ///< in the order in which they were read
  std::string as_of;  ///< RFC 3339 (UTC): the time from which ages and expiries are counted
  rules::Tier failing_tier = rules::Tier::Block;  ///< the lowest tier that fails the run

  [[nodiscard]] bool complete() const;
  /// Open findings of this tier or above.
  [[nodiscard]] std::size_t count_open(rules::Tier tier) const;
  [[nodiscard]] std::size_t count(State state) const;
};

[[nodiscard]] std::string_view to_string(SourceKind kind) noexcept;

}  // namespace veto::model
