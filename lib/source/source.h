// Source: where text comes from. A source hands out its items (files, blobs, messages) one by one
// to any number of workers; what an item holds goes to the worker's sink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "git/named_blobs.h"
#include "model/scan_result.h"
#include "model/segment.h"

namespace veto::source {

/// A text that a change takes away or alters.
struct Altered {
  const std::string& commit;    ///< hexadecimal: whose change it is; empty: the one being made
  const model::Replay& before;  ///< what was there
  const model::Replay& after;   ///< what is there now; empty if nothing
};

enum class Phase : unsigned char {
  Reading,
  Tracing,  ///< all is read; where the findings came from
  Naming,   ///< the findings get their ids
};

struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;           ///< 0: not known yet
  std::uint64_t bytes = 0;         ///< of text, read so far
  std::uint64_t weight = 0;        ///< of what is done, in bytes as stored
  std::uint64_t total_weight = 0;  ///< 0: not known, all items weigh the same
  Phase phase = Phase::Reading;
  const char* unit = "object";  ///< one of the items
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

  /// Of a source that reads a change, called after the last next() and only if something was found:
  /// which of `objects` (hexadecimal ids) stood somewhere before the change, so that they are
  /// copies. Throws Error(Unreadable).
  [[nodiscard]] virtual std::set<std::string> old_objects(const std::set<std::string>& objects);

  /// Likewise: calls `use` for each text that the changes of `commits` (hexadecimal; an empty one
  /// is that being made) take away or alter, until it returns false. What was there before and is
  /// there no more may have moved, within this change. Throws Error(Unreadable).
  using UseAltered = std::function<bool(const Altered& altered)>;
  virtual void each_altered(const std::set<std::string>& commits, const UseAltered& use);

  /// Of a source that reads texts without their names, likewise but whatever was found: each text
  /// that stands somewhere at a path that is meant, with that path. All are read by one thread.
  /// Throws Error(Unreadable).
  [[nodiscard]] virtual std::vector<model::Replay> named_texts(const git::MeantNames& meant);

  /// What was covered and skipped, and what there is to say about it. Called once, after the last
  /// next().
  virtual void finish(model::ScanResult& result) = 0;

  /// Safe to call at any time from any thread.
  [[nodiscard]] virtual Progress progress() const { return {}; }
};

}  // namespace veto::source
