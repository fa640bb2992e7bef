// Source: where text comes from. A source hands out its items (files, blobs, messages) one by one
// to any number of workers; what an item holds goes to the worker's sink.
#pragma once

#include <cstddef>

#include "model/scan_result.h"
#include "model/segment.h"

namespace veto::source {

struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;  ///< 0: not known yet
};

class Source {
 public:
  virtual ~Source() = default;

  /// Workers that can do something useful at the same time, given that `wanted` are offered; at
  /// least 1. Called once, before the first next().
  [[nodiscard]] virtual unsigned start(unsigned wanted) = 0;

  /// Reads the next item into `sink`; false when nothing is left. `worker` is below what start()
  /// returned; one worker makes one call at a time. Throws Error(Unreadable) when the item cannot
  /// be read: the scan is then incomplete and goes on with the next call.
  virtual bool next(unsigned worker, model::SegmentSink& sink) = 0;

  /// What was covered and skipped, and what there is to say about it. Called once, after the last
  /// next().
  virtual void finish(model::ScanResult& result) = 0;

  /// Safe to call at any time from any thread.
  [[nodiscard]] virtual Progress progress() const { return {}; }
};

}  // namespace veto::source
