#include "install/marker.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>

namespace veto::install {
namespace {

constexpr std::size_t kLongestVersion = 64;
constexpr std::size_t kLongestMarker = kProgramMarkerPrefix.size() + kLongestVersion;
constexpr std::string_view kVersionCharacters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+-~";

/// The version of the first marker in `text` that begins before `limit`.
std::optional<std::string> marker_in(std::string_view text, std::size_t limit) {
  for (std::size_t at = text.find(kProgramMarkerPrefix); at < limit;
       at = text.find(kProgramMarkerPrefix, at + 1)) {
    const std::string_view behind = text.substr(at + kProgramMarkerPrefix.size(), kLongestVersion);
    const std::string_view version = behind.substr(0, behind.find_first_not_of(kVersionCharacters));
    if (!version.empty() && version[0] >= '0' && version[0] <= '9') return std::string(version);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_marker(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 65536> piece;
  std::string window;
  while (file) {
    file.read(piece.data(), piece.size());
    window.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    // A marker that begins in the last bytes may be cut off: it is looked at again with the next
    // piece.
    const std::size_t carried = file ? std::min(window.size(), kLongestMarker) : 0;
    if (std::optional<std::string> version = marker_in(window, window.size() - carried))
      return version;
    window.erase(0, window.size() - carried);
  }
  return std::nullopt;
}

}  // namespace veto::install
