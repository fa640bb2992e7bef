// One worker of a scan: takes segments, finds and confirms candidates, keeps the detections.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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
#include "scan/file_rules.h"
#include "scan/text_watch.h"

namespace veto::scan {

/// What all workers share; constant while they run.
struct WorkerSettings {
  const match::Engine& engine;
  confirm::Settings confirm;
  base::Log log;
  const policy::Policy* policy = nullptr;         ///< which turns rules off, if there is one
  std::span<const std::string> only_rules = {};   ///< by id; all if empty
  std::span<const rules::Rule> other_rules = {};  ///< those without a pattern
  const FileRules* files = nullptr;
  const KnownValues* known = nullptr;

  /// Asked for each candidate: a table of all rules would cost a commit more.
  [[nodiscard]] bool is_off(const rules::Rule& rule) const;
  [[nodiscard]] policy::MarkSettings marks() const;
  /// What a mark that names the rule may expect.
  [[nodiscard]] policy::RuleState state_of(std::string_view id) const;
  /// That known values are reported by; null when they are not.
  [[nodiscard]] const rules::Rule* known_rule() const;
};

class Worker final : public model::SegmentSink {
 public:
  explicit Worker(const WorkerSettings& settings);

  void accept(const model::Segment& segment) override;
  void accept_stream(const model::Segment& segment, const model::ReadChunk& read) override;

  std::vector<Detection> detections;
  std::vector<base::Diagnostic> diagnostics;
  std::uint64_t bytes = 0;
  confirm::TimeSpan span;  ///< in which all of them are what they are

 private:
  using Scan = std::function<void(const match::OnHit&)>;
  struct Found {
    std::vector<Detection> detections;
    std::vector<Veto> vetoes;

    /// The detections that remain.
    std::vector<Detection> resolve();
  };
  /// Something to say of a line, if the change adds it.
  struct Remark {
    model::LineRange lines;
    base::Diagnostic diagnostic;
  };
  /// What was found in a segment before it is asked what of it is new.
  struct Harvest {
    std::vector<Detection> found;
    std::vector<Remark> remarks;
    std::vector<const rules::Rule*> files;  ///< that mean a file of this name
    std::string_view head;                  ///< of the text, for them
    std::vector<TokenSeen> tokens;          ///< the same
    bool is_empty = false;

    [[nodiscard]] bool empty() const { return found.empty() && remarks.empty() && files.empty(); }
  };

  /// Runs `scan` and returns what it detects, overlaps resolved.
  [[nodiscard]] std::vector<Detection> detect(const model::Origin& origin, const Scan& scan);
  [[nodiscard]] std::vector<Detection> detect_noting(const model::Segment& segment);
  std::string detect_utf16(const model::Segment& segment, Harvest& harvest);
  static void add_utf16(std::vector<Detection> inner, std::vector<Detection>& found);
  [[nodiscard]] std::vector<const rules::Rule*> file_rules_for(const model::Origin& origin) const;
  /// Whether marks that do nothing are worth a remark: in a file, and not in an old version.
  [[nodiscard]] bool judges_marks(const model::Origin& origin) const;
  void watch(const model::Origin& origin, std::string_view text, std::vector<Detection>& found,
             std::vector<Remark>& remarks);
  void add_known(const model::Origin& origin, const TextWatch& watch,
                 std::vector<Detection>& found) const;
  void use_marks(const model::Origin& origin, TextWatch& watch, std::vector<Detection>& found,
                 std::vector<Remark>& remarks) const;
  void keep_new(const model::Segment& segment, Harvest harvest);
  void drop_old(const model::Segment& segment, std::vector<Detection>& found);
  match::Answer add_hit(const model::Origin& origin, const match::Hit& hit, Found& found);

  const WorkerSettings& settings_;
  const policy::MarkSettings marks_;
  match::Scanner scanner_;
  bool is_reading_old_ = false;
};

}  // namespace veto::scan
