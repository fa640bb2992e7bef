// Names of providers, for texts that speak of them without holding a key of theirs.
#pragma once

#include <string>
#include <vector>

namespace veto::corpus {

/// Those of the built-in rules, their context words, and others that projects often name; sorted,
/// in lower case with dashes, each once.
[[nodiscard]] std::vector<std::string> provider_names();

}  // namespace veto::corpus
