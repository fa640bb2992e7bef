// What is remembered of a history, and its form as bytes: which objects were read, what was found
// in them, and what the last report said of it all.
//
// A finding is kept as a report shows it: by its id, redacted, with its places. There is no secret
// in it, and no hash of one but the id (docs/FINGERPRINT.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "git/oid.h"
#include "model/finding.h"
#include "model/scan_result.h"

namespace veto::store {

enum class ObjectKind : std::uint8_t { Blob, LfsPointer, Commit, Tag, Tree };

/// An object that was read as a whole: a text with all that is found in it, or a tree or commit
/// nothing of which is missing.
struct ReadObject {
  git::Oid id;
  ObjectKind kind = ObjectKind::Blob;
  std::uint64_t bytes = 0;  ///< that were scanned
};

struct KnownFinding {
  std::string rule;  ///< its id
  std::string id;
  std::string salt;  ///< of the id of a guessable value
  rules::Tier tier = rules::Tier::Block;
  model::Verified verified = model::Verified::None;
  std::string note;
  std::string shown_as;
  std::vector<std::size_t> fits;  ///< as in model::Finding
  std::optional<model::Allowance> mark;
  std::vector<model::Place> places;
};

/// Seconds since 1970 at which what was found is what would be found again; the end not included.
struct ValidTime {
  double from = -std::numeric_limits<double>::infinity();
  double until = std::numeric_limits<double>::infinity();

  [[nodiscard]] bool holds(std::int64_t now) const noexcept {
    return from <= static_cast<double>(now) && static_cast<double>(now) < until;
  }
};

/// A text in which something was found, each finding at one place.
struct FoundText {
  ReadObject object;
  ValidTime valid;
  std::vector<KnownFinding> findings;
};

/// What was read between two moments of a scan.
struct Batch {
  std::vector<ReadObject> plain;  ///< nothing was found in them
  std::vector<FoundText> found;

  [[nodiscard]] bool empty() const noexcept { return plain.empty() && found.empty(); }
};

/// A whole report but for what was decided about it.
struct Snapshot {
  std::string day;  ///< of the run, YYYY-MM-DD
  ValidTime valid;
  model::Coverage coverage;  ///< `known` and `seconds` are not kept
  std::vector<KnownFinding> findings;
  std::vector<base::Diagnostic> diagnostics;
};

/// A file that holds objects, as it was seen.
struct FileStamp {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t time = 0;  ///< of its last change, in nanoseconds

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Puts `batch` into the order in which it is kept.
[[nodiscard]] std::string encode(Batch& batch);
[[nodiscard]] std::string encode(const Snapshot& snapshot);
[[nodiscard]] std::string encode(const std::vector<FileStamp>& files);
/// nullopt for bytes that are none of ours.
[[nodiscard]] std::optional<Batch> decode_batch(std::string_view bytes);
[[nodiscard]] std::optional<Snapshot> decode_snapshot(std::string_view bytes);
[[nodiscard]] std::optional<std::vector<FileStamp>> decode_files(std::string_view bytes);

}  // namespace veto::store
