// Indexes of packs made by hand, true and lying.
#include "git/pack_index.h"

#include <optional>
#include <string>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/support/pack_writer.h"
#include "test/unit/git/pack_files.h"

using namespace veto;
using git::test::PackFiles;
using test::PackWriter;

TEST_CASE("pack index: every id is found, none that is not there, whatever the ids are") {
  rules::ExampleRandom random(9);
  for (const std::size_t count : {0U, 1U, 2U, 300U, 5000U}) {
    for (const bool is_skewed : {false, true}) {
      PackWriter writer;
      for (std::size_t i = 0; i < count; ++i) {
        writer.add_raw(PackWriter::Blob, 0, "", "");
        std::string id = random.bytes(20);
        if (is_skewed) id.replace(0, 6, i % 7 == 0 ? "bbbbbc" : "bbbbbb");
        writer.ids.back() = id;
      }
      const std::string bytes = writer.index();
      const std::optional<git::PackIndex> index = git::PackIndex::of(bytes, 20);
      REQUIRE(index);
      CHECK(index->is_in_order());
      std::size_t found = 0;
      for (const std::string& id : writer.ids) {
        const std::optional<std::uint32_t> position = index->find(id);
        found += position && index->raw_id(*position) == id;
        std::string other = id;
        other[19] = static_cast<char>(other[19] ^ 1);
        found += index->find(other).has_value();
      }
      CAPTURE(count, is_skewed);
      CHECK(found == count);
      CHECK_FALSE(index->find(std::string(20, '\0')));
      CHECK_FALSE(index->find(std::string(20, '\xff')));
    }
  }
}

TEST_CASE("pack index: ids out of order and a fan-out table that lies are seen") {
  PackWriter writer;
  for (int i = 0; i < 300; ++i) writer.add(PackWriter::Blob, "x");
  const std::string good = writer.index();
  REQUIRE(PackFiles(writer.pack(), good).open());
  constexpr std::size_t kIds = 8 + 256 * 4;
  std::string bad = good;
  bad.replace(kIds + 20 * 100, 20, good.substr(kIds + 20 * 200, 20));
  CHECK_FALSE(PackFiles(writer.pack(), bad).open());
  bad = good;
  bad.replace(8 + 4 * 100, 4, good.substr(8 + 4 * 255, 4));
  for (std::size_t i = 101; i < 255; ++i) bad.replace(8 + 4 * i, 4, good.substr(8 + 4 * 255, 4));
  CHECK_FALSE(PackFiles(writer.pack(), bad).open());
}
