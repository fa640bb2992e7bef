#include "confirm/template_syntax.h"

#include <algorithm>
#include <cstddef>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

bool is_name(std::string_view text) noexcept {
  return !text.empty() && !is_digit(text.front()) &&
         all_of(text, [](char c) { return is_word(c) || c == '-' || c == '.' || c == ' '; });
}

/// Whether `open` stands in `value` and, behind a name of three characters or more, `close` does.
bool has_variable(std::string_view value, std::string_view open, std::string_view close) noexcept {
  constexpr std::size_t kShortestName = 3;
  constexpr std::size_t kLongestRest = 128;  // of a default, a filter or a path behind the name
  for (std::size_t at = value.find(open); at != std::string_view::npos;
       at = value.find(open, at + 1)) {
    const std::string_view rest = value.substr(at + open.size());
    std::size_t name = 0;
    while (name < rest.size() && is_blank(rest[name])) ++name;
    const std::size_t begin = name;
    while (name < rest.size() && (is_word(rest[name]) || rest[name] == '.' || rest[name] == '-')) {
      ++name;
    }
    if (name - begin < kShortestName) continue;
    if (rest.substr(name, kLongestRest).find(close) != std::string_view::npos) return true;
  }
  return false;
}

bool is_enclosed(std::string_view value, char open, char close) noexcept {
  return value.size() > 2 && value.front() == open && value.back() == close &&
         is_name(trim(value.substr(1, value.size() - 2)));
}

/// %s, %d, %v, %1$s, {}, {0}: a value that is nothing but a format verb.
bool is_format_verb(std::string_view value) noexcept {
  if (value == "{}" || value == "%@") return true;
  if (value.size() >= 3 && value.front() == '{' && value.back() == '}') {
    return all_of(value.substr(1, value.size() - 2), is_digit);
  }
  if (value.size() < 2 || value.size() > 5 || value.front() != '%') return false;
  return std::string_view("sdvqxuw").find(value.back()) != std::string_view::npos &&
         all_of(value.substr(1, value.size() - 2), [](char c) { return is_digit(c) || c == '$'; });
}

/// {base62:20}, {name:03d}, {token}: a piece of a recipe or of a format string.
bool has_piece(std::string_view value) noexcept {
  for (std::size_t at = value.find('{'); at != std::string_view::npos;
       at = value.find('{', at + 1)) {
    std::size_t i = at + 1;
    while (i < value.size() && (is_word(value[i]) || value[i] == '-')) ++i;
    if (i < at + 4 || i >= value.size()) continue;
    if (value[i] == '}' && is_lower(value[at + 1])) return true;
    if (value[i] != ':') continue;
    const std::size_t number = ++i;
    while (i < value.size() && (is_alnum(value[i]) || value[i] == '-')) ++i;
    if (i > number && i < value.size() && value[i] == '}') return true;
  }
  return false;
}

}  // namespace

bool is_template(std::string_view value) noexcept {
  value = trim(value);
  static constexpr CharSet kMarks("$#{<%[@");
  if (std::none_of(value.begin(), value.end(), kMarks)) return false;
  if (is_format_verb(value) || is_enclosed(value, '<', '>') || is_enclosed(value, '[', ']') ||
      is_enclosed(value, '{', '}') || is_enclosed(value, '%', '%') ||
      is_enclosed(value, '@', '@')) {
    return true;
  }
  if (value.front() == '$' && value.size() > 4 && is_upper(value[1])) {
    const std::size_t end = value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", 1);
    if (end == std::string_view::npos || (end > 4 && value[end] == '/')) return true;
  }
  const std::string_view name = value.substr(1, value.size() - (value.back() == '/' ? 2 : 1));
  if (value.front() == '$' && name.size() > 1 && all_of(name, is_word) && !is_digit(value[1])) {
    return true;
  }
  return has_variable(value, "${", "}") || has_variable(value, "$(", ")") ||
         has_variable(value, "{{", "}}") || has_variable(value, "#{", "}") ||
         has_variable(value, "<%", "%>") || has_variable(value, "<%=", "%>") ||
         has_variable(value, "%(", ")s") || has_variable(value, "%env(", ")%") || has_piece(value);
}

}  // namespace veto::confirm
