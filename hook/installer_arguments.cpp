#include <CLI/CLI.hpp>

#include "base/error.h"
#include "hook/parser_parts.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Setting up";

struct ExtentFlag {
  const char* name;
  const char* summary;
  Extent extent;
};

void add_extent(CLI::App& command, Options& options, const ExtentFlag& flag) {
  command.add_flag_callback(
      flag.name,
      [&options, extent = flag.extent] {
        if (options.extent != Extent::Repository)
          throw CLI::ValidationError("give one of --each, --global, --system and --template");
        options.extent = extent;
      },
      flag.summary);
}

CLI::App& add_verb(const ParserParts& parts, const CommandTitle& title, Verb verb) {
  CLI::App& command = add_command(parts.app, title, verb, parts.options);
  command.group(kGroup);
  command.add_option("DIRECTORY", parts.options.operands, "default: this repository");
  add_extent(command, parts.options,
             {"--each", "every repository below the DIRECTORIES, with a table", Extent::Each});
  command.add_flag("--server", parts.options.server, "the side that is pushed to: pre-receive");
  return command;
}

}  // namespace

void add_installer(const ParserParts& parts) {
  CLI::App& install =
      add_verb(parts, {"install", "set up the hooks of a repository"}, Verb::Install);
  install.add_flag("--files", parts.options.files,
                   "hook files, also where git can have hooks in its configuration");
  install
      .add_option("--known-values", parts.options.known_values,
                  "whose values to look for in what you add: env (variables and .env files), "
                  "aws (those and ~/.aws/credentials) or off; kept in git's configuration")
      ->check(CLI::IsMember({"env", "aws", "off"}))
      ->type_name("WHICH");
  CLI::App& uninstall = add_verb(parts, {"uninstall", "take the hooks out again"}, Verb::Uninstall);
  for (CLI::App* command : {&install, &uninstall}) {
    add_extent(*command, parts.options,
               {"--global", "all repositories of this user", Extent::User});
    add_extent(*command, parts.options,
               {"--system", "all repositories of this machine", Extent::System});
    add_extent(*command, parts.options,
               {"--template", "repositories yet to be made: init.templateDir, or the DIRECTORY",
                Extent::Template});
  }
  add_verb(parts, {"doctor", "check that commits are scanned"}, Verb::Doctor)
      .add_flag("--json", parts.options.json, "print what was found for programs");
}

void check_installer_operands(const Options& options) {
  const bool installer = options.verb == Verb::Install || options.verb == Verb::Uninstall ||
                         options.verb == Verb::Doctor;
  if (!installer) return;
  const std::size_t count = options.operands.size();
  switch (options.extent) {
    case Extent::Each:
      if (count == 0) throw base::usage_error("--each takes the directories to look below");
      return;
    case Extent::Repository:
    case Extent::Template:
      if (count > 1)
        throw base::usage_error("more than one directory: for several repositories type --each");
      return;
    case Extent::User:
    case Extent::System:
      if (count > 0)
        throw base::usage_error("--global and --system are for all repositories: name none");
      return;
  }
}

}  // namespace veto::hook
