#include "scan/moved.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "scan/attempt.h"

namespace veto::scan {
namespace {

using Keys = std::set<SecretKey>;

/// Of a file's name: such a finding is not about text that could have stood elsewhere.
bool is_of_file(const Detection& detection) {
  return detection.rule->kind == rules::RuleKind::File;
}

/// A file that goes by another name of the same kind now is the same file while it holds the same.
SecretKey blob_key(const Detection& detection) {
  return {detection.rule->family, detection.place.object};
}

/// Scans texts that are not part of what the scan covers.
class Rescan {
 public:
  Rescan(const WorkerSettings& settings, std::vector<base::Diagnostic>& diagnostics)
      : settings_(settings), diagnostics_(diagnostics) {}

  /// What `replay` hands out; nothing when it cannot be read.
  [[nodiscard]] Keys keys_of(const model::Replay& replay) {
    Keys keys;
    if (!worker_) worker_.emplace(settings_);
    worker_->detections.clear();
    if (replay) attempt([&] { replay(*worker_); });
    for (const Detection& detection : worker_->detections)
      keys.insert(is_of_file(detection) ? blob_key(detection) : key_of(detection));
    return keys;
  }

  template <class Work>
  void attempt(const Work& work) {
    std::vector<base::Diagnostic> failures;
    scan::attempt(failures, settings_.log, [&] { return work(), true; });
    for (base::Diagnostic& failure : failures) {
      // The scan itself may have said it of the same text.
      const bool known = std::any_of(
          diagnostics_.begin(), diagnostics_.end(),
          [&](const base::Diagnostic& other) { return other.message == failure.message; });
      if (!known) diagnostics_.push_back(std::move(failure));
    }
  }

 private:
  const WorkerSettings& settings_;
  std::optional<Worker> worker_;
  std::vector<base::Diagnostic>& diagnostics_;
};

}  // namespace

void drop_moved(source::Source& source, const WorkerSettings& settings,
                std::vector<Detection>& detections, model::ScanResult& result) {
  if (detections.empty()) return;
  Rescan rescan(settings, result.diagnostics);
  rescan.attempt([&] {
    std::set<std::string> objects;
    for (const Detection& detection : detections) objects.insert(detection.place.object);
    const std::set<std::string> copies = source.old_objects(objects);
    std::erase_if(detections, [&](const Detection& detection) {
      return !is_of_file(detection) && copies.contains(detection.place.object);
    });
  });
  if (detections.empty()) return;
  std::set<std::string> commits;
  for (const Detection& detection : detections) commits.insert(detection.place.commit);
  rescan.attempt([&] {
    source.each_altered(commits, [&](const source::Altered& altered) {
      Keys gone = rescan.keys_of(altered.before);
      if (gone.empty()) return true;
      for (const SecretKey& key : rescan.keys_of(altered.after)) gone.erase(key);
      const auto has_moved = [&](const Detection& detection) {
        if (detection.place.commit != altered.commit) return false;
        return gone.contains(is_of_file(detection) ? blob_key(detection) : key_of(detection));
      };
      if (!altered.after) {
        std::erase_if(detections, has_moved);
        return !detections.empty();
      }
      for (Detection& detection : detections) {
        if (has_moved(detection)) detection.tier = std::min(detection.tier, rules::Tier::Warn);
      }
      return true;
    });
  });
}

}  // namespace veto::scan
