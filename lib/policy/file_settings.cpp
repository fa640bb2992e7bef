#include "policy/file_settings.h"

#include <algorithm>

namespace veto::policy {
namespace {

bool any_covers(const std::vector<text::Glob>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [path](const text::Glob& glob) { return glob.covers(path); });
}

}  // namespace

bool FileSettings::is_forbidden(std::string_view path) const {
  return any_covers(names, path);
}

bool FileSettings::is_exempt(std::string_view path) const {
  return any_covers(except, path);
}

}  // namespace veto::policy
