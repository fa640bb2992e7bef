#include <CLI/CLI.hpp>

#include "hook/parser_parts.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Deciding";

void add_config(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& config = *parts.app.add_subcommand("config", "look at the configuration and check it");
  config.group(kGroup);
  config.require_subcommand(1);
  CLI::App& show = add_command(config, {"show", "what is set, and the file and line that set it"},
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

void add_allow(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& allow = *parts.app.add_subcommand("allow", "record that findings may stay");
  allow.group(kGroup);
  allow.callback([&options, &allow] {
    if (allow.get_subcommands().empty()) options.verb = Verb::Allow;
  });
  allow.add_option("ID", options.operands, "as the report shows it");
  allow.add_option("--reason", options.reason, "why, for whoever reviews it")->type_name("TEXT");
  allow.add_option("--expires", options.expires, "the last day on which it counts")
      ->type_name("YYYY-MM-DD");
  allow.add_option("--rule", options.unseen_rule, "the rule of an ID that cannot be found here")
      ->type_name("RULE");
  allow.add_option("--config", options.scan.config, "read this file instead of .git-veto.toml")
      ->type_name("FILE");
  allow.add_flag("--interactive", options.interactive,
                 "ask for each open finding of what is staged, or else of the history");
  allow.add_flag("--history", options.in_history,
                 "with --interactive: of the history, whatever is staged");
  add_command(allow, {"list", "what was allowed, and what of it has expired"}, Verb::AllowList,
              options)
      .add_flag("--json", options.json, "print it for programs");
  add_command(allow, {"prune", "take out what matches nothing any more, and what has expired"},
              Verb::AllowPrune, options)
      .add_flag("--dry-run", options.dry_run, "only say what would be taken out");
  add_command(allow, {"remove", "take decisions back"}, Verb::AllowRemove, options)
      .add_option("ID", options.operands, "as the list shows it")
      ->required();
}

void add_baseline(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& baseline =
      *parts.app.add_subcommand("baseline", "live with the secrets that are here already");
  baseline.group(kGroup);
  baseline.require_subcommand(1);
  CLI::App& create =
      add_command(baseline, {"create", "list what the history holds: it blocks no more"},
                  Verb::BaselineCreate, options);
  CLI::App& update =
      add_command(baseline, {"update", "take out what is gone"}, Verb::BaselineUpdate, options);
  CLI::App& show = add_command(baseline, {"show", "what it lists, and where it still is"},
                               Verb::BaselineShow, options);
  for (CLI::App* command : {&create, &update})
    command->add_flag("--head", options.head_only, "look at HEAD's files, not the whole history");
  update.add_flag("--add", options.add, "put in what is open now, too");
  update.add_flag("--dry-run", options.dry_run, "only say what would change");
  show.add_flag("--json", options.json, "print it for programs");
  for (CLI::App* command : {&create, &update, &show})
    command->add_option("--config", options.scan.config, "read this file instead of .git-veto.toml")
        ->type_name("FILE");
}

}  // namespace

void add_decisions(const ParserParts& parts) {
  add_allow(parts);
  add_baseline(parts);
  add_config(parts);
}

}  // namespace veto::hook
