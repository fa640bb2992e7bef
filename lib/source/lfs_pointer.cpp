#include "source/lfs_pointer.h"

#include <algorithm>

namespace veto::source {
namespace {

constexpr std::size_t kMaxSize = 1024;  // by the specification

}  // namespace

bool is_lfs_pointer(std::string_view text) {
  constexpr std::string_view kVersion = "version https://git-lfs.github.com/spec/v1\n";
  if (text.size() >= kMaxSize || !text.starts_with(kVersion) || !text.ends_with('\n')) return false;
  bool has_id = false;
  bool has_size = false;
  for (text.remove_prefix(kVersion.size()); !text.empty();) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    has_id |= line.starts_with("oid ");
    has_size |= line.starts_with("size ");
    // "key value": anything else is text that only begins like a pointer.
    const std::size_t space = line.find(' ');
    const auto is_key = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    if (space == 0 || space == std::string_view::npos ||
        !std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(space), is_key))
      return false;
  }
  return has_id && has_size;
}

}  // namespace veto::source
