#include <CLI/CLI.hpp>

#include "hook/parser_parts.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Deciding";

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
}

}  // namespace veto::hook
