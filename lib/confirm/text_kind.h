// What kind of file some lines are from, told by the lines themselves: the path is not known yet
// while a history is read, or says nothing.
//
// Every whole line votes: how it begins and ends is that of a program, of settings, of data or of
// prose. Without a clear majority nothing is known.
#pragma once

#include <optional>
#include <string_view>

#include "confirm/file_kind.h"

namespace veto::confirm {

[[nodiscard]] FileKind classify_text(std::string_view lines) noexcept;

/// By the path; where that says nothing, by the lines around. They are read when that is first
/// asked for. The views must outlive this.
class PlaceKind {
 public:
  PlaceKind(std::string_view path, std::string_view lines) noexcept : path_(path), lines_(lines) {}

  [[nodiscard]] FileKind file() noexcept;
  /// Of a test, by the path or by the lines.
  [[nodiscard]] bool is_test() const noexcept;

 private:
  std::string_view path_;
  std::string_view lines_;
  std::optional<FileKind> file_;
};

}  // namespace veto::confirm
