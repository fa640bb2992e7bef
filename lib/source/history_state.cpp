#include "source/history_state.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "git/read_file.h"
#include "git/refs.h"
#include "text/digest.h"

namespace veto::source {
namespace {

constexpr std::string_view kKey = "git-veto history state 1";
constexpr std::string_view kHex = "0123456789abcdef";

using store::FileStamp;

/// The files of a directory whose names pass; none if it cannot be listed.
template <class Passes>
void add_files(const std::string& directory, const Passes& passes, std::vector<FileStamp>& files) {
  DIR* stream = ::opendir(directory.c_str());
  if (stream == nullptr) return;
  while (const dirent* entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    struct stat status {};
    if (!passes(name) || ::fstatat(::dirfd(stream), entry->d_name, &status, 0) != 0) continue;
    constexpr std::int64_t kSecond = 1'000'000'000;
    files.push_back({directory + '/' + std::string(name),
                     static_cast<std::uint64_t>(status.st_size),
                     status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec});
  }
  ::closedir(stream);
}

bool is_hex(std::string_view name) {
  return name.find_first_not_of(kHex) == std::string_view::npos;
}

std::vector<FileStamp> list_files(const std::vector<std::string>& directories) {
  std::vector<FileStamp> files;
  const auto is_pack = [](std::string_view name) {
    return name.ends_with(".pack") || name.ends_with(".idx");
  };
  for (const std::string& directory : directories) {
    add_files(directory + "/pack", is_pack, files);
    for (const char first : kHex) {
      for (const char second : kHex) add_files(directory + '/' + first + second, is_hex, files);
    }
  }
  std::sort(files.begin(), files.end(),
            [](const FileStamp& a, const FileStamp& b) { return a.path < b.path; });
  return files;
}

void add_id(const git::Oid& id, std::string& text) {
  text.append(reinterpret_cast<const char*>(id.bytes.data()), id.size);
}

/// Of ".../ab/cdef...".
std::optional<git::Oid> loose_object(const std::string& path) {
  const std::filesystem::path file = path;
  return git::Oid::from_hex(file.parent_path().filename().string() + file.filename().string());
}

}  // namespace

HistoryState history_state(const GitContext& context) {
  const std::vector<std::string> directories = git::object_directories(context.location);
  HistoryState state{"", list_files(directories)};
  std::string text;
  for (const std::string& directory : directories) text += directory + '\n';
  for (const FileStamp& file : state.files)
    text += file.path + '\0' + std::to_string(file.size) + ' ' + std::to_string(file.time) + '\n';
  text += git::read_file(context.location.common_dir + "/shallow").value_or("");
  for (const git::Tip& tip : git::list_tips(context.location, context.environment)) {
    text += static_cast<char>(tip.reach);
    add_id(tip.id, text);
    text += tip.name + '\0' + tip.path + '\0';
  }
  text += '\n';
  if (const std::optional<git::Oid> head = git::resolve_head(context.location, context.environment))
    add_id(*head, text);
  state.hash = text::keyed_hash(kKey, text);
  return state;
}

std::optional<std::vector<git::Oid>> altered_objects(const std::vector<FileStamp>& before,
                                                     const std::vector<FileStamp>& now) {
  std::vector<git::Oid> altered;
  auto old = before.begin();
  for (const FileStamp& file : now) {
    while (old != before.end() && old->path < file.path) ++old;
    if (old == before.end()) break;
    if (old->path != file.path || *old == file) continue;
    const std::optional<git::Oid> object = loose_object(file.path);
    if (!object) return std::nullopt;
    altered.push_back(*object);
  }
  return altered;
}

}  // namespace veto::source
