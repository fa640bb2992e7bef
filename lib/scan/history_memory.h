// What `git veto history` knows from its earlier runs, and what this one learns.
//
// A report that is still true is taken as it is. Else what is known is not read again: what was
// found in it then joins what is found in the rest, and goes through the same steps. What a worker
// has read is kept every few seconds, so that a run that is killed loses no more than that.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/scan_result.h"
#include "policy/fingerprint.h"
#include "scan/worker.h"
#include "source/history.h"
#include "store/history_store.h"
#include "store/knowledge.h"

namespace veto::scan {

struct MemorySettings {
  enum class Use : unsigned char { Normal, Refresh };

  std::string path;     ///< of the store
  std::string program;  ///< and its version
  std::string day;      ///< today, YYYY-MM-DD
  Use use = Use::Normal;
  bool keeps_report = true;  ///< whether the report is a function of the repository's state
  std::chrono::milliseconds interval{3000};  ///< between two moments when something is kept
};

class HistoryMemory {
 public:
  HistoryMemory(source::HistorySource& source, MemorySettings settings);

  /// Called by scan() before anything is read: true when the last report is still true; `result`
  /// then is that, but for what is decided about it. `settings` must outlive this.
  [[nodiscard]] bool recall(const WorkerSettings& settings,
                            std::function<policy::FingerprintSalt()> salt,
                            model::ScanResult& result);

  /// One worker's part.
  class Recorder {
   public:
    Recorder(HistoryMemory& memory, Worker& worker, unsigned number)
        : memory_(memory), worker_(worker), number_(number) {}

    /// Calls `next`, which reads an object into the worker, and notes what came of it.
    bool read(const std::function<bool()>& next);
    /// Keeps what was noted.
    void keep();

   private:
    void note(store::FoundText text, std::size_t first_detection);

    HistoryMemory& memory_;
    Worker& worker_;
    unsigned number_;
    store::Batch batch_;
    std::chrono::steady_clock::time_point kept_ = std::chrono::steady_clock::now();
  };

  /// After the last object: what is known to be found in what was not read.
  void add_known(std::vector<Detection>& detections);
  /// When what was found besides is what it is.
  void narrow_to(const confirm::TimeSpan& span);
  /// When all is known of the findings but what is decided about them.
  void keep(model::ScanResult& result);

 private:
  [[nodiscard]] bool recall_report(model::ScanResult& result);
  void load();
  /// nullopt when something of it cannot be kept.
  [[nodiscard]] std::optional<store::KnownFinding> known_form(Detection& detection);
  [[nodiscard]] const std::string& id_of(const Detection& detection);
  [[nodiscard]] const std::string& salt();
  [[nodiscard]] const rules::Rule* find_rule(const std::string& id) const;
  [[nodiscard]] bool is_valid(const store::FoundText& text);
  [[nodiscard]] source::HistoryState state() const;
  [[nodiscard]] std::string report_key() const;
  void keep_named_tree();
  [[nodiscard]] store::Snapshot snapshot_of(const model::ScanResult& result) const;

  source::HistorySource& source_;
  const MemorySettings settings_;
  const WorkerSettings* scan_ = nullptr;
  std::function<policy::FingerprintSalt()> ask_salt_;
  std::optional<store::HistoryStore> store_;
  std::optional<store::Knowledge> known_;
  std::string known_since_;
  source::HistoryState state_;  // before anything was read; empty: not known

  std::mutex mutex_;  // of what follows
  std::optional<std::string> salt_;
  std::map<SecretKey, std::string> ids_;
  store::ValidTime valid_;  // of all findings
};

}  // namespace veto::scan
