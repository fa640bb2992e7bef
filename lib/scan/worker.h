// One worker of a scan: takes segments, finds and confirms candidates, keeps the detections.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/log.h"
#include "confirm/settings.h"
#include "match/engine.h"
#include "match/scanner.h"
#include "model/segment.h"
#include "policy/policy.h"
#include "scan/attempt.h"
#include "scan/detection.h"

namespace veto::scan {

/// What all workers share; constant while they run.
struct WorkerSettings {
  const match::Engine& engine;
  confirm::Settings confirm;
  base::Log log;
  const policy::Policy* policy = nullptr;        ///< which turns rules off, if there is one
  std::span<const std::string> only_rules = {};  ///< by id; all if empty

  /// Asked for each candidate: a table of all rules would cost a commit more.
  [[nodiscard]] bool is_off(const rules::Rule& rule) const;
};

class Worker final : public model::SegmentSink {
 public:
  explicit Worker(const WorkerSettings& settings)
      : settings_(settings), scanner_(settings.engine) {}

  void accept(const model::Segment& segment) override;
  void accept_stream(const model::Segment& segment, const model::ReadChunk& read) override;

  std::vector<Detection> detections;
  std::vector<base::Diagnostic> diagnostics;
  std::uint64_t bytes = 0;

 private:
  using Scan = std::function<void(const match::OnHit&)>;
  struct Found {
    std::vector<Detection> detections;
    std::vector<Veto> vetoes;

    /// The detections that remain.
    std::vector<Detection> resolve();
  };

  /// Runs `scan` and returns what it detects, overlaps resolved.
  [[nodiscard]] std::vector<Detection> detect(const model::Origin& origin, const Scan& scan);
  void detect_utf16(const model::Segment& segment, std::vector<Detection>& found);
  static void add_utf16(std::vector<Detection> inner, std::vector<Detection>& found);
  void keep_new(const model::Segment& segment, std::vector<Detection> found);
  /// Returns whether the candidate is taken, as match::OnHit says.
  bool add_hit(const model::Origin& origin, const match::Hit& hit, Found& found);

  const WorkerSettings& settings_;
  match::Scanner scanner_;
};

}  // namespace veto::scan
