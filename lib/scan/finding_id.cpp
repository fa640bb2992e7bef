#include "scan/finding_id.h"

#include "confirm/confirm.h"

namespace veto::scan {

std::string fingerprint_of(const model::Finding& finding, const policy::FingerprintSalt& salt) {
  const rules::Rule& rule = *finding.rule;
  if (rule.kind == rules::RuleKind::File)
    return policy::fingerprint(rule, finding.places.front().path, salt);
  return policy::fingerprint(rule, confirm::canonical_secret(rule, finding.secret.reveal()), salt);
}

}  // namespace veto::scan
