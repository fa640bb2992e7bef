#include "git/list_objects.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <git2/sys/odb_backend.h>

#include "base/error.h"
#include "git/handles.h"

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
  for (const std::string& directory : directories) {
    std::error_code failure;
    for (fs::directory_iterator at(directory + "/pack", failure), end; !failure && at != end;
         at.increment(failure)) {
      if (at->path().extension() != ".pack") continue;
      fs::path index = at->path();
      index.replace_extension(".idx");
      std::error_code ignored;
      if (fs::exists(index, ignored))
        groups.push_back({ObjectGroup::Kind::Pack, index.string()});
      else
        groups.push_back({ObjectGroup::Kind::Unlistable, at->path().string()});
    }
    if (failure && failure != std::errc::no_such_file_or_directory)
      groups.push_back({ObjectGroup::Kind::Unlistable, directory + "/pack"});
    groups.push_back({ObjectGroup::Kind::Loose, directory});
  }
  std::sort(groups.begin(), groups.end(), [](const ObjectGroup& a, const ObjectGroup& b) {
    return std::tie(a.kind, a.path) < std::tie(b.kind, b.path);
  });
  return groups;
}

std::vector<Oid> list_group(const Library& /*library*/, const ObjectGroup& group) {
  return base::in_context("listing the objects of " + group.path, [&] {
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

}  // namespace veto::git
