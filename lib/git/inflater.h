// zlib streams of a known size, decompressed in one go by libdeflate, which verifies their
// checksum. One per thread.
#pragma once

#include <memory>
#include <span>
#include <string_view>

namespace veto::git {

class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;

  /// Whether the stream at the front of `compressed` fills `result` exactly. Nothing is touched
  /// when so few bytes cannot become so many.
  [[nodiscard]] bool inflate(std::string_view compressed, std::span<char> result);

  /// Whether a stream of that many bytes may become so many.
  [[nodiscard]] static bool is_plausible(std::size_t compressed, std::size_t size) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto::git
