// Finding: what a report shows. The scan makes it from an accepted verdict, provenance and policy
// fill in what they know; a report only reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "model/segment.h"
#include "model/verdict.h"
#include "rules/rule.h"

namespace veto::model {

/// Where a secret stands. Lines and columns are 1-based, columns in bytes.
struct Place {
  OriginKind kind = OriginKind::File;
  std::string path;  ///< raw bytes; empty when the object has no known name
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t end_line = 0;
  std::size_t end_column = 0;  ///< behind the last byte
  std::string object;          ///< hexadecimal id of the blob, commit or tag; empty for files
  std::string label;           ///< the name before it, as far as it may be shown: `api_key = "`
  /// Of a file by its name: what this version of it is worth.
  rules::Tier tier = rules::Tier::Block;

  // History only.
  std::string commit;   ///< the commit that introduced the line, hexadecimal
  std::string author;   ///< "Name <mail>", raw bytes
  std::string date;     ///< RFC 3339, as committed
  std::string reached;  ///< the strongest way to it: branch, tag, ..., unreachable, message
  /// HEAD's commit still has the text at this path; of a finding by its file's name, such a file.
  bool in_head = false;
  std::string removed;       ///< of what HEAD had: the commit that took it away, hexadecimal
  std::string removed_date;  ///< RFC 3339, as committed
  /// Branches and tags whose history has the commit: "main", "origin/x", "v1.0"; the first ten.
  std::vector<std::string> refs;
  std::size_t refs_total = 0;  ///< all of them
};

enum class State : std::uint8_t { Open, Allowed, Baselined };

enum class AllowedHow : std::uint8_t { Mark, AllowFile, Config, Baseline };

struct Allowance {
  AllowedHow how = AllowedHow::Mark;
  std::string reason;
  std::string expires;  ///< YYYY-MM-DD or empty
};

struct Finding {
  std::string id;  ///< the fingerprint, "v1:..."
  const rules::Rule* rule = nullptr;
  rules::Tier tier = rules::Tier::Block;
  Verified verified = Verified::None;
  std::string note;  ///< what the checks say of it: "the token has expired", "AWS account ..."
  base::Secret secret;
  /// What is shown instead of the secret, even if secrets are revealed: of a file, which is none,
  /// of a known value, and of a finding that comes from a saved report. May hold any bytes; empty:
  /// the redacted secret.
  std::string shown_as;
  /// Of a finding without its secret: which of the configuration's exceptions its value fits.
  std::optional<std::vector<std::size_t>> fits = std::nullopt;
  std::vector<Place> places;  ///< at least one; sorted, in history oldest introduction first
  State state = State::Open;
  std::optional<Allowance> allowed_by;
};

[[nodiscard]] std::string_view to_string(Verified verified) noexcept;
[[nodiscard]] std::string_view to_string(State state) noexcept;
[[nodiscard]] std::string_view to_string(AllowedHow how) noexcept;

}  // namespace veto::model
