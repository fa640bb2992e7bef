#include "test/support/temp_dir.h"

#include <cstdlib>
#include <fstream>
#include <functional>
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
  std::string bytes;
  std::string piece(64 * 1024, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    bytes.append(piece, 0, static_cast<std::size_t>(file.gcount()));
  return bytes;
}

namespace {

/// Programs are in the listings too, and a sanitizer makes them 100 MB large.
std::string text_or_hash(std::string bytes) {
  if (bytes.size() < 1'000'000) return bytes;
  return std::to_string(bytes.size()) + " " + std::to_string(std::hash<std::string>()(bytes));
}

}  // namespace

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
      text += text_or_hash(read_file(entry.path()));
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
