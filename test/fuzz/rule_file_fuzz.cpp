// Any text is a rule file or an error of usage; what loads can be linted.

#include <string>

#include "base/error.h"
#include "rules/lint.h"
#include "rules/loader.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  rules::RuleCollection collection;
  try {
    rules::load_rules(collection, text, "fuzz.toml");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Usage, "an error of usage");
    fuzz::expect(error.text().starts_with("fuzz.toml:"), "an error with its place");
    return 0;
  }
  for (const rules::Rule& rule : collection.rules)
    fuzz::expect(collection.view().find(rule.id) == &rule, "each id once");
  static_cast<void>(rules::lint(collection.view()));
  return 0;
}
