#include "confirm/boundary.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

/// Colour sequences are short; further back nothing is looked for.
constexpr std::size_t kMaxAnsiSequence = 24;

/// `\n`, `\t`, `\"` ...: any number of backslashes may stand before the letter, since text that was
/// escaped twice is far more frequent than a path that ends in this letter right before a secret.
bool is_letter_escape(std::string_view before) noexcept {
  constexpr std::string_view kLetters = "nrtbfvae0s";
  return before.size() >= 2 && before[before.size() - 2] == '\\' &&
         kLetters.find(before.back()) != std::string_view::npos;
}

/// Whether the last `digits` characters are hexadecimal and stand for a character that is not
/// alphanumeric.
bool ends_with_code(std::string_view before, std::size_t digits) noexcept {
  if (before.size() < digits) return false;
  int value = 0;
  for (const char c : before.substr(before.size() - digits)) {
    if (!is_hex(c)) return false;
    value = value * 16 + hex_value(c);
  }
  return value > 127 || !is_word(static_cast<char>(value));
}

/// `\u0022`, `\x22`, `%22`, `%2522`, and `=3D` of quoted-printable mail.
bool is_code_escape(std::string_view before) noexcept {
  const auto introduced_by = [before](std::string_view mark, std::size_t digits) {
    return before.size() >= mark.size() + digits &&
           before.substr(before.size() - digits - mark.size(), mark.size()) == mark &&
           ends_with_code(before, digits);
  };
  return introduced_by("\\u", 4) || introduced_by("\\x", 2) || introduced_by("%", 2) ||
         introduced_by("%25", 2) || before.ends_with("=3D");
}

/// `\033`, `\075`: three octal digits.
bool is_octal_escape(std::string_view before) noexcept {
  if (before.size() < 4 || before[before.size() - 4] != '\\') return false;
  int value = 0;
  for (const char c : before.substr(before.size() - 3)) {
    if (c < '0' || c > '7') return false;
    value = value * 8 + (c - '0');
  }
  return value > 127 || !is_word(static_cast<char>(value));
}

/// `ESC [ 31 m`, with ESC as a byte or written as an escape.
bool is_ansi_sequence(std::string_view before) noexcept {
  if (!before.ends_with('m')) return false;
  before.remove_suffix(1);
  for (std::size_t read = 0; read < kMaxAnsiSequence && !before.empty(); ++read) {
    const char c = before.back();
    before.remove_suffix(1);
    if (c == '[') {
      return before.ends_with('\x1b') || is_letter_escape(before) || is_code_escape(before) ||
             is_octal_escape(before);
    }
    if (!is_digit(c) && c != ';' && c != ':') return false;
  }
  return false;
}

bool left_is_open(std::string_view window, std::size_t begin, const rules::Rule& rule) noexcept {
  // Four known characters cannot be the tail of an identifier: MY_ghp_... is a name and a token.
  constexpr std::uint8_t kUnmistakable = 4;
  if (begin == 0) return true;
  const char c = window[begin - 1];
  if (c == '_') return rule.shown >= kUnmistakable || ends_with_escape(window, begin);
  return !is_alnum(c) || ends_with_escape(window, begin);
}

bool right_is_open(std::string_view window, std::size_t end) noexcept {
  if (end >= window.size()) return true;
  const char c = window[end];
  if (is_alnum(c)) return false;
  const bool joins = c == '_' || c == '-';
  return !joins || end + 1 >= window.size() || !is_alnum(window[end + 1]);
}

/// Whether the secret stands in a long run of base64 that goes on beyond it: an image, a font, a
/// certificate. Only there does a plus sign stand in such a run.
bool is_inside_base64(std::string_view window, model::Range secret) noexcept {
  constexpr std::size_t kShortestRest = 48;
  constexpr std::size_t kReach = 512;
  const auto is_base64 = [](char c) { return is_alnum(c) || c == '+' || c == '/'; };
  const auto is_mark = [](char c) { return c == '+' || c == '/'; };
  const bool left = secret.begin > 0 && is_mark(window[secret.begin - 1]);
  const bool right = secret.end < window.size() && is_mark(window[secret.end]);
  if (!left && !right) return false;
  std::size_t begin = secret.begin;
  while (begin > 0 && secret.begin - begin < kReach && is_base64(window[begin - 1])) --begin;
  std::size_t end = secret.end;
  while (end < window.size() && end - secret.end < kReach && is_base64(window[end])) ++end;
  const std::string_view before = window.substr(begin, secret.begin - begin);
  const std::string_view behind = window.substr(secret.end, end - secret.end);
  return before.size() + behind.size() >= kShortestRest &&
         (before.find('+') != std::string_view::npos || behind.find('+') != std::string_view::npos);
}

/// logo-api-....png: the name of a picture, a style, a page.
bool is_name_of_asset(std::string_view behind) noexcept {
  constexpr auto kExtensions = std::to_array<std::string_view>(
      {".avif", ".css", ".gif", ".html", ".ico", ".jpeg", ".jpg", ".mp4", ".pdf", ".png", ".svg",
       ".ttf", ".webp", ".woff", ".woff2"});
  return std::any_of(kExtensions.begin(), kExtensions.end(), [behind](std::string_view extension) {
    return behind.starts_with(extension) &&
           (behind.size() == extension.size() || !is_alnum(behind[extension.size()]));
  });
}

}  // namespace

bool ends_with_escape(std::string_view text, std::size_t at) noexcept {
  const std::string_view before = text.substr(0, at);
  return is_letter_escape(before) || is_code_escape(before) || is_octal_escape(before) ||
         is_ansi_sequence(before);
}

std::string_view find_boundary_fault(const model::Candidate& candidate, Sides sides) noexcept {
  const model::Range secret = candidate.secret;
  if (candidate.match.begin == secret.begin &&
      !left_is_open(candidate.window, secret.begin, candidate.rule)) {
    return "a letter or digit stands right before the secret";
  }
  if (sides == Sides::Both && candidate.match.end == secret.end &&
      !right_is_open(candidate.window, secret.end)) {
    return "a letter or digit continues the secret";
  }
  if (sides == Sides::Both && is_name_of_asset(candidate.window.substr(secret.end, 8)))
    return "is part of a file name";
  if (is_inside_base64(candidate.window, secret)) return "base64 goes on around the secret";
  return {};
}

}  // namespace veto::confirm
