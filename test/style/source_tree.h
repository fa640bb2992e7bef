// The source tree as the style tests read it: files below VETO_SOURCE_DIR, without the git
// directory, build trees and test data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veto::style {

struct SourceFile {
  std::string path;  ///< relative to the top, with '/'
  std::string text;

  [[nodiscard]] bool is_header() const { return path.ends_with(".h"); }
  /// C++ and C sources and headers.
  [[nodiscard]] bool is_code() const;
  /// Below one of these folders, "lib/" for instance.
  [[nodiscard]] bool is_below(std::string_view folder) const { return path.starts_with(folder); }
  /// "match" for lib/match/..., "hook" for hook/...; empty outside of the layers.
  [[nodiscard]] std::string layer() const;
};

/// Every file, read once.
[[nodiscard]] const std::vector<SourceFile>& source_files();

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The code with comments and the contents of literals blanked out; line ends stay.
[[nodiscard]] std::string without_comments_and_literals(std::string_view code);

/// The names in quotes or angle brackets behind #include, brackets included.
[[nodiscard]] std::vector<std::string> includes_of(std::string_view code);

}  // namespace veto::style
