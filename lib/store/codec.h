// Numbers and texts as bytes, and back: the form of what the store keeps in one piece.
//
// What is decoded comes from a file: a decoder never reads outside of its bytes, and from the first
// thing on that does not fit all that it returns is empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace veto::store {

class Encoder {
 public:
  void number(std::uint64_t value);
  void real(double value);
  void text(std::string_view value);
  void raw(std::string_view value) { bytes_ += value; }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::uint64_t number();
  [[nodiscard]] double real();
  [[nodiscard]] std::string text();
  /// Views the bytes that are decoded.
  [[nodiscard]] std::string_view raw(std::uint64_t size);
  /// How many elements follow, each of at least one byte.
  [[nodiscard]] std::size_t count();

  /// Marks the bytes as unfit.
  void fail() noexcept {
    failed_ = true;
    rest_ = {};
  }
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  /// All was read, and all of it fitted.
  [[nodiscard]] bool is_done() const noexcept { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace veto::store
