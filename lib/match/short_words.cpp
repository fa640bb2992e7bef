#include "match/short_words.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "match/placement.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace veto::match {
namespace {

constexpr std::size_t kBlock = 64;  // places a mask
constexpr std::size_t kBlocksAtOnce = 32;
constexpr std::size_t kBehind = ShortWordTables::kFirst - 1;
constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 4;

/// The sets of words that may begin there.
unsigned sets_at(const char* text, const ShortWordTables& tables) noexcept {
  unsigned sets = 0xff;
  for (std::size_t i = 0; i < ShortWordTables::kFirst; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    sets &= unsigned{tables.bytes[i].low[byte & 0x0fU]} & tables.bytes[i].high[byte >> 4U];
  }
  return sets;
}

void plain_places(const char* text, std::size_t blocks, const ShortWordTables& tables,
                  std::uint64_t* places) {
  for (std::size_t block = 0; block < blocks; ++block) {
    places[block] = 0;
    for (std::size_t i = 0; i < kBlock; ++i)
      places[block] |= std::uint64_t{sets_at(text + block * kBlock + i, tables) != 0} << i;
  }
}

#if defined(__x86_64__)

__attribute__((target("ssse3"))) void ssse3_places(const char* text, std::size_t blocks,
                                                   const ShortWordTables& tables,
                                                   std::uint64_t* places) {
  __m128i low[ShortWordTables::kFirst];
  __m128i high[ShortWordTables::kFirst];
  for (std::size_t i = 0; i < ShortWordTables::kFirst; ++i) {
    low[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.bytes[i].low.data()));
    high[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.bytes[i].high.data()));
  }
  const __m128i half = _mm_set1_epi8(0x0f);
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t mask = 0;
    for (unsigned part = 0; part < kBlock; part += 16) {
      __m128i sets = _mm_set1_epi8(-1);
      for (std::size_t i = 0; i < ShortWordTables::kFirst; ++i) {
        const __m128i bytes =
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + block * kBlock + part + i));
        // A byte from 0x80 on gives no set: pshufb takes the top bit for "none".
        const __m128i by_low = _mm_shuffle_epi8(low[i], bytes);
        const __m128i by_high =
            _mm_shuffle_epi8(high[i], _mm_and_si128(_mm_srli_epi16(bytes, 4), half));
        sets = _mm_and_si128(sets, _mm_and_si128(by_low, by_high));
      }
      const auto none =
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(sets, _mm_setzero_si128())));
      mask |= std::uint64_t{~none & 0xffffU} << part;
    }
    places[block] = mask;
  }
}

__attribute__((target("avx2"))) void avx2_places(const char* text, std::size_t blocks,
                                                 const ShortWordTables& tables,
                                                 std::uint64_t* places) {
  __m256i low[ShortWordTables::kFirst];
  __m256i high[ShortWordTables::kFirst];
  for (std::size_t i = 0; i < ShortWordTables::kFirst; ++i) {
    low[i] = _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.bytes[i].low.data())));
    high[i] = _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.bytes[i].high.data())));
  }
  const __m256i half = _mm256_set1_epi8(0x0f);
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t mask = 0;
    for (unsigned part = 0; part < kBlock; part += 32) {
      __m256i sets = _mm256_set1_epi8(-1);
      for (std::size_t i = 0; i < ShortWordTables::kFirst; ++i) {
        const __m256i bytes =
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + block * kBlock + part + i));
        const __m256i by_low = _mm256_shuffle_epi8(low[i], bytes);
        const __m256i by_high =
            _mm256_shuffle_epi8(high[i], _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half));
        sets = _mm256_and_si256(sets, _mm256_and_si256(by_low, by_high));
      }
      const auto none = static_cast<std::uint32_t>(
          _mm256_movemask_epi8(_mm256_cmpeq_epi8(sets, _mm256_setzero_si256())));
      mask |= std::uint64_t{static_cast<std::uint32_t>(~none)} << part;
    }
    places[block] = mask;
  }
}

#endif

auto places_by(RunReader reader) noexcept {
#if defined(__x86_64__)
  if (reader == RunReader::Avx2) return avx2_places;
  if (reader == RunReader::Ssse3) return ssse3_places;
#endif
  static_cast<void>(reader);
  return plain_places;
}

std::uint32_t bytes_at(std::string_view text, std::size_t at) noexcept {
  std::uint32_t bytes = 0;
  if (text.size() - at >= sizeof bytes)
    std::memcpy(&bytes, text.data() + at, sizeof bytes);  // of a known size: one instruction
  else
    std::memcpy(&bytes, text.data() + at, text.size() - at);
  return bytes;
}

std::array<unsigned char, kLongest> bytes_of(std::uint32_t word) noexcept {
  std::array<unsigned char, kLongest> bytes{};
  static_assert(sizeof word == bytes.size());
  std::memcpy(bytes.data(), &word, bytes.size());
  return bytes;
}

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void add(const ShortWord& word, std::uint8_t set, ShortWordTables& tables) noexcept {
  const auto bytes = bytes_of(word.bytes);
  const auto fold = bytes_of(word.fold);
  for (std::size_t at = 0; at < ShortWordTables::kFirst; ++at) {
    ShortWordTables::Halves& halves = tables.bytes[at];
    for (const unsigned byte : {unsigned{bytes[at]}, bytes[at] & ~unsigned{fold[at]}}) {
      std::uint8_t& low = halves.low[byte & 0x0fU];
      std::uint8_t& high = halves.high[byte >> 4U];
      low = static_cast<std::uint8_t>(low | set);
      high = static_cast<std::uint8_t>(high | set);
    }
  }
}

ShortWord made_of(const Word& word, std::size_t number) {
  std::array<char, kLongest> mask{};
  std::array<char, kLongest> fold{};
  for (std::size_t i = 0; i < word.text.size(); ++i) {
    mask[i] = '\xff';
    if (word.ignores_case && is_letter(word.text[i])) fold[i] = 0x20;
  }
  ShortWord made;
  std::memcpy(&made.bytes, word.text.data(), word.text.size());
  std::memcpy(&made.mask, mask.data(), mask.size());
  std::memcpy(&made.fold, fold.data(), fold.size());
  made.size = static_cast<std::uint32_t>(word.text.size());
  made.number = static_cast<std::uint32_t>(number);
  return made;
}

using Group = std::vector<ShortWord>;

/// How many beginnings of three bytes one set for both groups lets through.
std::size_t let_through(const Group& a, const Group& b) {
  ShortWordTables tables;
  for (const Group* group : {&a, &b}) {
    for (const ShortWord& word : *group) add(word, 1, tables);
  }
  std::size_t count = 1;
  for (const ShortWordTables::Halves& halves : tables.bytes) {
    const auto low = std::count(halves.low.begin(), halves.low.end(), 1);
    const auto high = std::count(halves.high.begin(), halves.high.end(), 1);
    count *= static_cast<std::size_t>(low * high);
  }
  return count;
}

/// Makes one of the two groups that together let through least more.
void join_likest(std::vector<Group>& groups) {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::pair<std::size_t, std::size_t> best;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::size_t alone = let_through(groups[i], {});
    for (std::size_t j = 0; j < i; ++j) {
      const std::size_t joined = let_through(groups[i], groups[j]);
      const std::size_t more = joined - std::min(joined, alone + let_through(groups[j], {}));
      if (more >= least) continue;
      least = more;
      best = {j, i};
    }
  }
  Group& into = groups[best.first];
  const Group& from = groups[best.second];
  into.insert(into.end(), from.begin(), from.end());
  groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(best.second));
}

}  // namespace

bool is_short(const Word& word) noexcept {
  const std::string& text = word.text;
  return text.size() >= kShortest && text.size() <= kLongest &&
         std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

std::vector<ShortWord> short_words(std::span<const Word> words) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_short(words[i])) groups.push_back({{made_of(words[i], i)}});
  }
  while (groups.size() > kShortWordSets) join_likest(groups);
  std::vector<ShortWord> made;
  for (std::size_t set = 0; set < groups.size(); ++set) {
    for (ShortWord word : groups[set]) {
      word.set = static_cast<std::uint32_t>(set);
      made.push_back(word);
    }
  }
  return made;
}

ShortWordFinder::ShortWordFinder(std::span<const ShortWord> words, RunReader reader)
    : words_(words.begin(), words.end()), find_places_(places_by(reader)) {
  for (const ShortWord& word : words_) {
    for (std::size_t set = word.set; set < kShortWordSets; ++set) ++begins_[set + 1];
    add(word, static_cast<std::uint8_t>(1U << word.set), tables_);
  }
}

void ShortWordFinder::find(std::string_view text, std::vector<Hit>& hits) const {
  if (words_.empty()) return;
  std::array<std::uint64_t, kBlocksAtOnce> places{};
  const auto compare_places = [&](std::size_t at, std::size_t blocks) {
    for (std::size_t block = 0; block < blocks; ++block, at += kBlock) {
      for (std::uint64_t mask = places[block]; mask != 0; mask &= mask - 1)
        compare(text, at + static_cast<std::size_t>(std::countr_zero(mask)), hits);
    }
  };
  std::size_t at = 0;
  while (text.size() - at >= kBlock + kBehind) {
    const std::size_t blocks = std::min((text.size() - at - kBehind) / kBlock, kBlocksAtOnce);
    find_places_(text.data() + at, blocks, tables_, places.data());
    compare_places(at, blocks);
    at += blocks * kBlock;
  }
  std::array<char, 2 * kBlock + kBehind> last{};
  std::memcpy(last.data(), text.data() + at, text.size() - at);
  find_places_(last.data(), 2, tables_, places.data());
  compare_places(at, 2);
}

void ShortWordFinder::compare(std::string_view text, std::size_t at, std::vector<Hit>& hits) const {
  if (at + kShortest > text.size()) return;
  const std::uint32_t bytes = bytes_at(text, at);
  for (unsigned sets = sets_at(text.data() + at, tables_); sets != 0; sets &= sets - 1) {
    const auto set = static_cast<std::size_t>(std::countr_zero(sets));
    for (std::size_t i = begins_[set]; i < begins_[set + 1]; ++i) {
      const ShortWord& word = words_[i];
      if (((bytes | word.fold) & word.mask) == word.bytes && text.size() - at >= word.size)
        hits.push_back({at + word.size, word.number});
    }
  }
}

}  // namespace veto::match
