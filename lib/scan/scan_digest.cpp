#include "scan/scan_digest.h"

#include <string_view>

#include "rules/builtin.h"
#include "text/digest.h"

namespace veto::scan {
namespace {

constexpr std::string_view kKey = "git-veto scan digest 1";

void add(std::string_view part, std::string& text) {
  text += std::to_string(part.size()) + ':';
  text += part;
}

void add_list(std::span<const std::string_view> list, std::string& text) {
  text += std::to_string(list.size()) + '=';
  for (const std::string_view each : list) add(each, text);
}

void add_rule(const rules::Rule& rule, std::string& text) {
  const rules::Confirm& confirm = rule.confirm;
  for (const std::string_view part :
       {rule.id, rule.family, rule.pattern, to_string(rule.kind), to_string(rule.tier),
        to_string(rule.strength), confirm.checksum, to_string(confirm.checksum_is),
        confirm.structure})
    add(part, text);
  for (const std::string& number :
       {std::to_string(rule.shown), std::to_string(confirm.skip),
        std::to_string(confirm.min_entropy), std::to_string(confirm.context_distance),
        std::to_string(static_cast<int>(confirm.boundary))})
    add(number, text);
  add_list(rule.pairs, text);
  add_list(rule.supersedes, text);
  add_list(confirm.context, text);
  add_list(confirm.examples, text);
}

void add_files(const policy::FileSettings& files, std::string& text) {
  text += files.strict ? '1' : '0';
  for (const std::vector<text::Glob>* globs : {&files.names, &files.except}) {
    text += std::to_string(globs->size()) + '=';
    for (const text::Glob& glob : *globs) add(glob.pattern(), text);
  }
}

}  // namespace

std::string digest_of(const WorkerSettings& settings, const std::string& program) {
  std::string text;
  add(program, text);
  add(rules::builtin_rules().digest, text);
  const policy::Policy& policy = *settings.policy;
  for (const rules::Rule& rule : policy.custom_rules().rules) add_rule(rule, text);
  for (std::size_t i = 0; i < settings.engine.rule_count(); ++i) {
    const rules::Rule& rule = settings.engine.rule(i);
    if (policy.is_replaced(rule)) add("replaced " + std::string(rule.id), text);
    if (settings.is_off(rule)) add("off " + std::string(rule.id), text);
  }
  for (const rules::Rule& rule : settings.other_rules)
    if (settings.is_off(rule)) add("off " + std::string(rule.id), text);
  add_files(policy.files(), text);
  for (const bool honoured : settings.marks().honoured) text += honoured ? '1' : '0';
  const std::string digest = text::keyed_hash(kKey, text);
  const std::string values = policy.hash_of_values(digest.substr(0, text::kSlowHashSalt));
  return values.empty() ? digest : text::keyed_hash(kKey, digest + values);
}

}  // namespace veto::scan
