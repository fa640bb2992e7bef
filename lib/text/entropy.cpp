#include "text/entropy.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace veto::text {
namespace {

constexpr std::array<std::string_view, 9> kPaths{
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "qazwsxedcrfvtgbyhnujmik,ol.p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()_+",
};
constexpr std::size_t kShortestWalk = 3;

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// How far `text` follows `path` from position `at` on, in steps of `step` (1 or -1).
std::size_t follow(std::string_view text, std::string_view path, std::size_t at,
                   std::ptrdiff_t step) noexcept {
  std::size_t size = 0;
  auto here = static_cast<std::ptrdiff_t>(at);
  const auto end = static_cast<std::ptrdiff_t>(path.size());
  while (size < text.size() && here >= 0 && here < end &&
         lower(text[size]) == path[static_cast<std::size_t>(here)]) {
    ++size;
    here += step;
  }
  return size;
}

std::size_t longest_walk(std::string_view text) noexcept {
  std::size_t longest = 0;
  for (const std::string_view path : kPaths) {
    const char first = lower(text.front());
    for (std::size_t at = path.find(first); at != std::string_view::npos;
         at = path.find(first, at + 1)) {
      longest = std::max({longest, follow(text, path, at, 1), follow(text, path, at, -1)});
    }
  }
  return longest;
}

}  // namespace

double shannon_entropy(std::string_view bytes) noexcept {
  std::array<std::size_t, 256> counts{};
  for (const char c : bytes) ++counts[static_cast<unsigned char>(c)];
  const auto total = static_cast<double>(bytes.size());
  double bits = 0.0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / total;
    bits -= share * std::log2(share);
  }
  return std::max(bits, 0.0);
}

CharClasses classify(std::string_view bytes) noexcept {
  CharClasses classes;
  for (const char c : bytes) {
    if (c >= '0' && c <= '9') {
      ++classes.digits;
    } else if (c >= 'a' && c <= 'z') {
      ++classes.lower;
    } else if (c >= 'A' && c <= 'Z') {
      ++classes.upper;
    } else {
      ++classes.other;
    }
  }
  return classes;
}

std::size_t longest_run(std::string_view bytes) noexcept {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    run = i > 0 && bytes[i] == bytes[i - 1] ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

bool is_walk(std::string_view text) noexcept {
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::size_t walk = longest_walk(text);
    if (walk < kShortestWalk) return false;
    text.remove_prefix(walk);
  }
  return true;
}

}  // namespace veto::text
