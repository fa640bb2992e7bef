#include "git/index_lookup.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "git/index_file.h"
#include "git/plumbing.h"
#include "git/tree.h"

namespace veto::git {
namespace {

namespace fs = std::filesystem;

IndexState state_of(std::uint32_t mode, int stage) {
  if (stage != 0) return IndexState::Unmerged;
  switch (mode & kModeTypeMask) {
    case kModeFile:
      return IndexState::File;
    case kModeLink:
      return IndexState::Link;
    default:
      return IndexState::Absent;  // a directory or a submodule of that name
  }
}

/// Whether the repository has ever had a split index. Looking through a few names is cheaper than
/// reading the index to its end, where it says whether it is one.
bool has_shared_index(const Location& location) {
  std::error_code failure;
  for (fs::directory_iterator at(location.git_dir, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (at->path().filename().string().starts_with("sharedindex.")) return true;
  }
  return false;
}

/// One record of `git ls-files --stage -z`: "MODE ID STAGE\tPATH\0".
void read_record(std::string_view record, const std::vector<std::string>& paths,
                 std::vector<IndexFinding>& found) {
  const std::size_t id_at = record.find(' ') + 1;
  const std::size_t stage_at = record.find(' ', id_at) + 1;
  const std::size_t tab = record.find('\t', stage_at);
  if (id_at == 0 || stage_at == 0 || tab == std::string_view::npos || tab != stage_at + 1)
    throw base::unreadable("git ls-files: unexpected output");
  std::uint32_t mode = 0;
  std::from_chars(record.data(), record.data() + id_at - 1, mode, 8);
  const std::optional<Oid> id = Oid::from_hex(record.substr(id_at, stage_at - 1 - id_at));
  const auto path = std::find(paths.begin(), paths.end(), record.substr(tab + 1));
  if (path == paths.end() || !id) return;
  found[static_cast<std::size_t>(path - paths.begin())] = {state_of(mode, record[stage_at] - '0'),
                                                           *id};
}

std::vector<IndexFinding> find_through_git(const Location& location,
                                           const base::Environment& environment,
                                           const std::vector<std::string>& paths) {
  std::vector<std::string> command{"ls-files", "--stage", "--full-name", "-z", "--"};
  for (const std::string& path : paths) command.push_back(":(top,literal)" + path);
  const std::string out = run_git(location, environment, std::move(command));
  std::vector<IndexFinding> found(paths.size());
  std::string_view rest = out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    read_record(rest.substr(0, end), paths, found);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

}  // namespace

std::vector<IndexFinding> find_in_index(const Location& location,
                                        const base::Environment& environment,
                                        const std::vector<std::string>& paths) {
  if (location.foreign_format) return find_through_git(location, environment, paths);
  return base::in_context("reading index", [&] {
    std::vector<IndexFinding> found(paths.size());
    const std::unique_ptr<IndexFile> index = IndexFile::open(location.index_file);
    if (!index || paths.empty()) return found;
    if (has_shared_index(location) && index->is_split())
      return find_through_git(location, environment, paths);
    const std::string& last = *std::max_element(paths.begin(), paths.end());
    IndexCursor cursor(*index);
    while (cursor.next() && cursor.entry().path <= last) {
      const IndexEntry& entry = cursor.entry();
      const auto path = std::find(paths.begin(), paths.end(), entry.path);
      if (path == paths.end() || entry.intent_to_add) continue;
      found[static_cast<std::size_t>(path - paths.begin())] = {state_of(entry.mode, entry.stage),
                                                               entry.id};
    }
    return found;
  });
}

}  // namespace veto::git
