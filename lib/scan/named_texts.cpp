#include "scan/named_texts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/file_names.h"
#include "scan/attempt.h"

namespace veto::scan {
namespace {

/// What file rules mean, by the pieces of paths: at least that.
class MeantPieces {
 public:
  explicit MeantPieces(const WorkerSettings& settings) {
    for (const rules::Rule& rule : settings.other_rules) {
      if (rule.kind != rules::RuleKind::File || settings.is_off(rule)) continue;
      if (rule.file.content != rules::FileContent::Configured)
        rules_.push_back(&rule);
      else if (settings.policy != nullptr)
        for (const text::Glob& glob : settings.policy->files().names)
          globs_.push_back(glob.last_component());
    }
  }

  [[nodiscard]] bool empty() const { return rules_.empty() && globs_.empty(); }

  [[nodiscard]] bool has_file(std::string_view name) const {
    return std::any_of(
               rules_.begin(), rules_.end(),
               [name](const rules::Rule* rule) { return rules::names_file(rule->file, name); }) ||
           std::any_of(globs_.begin(), globs_.end(),
                       [name](const auto& glob) { return !glob || glob->covers(name); });
  }

  [[nodiscard]] bool has_directory(std::string_view name) const {
    return std::any_of(
               rules_.begin(), rules_.end(),
               [name](const rules::Rule* rule) { return rules::names_below(rule->file, name); }) ||
           std::any_of(globs_.begin(), globs_.end(),
                       [name](const auto& glob) { return glob && glob->matches(name); });
  }

 private:
  std::vector<const rules::Rule*> rules_;
  std::vector<std::optional<text::Glob>> globs_;  ///< nullopt: any name
};

/// What cannot be read was said when the text was read without its name.
void add_failures(std::vector<base::Diagnostic> failures, model::ScanResult& result) {
  for (base::Diagnostic& failure : failures) {
    const bool is_known = std::any_of(
        result.diagnostics.begin(), result.diagnostics.end(),
        [&](const base::Diagnostic& other) { return other.message == failure.message; });
    if (!is_known) result.diagnostics.push_back(std::move(failure));
  }
}

}  // namespace

confirm::TimeSpan add_named(source::Source& source, const WorkerSettings& settings,
                            std::vector<Detection>& detections, model::ScanResult& result) {
  const MeantPieces pieces(settings);
  if (pieces.empty() || settings.files == nullptr) return {};
  const git::MeantNames meant{
      [&](std::string_view name) { return pieces.has_file(name); },
      [&](std::string_view name) { return pieces.has_directory(name); },
      [&](std::string_view path) {
        const std::vector<const rules::Rule*> found = settings.files->find(path);
        return std::any_of(found.begin(), found.end(),
                           [&](const rules::Rule* rule) { return !settings.is_off(*rule); });
      }};
  std::vector<base::Diagnostic> failures;
  std::vector<model::Replay> texts;
  attempt(failures, settings.log, [&] { return texts = source.named_texts(meant), true; });
  if (texts.empty()) return add_failures(std::move(failures), result), confirm::TimeSpan();
  Worker worker(settings);
  for (const model::Replay& text : texts) {
    worker.detections.clear();
    attempt(failures, settings.log, [&] { return text(worker), true; });
    for (Detection& detection : worker.detections)
      if (detection.rule->kind == rules::RuleKind::File) detections.push_back(std::move(detection));
  }
  add_failures(std::move(failures), result);
  return worker.span;
}

}  // namespace veto::scan
