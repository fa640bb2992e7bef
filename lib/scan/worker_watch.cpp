// What a worker finds beside the rules' own matches: known values, and marks that excuse.
#include <algorithm>
#include <string>
#include <utility>

#include "policy/mark_use.h"
#include "scan/worker.h"

namespace veto::scan {
namespace {

Detection detection_of(const rules::Rule& rule, const KnownValue& value,
                       const KnownValues::Match& match, const model::Origin& origin) {
  Detection detection;
  detection.rule = &rule;
  detection.tier = rule.tier;
  detection.range = match.range;
  detection.secret = detection.canonical = value.value;
  detection.shown_as = "(known value of " + value.name + ")";
  detection.lines = {match.begin.line, match.end.line};
  detection.target = {&rule, match.range, detection.lines, match.on_long_line};
  detection.place.kind = origin.kind;
  detection.place.path = origin.path;
  detection.place.object = origin.object;
  detection.place.commit = origin.commit;
  detection.place.line = match.begin.line;
  detection.place.column = match.begin.column;
  detection.place.end_line = match.end.line;
  detection.place.end_column = match.end.column;
  return detection;
}

}  // namespace

bool Worker::judges_marks(const model::Origin& origin) const {
  return !is_reading_old_ && !origin.path.empty() && marks_.honours(policy::MarkTool::Own);
}

/// Marks are read only where there is something that they may excuse, or one of our own.
void Worker::watch(const model::Origin& origin, std::string_view text,
                   std::vector<Detection>& found, std::vector<Remark>& remarks) {
  TextWatch watch(marks_, settings_.known);
  watch.find_known(text);
  add_known(origin, watch, found);
  if (found.empty() && !(judges_marks(origin) && policy::may_hold_own_marks(text))) return;
  watch.read_marks(text);
  use_marks(origin, watch, found, remarks);
}

/// A value that another rule has found is its finding, and blocks.
void Worker::add_known(const model::Origin& origin, const TextWatch& watch,
                       std::vector<Detection>& found) const {
  const rules::Rule* rule = watch.known().empty() ? nullptr : settings_.known_rule();
  if (rule == nullptr) return;
  const std::size_t others = found.size();
  for (const KnownValues::Match& match : watch.known()) {
    const KnownValue& value = (*settings_.known)[match.value];
    if (!value.file.empty() && value.file == origin.path) continue;
    bool is_found = false;
    for (std::size_t i = 0; i < others; ++i) {
      if (!found[i].range.overlaps(match.range)) continue;
      is_found = true;
      found[i].tier = std::max(found[i].tier, rule->tier);
      found[i].note = "the value of " + value.name;
    }
    if (!is_found) found.push_back(detection_of(*rule, value, match, origin));
  }
}

void Worker::use_marks(const model::Origin& origin, TextWatch& watch, std::vector<Detection>& found,
                       std::vector<Remark>& remarks) const {
  if (watch.marks().empty()) return;
  if (watch.marks().size() == policy::kMaxMarks && judges_marks(origin))
    remarks.push_back(
        {kAnyLine,
         {base::DiagnosticKind::Note, "broken-mark",
          "only the first " + std::to_string(policy::kMaxMarks) + " marks of a file count",
          origin.path, ""}});
  policy::MarkUse use(std::move(watch.marks()));
  std::vector<policy::MarkTarget> targets;
  for (const Detection& detection : found) targets.push_back(detection.target);
  policy::MarkUse::Allowances allowances = use.apply(targets);
  for (std::size_t i = 0; i < found.size(); ++i) found[i].mark = std::move(allowances[i]);
  if (!judges_marks(origin)) return;
  const auto ask = [this](std::string_view id) { return settings_.state_of(id); };
  for (policy::MarkProblem& problem : use.problems(ask)) {
    const model::LineRange lines{problem.line, problem.line};
    remarks.push_back({watch.counts_cr() ? kAnyLine : lines,
                       {base::DiagnosticKind::Note, std::move(problem.code),
                        std::move(problem.text), origin.path, ""}});
  }
}

}  // namespace veto::scan
