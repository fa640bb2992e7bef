#include "git/range_words.h"

#include <optional>
#include <sstream>

#include "base/error.h"
#include "git/plumbing.h"
#include "text/escape.h"

namespace veto::git {
namespace {

/// Adds what git makes of the word: ids, with '^' before those that are excluded.
void add_word(const Location& location, const base::Environment& environment,
              const std::string& word, Selection& selection) {
  const base::Output output = word.starts_with('-')
                                  ? base::Output{.status = 1, .out = "", .err = ""}
                                  : ask_git(location, environment, {"rev-parse", word, "--"});
  if (output.status != 0)
    throw base::usage_error("neither a repository nor a range of commits: " +
                            text::for_terminal(word));
  std::istringstream lines(output.out);
  for (std::string line; std::getline(lines, line);) {
    const bool excluded = line.starts_with('^');
    if (const std::optional<Oid> id = Oid::from_hex(line.substr(excluded ? 1 : 0)))
      (excluded ? selection.excluded : selection.reached).push_back(*id);
  }
}

}  // namespace

std::vector<Selection> parse_ranges(const Location& location, const base::Environment& environment,
                                    const std::vector<std::string>& words) {
  Selection base;
  for (const std::string& word : words) {
    if (word.starts_with('^')) add_word(location, environment, word, base);
  }
  std::vector<Selection> selections;
  for (const std::string& word : words) {
    if (word.starts_with('^')) continue;
    selections.push_back(base);
    add_word(location, environment, word, selections.back());
  }
  if (selections.empty()) throw base::usage_error("no commits are named: a range is A..B");
  return selections;
}

}  // namespace veto::git
