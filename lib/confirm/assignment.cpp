#include "confirm/assignment.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/name_kind.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kMaxName = 96;
constexpr std::size_t kMaxValue = 512;
constexpr std::size_t kMargin = 16;

constexpr bool is_name_character(char c) noexcept {
  return is_word(c) || c == '-' || c == '.';
}

/// A bare value ends where the punctuation of its line begins.
std::string_view without_punctuation(std::string_view value) noexcept {
  static constexpr CharSet kPunctuation(",;)}]>");
  while (!value.empty() && kPunctuation(value.back())) value.remove_suffix(1);
  return value;
}

/// Whether the syntax around a bare value goes on at `at`: the next parameter, an escaped line end
/// of a string that the line stands in, the end of an element.
bool ends_bare_value(std::string_view window, std::size_t at) noexcept {
  static constexpr CharSet kEnds("\"'`;,)");
  static constexpr CharSet kMayEnd("<&\\");
  if (kEnds(window[at])) return true;
  if (!kMayEnd(window[at])) return false;
  const std::string_view rest = window.substr(at, 2);
  if (rest == "</" || rest == "&&") return true;
  if (rest.front() == '\\') {
    return rest.size() > 1 && std::string_view("nrt\"'u").find(rest[1]) != std::string_view::npos;
  }
  return rest.front() == '&' && rest.size() > 1 && is_alpha(rest[1]);
}

std::size_t end_of_bare_value(std::string_view window, std::size_t begin) noexcept {
  const std::size_t limit = std::min(window.size(), begin + kMaxValue);
  std::size_t end = begin;
  while (end < limit && !is_space(window[end]) && !ends_bare_value(window, end)) ++end;
  return end;
}

/// Position behind the value: the closing quote, if it stands on the same line.
std::size_t closing_quote(std::string_view window, std::size_t begin, char quote) noexcept {
  const std::size_t limit = std::min(window.size(), begin + kMaxValue);
  for (std::size_t at = begin; at < limit; ++at) {
    if (window[at] == '\n' || window[at] == '\r') break;
    if (window[at] == quote) return at;
  }
  return std::string_view::npos;
}

/// The text of an element goes to its end, spaces included.
std::size_t end_of_element(std::string_view window, std::size_t begin) noexcept {
  const std::string_view rest = window.substr(begin, kMaxValue);
  const std::size_t end = rest.find_first_of("<\r\n");
  return end == std::string_view::npos ? end_of_bare_value(window, begin) : begin + end;
}

void read_value(std::string_view window, model::Range secret, Assignment& assignment) noexcept {
  assignment.range = secret;
  const char opening = secret.begin > 0 ? window[secret.begin - 1] : '\0';
  const std::size_t closing =
      is_quote(opening) ? closing_quote(window, secret.begin, opening) : std::string_view::npos;
  if (closing != std::string_view::npos) {
    assignment.quote = opening;
    std::size_t end = closing;
    // \"token\": \"...\" inside a string
    while (end > secret.begin && window[end - 1] == '\\') --end;
    assignment.range.end = end;
  } else {
    const std::size_t end = assignment.form == Form::Element
                                ? end_of_element(window, secret.begin)
                                : end_of_bare_value(window, secret.begin);
    const std::string_view bare = window.substr(secret.begin, end - secret.begin);
    assignment.range.end = secret.begin + without_punctuation(bare).size();
  }
  assignment.value =
      window.substr(assignment.range.begin, assignment.range.end - assignment.range.begin);
}

std::string_view line_around(std::string_view window, std::size_t at) noexcept {
  constexpr std::size_t kMost = 512;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMost && window[begin - 1] != '\n') --begin;
  const std::string_view rest = window.substr(begin, kMost);
  return rest.substr(0, rest.find('\n'));
}

Form form_of(std::string_view name, std::string_view between) noexcept {
  if (between.find('\n') != std::string_view::npos) return Form::NextLine;
  const std::size_t at = between.find_first_not_of("\\\"'`])} \t");
  if (at == std::string_view::npos) {
    return between.find_first_of("\"'`") == std::string_view::npos ? Form::Option : Form::Word;
  }
  const std::string_view rest = between.substr(at);
  switch (rest.front()) {
    case '(':
      return Form::Call;
    case ',':
      return Form::List;
    case '>':
      return Form::Element;
    case '!':
      return Form::Comparison;
    case '=':
      return rest.starts_with("==") ? Form::Comparison : Form::Assignment;
    default:
      break;
  }
  if (rest.front() == '-' || equals_ignoring_case(name, "identified")) return Form::Word;
  const bool word = is_alpha(rest.front()) && !rest.starts_with("value");
  return word && rest.find_first_of("=:(") == std::string_view::npos ? Form::Prose
                                                                     : Form::Assignment;
}

}  // namespace

Assignment read_assignment(const model::Candidate& candidate) noexcept {
  const std::string_view window = candidate.window;
  Assignment assignment;
  const std::size_t word = candidate.match.begin;
  std::size_t begin = word;
  while (begin > 0 && word - begin < kMaxName && is_name_character(window[begin - 1])) --begin;
  std::size_t end = word;
  while (end < candidate.secret.begin && end - word < kMaxName && is_name_character(window[end])) {
    ++end;
  }
  assignment.name = window.substr(begin, end - begin);
  assignment.front = window.substr(begin, word - begin);
  assignment.tail = window.substr(word, end - word);
  std::size_t line = begin;
  while (line > 0 && begin - line < kMargin && window[line - 1] != '\n') --line;
  assignment.before = window.substr(line, begin - line);
  assignment.between = window.substr(end, std::max(end, candidate.secret.begin) - end);
  assignment.form = find_secretish_word(assignment.tail).has_value()
                        ? form_of(assignment.name, assignment.between)
                        : Form::Option;
  read_value(window, candidate.secret, assignment);
  const std::size_t quote = assignment.quote != 0 ? 1 : 0;
  const std::size_t behind = std::min(window.size(), assignment.range.end + quote);
  assignment.line = line_around(window, candidate.secret.begin);
  const std::string_view rest = window.substr(behind, kMargin);
  assignment.behind = rest.substr(0, rest.find_first_of("\r\n"));
  return assignment;
}

std::string_view text_around(std::string_view window, model::Range value) noexcept {
  constexpr std::size_t kReach = 1024;
  const std::size_t begin = value.begin > kReach ? value.begin - kReach : 0;
  const std::size_t end = std::min(window.size(), value.end + kReach);
  return window.substr(begin, end - begin);
}

}  // namespace veto::confirm
