// Any text is a configuration or an error of usage.

#include <algorithm>
#include <string_view>

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
    // As two layers, split at the first NUL.
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t split = std::min(text.find('\0'), text.size());
    policy::ConfigReader reader({known});
    reader.read(text.substr(0, split), "first.toml");
    if (split < text.size()) reader.read(text.substr(split + 1), "second.toml");
    policy::Config config = reader.finish();
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
