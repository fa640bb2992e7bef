#include "confirm/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kLetters = 26;

/// -log2 of the probability that the letter of the column follows that of the row, rounded, 9 at
/// most. Counted over the 35,000 most frequent words of the sources and documents of Python, Perl,
/// npm and the C++ library, each weighed by the logarithm of its frequency.
constexpr std::array<std::string_view, kLetters> kBitsOfPair{
    "64447758596343959343666768", "35553678368366468446488758", "37563683594467269553589979",
    "45652568288566468546578869", "46435568698453757334766579", "46554378299476379455498869",
    "47672754498564469346477877", "27762888397667379554588869", "55455559998452459544959795",
    "36663687475766367637375888", "46652666378465558635575869", "37652779297477369755569949",
    "25762789397557438746589969", "47433538486676469733668979", "66447658686442549344465789",
    "38663785497377349354598959", "46666677688466775546167778", "37552759396656369544668959",
    "58473674396567447742477969", "37572684299667469345587958", "54564669599443649343989899",
    "27671778399767469756788889", "27663674397574369436887789", "46453576489556638642778458",
    "56454667598444528634766776", "37761676387666469667897665",
};

std::size_t index_of(char letter) noexcept {
  return static_cast<std::size_t>(to_lower(letter) - 'a');
}

/// How many characters the value seems to be drawn from.
std::size_t alphabet_of(std::string_view value) noexcept {
  if (all_of(value, is_hex)) return 16;
  const std::size_t lower = count_of(value, is_lower) > 0 ? kLetters : 0;
  const std::size_t upper = count_of(value, is_upper) > 0 ? kLetters : 0;
  const std::size_t digits = count_of(value, is_digit) > 0 ? 10 : 0;
  return lower + upper + digits;
}

/// The end of the run of letters at `begin`: a capital and small letters, or one case throughout.
std::size_t end_of_run(std::string_view value, std::size_t begin) noexcept {
  std::size_t end = begin + 1;
  const bool upper = end < value.size() && is_upper(value[begin]) && is_upper(value[end]);
  while (end < value.size() && (upper ? is_upper(value[end]) : is_lower(value[end]))) ++end;
  return end;
}

// Probabilities of the model of words, as -log2.
constexpr double kFirstLetter = 7.2;  ///< of a word to begin, and of its letter and case
constexpr double kDigit = 6.4;
constexpr double kJoint = 4.5;  ///< of the marks that join words
constexpr double kMark = 8.0;   ///< of any other character

double bits_of_word(std::string_view run) noexcept {
  double bits = kFirstLetter;
  for (std::size_t i = 1; i < run.size(); ++i) {
    bits += kBitsOfPair[index_of(run[i - 1])][index_of(run[i])] - '0';
  }
  return bits;
}

double bits_of_character(char c) noexcept {
  if (is_digit(c)) return kDigit;
  return c == '_' || c == '-' || c == '.' || c == ' ' ? kJoint : kMark;
}

}  // namespace

double word_evidence(std::string_view value) noexcept {
  double bits = 0.0;
  for (std::size_t begin = 0; begin < value.size();) {
    const bool word = is_alpha(value[begin]);
    const std::size_t end = word ? end_of_run(value, begin) : begin + 1;
    bits += word ? bits_of_word(value.substr(begin, end - begin)) : bits_of_character(value[begin]);
    begin = end;
  }
  const auto alphabet = static_cast<double>(std::max<std::size_t>(alphabet_of(value), 2));
  return std::log2(alphabet) * static_cast<double>(value.size()) - bits;
}

bool is_made_of_words(std::string_view value) noexcept {
  const double beyond_chance = value.size() < 12 ? 5.0 : value.size() < 20 ? 8.0 : 20.0;
  return word_evidence(value) >= beyond_chance;
}

}  // namespace veto::confirm
