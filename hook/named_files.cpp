#include "hook/named_files.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "git/plumbing.h"
#include "rules/builtin.h"
#include "scan/file_rules.h"
#include "scan/finding_id.h"

namespace veto::hook {

model::ScanResult find_named_files(const Session& session) {
  model::ScanResult result;
  result.source.kind = model::SourceKind::History;
  const source::GitContext context = session.git_context();
  const base::Output output =
      git::ask_git(context.location, context.environment,
                   {"log", "--all", "HEAD", "--no-renames", "--name-only", "--format=", "-z",
                    "--no-show-signature", "--no-ext-diff", "--no-textconv"});
  if (output.status != 0) return result;
  const scan::FileRules rules(rules::builtin_rules().others.rules, session.policy().files());
  std::set<std::string_view> seen;
  for (std::string_view rest = output.out; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view path = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!seen.insert(path).second) continue;
    for (const rules::Rule* rule : rules.find(path)) {
      model::Finding& finding = result.findings.emplace_back();
      finding.rule = rule;
      finding.tier = rule->tier;
      finding.places.emplace_back().path = std::string(path);
      finding.id = scan::fingerprint_of(finding, {});
    }
  }
  return result;
}

}  // namespace veto::hook
