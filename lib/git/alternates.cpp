#include "git/alternates.h"

#include <algorithm>
#include <optional>

namespace veto::git {
namespace {

constexpr std::string_view kEscapes = "abtnvfr\"\\";
constexpr std::string_view kMeanings = "\a\b\t\n\v\f\r\"\\";

bool is_octal(std::string_view digits) {
  return digits.size() == 3 && digits[0] <= '3' &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '7'; });
}

/// What the quoted word at the front of `rest` means, which is taken off; nullopt, and nothing
/// taken, when it is none: then git reads it as it stands.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string word;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      rest.remove_prefix(at + 1);
      return word;
    }
    if (rest[at] != '\\') {
      word.push_back(rest[at]);
      continue;
    }
    const std::string_view behind = rest.substr(at + 1);
    const std::size_t escape = behind.empty() ? kEscapes.npos : kEscapes.find(behind.front());
    if (escape != kEscapes.npos) {
      word.push_back(kMeanings[escape]);
      at += 1;
    } else if (is_octal(behind.substr(0, 3))) {
      word.push_back(
          static_cast<char>((behind[0] - '0') * 64 + (behind[1] - '0') * 8 + (behind[2] - '0')));
      at += 3;
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> split_alternates(std::string_view list, char separator) {
  std::vector<std::string> entries;
  while (!list.empty()) {
    std::optional<std::string> quoted;
    if (list.front() == '"') quoted = take_quoted(list);
    const std::size_t end = std::min(list.find(separator), list.size());
    const std::string_view plain = list.substr(0, end);
    if (quoted)
      entries.push_back(*std::move(quoted));
    else if (!plain.empty() && plain.front() != '#')
      entries.emplace_back(plain);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return entries;
}

}  // namespace veto::git
