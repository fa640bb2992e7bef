#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/session.h"
#include "rules/builtin.h"
#include "rules/loader.h"
#include "scan/rule_check.h"
#include "scan/rule_cost.h"
#include "source/files.h"
#include "text/count.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::size_t kMaxCorpus = 64 * 1024 * 1024;

/// Built-in and custom rules of this directory's repository.
Session open_session(const Invocation& invocation) {
  return {invocation.options.scan, invocation.environment, invocation.directory};
}

std::string show(const rules::Rule& rule) {
  std::string text = fmt::format(
      "id          {}\nprovider    {}\ntitle       {}\nkind        {}\ntier        {}\n"
      "severity    {}\nstrength    {}\n",
      rule.id, rule.provider, rule.title, rules::to_string(rule.kind), rules::to_string(rule.tier),
      rules::to_string(rule.severity), rules::to_string(rule.strength));
  if (rules::has_pattern(rule)) text += fmt::format("pattern     {}\n", rule.pattern);
  if (rule.kind == rules::RuleKind::File)
    text += fmt::format("names       {}\nexcept      {}\ncontent     {}\n",
                        fmt::join(rule.file.names, ", "), fmt::join(rule.file.except, ", "),
                        rules::to_string(rule.file.content));
  if (!rule.confirm.checksum.empty())
    text += fmt::format("checksum    {} ({})\n", rule.confirm.checksum,
                        rules::to_string(rule.confirm.checksum_is));
  if (!rule.confirm.structure.empty())
    text += fmt::format("structure   {}\n", rule.confirm.structure);
  if (rule.confirm.min_entropy > 0)
    text += fmt::format("min entropy {} bits per byte\n", rule.confirm.min_entropy);
  if (!rule.confirm.context.empty())
    text += fmt::format("context     {} within {} bytes\n", fmt::join(rule.confirm.context, ", "),
                        rule.confirm.context_distance);
  text += fmt::format("opens       {}\nrevoke      {}\nmisuse      {}\n", rule.explain.opens,
                      rule.explain.revoke, rule.explain.misuse);
  for (const std::string_view reference : rule.references)
    text += fmt::format("reference   {}\n", reference);
  for (const std::string_view miss : rule.known_miss) text += fmt::format("known miss  {}\n", miss);
  text += fmt::format("examples    {} positive, {} negative\n", rule.positive.size(),
                      rule.negative.size());
  return text;
}

constexpr std::array<std::string_view, match::kLayers> kLayerNames{"everywhere", "at words",
                                                                   "near runs", "by words"};

std::string show(const scan::SetCost& cost, std::size_t bytes) {
  std::string text =
      fmt::format("{} on {:.1f} MB: {:.2f} GB/s on one core\n\n{:12} {:>6} {:>8} {:>8}\n",
                  text::count_of(cost.rules.size(), "rule"), static_cast<double>(bytes) / 1e6,
                  cost.gigabytes_per_second, "layer", "rules", "of time", "of text");
  for (std::size_t i = 0; i < cost.layers.size(); ++i)
    text += fmt::format("{:12} {:6} {:7.1f}% {:7.1f}%\n", kLayerNames[i], cost.layers[i].rules,
                        cost.layers[i].share * 100, cost.layers[i].text_share * 100);
  text += fmt::format("{:12} {:6} {:7.1f}%\n{:12} {:6} {:7.1f}%\n\n", "marking runs", "",
                      cost.marking_share * 100, "shapes", "", cost.places_share * 100);
  text += fmt::format("{:34} {:10} {:>8} {:>10} {:>14}\n", "rule", "layer", "of time", "events/MB",
                      "candidates/MB");
  for (const scan::RuleCost& rule : cost.rules)
    text += fmt::format("{:34} {:10} {:7.2f}% {:10.2f} {:14.2f}\n", rule.rule,
                        kLayerNames[static_cast<std::size_t>(rule.layer)], rule.share * 100,
                        rule.events_per_mb, rule.candidates_per_mb);
  return text;
}

ExitCode report_problems(const std::vector<std::string>& problems, std::size_t rules) {
  std::string text;
  for (const std::string& problem : problems) text += text::for_terminal(problem) + "\n";
  text += fmt::format("{} tested, {}\n", text::count_of(rules, "rule"),
                      text::count_of(problems.size(), "problem"));
  write_output(text);
  return problems.empty() ? ExitCode::Clean : ExitCode::Usage;
}

/// Takes the text of files for measuring; nothing is matched.
class CorpusSink final : public model::SegmentSink {
 public:
  void accept(const model::Segment& segment) override {
    if (bytes + segment.bytes.size() > kMaxCorpus) return;
    bytes += segment.bytes.size();
    texts.emplace_back(segment.bytes);
  }
  void accept_stream(const model::Segment& /*segment*/, const model::ReadChunk& /*read*/) override {
  }

  std::vector<std::string> texts;
  std::size_t bytes = 0;
};

}  // namespace

ExitCode cmd_rules_list(const Invocation& invocation) {
  Session session = open_session(invocation);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  std::string text;
  for (const rules::Rule* rule : session.rules()) {
    text += fmt::format("{:34} {:5} {:8} {}\n", rule->id, rules::to_string(rule->tier),
                        rules::to_string(rule->kind), rule->title);
  }
  write_output(text::guard_terminal(text));
  return ExitCode::Clean;
}

ExitCode cmd_rules_show(const Invocation& invocation) {
  Session session = open_session(invocation);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  for (const std::string& id : invocation.options.operands) {
    const rules::Rule* found = session.find_rule(id);
    if (found == nullptr) throw base::usage_error("there is no rule " + text::for_terminal(id));
    write_output(text::guard_terminal(show(*found)));
  }
  return ExitCode::Clean;
}

ExitCode cmd_rules_test(const Invocation& invocation) {
  const rules::BuiltinRules& builtin = rules::builtin_rules();
  std::vector<match::CompiledRules> parts{match::compiled(builtin)};
  if (invocation.options.operands.empty()) {
    const match::Engine engine(std::move(parts));
    return report_problems(scan::check_rules(builtin.set, engine), builtin.set.rules.size());
  }
  rules::RuleCollection collection;
  for (const std::string& path : invocation.options.operands) {
    const std::optional<std::string> text = git::read_file(path);
    if (!text) throw base::usage_error(text::for_terminal(path) + ": no such file");
    rules::load_rules(collection, *text, path);
  }
  const rules::RuleSet set = collection.view();
  const match::CustomDatabases databases = match::load_or_compile(set, "", {});
  parts.push_back(databases.compiled(set));
  const match::Engine engine(std::move(parts));
  return report_problems(scan::check_rules(set, engine), set.rules.size());
}

ExitCode cmd_rules_cost(const Invocation& invocation) {
  std::vector<std::string> paths = invocation.options.operands;
  if (paths.empty()) paths.emplace_back(".");
  source::FilesSource source(std::move(paths));
  static_cast<void>(source.start(1));
  CorpusSink corpus;
  while (source.next(0, corpus)) {
  }
  if (corpus.bytes == 0) throw base::usage_error("there is no text to measure on");
  const match::Engine engine({match::compiled(rules::builtin_rules())});
  const std::string text = show(scan::measure_cost(engine, corpus.texts), corpus.bytes);
  write_output(text);
  return ExitCode::Clean;
}

}  // namespace veto::hook
