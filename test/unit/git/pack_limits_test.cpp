// Walks of packs by workers that may take little memory, and of packs of which parts are damaged or
// too large to be held.
#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "git/inflate_stream.h"
#include "git/pack_walk.h"
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

TEST_CASE("pack walk: no worker holds more than its share, or in its turn two objects") {
  constexpr std::size_t kText = 40'000;
  rules::ExampleRandom random(11);
  PackWriter writer;
  writer.add(PackWriter::Blob, random.bytes(kText));
  DeltaWriter delta(kText, kText);
  delta.copy(0, kText);
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t base = i % 3 == 0 ? 0 : random.below(i + 1);
    writer.add_offset_delta(base, delta.bytes);
  }
  const PackFiles files(writer);
  for (const std::size_t share : {std::size_t{10'000}, std::size_t{200'000}}) {
    std::vector<git::PackToWalk> packs;
    packs.push_back({files.open(), std::vector<bool>(61, true)});
    const git::WalkLimits limits{git::kMaxWalkedObject, share, 100'000, 1};
    PackWalk walk(std::move(packs), limits);
    walk.enter();
    PackWalk::Walker walker(walk);
    git::PackedObject object;
    std::size_t most = 0;
    std::size_t count = 0;
    while (walker.next(object, PackWalk::Wait::Yes)) {
      REQUIRE(object.bytes);
      object.notes->bytes = 500;  // counts as what the bases take
      most = std::max(most, walker.held());
      ++count;
    }
    CAPTURE(share, most);
    CHECK(count == 61);
    CHECK(walker.held() == 0);
    CHECK(most <= std::max(share, limits.heavy) + 1000);
  }
}

TEST_CASE("pack walk: notes that take too much of a share are not kept") {
  PackWriter writer;
  writer.add(PackWriter::Blob, "base");
  DeltaWriter delta(4, 4);
  delta.copy(0, 4);
  writer.add_offset_delta(0, delta.bytes);
  const PackFiles files(writer);
  for (const std::size_t bytes : {std::size_t{100}, std::size_t{1'000'000}}) {
    std::vector<git::PackToWalk> packs;
    packs.push_back({files.open(), {true, true}});
    PackWalk walk(std::move(packs), {git::kMaxWalkedObject, 1'000'000, 1'000'000, 1});
    walk.enter();
    PackWalk::Walker walker(walk);
    git::PackedObject object;
    REQUIRE(walker.next(object, PackWalk::Wait::Yes));
    *object.notes = {std::make_shared<int>(7), bytes};
    REQUIRE(walker.next(object, PackWalk::Wait::Yes));
    CHECK((object.base_notes != nullptr) == (bytes == 100));
  }
}

TEST_CASE("pack walk: a worker that leaves with its turn does not stop the others") {
  PackWriter writer;
  for (int i = 0; i < 2; ++i) writer.add(PackWriter::Blob, std::string(1000, 'x'));
  std::vector<git::PackToWalk> packs;
  packs.push_back({PackFiles(writer).open(), {true, true}});
  PackWalk walk(std::move(packs), {git::kMaxWalkedObject, 0, 5000, 1});
  walk.enter();
  walk.enter();
  PackWalk::Walker first(walk);
  PackWalk::Walker second(walk);
  git::PackedObject object;
  REQUIRE(first.next(object, PackWalk::Wait::No));
  walk.leave();
  CHECK(second.next(object, PackWalk::Wait::Yes));
  walk.reenter();
  CHECK_FALSE(second.next(object, PackWalk::Wait::No));
  CHECK_FALSE(first.next(object, PackWalk::Wait::No));
}

TEST_CASE("pack walk: what is too large is handed out as a stream, if it is stored as it is") {
  const std::string text = rules::ExampleRandom(3).bytes(5000);
  PackWriter writer;
  writer.add(PackWriter::Blob, text);
  writer.add_raw(PackWriter::Blob, 4999, "", test::compressed(text));
  writer.add_raw(PackWriter::Blob, 5001, "", test::compressed(text));
  DeltaWriter delta(5000, 5000);
  delta.copy(0, 5000);
  writer.add_offset_delta(0, delta.bytes);
  std::vector<git::PackToWalk> packs;
  packs.push_back({PackFiles(writer).open(), {true, true, true, true}});
  PackWalk walk(std::move(packs), {4000, 4000, 4000, 1});
  walk.enter();
  PackWalk::Walker walker(walk);
  git::PackedObject object;
  for (int i = 0; i < 4; ++i) {
    REQUIRE(walker.next(object, PackWalk::Wait::Yes));
    CHECK_FALSE(object.bytes);
    const std::string id = raw_id(object.id);
    CHECK(object.large.has_value() == (id != writer.ids[3]));
    if (!object.large) continue;
    const auto read_all = [&] {
      git::InflateStream stream(*object.large);
      std::string read(6000, '\0');
      std::size_t size = 0;
      while (const std::size_t count = stream.read(std::span(read).subspan(size, 700)))
        size += count;
      stream.finish();
      return read.substr(0, size);
    };
    if (id == writer.ids[0])
      CHECK(read_all() == text);
    else
      CHECK_THROWS_AS(read_all(), base::Error);
  }
}

TEST_CASE("pack walk: what one pack has damaged, another may have") {
  PackWriter broken;
  broken.add_raw(PackWriter::Blob, 4, "", "garbage garbage");
  DeltaWriter delta(4, 5);
  delta.copy(0, 4);
  delta.insert("2");
  broken.add_offset_delta(0, delta.bytes);
  PackWriter good;
  good.add(PackWriter::Blob, "good");
  std::vector<git::PackToWalk> packs;
  packs.push_back({PackFiles(broken).open(), {true, true}});
  packs.push_back({PackFiles(good).open(), {false}});
  PackWalk walk(std::move(packs));
  walk.enter();
  PackWalk::Walker walker(walk);
  git::PackedObject object;
  std::map<std::string, std::string> given;
  while (walker.next(object, PackWalk::Wait::Yes))
    given[raw_id(object.id)] = object.bytes ? std::string(*object.bytes) : "?";
  CHECK(given ==
        std::map<std::string, std::string>{{broken.ids[0], "good"}, {broken.ids[1], "good2"}});
}
