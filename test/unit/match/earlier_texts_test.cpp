// What a text has in common with texts before it: found as they stand, as long as they are
// remembered.
#include "match/earlier_texts.h"

#include <memory>
#include <string>
#include <vector>

#include "match/scanner.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::EarlierTexts;
using match::NotedCopy;
using match::ScanNotes;

namespace {

std::string lines(std::uint64_t seed, std::size_t size) {
  rules::ExampleRandom random(seed);
  std::string text;
  while (text.size() < size) {
    for (std::size_t i = 1 + random.below(60); i > 0; --i)
      text += static_cast<char>('a' + random.below(26));
    text += '\n';
  }
  return text;
}

std::shared_ptr<ScanNotes> notes_of(const std::string& text, std::size_t candidates = 0) {
  auto notes = std::make_shared<ScanNotes>();
  notes->text_size = text.size();
  notes->candidates.resize(candidates);
  return notes;
}

std::size_t sum(const std::vector<NotedCopy>& copies) {
  std::size_t size = 0;
  for (const NotedCopy& copy : copies) size += copy.range.size;
  return size;
}

constexpr std::size_t kSize = 50'000;

}  // namespace

TEST_CASE("earlier texts: the same lines elsewhere in a text are found, byte by byte") {
  EarlierTexts earlier;
  const std::string first = lines(1, kSize);
  std::vector<NotedCopy> copies;
  earlier.find(first, copies);
  CHECK(copies.empty());
  const auto notes = notes_of(first);
  earlier.remember(notes);

  const std::string second = lines(2, 7000) + first.substr(1000, 30'000) + lines(3, 900) +
                             first.substr(40'000) + lines(4, 100);
  earlier.find(second, copies);
  REQUIRE(copies.size() == 2);
  std::size_t at = 0;
  for (const NotedCopy& copy : copies) {
    CHECK(copy.notes == notes.get());
    CHECK(copy.range.target >= at);
    at = copy.range.target + copy.range.size;
    CHECK(second.substr(copy.range.target, copy.range.size) ==
          first.substr(copy.range.base, copy.range.size));
  }
  CHECK(sum(copies) > 30'000);

  copies.clear();
  earlier.find(first, copies);
  REQUIRE(copies.size() == 1);
  CHECK(copies.front().range.size == first.size());
}

TEST_CASE("earlier texts: beside what is known already, the copies that go on longest are taken") {
  EarlierTexts earlier;
  const std::string first = lines(1, kSize);
  std::vector<NotedCopy> copies;
  earlier.find(first, copies);
  const auto notes = notes_of(first);
  earlier.remember(notes);

  const std::string base = first.substr(0, 10'000) + lines(2, 20'000);
  const auto base_notes = notes_of(base);
  copies = {{{0, 0, 10'000}, base_notes.get()}, {{first.size(), 10'000, 5000}, base_notes.get()}};
  const std::string text = first + base.substr(10'000, 5000);
  earlier.find(text, copies);
  REQUIRE(copies.size() == 2);
  CHECK(copies.front().notes == notes.get());
  CHECK(copies.back().notes == base_notes.get());
  CHECK(copies.back().range.target >= copies.front().range.size);
  CHECK(sum(copies) + 4096 > text.size());

  INFO("a text with little that is new is left as it is");
  copies = {{{0, 0, first.size()}, base_notes.get()}};
  earlier.find(text, copies);
  REQUIRE(copies.size() == 1);
  CHECK(copies.front().notes == base_notes.get());
}

TEST_CASE("earlier texts: those of late are remembered, and no more than there is room for") {
  EarlierTexts earlier;
  std::vector<NotedCopy> copies;
  const std::size_t candidates = EarlierTexts::kRoom / sizeof(match::NotedCandidate) / 4;
  std::vector<std::weak_ptr<ScanNotes>> all;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::string text = lines(seed, kSize);
    earlier.find(text, copies);
    CHECK(copies.empty());
    auto notes = notes_of(text, candidates);
    all.push_back(notes);
    earlier.remember(std::move(notes));
  }
  std::size_t alive = 0;
  for (const auto& notes : all) alive += notes.expired() ? 0U : 1U;
  CHECK(alive == 3);
  earlier.find(lines(10, kSize), copies);
  CHECK(copies.size() == 1);
  copies.clear();
  earlier.find(lines(1, kSize), copies);
  CHECK(copies.empty());

  INFO("a text of which there are no notes is not remembered");
  earlier.remember(nullptr);
  earlier.find(lines(1, kSize), copies);
  CHECK(copies.empty());
}
