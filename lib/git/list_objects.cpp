#include "git/list_objects.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <git2/sys/odb_backend.h>

#include "base/error.h"
#include "base/process.h"
#include "git/handles.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {
namespace {

extern "C" int append_id(const git_oid* id, void* ids) noexcept {
  static_cast<std::vector<Oid>*>(ids)->push_back(from_git_oid(*id));
  return 0;
}

/// All ids of one backend, which is owned from here on; libgit2 lists a pack in the order of its
/// offsets.
std::vector<Oid> list_backend(git_odb_backend* backend) {
  OdbHandle odb;
  check(git_odb_new(base::Out(odb)), "listing objects");
  check(git_odb_add_backend(odb.get(), backend, 1), "listing objects");
  std::vector<Oid> ids;
  check(git_odb_foreach(odb.get(), append_id, &ids), "listing objects");
  return ids;
}

}  // namespace

std::vector<ObjectGroup> object_groups(const std::vector<std::string>& directories) {
  namespace fs = std::filesystem;
  std::vector<ObjectGroup> groups;
  std::error_code ignored;
  for (const std::string& directory : directories) {
    std::error_code failure;
    for (fs::directory_iterator at(directory + "/pack", failure), end; !failure && at != end;
         at.increment(failure)) {
      if (at->path().extension() != ".pack") continue;
      fs::path index = at->path();
      index.replace_extension(".idx");
      if (fs::exists(index, ignored))
        groups.push_back({ObjectGroup::Kind::Pack, index.string()});
      else
        groups.push_back({ObjectGroup::Kind::Unlistable, at->path().string()});
    }
    // A directory that is not there has one group, which says so.
    if (failure && failure != std::errc::no_such_file_or_directory &&
        fs::is_directory(directory, ignored))
      groups.push_back({ObjectGroup::Kind::Unlistable, directory + "/pack"});
    groups.push_back({ObjectGroup::Kind::Loose, directory});
  }
  std::sort(groups.begin(), groups.end(), [](const ObjectGroup& a, const ObjectGroup& b) {
    return std::tie(a.kind, a.path) < std::tie(b.kind, b.path);
  });
  return groups;
}

std::vector<Oid> list_group(const Library& /*library*/, const ObjectGroup& group) {
  return base::in_context("listing the objects of " + text::for_terminal(group.path), [&] {
    git_odb_backend* backend = nullptr;
    switch (group.kind) {
      case ObjectGroup::Kind::Pack:
        check(git_odb_backend_one_pack(&backend, group.path.c_str()), "opening the pack");
        return list_backend(backend);
      case ObjectGroup::Kind::Loose:
        if (!std::filesystem::is_directory(group.path)) throw base::unreadable("not a directory");
        check(git_odb_backend_loose(&backend, group.path.c_str(), -1, 0, 0, 0), "opening");
        return list_backend(backend);
      case ObjectGroup::Kind::Unlistable:
        break;
    }
    throw base::unreadable("no readable index");
  });
}

void list_through_git(const Location& location, const base::Environment& environment,
                      const std::function<void(const Oid&)>& use) {
  const base::Output output =
      base::run({.arguments = {"git", "cat-file", "--batch-all-objects", "--unordered",
                               "--batch-check=%(objectname)"},
                 .environment = plumbing_environment(location, environment),
                 .directory = "",
                 .input = ""});
  for (std::string_view rest = output.out; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::optional<Oid> id = Oid::from_hex(rest.substr(0, end))) use(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (output.status != 0 || !output.err.empty())
    throw base::unreadable("listing objects: git: " + text::for_terminal(trim_end(output.err)));
}

}  // namespace veto::git
