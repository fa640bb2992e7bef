// The section [files] of the configuration: which files their names alone keep out.
//
//   [files]
//   strict_filenames = true      the names of the built-in rules count whatever the files hold
//   names = ["*.sqlite"]         more forbidden files, as in .gitignore: rule file-forbidden
//   except = ["test/**/*.pem"]   files that no rule of this kind is for
#pragma once

#include <string_view>
#include <vector>

#include "text/glob.h"

namespace veto::policy {

struct FileSettings {
  bool strict = false;
  std::vector<text::Glob> names;
  std::vector<text::Glob> except;

  [[nodiscard]] bool is_forbidden(std::string_view path) const;
  [[nodiscard]] bool is_exempt(std::string_view path) const;
};

}  // namespace veto::policy
