// The parts of the command line's parser, one function and one file for each group of commands.
// They tell CLI11 what there is and where to put what is typed; hook/arguments.h is the whole.
#pragma once

#include <string>
#include <vector>

#include "hook/options.h"

namespace CLI {
class App;
}

namespace veto::hook {

/// What CLI11 fills: words, turned into values once everything is known to be well-formed.
struct Words {
  std::string format;
  std::vector<std::string> reports;
  std::string tier;
  std::string color;
  std::string deadline;    ///< read by the hook itself
  std::string on_timeout;  ///< likewise
};

struct ParserParts {
  CLI::App& app;
  Options& options;
  Words& words;
};

struct CommandTitle {
  const char* name;
  const char* summary;  ///< one line
};

/// A command below `parent`, which sets the verb when it is typed.
CLI::App& add_command(CLI::App& parent, const CommandTitle& title, Verb verb, Options& options);

void add_installer(const ParserParts& parts);
/// Which directories an installer's verb takes depends on its flags. Throws Error(Usage).
void check_installer_operands(const Options& options);

void add_scans(const ParserParts& parts);
/// Options of every verb that ends with a report.
void add_report_options(CLI::App& command, const ParserParts& parts);
/// Where configuration is read.
void add_policy_options(CLI::App& command, ScanFlags& flags);
/// Turns the words of a scan into values. Throws Error(Usage).
void read_scan_words(const Words& words, ScanFlags& flags);

void add_decisions(const ParserParts& parts);
void add_questions(const ParserParts& parts);

}  // namespace veto::hook
