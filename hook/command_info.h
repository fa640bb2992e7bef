// The command line as data: what the parser accepts, for help, man page and completions, so that
// none of them can say anything else.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace veto::hook {

struct OptionInfo {
  std::string name;                  ///< "--format"
  std::string short_name;            ///< "-h", or empty
  std::string value;                 ///< "FORMAT"; empty: a flag without a value
  std::vector<std::string> choices;  ///< the values that it takes, if they can be listed
  std::string summary;               ///< one line
  bool required = false;
  bool repeatable = false;
};

struct OperandInfo {
  std::string name;  ///< "PATH"
  std::string summary;
  bool required = false;
  bool repeatable = false;
};

struct CommandInfo {
  std::string path;     ///< "rules list"; empty for the program itself
  std::string group;    ///< under which heading it is listed
  std::string summary;  ///< one line
  std::vector<OperandInfo> operands;
  std::vector<OptionInfo> options;  ///< its own
  std::vector<OptionInfo> shared;   ///< those that all scans take
  std::vector<CommandInfo> commands;

  /// The last word of the path.
  [[nodiscard]] std::string name() const;
};

/// Options of this group are listed in CommandInfo::shared.
inline constexpr const char* kSharedGroup = "Options of all scans";

/// What CLI11 was told. Commands and options keep their order.
[[nodiscard]] CommandInfo describe(const CLI::App& app);

/// "[--reachable] [OPTIONS] [REPOSITORY]...": all that may follow the command's words.
[[nodiscard]] std::string usage_of(const CommandInfo& command);

}  // namespace veto::hook
