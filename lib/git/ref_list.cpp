#include "git/ref_list.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "git/plumbing.h"

namespace veto::git {

std::vector<ListedRef> list_refs(const Location& location, const base::Environment& environment,
                                 std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"for-each-ref", "--format=%(objectname) %(refname)"});
  const std::string output = run_git(location, environment, std::move(arguments));
  std::vector<ListedRef> refs;
  std::string_view rest = output;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    if (const std::optional<Oid> id = Oid::from_hex(line.substr(0, space)))
      refs.push_back({*id, std::string(line.substr(std::min(space + 1, line.size())))});
  }
  return refs;
}

}  // namespace veto::git
