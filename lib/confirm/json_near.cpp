// A member of a JSON object whose other members say what it is: those that the rule names must
// stand near by, quoted as the file quotes (also \" in a string), within the bytes that such a file
// has.
#include <algorithm>
#include <cstddef>
#include <string>

#include "confirm/structures.h"
#include "rules/structure_name.h"

namespace veto::confirm {

namespace {

bool has_member(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (at == 0 || end >= text.size()) continue;
    const char before = text[at - 1];
    const char behind = text[end];
    if ((before == '"' || before == '\'') && (behind == before || behind == '\\')) return true;
  }
  return false;
}

}  // namespace

Judgement judge_json_near(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kReach = 4096;
  const std::string_view window = candidate.window;
  const std::size_t begin = candidate.match.begin - std::min(candidate.match.begin, kReach);
  const std::string_view text =
      slice(window, {begin, std::min(window.size(), candidate.match.end + kReach)});
  std::string_view asked = rules::split_structure(candidate.rule.confirm.structure).parameter;
  while (!asked.empty()) {
    const std::size_t end = std::min(asked.find(','), asked.size());
    if (!has_member(text, asked.substr(0, end))) {
      return reject(candidate, "the members that belong to it do not stand near by");
    }
    asked.remove_prefix(std::min(end + 1, asked.size()));
  }
  return accept(candidate, model::Verified::Structure);
}

}  // namespace veto::confirm
