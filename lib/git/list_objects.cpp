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

/// The loose objects of one of the directories that are named after the first byte of ids. One that
/// is gone holds nothing: git takes empty ones away.
void add_loose(const std::string& directory, const std::string& front, std::vector<Oid>& ids) {
  namespace fs = std::filesystem;
  std::error_code failure;
  for (fs::directory_iterator at(directory + "/" + front, failure), end; !failure && at != end;
       at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (const std::optional<Oid> id = Oid::from_hex(front + name)) ids.push_back(*id);
  }
  if (failure && failure != std::errc::no_such_file_or_directory &&
      failure != std::errc::not_a_directory)
    throw base::unreadable(front + ": " + failure.message());
}

std::vector<Oid> list_loose(const std::string& directory) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (!std::filesystem::is_directory(directory)) throw base::unreadable("not a directory");
  std::vector<Oid> ids;
  for (const char first : kDigits) {
    for (const char second : kDigits) add_loose(directory, {first, second}, ids);
  }
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
        return list_loose(group.path);
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
