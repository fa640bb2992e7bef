// Any text is a configuration or an error of usage.

#include "base/error.h"
#include "policy/policy.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<rules::Rule> known = [] {
    rules::Rule rule;
    rule.id = "known-key";
    return std::vector<rules::Rule>{rule};
  }();
  try {
    policy::Config config =
        policy::parse_config({reinterpret_cast<const char*>(data), size}, "fuzz.toml", {known});
    const policy::Policy policy(std::move(config), {}, "2026-01-01");
    model::Finding finding;
    finding.rule = &known.front();
    finding.secret = base::Secret("some/value");
    finding.places.resize(2);
    finding.places.front().path = "docs/file.md";
    const std::optional<model::Finding> part = policy.apply(finding);
    fuzz::expect(finding.places.size() + (part ? part->places.size() : 0) == 2, "no place is lost");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Usage, "an error of usage");
  }
  return 0;
}
