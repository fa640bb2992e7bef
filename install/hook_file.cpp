#include "install/hook_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include <unistd.h>

#include "install/marker.h"
#include "install/shim.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestText = 65536;

std::string beginning_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongestText, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

bool same_bytes(const std::string& left, const std::string& right) {
  std::error_code failure;
  if (fs::equivalent(left, right, failure)) return true;
  if (fs::file_size(left, failure) != fs::file_size(right, failure) || failure) return false;
  std::ifstream a(left, std::ios::binary);
  std::ifstream b(right, std::ios::binary);
  std::array<char, 65536> piece_a;
  std::array<char, 65536> piece_b;
  while (a && b) {
    a.read(piece_a.data(), piece_a.size());
    b.read(piece_b.data(), piece_b.size());
    if (!std::equal(piece_a.data(), piece_a.data() + a.gcount(), piece_b.data(),
                    piece_b.data() + b.gcount()))
      return false;
  }
  return a.eof() && b.eof();
}

}  // namespace

HookFile examine(const std::string& path, const std::string& program) {
  HookFile file;
  std::error_code failure;
  const fs::file_status itself = fs::symlink_status(path, failure);
  if (!fs::exists(itself)) return file;
  file.symbolic = fs::is_symlink(itself);
  file.kind = HookFileKind::Foreign;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) return file;
  if (!fs::is_regular_file(status)) {
    file.kind = HookFileKind::Unusable;
    return file;
  }
  file.runnable = ::access(path.c_str(), X_OK) == 0;
  file.text = beginning_of(path);
  if (const std::optional<ShimStamp> stamp = read_stamp(file.text)) {
    file.kind = HookFileKind::Shim;
    file.genuine = stamp->intact;
    file.version = stamp->version;
    file.program = stamp->program;
  } else if (const std::optional<std::string> version = find_marker(path)) {
    file.kind = HookFileKind::Program;
    file.genuine = same_bytes(path, program);
    file.version = *version;
    file.text.clear();
  }
  return file;
}

bool exists(const std::string& path) {
  std::error_code failure;
  return fs::exists(fs::symlink_status(path, failure));
}

bool interchangeable(const std::string& left, const std::string& right) {
  std::error_code failure;
  const fs::file_status a = fs::symlink_status(left, failure);
  const fs::file_status b = fs::symlink_status(right, failure);
  if (a.type() != b.type() || a.permissions() != b.permissions()) return false;
  if (fs::is_symlink(a))
    return fs::read_symlink(left, failure) == fs::read_symlink(right, failure) && !failure;
  return fs::is_regular_file(a) && same_bytes(left, right);
}

}  // namespace veto::install
