#include "report/replacements.h"

#include <algorithm>
#include <array>

namespace veto::report {
namespace {

constexpr std::string_view kArrow = "==>";
constexpr std::string_view kReplacement = "==>***REMOVED***\n";
constexpr std::array<std::string_view, 3> kPrefixes{"literal:", "regex:", "glob:"};
constexpr std::size_t kShort = 12;
constexpr std::size_t kLong = 20;

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool has_prefix(std::string_view text) {
  return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [text](std::string_view prefix) { return text.starts_with(prefix); });
}

/// A regular expression of Python, over bytes, that matches `bytes` and nothing else.
std::string exact_expression(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string expression;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_word_character(c) || c == ' ' || c == '-' || c == '_' || c == '/' || c == ':') {
      expression += c;
    } else if (c == '\n') {
      expression += "\\n";
    } else if (c == '\r') {
      expression += "\\r";
    } else {
      expression += "\\x";
      expression += kDigits[byte >> 4U];
      expression += kDigits[byte & 15U];
    }
  }
  return expression;
}

}  // namespace

std::string replacement_lines(std::vector<base::Secret> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::stable_sort(values.begin(), values.end(), [](const base::Secret& a, const base::Secret& b) {
    return a.size() > b.size();
  });
  std::string text;
  for (const base::Secret& value : values) {
    const std::string& bytes = value.reveal();
    if (bytes.empty()) continue;
    if (has_lines(value))
      text += "regex:" + exact_expression(bytes);
    else
      text += (has_prefix(bytes) ? "literal:" : "") + bytes;
    text += kReplacement;
  }
  return text;
}

std::string path_lines(const std::set<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    const bool is_plain =
        path.find(kArrow) == std::string::npos && path.find_first_of("\r\n") == std::string::npos;
    if (!is_plain)
      text += "regex:^" + exact_expression(path) + "$";
    else
      text += (has_prefix(path) || path.starts_with('#') ? "literal:" : "") + path;
    text += '\n';
  }
  return text;
}

bool has_lines(const base::Secret& value) {
  return value.reveal().find('\n') != std::string::npos;
}

bool is_weak(const base::Secret& value) {
  const std::string& bytes = value.reveal();
  if (bytes.size() < kShort) return true;
  const bool is_word = std::all_of(bytes.begin(), bytes.end(), is_word_character);
  const bool has_digit = bytes.find_first_of("0123456789") != std::string::npos;
  return bytes.size() < kLong && is_word && !has_digit;
}

}  // namespace veto::report
