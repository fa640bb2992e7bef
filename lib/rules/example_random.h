// The random numbers of examples: the same on every platform for one seed, which the standard
// library's distributions are not. splitmix64 (Steele, Lea, Flood 2014); not for anything that must
// stay secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace veto::rules {

class ExampleRandom {
 public:
  explicit ExampleRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// 0 to `bound` - 1; `bound` is between 1 and 2^32.
  std::size_t below(std::size_t bound) {
    return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U);
  }

  std::string bytes(std::size_t count) {
    std::string result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) result.push_back(static_cast<char>(next() >> 56U));
    return result;
  }

  std::string characters(std::string_view alphabet, std::size_t count) {
    std::string result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) result.push_back(alphabet[below(alphabet.size())]);
    return result;
  }

 private:
  std::uint64_t state_;
};

}  // namespace veto::rules
