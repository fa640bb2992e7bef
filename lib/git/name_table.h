// Names of files, each kept once: from then on it is a number, and two names are compared as such.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::git {

class NameTable {
 public:
  /// The number of the name, a new one if need be; they count from zero.
  std::uint32_t add(std::string_view name);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  /// Valid until the next add().
  [[nodiscard]] std::string_view name(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(text_).substr(begin, ends_[number] - begin);
  }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept {
    return text_.size() + ends_.size() * sizeof ends_[0] + slots_.size() * sizeof slots_[0];
  }

 private:
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  void grow();

  std::string text_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> slots_;  // a power of two of them; a number and one, or zero
};

}  // namespace veto::git
