#include "git/new_objects.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {
namespace {

/// "ID", "ID NAME", or "?ID" for what is missing.
void add_line(std::string_view line, NewObjects& objects) {
  const bool is_missing = line.starts_with('?');
  if (is_missing) line.remove_prefix(1);
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::optional<Oid> id = Oid::from_hex(line.substr(0, space));
  if (!id) throw base::unreadable("git rev-list: not understood");
  if (is_missing)
    objects.missing.push_back(*id);
  else
    objects.add(*id, line.substr(std::min(space + 1, line.size())));
}

}  // namespace

void NewObjects::add(const Oid& id, std::string_view name) {
  ids_.push_back(id);
  names_.append(name);
  starts_.push_back(names_.size());
}

NewObjects list_new_objects(const Location& location, const base::Environment& environment,
                            const Selection& selection) {
  NewObjects objects;
  if (selection.reached.empty()) return objects;
  std::string input;
  for (const Oid& id : selection.reached) input += id.hex() + "\n";
  for (const Oid& id : selection.excluded) input += "^" + id.hex() + "\n";
  std::vector<std::string> arguments{"rev-list", "--objects", "--missing=print", "--stdin"};
  if (selection.excludes_all_refs) arguments.insert(arguments.end(), {"--not", "--all"});

  std::string rest;
  const base::Output output = ask_git(
      location, environment, {std::move(arguments), std::move(input)}, [&](std::string_view piece) {
        rest.append(piece);
        std::size_t begin = 0;
        for (std::size_t end; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1)
          add_line(std::string_view(rest).substr(begin, end - begin), objects);
        rest.erase(0, begin);
      });
  if (output.status != 0)
    objects.failure = "git rev-list: " + text::for_terminal(trim_end(output.err));
  return objects;
}

}  // namespace veto::git
