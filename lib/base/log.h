// Where the library says what it does, for `--trace`. The program decides whether anyone listens
// and how it is written (hook/logging.cpp); without a listener nothing is formatted. Never log a
// secret or text around a match: rule ids, offsets, object ids and escaped paths only.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace veto::base {

class Log {
 public:
  using Listener = std::function<void(const std::string& line)>;

  Log() = default;
  /// `listener` must be safe to call from several threads at once.
  explicit Log(Listener listener) : listener_(std::move(listener)) {}

  [[nodiscard]] bool enabled() const noexcept { return static_cast<bool>(listener_); }

  template <class... Args>
  void trace(fmt::format_string<Args...> format, Args&&... args) const {
    if (listener_) listener_(fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  Listener listener_;
};

}  // namespace veto::base
