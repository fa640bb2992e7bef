// What was typed: the command line after parsing, before anything is looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/formats.h"
#include "rules/rule.h"

namespace veto::hook {

enum class ColorChoice : unsigned char { Auto, Always, Never };

/// `--report FORMAT=FILE`.
struct ReportFile {
  const report::Format* format = nullptr;
  std::string path;
};

/// Options that all scanning verbs share.
struct ScanFlags {
  const report::Format* format = &report::formats().front();
  std::vector<ReportFile> reports;
  rules::Tier tier = rules::Tier::Block;
  std::vector<std::string> rules;
  bool no_config = false;
  std::string config;
  std::string policy_ref;        ///< empty: where the verb has it
  unsigned threads = 0;          ///< 0: as many as there are processors
  std::uint64_t max_memory = 0;  ///< bytes; 0: the default
  /// Seconds since 1970: the time that counts instead of now.
  std::optional<std::int64_t> as_of = std::nullopt;
  ColorChoice color = ColorChoice::Auto;
  bool quiet = false;
  bool trace = false;
  bool reveal = false;
};

enum class Verb : unsigned char {
  Staged,
  History,
  Range,
  Ci,
  Files,
  Stdin,
  Hook,
  Install,
  Uninstall,
  Doctor,
  Allow,
  AllowList,
  AllowPrune,
  AllowRemove,
  BaselineCreate,
  BaselineUpdate,
  BaselineShow,
  RulesList,
  RulesShow,
  RulesTest,
  RulesCost,
  Explain,
  Report,
  ConfigShow,
  ConfigCheck,
  ConfigPath,
  Trace,
  PurgePlan,
  Incident,
  Version,
};

/// What the installer's verbs work on.
enum class Extent : unsigned char { Repository, Each, User, System, Template };

struct Options {
  Verb verb = Verb::Staged;
  ScanFlags scan;
  std::vector<std::string> operands;  ///< paths, ids, rules: what the verb takes
  std::string stdin_path = "stdin";
  std::string from = "-";  ///< the report that is converted; "-": standard input
  bool reachable = false;
  // history: what commits add
  std::optional<std::string> since;
  std::vector<std::string> branches;
  bool full = false;      ///< history: read all again, whatever is known from earlier runs
  bool no_store = false;  ///< history: know nothing from earlier runs, and remember nothing
  // allow and baseline
  std::string reason;
  std::string expires;
  std::string unseen_rule;  ///< of ids that are nowhere to be found here
  bool interactive = false;
  bool in_history = false;  ///< interactive: of the history, even if something is staged
  bool dry_run = false;
  bool head_only = false;  ///< baseline: what HEAD's tree holds, not the whole history
  bool add = false;        ///< baseline update: what is open now
  Extent extent = Extent::Repository;
  bool server = false;        ///< hooks for the side that is pushed to
  bool files = false;         ///< hook files even where git has hooks in its configuration
  bool json = false;          ///< print for programs: all that do not scan
  bool all = false;           ///< config show: what is built in and what was replaced, too
  bool with_secrets = false;  ///< purge-plan: the file that holds the values, too
  std::string known_values;  ///< install: what of the user's secrets is looked for; empty: as it is
};

}  // namespace veto::hook
