// What is remembered of the scans of one repository, in a file of the user's: for each set of rules
// the batches of objects that were read with it, and the last report.
//
// What is known of an object under one set of rules never changes, so that runs need not agree with
// each other: each adds batches, and whoever finds many makes one of them. Each batch has a
// checksum; what does not fit it is not used. Nothing here throws; after a failure (a full disk, a
// file that another run holds too long) nothing more is remembered, and problem() says why.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/records.h"

namespace veto::store {

/// How a store's file is called: so many hexadecimal digits, and this.
inline constexpr std::size_t kStoreDigits = 32;
inline constexpr std::string_view kStoreSuffix = ".db";

/// The file for a repository (the real path of its common git directory) below the user's cache
/// directory.
[[nodiscard]] std::string store_path(const std::string& cache_directory,
                                     const std::string& repository);

class HistoryStore {
 public:
  /// `digest` names the set of rules and all else that decides what is found in a text; `day` is
  /// today, YYYY-MM-DD.
  HistoryStore(const std::string& path, std::string digest, std::string day);

  struct Loaded {
    std::vector<Batch> batches;  ///< the newest first
    /// The runs that read them came to their ends, and could read all that there was.
    bool complete = true;
    std::string day;  ///< of the newest
    /// That held the objects when the last run that could read all came to its end.
    std::vector<FileStamp> files;
  };
  [[nodiscard]] Loaded load();
  /// The last report, if it is of this state of the repository.
  [[nodiscard]] std::optional<Snapshot> snapshot(std::string_view state);

  /// Keeps what was read. Safe to call from several threads.
  void add(Batch batch);
  /// Forgets what is known with this set of rules.
  void forget();

  struct End {
    bool complete = false;  ///< all that is there could be read
    const Snapshot* snapshot = nullptr;
    const std::vector<FileStamp>* files = nullptr;
    std::string_view state = {};                         ///< of the snapshot
    std::function<bool(const git::Oid&)> is_there = {};  ///< if set, what is not is forgotten
  };
  /// At the end of a run.
  void finish(const End& end);

  /// In a few words; empty: none.
  [[nodiscard]] const std::string& problem() const noexcept { return database_.failure(); }

 private:
  [[nodiscard]] std::optional<std::int64_t> find_rule_set();
  std::int64_t require_rule_set();
  [[nodiscard]] std::optional<Batch> read_batch(std::int64_t number);
  void insert(Batch batch);
  void merge(const End& end);
  [[nodiscard]] std::vector<FileStamp> read_files(std::int64_t rule_set);
  void write_report(std::int64_t rule_set, const End& end);
  void drop_other_rule_sets();
  [[nodiscard]] std::string sum_of(std::string_view body) const;

  std::mutex mutex_;
  const std::string path_;
  Database database_;
  const std::string digest_;
  const std::string day_;
  std::vector<std::int64_t> batches_;  // loaded and added
};

}  // namespace veto::store
