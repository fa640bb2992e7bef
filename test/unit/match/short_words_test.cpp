#include "match/short_words.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "match/placement.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::RunReader;
using match::ShortWordFinder;
using match::Word;

namespace {

using Hits = std::vector<std::pair<std::size_t, std::uint32_t>>;

bool stands_at(const std::string& text, std::size_t at, const Word& word) {
  if (text.size() - at < word.text.size()) return false;
  for (std::size_t i = 0; i < word.text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[at + i]);
    const int found = word.ignores_case ? std::tolower(c) : c;
    if (found != static_cast<unsigned char>(word.text[i])) return false;
  }
  return true;
}

Hits find_plainly(const std::string& text, const std::vector<Word>& words) {
  Hits hits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (stands_at(text, at, words[i]))
        hits.emplace_back(at + words[i].text.size(), static_cast<std::uint32_t>(i));
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

Hits find(const std::string& text, const std::vector<Word>& words, RunReader reader) {
  std::vector<ShortWordFinder::Hit> found;
  ShortWordFinder(match::short_words(words), reader).find(text, found);
  Hits hits;
  for (const ShortWordFinder::Hit& hit : found) hits.emplace_back(hit.end, hit.number);
  std::sort(hits.begin(), hits.end());
  return hits;
}

}  // namespace

TEST_CASE("short words: every reader finds what a plain search finds, at every place") {
  rules::ExampleRandom random(7);
  const std::vector<Word> words{{"key", true},   {"key", false},  {"pass", true}, {"$1$", false},
                                {"a_b", true},   {"ew0K", false}, {"@@[", true},  {"zzzz", true},
                                {"data", false}, {"aaa", false},  {"psw", true},  {"pwd", true}};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    const std::size_t size = random.below(400);
    while (text.size() < size) {
      const std::string& word = words[random.below(words.size())].text;
      text += word.substr(0, 1 + random.below(word.size()));
      if (random.below(3) == 0) text += random.bytes(random.below(4));
      if (random.below(4) == 0) text += random.characters("kKeEyY@`[{_\x7f", 3);
    }
    const Hits expected = find_plainly(text, words);
    for (const RunReader reader : {RunReader::Plain, RunReader::Ssse3, RunReader::Avx2}) {
      if (match::is_supported(reader)) CHECK(find(text, words, reader) == expected);
    }
  }
}

TEST_CASE("short words: only words of three or four bytes of ASCII are short") {
  CHECK_FALSE(match::is_short({"ab", false}));
  CHECK(match::is_short({"abc", false}));
  CHECK(match::is_short({"abcd", true}));
  CHECK_FALSE(match::is_short({"abcde", false}));
  CHECK_FALSE(match::is_short({"ab\x80", false}));
}
