#include "test/support/temp_dir.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include <sys/stat.h>

#include "test/support/catch.h"

namespace veto::test {
namespace {

/// Lets the owner remove what a test has made unremovable.
void make_writable(const fs::path& directory) {
  std::error_code ignored;
  fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add, ignored);
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) make_writable(entry.path());
  }
}

}  // namespace

TempDir::TempDir() {
  std::string name = (fs::temp_directory_path() / "veto e2e XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = fs::canonical(name);
  // Tests that run as root let other users look in.
  fs::permissions(path_, fs::perms(0755));
}

TempDir::~TempDir() {
  std::error_code failure;
  fs::remove_all(path_, failure);
  if (!failure) return;
  make_writable(path_);
  fs::remove_all(path_, failure);
}

void write_file(const fs::path& path, std::string_view bytes, mode_t mode) {
  INFO("writing " << path);
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  REQUIRE(file);
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Listing list_tree(const fs::path& directory) {
  Listing listing;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(directory, fs::directory_options::skip_permission_denied)) {
    struct stat status {};
    if (::lstat(entry.path().c_str(), &status) != 0) continue;
    std::string text = std::to_string(status.st_mode) + " ";
    if (entry.is_symlink())
      text += fs::read_symlink(entry.path()).string();
    else if (entry.is_regular_file())
      text += read_file(entry.path());
    listing.emplace(entry.path().lexically_relative(directory).string(), std::move(text));
  }
  return listing;
}

std::vector<std::string> differences(const Listing& before, const Listing& after) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : before) {
    if (!after.contains(path)) paths.push_back(path);
  }
  for (const auto& [path, text] : after) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != text) paths.push_back(path);
  }
  return paths;
}

}  // namespace veto::test
