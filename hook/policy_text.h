// What the policy of a run is made of: texts, each with the name to use in messages and reports.
// Another file of policy is a member here, a line in own_files() and one in each of the functions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/scan_result.h"
#include "policy/policy.h"

namespace veto::hook {

struct PolicyFile {
  std::optional<std::string> text;  ///< nullopt: there is no such file
  std::string name;                 ///< raw bytes: a path, "index:PATH" or "COMMIT:PATH"
};

struct PolicyText {
  std::vector<PolicyFile> layers;  ///< of the machine and the user, in order; those that exist
  PolicyFile config;
  PolicyFile allowed;
  PolicyFile baseline;
  std::vector<base::Diagnostic> notes;  ///< what the user must know about where they were read
};

/// A repository's own files of policy: their names at its top, and where their texts go.
struct OwnFile {
  std::string_view name;
  PolicyFile PolicyText::*member;
};
[[nodiscard]] const std::array<OwnFile, 3>& own_files();

/// Throws Error(Usage) for a malformed text.
[[nodiscard]] policy::Policy parse_policy(const PolicyText& text, const std::string& today);

/// The texts that there are, in the order of reading.
[[nodiscard]] std::vector<model::PolicyOrigin> origins_of(const PolicyText& text);

}  // namespace veto::hook
