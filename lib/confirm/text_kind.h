// What kind of file some lines are from, told by the lines themselves: the path is not known yet
// while a history is read, or says nothing.
//
// Every whole line votes: how it begins and ends is that of a program, of settings, of data or of
// prose. Without a clear majority nothing is known.
#pragma once

#include <optional>
#include <string_view>

#include "confirm/file_kind.h"
#include "confirm/sight.h"

namespace veto::confirm {

[[nodiscard]] FileKind classify_text(std::string_view lines) noexcept;

/// By the path; where that says nothing, by the lines around. They are looked at when that is first
/// asked for. What is given must outlive this.
class PlaceKind {
 public:
  PlaceKind(std::string_view path, std::string_view lines) noexcept : path_(path), lines_(lines) {}
  /// The lines around a value, as a range of the sight's lines().
  PlaceKind(std::string_view path, Sight& sight, const model::Range& value) noexcept
      : path_(path), sight_(&sight), value_(value) {}

  [[nodiscard]] FileKind file() noexcept;
  /// Of a test, by the path or by the lines.
  [[nodiscard]] bool is_test() noexcept;
  [[nodiscard]] std::string_view lines() noexcept;

 private:
  std::string_view path_;
  std::string_view lines_;
  Sight* sight_ = nullptr;  ///< who has yet to be asked for the lines
  model::Range value_;
  std::optional<FileKind> file_;
};

}  // namespace veto::confirm
