// A directory that lasts as long as its object.
#pragma once

#include <string>

#include "base/environment.h"

namespace veto::install {

class TemporaryDirectory {
 public:
  /// In TMPDIR or /tmp, else in `fallback`; path() is empty if neither can be written.
  TemporaryDirectory(const base::Environment& environment, const std::string& fallback);
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace veto::install
