// What a history names and the repository does not have.
#include <set>
#include <string>

#include "git/read_file.h"
#include "source/history.h"
#include "source/missing_tips.h"
#include "text/count.h"

namespace veto::source {
namespace {

constexpr std::size_t kMissingNamed = 5;

}  // namespace

/// What the repository knows to exist but does not have: a shallow or partial clone, or damage.
void HistorySource::add_missing(model::ScanResult& result) {
  std::set<git::Oid> missing =
      missing_tips(context_, [this](const git::Oid& id) { return list_.contains(id); });
  missing.insert(missing_.begin(), missing_.end());
  std::set<git::Oid> boundary;
  const bool shallow = git::read_file(context_.location.common_dir + "/shallow").has_value();
  for (const git::Commit& commit : graph_.commits) {
    if (!list_.contains(commit.tree)) missing.insert(commit.tree);
    for (const git::Oid& parent : commit.parents) {
      if (!list_.contains(parent)) (shallow ? boundary : missing).insert(parent);
    }
  }
  for (const auto& [id, tag] : graph_.tags) {
    if (!list_.contains(tag.target)) missing.insert(tag.target);
  }
  std::erase_if(missing, is_empty_object);
  const auto add = [&result](const char* code, std::string message) {
    result.diagnostics.push_back(
        {base::DiagnosticKind::Incomplete, code, std::move(message), "", ""});
  };
  if (!boundary.empty())
    add("shallow-clone", "shallow clone: " + text::count_of(boundary.size(), "commit") +
                             (boundary.size() == 1 ? " and all before it are not here"
                                                   : " and all before them are not here"));
  if (missing.empty()) return;
  std::string names;
  std::size_t named = 0;
  for (const git::Oid& id : missing) {
    if (++named > kMissingNamed) break;
    names += " " + id.hex();
  }
  add("missing-objects", text::count_of(missing.size(), "object") +
                             (missing.size() == 1 ? " is" : " are") +
                             " named in the history but not here:" + names +
                             (missing.size() > kMissingNamed ? " ..." : ""));
}

}  // namespace veto::source
