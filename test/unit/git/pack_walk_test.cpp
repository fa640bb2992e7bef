// Packs made by hand, walked: each object is given once and is what it should be, whatever the
// shape of the delta trees; and whatever a pack says, nothing crashes and nothing is invented.
#include "git/pack_walk.h"

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/support/pack_writer.h"
#include "test/unit/git/pack_files.h"

using namespace veto;
using git::PackWalk;
using git::test::PackFiles;
using git::test::raw_id;
using test::DeltaWriter;
using test::PackWriter;

namespace {

/// What a walk gives: by id, "?" for what is not decoded.
using Given = std::map<std::string, std::string>;

Given walk(std::unique_ptr<git::Pack> pack, unsigned workers = 1,
           const git::WalkLimits& limits = {}) {
  std::vector<git::PackToWalk> packs;
  std::vector<bool> wanted;
  for (git::PackNode node = 0; node < pack->size(); ++node) wanted.push_back(pack->is_whole(node));
  packs.push_back({std::move(pack), std::move(wanted)});
  PackWalk walk(std::move(packs), limits);
  for (unsigned i = 0; i < workers; ++i) walk.enter();
  std::mutex mutex;
  Given given;
  std::size_t count = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers; ++i)
      threads.emplace_back([&] {
        PackWalk::Walker walker(walk);
        git::PackedObject object;
        while (walker.next(object, PackWalk::Wait::Yes)) {
          const std::scoped_lock lock(mutex);
          ++count;
          given[raw_id(object.id)] = object.bytes ? std::string(*object.bytes) : "?";
        }
      });
  }
  CHECK(count == given.size());  // none twice
  return given;
}

/// A pack of random delta trees, and what is in it.
struct RandomPack {
  RandomPack(std::uint64_t seed, std::size_t count, bool is_chain) : random(seed) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_root = i == 0 || (!is_chain && random.below(10) == 0);
      if (is_root) {
        texts.push_back(random.bytes(random.below(3000)));
        writer.add(random.below(2) == 0 ? PackWriter::Blob : PackWriter::Tree, texts.back());
        continue;
      }
      add_delta(is_chain ? i - 1 : random.below(i));
    }
    for (std::size_t i = 0; i < count; ++i) expected[writer.ids[i]] = texts[i];
  }

  void add_delta(std::size_t base) {
    const std::string from = texts[base];
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> copies;
    std::vector<std::string> inserts;
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
      const std::size_t at = random.below(from.size() + 1);
      const std::size_t size = std::min(from.size() - at, 1 + random.below(2000));
      copies.emplace_back(at, size);
      inserts.push_back(random.bytes(random.below(200)));
      text += from.substr(at, size) + inserts.back();
    }
    DeltaWriter delta(from.size(), text.size());
    for (std::size_t i = 0; i < copies.size(); ++i) {
      if (copies[i].second > 0) delta.copy(copies[i].first, copies[i].second);
      delta.insert(inserts[i]);
    }
    texts.push_back(text);
    if (random.below(2) == 0)
      writer.add_offset_delta(base, delta.bytes);
    else
      writer.add_reference_delta(writer.ids[base], delta.bytes);
  }

  rules::ExampleRandom random;
  PackWriter writer;
  std::vector<std::string> texts;
  Given expected;
};

}  // namespace

TEST_CASE("pack walk: trees of deltas of any shape, by any number of workers, in little memory") {
  for (std::uint64_t seed = 1; seed <= git::test::trials(20); ++seed) {
    const RandomPack random(seed, 200, false);
    const PackFiles files(random.writer);
    for (const std::size_t budget : {git::kWalkBudget, std::size_t{4000}, std::size_t{0}}) {
      CAPTURE(seed, budget);
      const git::WalkLimits limits{git::kMaxWalkedObject, budget, budget, 2};
      CHECK(walk(files.open(), 1, limits) == random.expected);
      CHECK(walk(files.open(), 4, limits) == random.expected);
    }
  }
}

TEST_CASE("pack walk: a chain of a thousand") {
  const RandomPack random(7, 1000, true);
  const PackFiles files(random.writer);
  CHECK(walk(files.open(), 1, {git::kMaxWalkedObject, 0, 0, 1}) == random.expected);
  CHECK(walk(files.open(), 3) == random.expected);
}

TEST_CASE("pack walk: empty objects, and copies of 64 KiB, which a delta says by saying nothing") {
  const std::string base = std::string(0x10000, 'a') + std::string(0x10000, 'b') + "end";
  PackWriter writer;
  writer.add(PackWriter::Blob, base);
  DeltaWriter delta(base.size(), 0x20000 + 4);
  delta.copy(0x10000, 0x10000);
  delta.copy(0, 0x10000);
  delta.insert("more");
  writer.add_offset_delta(0, delta.bytes);
  writer.add_offset_delta(1, DeltaWriter(0x20000 + 4, 0).bytes);
  writer.add(PackWriter::Blob, "");
  const Given given = walk(PackFiles(writer).open());
  CHECK(given.at(writer.ids[1]) == std::string(0x10000, 'b') + std::string(0x10000, 'a') + "more");
  CHECK(given.at(writer.ids[2]).empty());
  CHECK(given.at(writer.ids[3]).empty());
}

TEST_CASE("pack walk: ids of 32 bytes") {
  PackWriter writer;
  writer.oid_size = 32;
  writer.add(PackWriter::Blob, "base");
  DeltaWriter delta(4, 5);
  delta.copy(0, 4);
  delta.insert("2");
  writer.add_reference_delta(writer.ids[0], delta.bytes);
  const PackFiles files(writer);
  CHECK(files.open(20) == nullptr);
  CHECK(walk(files.open(32)) == Given{{writer.ids[0], "base"}, {writer.ids[1], "base2"}});
}

TEST_CASE("pack walk: what lies about itself is not decoded, nor what is made of it") {
  PackWriter writer;
  writer.add(PackWriter::Blob, "good");
  DeltaWriter good(4, 4);
  good.copy(0, 4);
  const auto lies = [&](std::size_t number) {
    const std::size_t child = writer.add_offset_delta(number, good.bytes);
    const Given given = walk(PackFiles(writer).open());
    CHECK(given.at(writer.ids[0]) == "good");
    CHECK(given.at(writer.ids[number]) == "?");
    CHECK(given.at(writer.ids[child]) == "?");
  };
  const auto delta_lies = [&](const DeltaWriter& delta) {
    lies(writer.add_offset_delta(0, delta.bytes));
  };
  SECTION("longer than it says") {
    lies(writer.add_raw(PackWriter::Blob, 3, "", test::compressed("good")));
  }
  SECTION("shorter than it says") {
    lies(writer.add_raw(PackWriter::Blob, 5, "", test::compressed("good")));
  }
  SECTION("larger than anything") {
    lies(writer.add_raw(PackWriter::Blob, std::size_t{1} << 50U, "", test::compressed("good")));
  }
  SECTION("not compressed") {
    lies(writer.add_raw(PackWriter::Blob, 4, "", "good good good"));
  }
  SECTION("a wrong checksum") {
    std::string bytes = test::compressed("good");
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    lies(writer.add_raw(PackWriter::Blob, 4, "", bytes));
  }
  SECTION("a delta of a base of another size") {
    DeltaWriter delta(5, 4);
    delta.copy(0, 4);
    delta_lies(delta);
  }
  SECTION("a copy from behind the base") {
    DeltaWriter delta(4, 4);
    delta.copy(1, 4);
    delta_lies(delta);
  }
  SECTION("a copy from far behind the base") {
    DeltaWriter delta(4, 4);
    delta.copy(0xffffffff, 4);
    delta_lies(delta);
  }
  SECTION("more than the result") {
    DeltaWriter delta(4, 4);
    delta.copy(0, 4);
    delta.insert("x");
    delta_lies(delta);
  }
  SECTION("less than the result") {
    DeltaWriter delta(4, 5);
    delta.copy(0, 4);
    delta_lies(delta);
  }
  SECTION("a result larger than memory") {
    DeltaWriter delta(4, std::size_t{1} << 40U);
    delta.copy(0, 4);
    delta_lies(delta);
  }
  SECTION("a command that does not exist") {
    DeltaWriter delta(4, 4);
    delta.bytes += '\0';
    delta_lies(delta);
  }
  SECTION("a command that is cut off") {
    DeltaWriter delta(4, 4);
    delta.bytes +=
        "\x7f"
        "abc";
    delta_lies(delta);
  }
}

TEST_CASE("pack walk: deltas of each other, of themselves and of nothing are no objects") {
  PackWriter writer;
  writer.add(PackWriter::Blob, "good");
  DeltaWriter delta(4, 4);
  delta.copy(0, 4);
  writer.add_reference_delta(std::string(20, 'x'), delta.bytes);  // of nothing
  writer.add_reference_delta(std::string(20, '?'), delta.bytes);
  writer.add_reference_delta(writer.ids[2], delta.bytes);
  const std::size_t at = writer.body.rfind(std::string(20, '?'));
  writer.body.replace(at, 20, writer.ids[3]);  // 2 of 3, 3 of 2
  writer.add_raw(PackWriter::OffsetDelta, delta.bytes.size(), std::string(1, '\0'),
                 test::compressed(delta.bytes));  // of itself
  writer.add_raw(PackWriter::OffsetDelta, delta.bytes.size(), "\x7f",
                 test::compressed(delta.bytes));       // of what is no beginning
  writer.add_raw(5, 4, "", test::compressed("good"));  // of no type
  writer.add_raw(0, 4, "", test::compressed("good"));
  const std::unique_ptr<git::Pack> pack = PackFiles(writer).open();
  std::size_t whole = 0;
  for (git::PackNode node = 0; node < pack->size(); ++node) whole += pack->is_whole(node);
  CHECK(whole == 1);
}

TEST_CASE("pack walk: offsets of an index that lead nowhere") {
  PackWriter writer;
  writer.add(PackWriter::Blob, "good");
  for (const std::uint64_t offset :
       {std::uint64_t{0}, std::uint64_t{11}, std::uint64_t{1000}, std::uint64_t{0x7fffffff},
        std::uint64_t{0x80000000}, std::uint64_t{0xffffffff}}) {
    PackWriter lying = writer;
    lying.add(PackWriter::Blob, "other");
    lying.offsets[1] = offset;
    const std::unique_ptr<git::Pack> pack = PackFiles(lying).open();
    REQUIRE(pack);
    CAPTURE(offset);
    CHECK(walk(PackFiles(lying).open()).at(writer.ids[0]) == "good");
  }
}

TEST_CASE("pack walk: bytes changed at random give what was there, or nothing") {
  rules::ExampleRandom random(5);
  const RandomPack made(3, 30, false);
  for (std::size_t round = 0; round < git::test::trials(2000); ++round) {
    std::string pack = made.writer.pack();
    std::string index = made.writer.index();
    for (std::size_t count = 1 + random.below(4); count > 0; --count) {
      std::string& file = random.below(3) == 0 ? index : pack;
      if (random.below(10) == 0)
        file.resize(random.below(file.size()));
      else if (!file.empty())
        file[random.below(file.size())] = static_cast<char>(random.below(256));
      if (file.empty()) file = "x";
    }
    CAPTURE(round);
    std::unique_ptr<git::Pack> opened = PackFiles(pack, index).open();
    if (!opened) continue;
    for (const auto& [id, text] : walk(std::move(opened), 1 + round % 2)) {
      if (text == "?" || index != made.writer.index()) continue;
      CHECK(text == made.expected.at(id));
    }
  }
}
