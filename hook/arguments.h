// The command line, parsed and checked for form. Nothing is read or changed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hook/command_info.h"
#include "hook/options.h"

namespace veto::hook {

/// Either options, or a text to print (help, version) and leave.
struct Parsed {
  std::optional<Options> options;
  std::string text;
};

/// `arguments` without the program's name. Throws base::Error(Usage).
[[nodiscard]] Parsed parse_arguments(const std::vector<std::string>& arguments);

/// What parse_arguments() accepts.
[[nodiscard]] CommandInfo describe_arguments();

}  // namespace veto::hook
