// One flag, one place to read of it, one test: what the program's help lists stands in the man page
// and in an end-to-end test.
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "base/process.h"
#include "test/style/source_tree.h"
#include "test/support/catch.h"

using namespace veto;
using style::SourceFile;

namespace {

std::string help_of(std::vector<std::string> command) {
  command.insert(command.begin(), VETO_PROGRAM);
  command.emplace_back("-h");  // the long one speaks of flags of git too
  base::Environment environment;
  environment.set("PATH", "/usr/bin:/bin");
  const base::Output output = base::run({command, environment, "", ""});
  REQUIRE(output.status == 0);
  return output.out;
}

/// The first words of the entries between the usage and the operands or options.
std::vector<std::string> subcommands(const std::string& help) {
  std::vector<std::string> names;
  bool inside = false;
  for (const std::string& line : style::lines_of(help)) {
    if (line.ends_with(':') && !line.starts_with(' '))
      inside = line != "Operands:" && !line.starts_with("Options");
    if (inside && line.starts_with("  ") && line.size() > 2 && line[2] != ' ')
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

/// The words of a help text that begin with two dashes.
std::set<std::string> flags_of(const std::string& help) {
  std::set<std::string> flags;
  for (std::size_t at = help.find("--"); at != std::string::npos; at = help.find("--", at + 2)) {
    std::size_t end = at + 2;
    while (end < help.size() &&
           (std::islower(static_cast<unsigned char>(help[end])) != 0 || help[end] == '-'))
      ++end;
    if (end > at + 2) flags.insert(help.substr(at, end - at));
  }
  return flags;
}

struct Help {
  std::set<std::string> commands;
  std::set<std::string> flags;
};

Help whole_help() {
  Help help;
  std::vector<std::vector<std::string>> pending{{}};
  while (!pending.empty()) {
    const std::vector<std::string> command = pending.back();
    pending.pop_back();
    const std::string text = help_of(command);
    help.flags.merge(flags_of(text));
    for (const std::string& name : subcommands(text)) {
      std::vector<std::string> inner = command;
      inner.push_back(name);
      help.commands.insert(name);
      pending.push_back(std::move(inner));
    }
  }
  return help;
}

/// `text` with the man page's escaped dashes as dashes.
std::string plain_dashes(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\-", at)) != std::string::npos;) text.erase(at, 1);
  return text;
}

std::string text_of(const std::string& folder, const std::string& suffix) {
  std::string text;
  for (const SourceFile& file : style::source_files()) {
    if (file.is_below(folder) && file.path.ends_with(suffix)) text += file.text;
  }
  return text;
}

std::string generated(const std::string& kind) {
  base::Environment environment;
  environment.set("PATH", "/usr/bin:/bin");
  const base::Output output = base::run({{VETO_PROGRAM, "--generate", kind}, environment, "", ""});
  REQUIRE(output.status == 0);
  return output.out;
}

}  // namespace

TEST_CASE("help: the program's help is read with all of its commands") {
  const Help help = whole_help();
  for (const char* command : {"staged", "history", "files", "stdin", "install", "rules", "allow"}) {
    CAPTURE(command);
    CHECK(help.commands.contains(command));
  }
  for (const char* flag : {"--help", "--format", "--reason", "--version"}) {
    CAPTURE(flag);
    CHECK(help.flags.contains(flag));
  }
}

TEST_CASE("help: manual and completions know every command and every flag") {
  const Help help = whole_help();
  for (const char* kind : {"man", "bash", "zsh", "fish"}) {
    const std::string text = plain_dashes(generated(kind));
    for (const std::string& word : help.commands) {
      CAPTURE(kind, word);
      CHECK(text.find(word) != std::string::npos);
    }
    for (const std::string& word : help.flags) {
      CAPTURE(kind, word);
      const bool is_fish = std::string(kind) == "fish";
      CHECK(text.find(is_fish ? " -l " + word.substr(2) : word) != std::string::npos);
    }
  }
}

TEST_CASE("help: the manual's texts know no flag that the program does not have") {
  const Help help = whole_help();
  // Flags of git itself, of which the texts speak.
  const std::set<std::string> foreign{"--no-verify", "--git-path"};
  for (const std::string& flag : flags_of(text_of("hook/manual_", ".cpp"))) {
    CAPTURE(flag);
    CHECK((help.flags.contains(flag) || foreign.contains(flag)));
  }
}

TEST_CASE("help: every command and every flag occurs in an end-to-end test") {
  const std::string tests = text_of("test/e2e/", ".cpp");
  if (tests.empty()) return;
  const Help help = whole_help();
  for (const std::string& command : help.commands) {
    CAPTURE(command);
    CHECK(tests.find("\"" + command + "\"") != std::string::npos);
  }
  for (const std::string& flag : help.flags) {
    CAPTURE(flag);
    CHECK(tests.find("\"" + flag) != std::string::npos);
  }
}
