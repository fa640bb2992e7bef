#include "rules/file_names.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace veto::rules {
namespace {

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(char name, char path) noexcept {
  return lower(name) == lower(path);
}

/// As many last components of `path` as `name` has.
std::string_view last_components(std::string_view path, std::string_view name) noexcept {
  std::size_t slashes = static_cast<std::size_t>(std::count(name.begin(), name.end(), '/')) + 1;
  std::size_t begin = path.size();
  while (begin > 0 && (path[begin - 1] != '/' || --slashes > 0)) --begin;
  return path.substr(begin);
}

/// The last `*` takes one byte more whenever what follows it does not fit: linear in practice, and
/// at most name times path.
bool matches(std::string_view name, std::string_view path) noexcept {
  std::size_t in_name = 0;
  std::size_t in_path = 0;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;
  while (in_path < path.size()) {
    if (in_name < name.size() && name[in_name] == '*') {
      star = in_name++;
      taken = in_path;
    } else if (in_name < name.size() && same(name[in_name], path[in_path])) {
      ++in_name;
      ++in_path;
    } else if (star != std::string_view::npos && path[taken] != '/') {
      in_name = star + 1;
      in_path = ++taken;
    } else {
      return false;
    }
  }
  return name.find_first_not_of('*', in_name) == std::string_view::npos;
}

bool any_matches(std::span<const std::string_view> names, std::string_view path) noexcept {
  return std::any_of(names.begin(), names.end(), [path](std::string_view name) {
    const bool could_end = name.back() == '*' || same(name.back(), path.back());
    return could_end && matches(name, last_components(path, name));
  });
}

}  // namespace

bool names_file(const FileNames& file, std::string_view path) noexcept {
  return !path.empty() && any_matches(file.names, path) && !any_matches(file.except, path);
}

bool names_below(const FileNames& file, std::string_view directory) noexcept {
  return std::any_of(file.names.begin(), file.names.end(), [&](std::string_view name) {
    const std::size_t slash = name.find('/');
    return slash != std::string_view::npos && matches(name.substr(0, slash), directory);
  });
}

}  // namespace veto::rules
