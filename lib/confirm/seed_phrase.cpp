// Seeds written as words: BIP-39 (any wallet) and Monero. The phrase is read on from where the
// capture begins, over blanks, line ends, commas and quotes, so that the rule need not state the
// words.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "confirm/ascii.h"
#include "confirm/key_body.h"
#include "confirm/structures.h"
#include "text/checksum.h"
#include "text/seed_words.h"

namespace veto::confirm {

namespace {

struct Word {
  std::string text;     ///< in lower case
  std::size_t end = 0;  ///< offset in the window
  bool breaks = false;  ///< what follows is another gap than that behind the first word
};

/// What stands between two words: blanks, or marks, or a line end.
enum class Gap : unsigned char { None, Blank, Mark, LineEnd };

/// Skips a gap at `at`.
Gap skip_gap(std::string_view window, std::size_t& at) {
  constexpr std::size_t kLongest = 16;
  constexpr std::string_view kBetween = " \t\r\n,;\"'`\\[]";
  Gap gap = Gap::None;
  const std::size_t begin = at;
  while (at < window.size() && at - begin < kLongest &&
         kBetween.find(window[at]) != std::string_view::npos) {
    // The letter of an escaped line end belongs to the gap.
    const bool escaped = window[at] == '\\' && window.substr(at + 1, 1) == "n";
    const bool line_end = escaped || window[at] == '\n' || window[at] == '\r';
    const Gap found = line_end ? Gap::LineEnd : is_blank(window[at]) ? Gap::Blank : Gap::Mark;
    if (gap != Gap::LineEnd) gap = std::max(gap, found);
    at += escaped ? 2U : 1U;
  }
  return gap;
}

/// Up to `most` words from `begin` on; a word ends the list when it is no word of a phrase.
std::vector<Word> read_words(std::string_view window, std::size_t begin, std::size_t most) {
  constexpr std::size_t kLongestWord = 12;
  std::vector<Word> words;
  std::size_t at = begin;
  Gap first = Gap::None;
  while (words.size() < most) {
    const Gap gap = skip_gap(window, at);
    if (words.size() == 1) first = gap;
    if (!words.empty()) {
      if (gap == Gap::None) break;
      words.back().breaks = gap != first;
    }
    Word word;
    while (at < window.size() && is_alpha(window[at]) && word.text.size() <= kLongestWord) {
      word.text.push_back(to_lower(window[at++]));
    }
    if (word.text.empty() || word.text.size() > kLongestWord) break;
    word.end = at;
    words.push_back(std::move(word));
  }
  return words;
}

/// Numbers of the words at the front that are of the list.
std::vector<std::size_t> numbers_of(const std::vector<Word>& words) {
  std::vector<std::size_t> numbers;
  for (const Word& word : words) {
    const auto number = text::seed_word_index(word.text);
    if (!number) break;
    numbers.push_back(*number);
  }
  return numbers;
}

/// Eleven bits of each word: the entropy, and behind it one bit of checksum for every 32.
struct Phrase {
  std::string entropy;
  unsigned checksum = 0;
};

Phrase unpack(const std::vector<std::size_t>& numbers) {
  constexpr unsigned kWordBits = 11;
  const std::size_t entropy_bytes = numbers.size() * kWordBits * 32 / 33 / 8;
  Phrase phrase;
  std::size_t buffer = 0;
  unsigned count = 0;
  for (const std::size_t number : numbers) {
    buffer = (buffer << kWordBits) | number;
    count += kWordBits;
    while (count >= 8 && phrase.entropy.size() < entropy_bytes) {
      count -= 8;
      phrase.entropy.push_back(static_cast<char>((buffer >> count) & 0xFFU));
    }
    buffer &= (std::size_t{1} << count) - 1U;
  }
  phrase.checksum = static_cast<unsigned>(buffer);
  return phrase;
}

bool checksum_holds(const Phrase& phrase) {
  const std::size_t bits = phrase.entropy.size() * 8 / 32;
  const auto first = static_cast<unsigned char>(text::sha256(phrase.entropy).front());
  return static_cast<unsigned>(first) >> (8 - bits) == phrase.checksum;
}

/// The phrases of Hardhat and Ganache, whose words are no pattern; of others (abandon ... about)
/// the entropy is one.
bool is_published(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 3> kBeginnings{
      "candy maple cake sugar ", "myth like bonus scare ", "ozone drill grab fiber "};
  std::string beginning;
  for (std::size_t i = 0; i < 4 && i < words.size(); ++i) beginning += words[i].text + " ";
  return std::find(kBeginnings.begin(), kBeginnings.end(), beginning) != kBeginnings.end();
}

bool is_repetitive(const std::vector<std::size_t>& numbers) {
  return std::set<std::size_t>(numbers.begin(), numbers.end()).size() * 2 <= numbers.size();
}

Judgement whole_phrase(const Candidate& candidate, std::size_t end) {
  Judgement judgement = accept(candidate, model::Verified::Checksum);
  judgement.secret.end = end;
  judgement.match.end = std::max(judgement.match.end, end);
  return judgement;
}

constexpr std::string_view kWrongSum = "the last word is not the right checksum (bip39)";

Judgement judge_phrase(const Candidate& candidate, const std::vector<std::size_t>& numbers,
                       const std::vector<Word>& words) {
  if (std::is_sorted(numbers.begin(), numbers.end())) {
    return reject(candidate, "is a piece of the word list");
  }
  const Phrase phrase = unpack(numbers);
  if (!checksum_holds(phrase)) return reject(candidate, kWrongSum);
  if (!is_varied(phrase.entropy) || is_repetitive(numbers) || is_published(words)) {
    return reject(candidate, "is a phrase that everybody knows");
  }
  return whole_phrase(candidate, words[numbers.size() - 1].end);
}

}  // namespace

Judgement judge_bip39(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kLeast = 12;
  constexpr std::size_t kMost = 24;
  const auto words = read_words(candidate.window, candidate.secret.begin, kMost + 1);
  const std::vector<std::size_t> numbers = numbers_of(words);
  if (numbers.size() < kLeast) return reject(candidate, "is not made of the words of BIP-39");
  // All words, or those up to a gap of another kind, behind which something else may begin.
  for (std::size_t size = numbers.size(); size >= kLeast; --size) {
    const bool ends = size == numbers.size() || words[size - 1].breaks;
    if (!ends || size > kMost || size % 3 != 0) continue;
    const Judgement judgement = judge_phrase(
        candidate, {numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(size)}, words);
    if (judgement.accepted || judgement.reason != kWrongSum) return judgement;
  }
  return reject(candidate, kWrongSum);
}

/// The last of 25 words repeats one of the others: that whose number is the CRC-32 of the first
/// three letters of all, modulo 24.
Judgement judge_monero_seed(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kWords = 24;
  constexpr std::size_t kLetters = 3;
  const auto words = read_words(candidate.window, candidate.secret.begin, kWords + 1);
  if (words.size() != kWords + 1) return reject(candidate, "has not 25 words");
  std::string letters;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < kWords; ++i) {
    if (words[i].text.size() < kLetters) return reject(candidate, "has a word that is too short");
    letters += words[i].text.substr(0, kLetters);
    seen.insert(words[i].text);
  }
  if (words[text::crc32(letters) % kWords].text != words.back().text) {
    return reject(candidate, "the last word is not the right checksum (monero)");
  }
  if (seen.size() * 2 <= kWords) return reject(candidate, "repeats its words");
  return whole_phrase(candidate, words.back().end);
}

}  // namespace veto::confirm
