#include "confirm/value_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/value_forms.h"
#include "confirm/value_place.h"
#include "confirm/word_list.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

/// A greater-than sign that ends no tag: a comparison, an arrow, a quotation.
bool is_loose_element(const Assignment& assignment) noexcept {
  if (assignment.form != Form::Element) return false;
  const bool tag = assignment.before.find('<') != std::string_view::npos ||
                   assignment.between.find_first_of("\"'") != std::string_view::npos;
  return !tag || equals_ignoring_case(assignment.name, "key");
}

/// Marks that passwords have and expressions hardly do.
bool has_password_marks(std::string_view value) {
  return is_strong(value) && value.find_first_of("!#$%^?@~") != std::string_view::npos;
}

/// A bare name that a program compares with, assigns or passes on.
bool is_operand(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  if (value.front() == '*' || assignment.form == Form::Call || assignment.form == Form::List) {
    return true;
  }
  // ConvertTo-Text: the commands of PowerShell are a verb and a noun.
  const std::size_t dash = value.find('-');
  const bool command = dash != std::string_view::npos && dash + 1 < value.size() &&
                       is_upper(value.front()) && is_upper(value[dash + 1]) &&
                       all_of(value, [](char c) { return is_alpha(c) || c == '-'; });
  if (command && assignment.between.ends_with(' ')) return true;
  const bool dotted = value.find('.') != std::string_view::npos && is_alpha(value.front()) &&
                      all_of(value, [](char c) { return is_word(c) || c == '.'; });
  const bool argument = !assignment.behind.empty() &&
                        (assignment.behind.front() == ',' || assignment.behind.front() == ')');
  if (dotted && (assignment.between.ends_with(' ') || argument) && word_evidence(value) > 0.0)
    return true;
  if (assignment.form == Form::Comparison) {
    // if password != confirmed:
    const bool colon = value.size() > 1 && value.back() == ':';
    return could_be_identifier(value.substr(0, value.size() - (colon ? 1 : 0)));
  }
  const bool ends =
      !assignment.behind.empty() &&
      std::string_view(";,)").find(assignment.behind.front()) != std::string_view::npos;
  if (assignment.form != Form::Assignment || !assignment.between.ends_with(' ')) return false;
  const bool letters = all_of(value, [](char c) { return is_alpha(c) || c == '_'; });
  // test $pass = dlopen
  if (assignment.before.ends_with('$') && letters) return true;
  return ends && (letters || (could_be_identifier(value) && count_of(value, is_digit) <= 1));
}

bool is_code(const Assignment& assignment) noexcept {
  static constexpr MarkList kOperators(std::to_array<std::string_view>(
      {"->", "::", "=>", "&&", "||", "==", "!=", "()", "+=", "${", "$(", "];"}));
  const std::string_view value = assignment.value;
  const std::size_t padding = value.find_last_not_of('=') + 1;  // of base64
  if (kOperators.any_in(value.substr(0, padding)) &&
      (assignment.quote == 0 || !has_password_marks(value)))
    return true;
  const std::size_t open = value.find_first_of("([");
  const std::size_t close = value.find_last_of(")]");
  if (open != std::string_view::npos && close != std::string_view::npos && open < close &&
      all_of(value.substr(0, open), is_word)) {
    return true;
  }
  if (assignment.quote != 0) return false;
  if (assignment.name.ends_with('-') || is_loose_element(assignment)) return true;
  if (is_operand(assignment)) return true;
  // info?.name, List<AppToken>, String!
  const std::size_t angle = value.find('<');
  if (value.find("?.") != std::string_view::npos || value == "String!" || value == "Int!")
    return true;
  if (angle != std::string_view::npos && angle > 0 && angle + 1 < value.size() &&
      all_of(value.substr(0, angle), is_alpha) && is_upper(value[angle + 1]))
    return true;
  if (assignment.form != Form::Element && value.find_first_of("([{") != std::string_view::npos) {
    return true;
  }
  // What follows a bare value tells that it was the beginning of an expression.
  static constexpr MarkList kGoesOn(
      std::to_array<std::string_view>({"(", "[", "{", "->", "::", "<", "."}));
  if (assignment.behind.starts_with("</")) return false;  // the end of an XML element
  const std::string_view rest = trim(assignment.behind);
  if (rest.starts_with("=>")) return true;
  return kGoesOn.begins(assignment.behind) || value.front() == '&' || value.front() == '@';
}

/// 1*tchar, key=val, a == b: grammars and programs without blanks.
bool is_dense_code(std::string_view value, char quote) noexcept {
  const std::size_t star = value.find('*');
  if (quote == 0 && star != std::string_view::npos && star + 1 < value.size() && star <= 2 &&
      all_of(value.substr(0, star), is_digit) &&
      (is_alpha(value[star + 1]) || value[star + 1] == '<'))
    return true;
  if (value.starts_with("==") || value.starts_with("?:")) return true;
  // "token: "+o);e=e[o]: the quote closed a string, and the program goes on.
  if (value.front() == '+' && value.find_first_of(";(){}") != std::string_view::npos) return true;
  if (quote == 0 && value.find("=!") != std::string_view::npos) return true;
  const std::size_t sign = value.find('=');
  return quote == 0 && sign != std::string_view::npos && sign > 2 && sign + 2 < value.size() &&
         is_alpha(value.front()) &&
         all_of(value.substr(0, sign), [](char c) { return is_word(c) || c == '.' || c == '$'; }) &&
         is_alpha(value[sign + 1]) && value.find('.') != std::string_view::npos;
}

/// CancelToken$1: what bundlers rename.
bool is_renamed(const Assignment& assignment) noexcept {
  const std::size_t dollar = assignment.value.find('$');
  return assignment.quote == 0 && dollar != std::string_view::npos && dollar > 0 &&
         all_of(assignment.value.substr(0, dollar), is_word) &&
         all_of(assignment.value.substr(dollar + 1), is_digit);
}

/// What Shannon's measure gives for random bytes of that length and alphabet, with a margin.
bool has_random_entropy(std::string_view value) noexcept {
  const bool hex = all_of(value, is_hex);
  const double least = value.size() >= 20 ? (hex ? 2.9 : 3.3) : value.size() >= 12 ? 2.6 : 2.2;
  return text::shannon_entropy(value) >= least;
}

/// Digits among the letters, or letters of both cases: the more of either the shorter the value is.
bool has_random_classes(const text::CharClasses& classes, std::size_t size) noexcept {
  const std::size_t of_one_case = std::min(classes.lower, classes.upper);
  if (classes.digits >= 2) return classes.lower + classes.upper > 0;
  if (classes.digits == 1) return size >= 20 || (size >= 12 && of_one_case >= 2);
  return size >= 16 && of_one_case >= 3;
}

/// How many separate stretches of digits a value has.
std::size_t digit_groups(std::string_view value) noexcept {
  std::size_t groups = 0;
  for (std::size_t i = 0; i < value.size(); ++i)
    groups += is_digit(value[i]) && (i == 0 || !is_digit(value[i - 1])) ? 1U : 0U;
  return groups;
}

}  // namespace

bool is_uuid(std::string_view value) noexcept {
  if (value.size() == 38 && value.front() == '{') value = value.substr(1, 36);
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_hex(value[i])) return false;
  }
  return true;
}

bool looks_random(std::string_view value, std::size_t shortest) noexcept {
  return value.size() >= shortest && has_random_classes(text::classify(value), value.size()) &&
         has_random_entropy(value) && !is_made_of_words(value) &&
         find_placeholder(value, rules::Strength::Random).empty();
}

/// A bare value in a program is an identifier, and identifiers may have digits: a version, an
/// index, a size, but not three separate numbers among capitals.
bool could_be_identifier(std::string_view value) noexcept {
  constexpr double kRandom = -4.0;
  const bool scattered = digit_groups(value) >= 3 && count_of(value, is_upper) >= 3;
  return is_alpha(value.front()) && all_of(value, is_word) && !scattered &&
         word_evidence(value) > kRandom;
}

std::string_view find_other_meaning(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  if (const auto place = find_other_place(assignment); !place.empty()) return place;
  if (is_code(assignment) || is_dense_code(value, assignment.quote) || is_renamed(assignment)) {
    return "the value is code";
  }
  return find_other_form(value);
}

}  // namespace veto::confirm
