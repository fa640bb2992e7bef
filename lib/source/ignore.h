// .gitignore files as git reads them: those of a directory and of the directories above it, the
// last matching line of the nearest file decides.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/glob.h"

namespace veto::source {

/// The lines of one ignore file. Constant; shared by all entries below its directory.
class IgnoreFile {
 public:
  /// `prefix` is the directory that the patterns are relative to, as it begins the paths that will
  /// be asked for: empty, or ending in '/'. `above` is the next file to ask, or null.
  IgnoreFile(std::string_view text, std::string prefix, std::shared_ptr<const IgnoreFile> above);

  /// Whether the file or directory `path` is ignored by itself (its directories were asked before
  /// it).
  [[nodiscard]] bool ignores(std::string_view path, bool is_directory) const;

 private:
  struct Line {
    text::Glob glob;
    bool negated = false;
  };

  std::vector<Line> lines_;
  std::string prefix_;
  std::shared_ptr<const IgnoreFile> above_;
};

}  // namespace veto::source
