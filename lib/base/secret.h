// The bytes of a credential, as a type that cannot be printed by accident.
//
// There is no conversion to a string and no formatter for the value: `reveal()` is the one door,
// and a style test lists its callers. Copies are allowed (findings are merged and sorted).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace veto::base {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  /// The raw bytes: for hashing, comparing and the explicit --reveal only.
  [[nodiscard]] const std::string& reveal() const noexcept { return value_; }
  [[nodiscard]] std::size_t size() const noexcept { return value_.size(); }

  /// What may be shown: the first `shown` bytes (the public prefix of the kind), then the length in
  /// bytes, as in "ghp_...(40)". Bytes that are not printable ASCII end the prefix.
  [[nodiscard]] std::string redacted(std::size_t shown) const {
    std::size_t end = 0;
    while (end < shown && end < value_.size() && value_[end] > ' ' && value_[end] < '\x7f') ++end;
    return value_.substr(0, end) + "...(" + std::to_string(value_.size()) + ")";
  }

  friend bool operator==(const Secret&, const Secret&) = default;
  friend auto operator<=>(const Secret&, const Secret&) = default;

 private:
  std::string value_;
};

}  // namespace veto::base
