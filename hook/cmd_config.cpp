#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "hook/commands.h"
#include "hook/config_layers.h"
#include "hook/output.h"
#include "hook/session.h"
#include "rules/builtin.h"
#include "text/count.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr const char* kBuiltIn = "built in";

struct ShownValue {
  policy::ConfigValue value;
  bool is_replaced = false;  ///< by a later layer
};

/// The policy that verbs of this directory go by when they read the work tree.
PolicyText read_policy(const Session& session) {
  const PolicySource source = session.policy_source();
  PolicyText text = source.read(source.protected_place().value_or(PolicyPlace()));
  for (const base::Diagnostic& note : text.notes) {
    if (note.kind == base::DiagnosticKind::Incomplete) throw base::unreadable(note.message);
  }
  return text;
}

/// What holds where no file says anything.
std::vector<policy::ConfigValue> built_in_values(const policy::Config& config) {
  std::vector<policy::ConfigValue> values{{"limits.max_memory", "256M", kBuiltIn},
                                          {"limits.threads", "all processors", kBuiltIn}};
  const auto add = [&values](const rules::Rule& rule) {
    values.push_back({"rules." + std::string(rule.id) + ".tier",
                      std::string(rules::to_string(rule.tier)), kBuiltIn});
  };
  for (const rules::Rule& rule : rules::all_rules(rules::builtin_rules()).rules) add(rule);
  for (const rules::Rule& rule : config.custom_rules.rules) {
    if (rules::all_rules(rules::builtin_rules()).find(rule.id) == nullptr) add(rule);
  }
  return values;
}

/// All values by key, those of one key in the order in which they were set.
std::vector<ShownValue> all_values(const policy::Config& config) {
  std::vector<ShownValue> shown;
  for (policy::ConfigValue& value : built_in_values(config)) shown.push_back({std::move(value)});
  for (const policy::ConfigValue& value : config.values) shown.push_back({value});
  std::stable_sort(shown.begin(), shown.end(), [](const ShownValue& a, const ShownValue& b) {
    return a.value.key < b.value.key;
  });
  for (std::size_t i = 1; i < shown.size(); ++i) {
    if (shown[i].value.key == shown[i - 1].value.key &&
        shown[i].value.merging == policy::Merging::Replaces)
      shown[i - 1].is_replaced = true;
  }
  return shown;
}

bool is_builtin_tier(const ShownValue& shown) {
  return shown.value.origin == kBuiltIn && shown.value.key.starts_with("rules.");
}

std::string as_text(const std::vector<ShownValue>& values) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::size_t width = 0;
  for (const ShownValue& shown : values) {
    rows.emplace_back(
        text::for_terminal(shown.value.key) + " = " + text::for_terminal(shown.value.value),
        text::for_terminal(shown.value.origin) + (shown.is_replaced ? "   (replaced below)" : ""));
    width = std::max(width, rows.back().first.size());
  }
  width = std::min<std::size_t>(width, 60);
  std::string text;
  for (const auto& [value, origin] : rows)
    text += fmt::format("{:{}}   {}\n", value, width, origin);
  return text;
}

std::string as_json(const std::vector<ShownValue>& values) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ShownValue& shown : values)
    list.push_back({{"key", text::for_terminal(shown.value.key)},
                    {"value", text::for_terminal(shown.value.value)},
                    {"origin", text::for_terminal(shown.value.origin)},
                    {"replaced", shown.is_replaced}});
  const nlohmann::ordered_json report = {{"schema", "git-veto/config/1"}, {"values", list}};
  return report.dump(2) + "\n";
}

std::string path_line(const std::string& layer, const std::string& path) {
  const bool exists = ::access(path.c_str(), F_OK) == 0;
  return fmt::format("{:10}  {:9}  {}\n", layer, exists ? "there" : "not there",
                     text::for_terminal(path));
}

}  // namespace

ExitCode cmd_config_show(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.find_repository();
  const policy::Policy policy = parse_policy(read_policy(session), session.today());
  std::vector<ShownValue> values = all_values(policy.config());
  const bool all = invocation.options.all;
  const auto untouched = static_cast<std::size_t>(std::count_if(
      values.begin(), values.end(),
      [](const ShownValue& shown) { return is_builtin_tier(shown) && !shown.is_replaced; }));
  if (!all)
    std::erase_if(values, [](const ShownValue& shown) {
      return shown.is_replaced || is_builtin_tier(shown);
    });
  if (invocation.options.json) {
    write_output(as_json(values));
    return ExitCode::Clean;
  }
  std::string text = as_text(values);
  if (!all)
    text += fmt::format("{} {} the tier that is built in (git veto config show --all)\n",
                        text::count_of(untouched, "rule"), untouched == 1 ? "has" : "have");
  write_output(text);
  return ExitCode::Clean;
}

ExitCode cmd_config_check(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.find_repository();
  // As a scan reads it: patterns are compiled, too.
  const PolicyText text = read_policy(session);
  session.prepare(text);
  std::string said;
  for (const model::PolicyOrigin& origin : origins_of(text))
    said += fmt::format("{}: ok\n", text::for_terminal(origin.name));
  write_output(said.empty() ? "no configuration: everything is built in\n" : said);
  return ExitCode::Clean;
}

ExitCode cmd_config_path(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  const git::Location* location = session.find_repository();
  std::string text;
  for (const LayerFile& layer : layer_files(session.environment()))
    text += path_line(layer.kind == LayerKind::User ? "user" : "system", layer.path);
  const PolicySource source = session.policy_source();
  if (const std::optional<PolicyPlace> place = source.protected_place()) {
    const PolicyText read = source.read(*place);
    for (const OwnFile& own : own_files())
      text += fmt::format("{:10}  {:9}  {}\n", "repository",
                          (read.*own.member).text ? "there" : "not there",
                          text::for_terminal((read.*own.member).name));
  } else if (location != nullptr && !location->work_tree.empty()) {
    for (const OwnFile& own : own_files())
      text += path_line("repository", location->work_tree + "/" + std::string(own.name));
  }
  write_output(text);
  return ExitCode::Clean;
}

}  // namespace veto::hook
