// The one exception type of the project.
//
// Throw it from anywhere when the work at hand cannot be done; callers add frames on the way up, so
// that the text reads from the outside in: "scanning staged changes: reading index: object not
// found". It is caught in three places only: the per-item loop of lib/scan, where the item becomes
// a diagnostic and the scan is incomplete; the installer's --each, where it is a row; and main. A
// normal negative answer is a value, never an Error; a bug is an assert. Texts are one line, start
// in lower case, do not end in a full stop and never hold a secret.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace veto::base {

/// What the error means for the run; main turns it into an exit code.
enum class ErrorKind {
  Usage,       ///< the command line or a configuration or rule file is wrong (exit 2)
  Unreadable,  ///< something that had to be read could not be (exit 3)
};

class Error final : public std::exception {
 public:
  Error(ErrorKind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

  /// Puts "`frame`: " in front of the text, and returns the error for `throw std::move(e).in(...)`.
  [[nodiscard]] Error in(std::string_view frame) && {
    text_.insert(0, std::string(frame) + ": ");
    return std::move(*this);
  }

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  ErrorKind kind_;
  std::string text_;
};

[[nodiscard]] inline Error usage_error(std::string text) {
  return Error(ErrorKind::Usage, std::move(text));
}
[[nodiscard]] inline Error unreadable(std::string text) {
  return Error(ErrorKind::Unreadable, std::move(text));
}

/// Runs `work` and adds a frame to any Error that leaves it: a text, or a function that makes one.
template <class Frame, class Work>
decltype(auto) in_context(const Frame& frame, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (Error& error) {
    if constexpr (std::is_invocable_v<const Frame&>)
      throw std::move(error).in(frame());
    else
      throw std::move(error).in(frame);
  }
}

}  // namespace veto::base
