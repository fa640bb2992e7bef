#include "install/temporary_directory.h"

#include <filesystem>

#include <stdlib.h>

namespace veto::install {

TemporaryDirectory::TemporaryDirectory(const base::Environment& environment,
                                       const std::string& fallback) {
  std::string first = environment.get_nonempty("TMPDIR").value_or("/tmp");
  if (!first.starts_with('/')) first = "/tmp";
  for (const std::string& parent : {first, fallback}) {
    path_ = parent + "/git-veto-XXXXXX";
    if (::mkdtemp(path_.data()) != nullptr) return;
  }
  path_.clear();
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace veto::install
