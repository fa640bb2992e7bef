#include "confirm/placeholder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "confirm/ascii.h"
#include "confirm/template_syntax.h"

namespace veto::confirm {

namespace {

enum class Where : std::uint8_t {
  Anywhere,   ///< six letters or more: in any case, at any place
  OneCase,    ///< five letters (four with a rare one): all lower, all upper or capitalised
  Delimited,  ///< neither a letter nor a digit on either side
};

struct Word {
  std::string_view text;  ///< in lower case
  Where where = Where::Anywhere;
  bool of_passwords = false;  ///< counts for values that a person chose, too
};

/// Sorted by the first letter.
constexpr std::array<Word, 52> kWords{{
    {"a1b2c3d4"},
    {"asdfgh"},
    {"asterisk"},
    {"baadf00d"},
    {"bogus", Where::OneCase},
    {"cafebabe"},
    {"censored", Where::Anywhere, true},
    {"change-me"},
    {"change_me"},
    {"changeme"},
    {"changethis"},
    {"deadbeef"},
    {"dummy", Where::OneCase},
    {"enter_your", Where::Anywhere, true},
    {"enteryour", Where::Anywhere, true},
    {"example", Where::Anywhere, true},
    {"fake", Where::OneCase},
    {"foobar"},
    {"goeshere", Where::Anywhere, true},
    {"goes-here", Where::Anywhere, true},
    {"goes_here", Where::Anywhere, true},
    {"here", Where::Delimited},
    {"hidden"},
    {"insert"},
    {"invalid"},
    {"loremipsum"},
    {"masked"},
    {"mock", Where::Delimited},
    {"my-token"},
    {"my_token"},
    {"mysecret"},
    {"mytoken"},
    {"not-a-real", Where::Anywhere, true},
    {"not_a_real", Where::Anywhere, true},
    {"notareal", Where::Anywhere, true},
    {"notreal"},
    {"placeholder", Where::Anywhere, true},
    {"qwerty"},
    {"redacted", Where::Anywhere, true},
    {"removed"},
    {"replace"},
    {"sample"},
    {"scrubbed", Where::Anywhere, true},
    {"synthetic"},
    {"todo", Where::Delimited},
    {"truncated"},
    {"undefined"},
    {"your-", Where::OneCase, true},
    {"your_", Where::OneCase, true},
    {"yoursecret", Where::Anywhere, true},
    {"yourtoken", Where::Anywhere, true},
    {"zxcvbn"},
}};

constexpr std::size_t kLetters = 26;

/// kWords by first letter: those of letter i stand at [starts[i], starts[i + 1]).
constexpr std::array<std::uint8_t, kLetters + 1> word_starts() {
  std::array<std::uint8_t, kLetters + 1> starts{};
  for (const Word& word : kWords) {
    for (auto i = static_cast<std::size_t>(word.text.front() - 'a') + 1; i <= kLetters; ++i) {
      ++starts[i];
    }
  }
  return starts;
}
constexpr auto kWordStarts = word_starts();

constexpr bool words_are_sorted() {
  for (std::size_t i = 1; i < kWords.size(); ++i) {
    if (kWords[i - 1].text.front() > kWords[i].text.front()) return false;
  }
  return true;
}
static_assert(words_are_sorted());

/// A word that counts for values of that strength.
constexpr bool counts_for(const Word& word, rules::Strength strength) {
  return strength != rules::Strength::Guessable || word.of_passwords;
}

constexpr std::size_t letter_of(char c) noexcept {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) | 0x20U) - std::size_t{'a'};
}

/// Which letters, as bits, begin a word before a second character: most places in a random body are
/// passed over by it.
constexpr std::array<std::uint32_t, 256> letters_before(rules::Strength strength) {
  std::array<std::uint32_t, 256> letters{};
  for (const Word& word : kWords) {
    if (!counts_for(word, strength)) continue;
    for (std::size_t c = 0; c < letters.size(); ++c) {
      if (to_lower(static_cast<char>(c)) == word.text[1])
        letters[c] |= 1U << letter_of(word.text[0]);
    }
  }
  return letters;
}
constexpr auto kLettersBefore = letters_before(rules::Strength::Random);
constexpr auto kLettersOfPasswordsBefore = letters_before(rules::Strength::Guessable);

bool in_one_case(std::string_view text) noexcept {
  const std::string_view tail = text.substr(1);
  const auto no_upper = [](char c) { return !is_upper(c); };
  const auto no_lower = [](char c) { return !is_lower(c); };
  return all_of(tail, no_upper) || all_of(text, no_lower);
}

/// Beyond this size chance brings about what is evidence in a short body.
constexpr std::size_t kLongBody = 128;

bool word_counts(std::string_view body, std::size_t at, const Word& word) noexcept {
  const std::string_view found = body.substr(at, word.text.size());
  switch (word.where) {
    case Where::Anywhere:
      return true;
    case Where::OneCase:
      return in_one_case(found);
    case Where::Delimited: {
      const std::size_t end = at + found.size();
      return (at == 0 || !is_alnum(body[at - 1])) && (end == body.size() || !is_alnum(body[end]));
    }
  }
  return false;
}

bool has_word(std::string_view body, rules::Strength strength) noexcept {
  const bool is_long = body.size() > kLongBody;
  const auto& letters =
      strength == rules::Strength::Guessable ? kLettersOfPasswordsBefore : kLettersBefore;
  for (std::size_t at = 0; at + 1 < body.size(); ++at) {
    const std::size_t letter = letter_of(body[at]);
    if (letter >= kLetters) continue;
    if ((letters[static_cast<std::uint8_t>(body[at + 1])] >> letter & 1U) == 0) continue;
    for (std::size_t i = kWordStarts[letter]; i < kWordStarts[letter + 1]; ++i) {
      const Word& word = kWords[i];
      if (!counts_for(word, strength)) continue;
      if (is_long && word.where == Where::OneCase) continue;
      if (equals_ignoring_case(body.substr(at, word.text.size()), word.text) &&
          word_counts(body, at, word)) {
        return true;
      }
    }
  }
  return false;
}

/// How many different characters the body seems to be drawn from.
enum class Variety : std::uint8_t { Digits, Hex, OneCase, Mixed };

Variety variety_of(std::string_view body) noexcept {
  bool digits = true;
  bool hex = true;
  bool lower = false;
  bool upper = false;
  for (const char c : body) {
    if (!is_alnum(c)) continue;
    digits = digits && is_digit(c);
    hex = hex && is_hex(c);
    lower = lower || is_lower(c);
    upper = upper || is_upper(c);
  }
  if (digits) return Variety::Digits;
  if (hex && !(lower && upper)) return Variety::Hex;
  return lower && upper ? Variety::Mixed : Variety::OneCase;
}

/// The shortest run of `c` that random bodies of this variety do not show (less than 1 in 100,000
/// per body of 40); 0 for characters whose runs say nothing.
std::size_t telling_run(char c, Variety variety) noexcept {
  switch (c) {
    case 'x':
    case 'X':
      return variety == Variety::Mixed ? 4 : 5;
    case '0':
      return variety == Variety::Digits ? 8 : 7;
    case '*':
    case '.':
      return 3;
    default:
      return 0;
  }
}

/// Runs of fill characters, and bodies of which a third is runs of any character. A long run of A
/// alone is what zero bytes look like in base64.
bool has_runs(std::string_view body, Variety variety) noexcept {
  constexpr std::size_t kLongRun = 4;
  const std::size_t weighty = variety == Variety::Digits ? kLongRun + 1 : kLongRun;
  std::size_t covered = 0;
  for (std::size_t begin = 0; begin < body.size();) {
    std::size_t end = begin + 1;
    while (end < body.size() && body[end] == body[begin]) ++end;
    const std::size_t telling = telling_run(body[begin], variety);
    const std::size_t chance = body.size() > kLongBody ? 2 : 0;
    if (telling != 0 && end - begin >= telling + chance) return true;
    if (end - begin >= weighty) covered += end - begin;
    begin = end;
  }
  return covered >= 8 && covered * 3 >= body.size();
}

/// Far fewer different characters than random bytes of that length have (the 64 bytes at most are
/// seen).
bool is_monotonous(std::string_view body) noexcept {
  std::array<bool, 256> seen{};
  std::size_t distinct = 0;
  body = body.substr(0, 64);
  for (const char c : body) {
    bool& mark = seen[static_cast<unsigned char>(c)];
    distinct += mark ? 0U : 1U;
    mark = true;
  }
  const std::size_t size = body.size();
  if (size >= 32) return distinct <= 5;
  if (size >= 24) return distinct <= 4;
  if (size >= 16) return distinct <= 3;
  return size >= 8 && distinct <= (size >= 12 ? 2U : 1U);
}

bool is_periodic(std::string_view body) noexcept {
  constexpr std::size_t kMaxPeriod = 32;
  if (body.size() < 12) return false;
  const std::size_t longest = std::min(body.size() / 2, kMaxPeriod);
  for (std::size_t period = 1; period <= longest; ++period) {
    if (body[period] == body[0] && body.substr(period) == body.substr(0, body.size() - period)) {
      return true;
    }
  }
  return false;
}

/// Places of the digits and of the letters in either case, so that neighbours differ by one; 0 for
/// all else.
constexpr std::array<std::uint8_t, 256> places() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < 10; ++i) table['0' + i] = static_cast<std::uint8_t>(100 + i);
  for (std::size_t i = 0; i < kLetters; ++i) {
    table['a' + i] = table['A' + i] = static_cast<std::uint8_t>(200 + i);
  }
  return table;
}
constexpr auto kPlaces = places();

/// Step between two neighbours of the digits or of the letters: 1, -1, or 0 for neither. 0
/// follows 9.
int step_between(char a, char b) noexcept {
  const int first = kPlaces[static_cast<unsigned char>(a)];
  const int step = kPlaces[static_cast<unsigned char>(b)] - first;
  if (step == 1 || step == -1) return step;
  if (step == -9 && a == '9') return 1;
  return step == 9 && a == '0' ? -1 : 0;
}

struct Run {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// The longest stretch that goes up or down by one at distance `stride`.
Run longest_sequence(std::string_view text, std::size_t stride) noexcept {
  Run best;
  std::size_t begin = 0;
  int direction = 0;
  for (std::size_t i = stride; i < text.size(); ++i) {
    const int step = step_between(text[i - stride], text[i]);
    if (step == 0 || (direction != 0 && step != direction))
      begin = i - stride + (step == 0 ? 1 : 0);
    direction = step;
    if (step != 0 && i + 1 - begin > best.size) best = {begin, i + 1 - begin};
  }
  return best;
}

bool has_sequence(std::string_view body, Variety variety) noexcept {
  const Run plain = longest_sequence(body, 1);
  const bool letters = plain.size > 0 && is_alpha(body[plain.begin]);
  const bool only_digits = variety == Variety::Digits;
  if (plain.size >= (letters ? 6U : only_digits ? 9U : 7U)) return true;
  // a1b2c3d4, 1a2b3c4d, AaBbCc
  const Run woven = longest_sequence(body, 2);
  return woven.size >= (only_digits ? 11U : 9U);
}

/// Somebody has counted to fill a form: 12345678.12345:12345. Two of three characters follow the
/// one before.
bool is_counting(std::string_view body) noexcept {
  constexpr std::size_t kShortest = 12;
  std::size_t steps = 0;
  for (std::size_t i = 1; i < body.size(); ++i)
    steps += step_between(body[i - 1], body[i]) == 1 ? 1U : 0U;
  return body.size() >= kShortest && steps * 3 >= (body.size() - 1) * 2;
}

}  // namespace

bool is_mask(std::string_view value) noexcept {
  if (value.size() < 2) return true;
  const char first = value.front();
  if (all_of(value, [first](char c) { return to_lower(c) == to_lower(first); })) return true;
  return all_of(value, [](char c) {
    return c == 'x' || c == 'X' || c == '*' || c == '.' || c == '-' || c == '_' || c == '?' ||
           c == '#';
  });
}

std::string_view find_placeholder(std::string_view body, rules::Strength strength) noexcept {
  if (body.empty()) return {};
  if (has_word(body, strength)) return "has a word that placeholders have";
  const Variety variety = variety_of(body);
  if (has_runs(body, variety)) return "is filled with a repeated character";
  if (is_template(body)) return "is a variable of a template";
  if (is_counting(body)) return "counts up";
  if (strength == rules::Strength::Guessable) return {};
  if (is_monotonous(body)) return "has too few different characters";
  if (is_periodic(body)) return "repeats itself";
  if (has_sequence(body, variety)) return "is a sequence of the alphabet";
  return {};
}

}  // namespace veto::confirm
