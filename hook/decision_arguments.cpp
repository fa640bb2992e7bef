#include <CLI/CLI.hpp>

#include "hook/parser_parts.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Deciding";

void add_config(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& config =
      *parts.app.add_subcommand("config", "look at the configuration and check it");
  config.group(kGroup);
  config.require_subcommand(1);
  CLI::App& show =
      add_command(config, {"show", "what is set, and the file and line that set it"},
                  Verb::ConfigShow, options);
  show.add_flag("--all", options.all,
                "every rule's tier as well, and values that a later file replaced");
  show.add_flag("--json", options.json, "print it for programs");
  add_policy_options(show, options.scan);
  add_command(config, {"check", "read the configuration and say what is wrong with it"},
              Verb::ConfigCheck, options)
      .add_option("FILE", options.scan.config, "default: the files in force here");
  add_command(config, {"path", "the files of all layers, and which of them are there"},
              Verb::ConfigPath, options);
}

}  // namespace

void add_decisions(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& allow =
      add_command(parts.app, {"allow", "record that findings may stay"}, Verb::Allow, options);
  allow.group(kGroup);
  allow.add_option("ID", options.operands, "as the report shows it")->required();
  allow.add_option("--reason", options.reason, "why, for whoever reviews it")
      ->required()
      ->type_name("TEXT");
  allow.add_option("--expires", options.expires, "the last day on which it counts")
      ->type_name("YYYY-MM-DD");
  add_config(parts);
}

}  // namespace veto::hook
