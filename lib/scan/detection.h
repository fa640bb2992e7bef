// An accepted verdict with its place in a segment: what a worker keeps of a candidate. Detections
// of one secret become one finding.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "model/finding.h"
#include "model/verdict.h"
#include "policy/mark_use.h"
#include "rules/rule.h"

namespace veto::scan {

/// Of a detection that passes for touching any line.
inline constexpr model::LineRange kAnyLine{0, std::numeric_limits<std::size_t>::max()};

struct Detection {
  const rules::Rule* rule = nullptr;
  rules::Tier tier = rules::Tier::Block;
  model::Verified verified = model::Verified::None;
  std::string note;    ///< as in Finding
  model::Range range;  ///< of the secret, in the segment's text
  base::Secret secret;
  base::Secret canonical;  ///< the same without its layout: what makes two detections one secret
  model::Place place;      ///< of the secret
  model::LineRange lines;  ///< of the whole match
  std::string shown_as;    ///< as in Finding
  std::string id;  ///< as in Finding, where it is known; then it stands for the canonical form
  std::optional<std::vector<std::size_t>> fits;  ///< as in Finding
  policy::MarkTarget target;  ///< the match as marks see it; no rule: they do not
  std::optional<model::Allowance> mark;
  /// Of an id that works with a secret near by: that secret, which is reported for both.
  std::optional<std::pair<std::string_view, std::string>> pair;
};

/// Bytes that a rule of kind Token knows and rejects: a wrong checksum, a published example, a rule
/// that is off. Less specific rules must not report them under another name.
struct Veto {
  const rules::Rule* rule = nullptr;
  model::Range range;         ///< of the secret
  bool is_disproved = false;  ///< by a checksum
};

/// Identifies a secret across versions of a text: the rule's family and the canonical form.
using SecretKey = std::pair<std::string_view, std::string>;
[[nodiscard]] SecretKey key_of(const Detection& detection);

/// Where detections of one segment claim the same bytes, keeps the most specific one: by kind of
/// rule, then a verified one, then one that a context word near by confirms, then one whose rule
/// supersedes more others, then the longer secret, then by rule id. What is vetoed is no detection
/// of a less specific rule, and what is disproved of none that verified nothing.
void resolve_overlaps(std::vector<Detection>& detections, const std::vector<Veto>& vetoes = {});

/// A secret and the id that it works with (rules::Rule::pairs), near each other in one segment, are
/// sure enough to block, and on the lines of both. group() makes one finding of them. `detections`
/// are resolved.
void join_pairs(std::vector<Detection>& detections);

/// Makes one finding of all detections of a secret, and none of an id whose secret is among them;
/// marked and unmarked ones stay apart. Findings come in the order of their first detection.
[[nodiscard]] std::vector<model::Finding> group(std::vector<Detection> detections);

}  // namespace veto::scan
