#include "git/branches.h"

#include <string_view>

#include <fnmatch.h>

#include <fmt/format.h>

#include "base/error.h"
#include "git/ref_list.h"
#include "text/escape.h"
#include "text/near_word.h"

namespace veto::git {
namespace {

constexpr std::size_t kSuggestions = 3;

/// "refs/heads/main" as it may be typed: with "refs/", without, and as git shows it.
std::vector<std::string> names_of(const std::string& full) {
  const std::string inner = full.substr(std::string_view("refs/").size());
  return {inner.substr(inner.find('/') + 1), inner, full};
}

base::Error unknown_branch(const std::string& name, const std::vector<ListedRef>& branches) {
  std::vector<std::string> shown;
  for (const ListedRef& each : branches) shown.push_back(names_of(each.name).front());
  std::string text = "there is no branch " + text::for_terminal(name);
  std::vector<std::string> meant;
  for (const std::string& each : text::similar_words(name, shown, kSuggestions))
    meant.push_back(text::for_terminal(each));
  if (!meant.empty()) text += fmt::format("; did you mean {}?", fmt::join(meant, ", "));
  return base::usage_error(text + " (see git branch --all)");
}

}  // namespace

std::vector<Oid> find_branches(const Location& location, const base::Environment& environment,
                               const std::string& name) {
  // In the order of their names: local ones first.
  const std::vector<ListedRef> branches =
      list_refs(location, environment, {"refs/heads", "refs/remotes"});
  const bool is_glob = name.find_first_of("*?[") != std::string::npos;
  std::vector<Oid> tips;
  for (const ListedRef& branch : branches) {
    for (const std::string& each : names_of(branch.name)) {
      if (is_glob ? ::fnmatch(name.c_str(), each.c_str(), 0) != 0 : name != each) continue;
      tips.push_back(branch.id);
      if (!is_glob) return tips;
      break;
    }
  }
  if (tips.empty()) throw unknown_branch(name, branches);
  return tips;
}

}  // namespace veto::git
