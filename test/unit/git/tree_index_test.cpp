// Trees that are recorded by what is new in them hold what they hold: whatever is copied from
// where, in order or not, well-formed or not.
#include "git/tree_index.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/indexed_trees.h"

using namespace veto;
using namespace veto::git;
using rules::ExampleRandom;

namespace {

Oid numbered_id(std::uint32_t number) {
  Oid id;
  for (std::size_t i = 0; i < id.size; ++i)
    id.bytes[i] = static_cast<std::uint8_t>((number + 1) * (2 * i + 7) >> (i % 3));
  id.bytes[0] = static_cast<std::uint8_t>(number);
  id.bytes[1] = static_cast<std::uint8_t>(number >> 8U);
  return id;
}

std::string raw(const Oid& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.size};
}

constexpr std::uint32_t kChildren = 40;  // objects; those from here to twice as many are missing

ObjectNumbers numbers(std::size_t count) {
  auto known = std::make_shared<std::unordered_map<Oid, std::uint32_t, OidHash>>();
  for (std::uint32_t i = 0; i < count; ++i)
    known->emplace(numbered_id(i < kChildren ? i : i + kChildren), i);
  return {count,
          [known](const Oid& id) {
            const auto found = known->find(id);
            return found == known->end() ? std::nullopt : std::optional(found->second);
          },
          [](std::uint32_t i) { return numbered_id(i < kChildren ? i : i + kChildren); }};
}

/// The id of the tree of this number.
Oid tree_id(std::size_t number) {
  return numbered_id(static_cast<std::uint32_t>(number) + 2 * kChildren);
}

std::string random_entry(ExampleRandom& random) {
  static const std::vector<std::string> kModes{"40000",  "100644", "120000",
                                               "160000", "040000", "7"};
  std::string name(random.below(random.below(10) == 0 ? 90 : 4), 'a');
  for (char& c : name) c = static_cast<char>('a' + random.below(3));
  return kModes[random.below(kModes.size())] + " " + name + std::string(1, '\0') +
         raw(numbered_id(static_cast<std::uint32_t>(random.below(2 * kChildren))));
}

/// Stretches of the base that stand in the text, found from random places on.
std::vector<text::CopiedRange> random_copies(ExampleRandom& random, const std::string& base,
                                             const std::string& target) {
  std::vector<text::CopiedRange> copies;
  for (std::size_t at = random.below(10); at < target.size();) {
    const std::size_t least = 1 + random.below(24);
    const std::size_t from = base.find(target.substr(at, least), random.below(base.size() + 1));
    if (from == std::string::npos || at + least > target.size()) {
      at += 1 + random.below(30);
      continue;
    }
    std::size_t size = least;
    while (at + size < target.size() && from + size < base.size() &&
           target[at + size] == base[from + size] && random.below(200) != 0)
      ++size;
    copies.push_back({at, from, size});
    at += size + random.below(2) * random.below(40);
  }
  return copies;
}

using Entries = std::vector<std::string>;

std::string show(std::string_view name, RecordedEntry::Kind kind, const std::string& child) {
  return std::to_string(static_cast<int>(kind)) + " " + std::string(name) + " " + child;
}

/// What TreeReader says of it; nullopt when it is malformed.
std::optional<Entries> read_plainly(const std::string& bytes) {
  Entries entries;
  try {
    TreeReader reader(bytes, kSha1Size);
    while (const std::optional<TreeEntry> entry = reader.next()) {
      const RecordedEntry::Kind kind = kind_of(*entry);
      const std::uint32_t number = entry->id.bytes[0];
      const bool is_here = number < kChildren && entry->id == numbered_id(number);
      const bool is_told =
          kind == RecordedEntry::Kind::Tree || (kind == RecordedEntry::Kind::Blob && is_here);
      entries.push_back(show(entry->name, kind, is_told ? entry->id.hex() : ""));
    }
  } catch (const base::Error&) {
    return std::nullopt;
  }
  return entries;
}

Entries indexed_entries(const TreeIndex& index, TreeIndex::Tree tree) {
  std::vector<TreeIndex::At> of_base;
  if (index.base(tree) != TreeIndex::kNone) {
    std::vector<TreeIndex::Tree> chain;
    for (TreeIndex::Tree at = tree; at != TreeIndex::kNone; at = index.base(at))
      chain.push_back(at);
    for (; chain.size() > 1; chain.pop_back()) {
      std::vector<TreeIndex::At> all;
      index.select(
          chain.back(), of_base, [](const RecordedEntry&) { return true; }, all);
      of_base = std::move(all);
    }
  }
  std::vector<TreeIndex::At> all;
  index.select(
      tree, of_base, [](const RecordedEntry&) { return true; }, all);
  Entries entries;
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].position == i);
    const RecordedEntry& entry = index.entry(all[i].entry);
    entries.push_back(show(index.names().name(entry.name()), entry.kind(),
                           entry.child == kNoNumber ? "" : index.id_of(entry.child).hex()));
  }
  return entries;
}

/// Trees, each made of one before it, and how.
struct RandomTrees {
  RandomTrees(std::uint64_t seed, std::size_t count) : random(seed) {
    for (std::size_t i = 0; i < count; ++i) {
      bases.push_back(
          i == 0 || random.below(15) == 0 ? i : i - 1 - random.below(std::min(i, std::size_t{3})));
      std::vector<std::string> parts =
          bases[i] == i ? std::vector<std::string>() : entries[bases[i]];
      for (std::size_t edits = bases[i] == i ? 30 : 1 + random.below(4); edits > 0; --edits)
        edit(parts);
      std::string bytes;
      for (const std::string& part : parts) bytes += part;
      if (random.below(12) == 0 && !bytes.empty())
        bytes.erase(random.below(bytes.size()), 1 + random.below(5));
      copies.push_back(bases[i] == i ? std::vector<text::CopiedRange>()
                                     : random_copies(random, texts[bases[i]], bytes));
      entries.push_back(std::move(parts));
      texts.push_back(std::move(bytes));
    }
  }

  void edit(std::vector<std::string>& parts) {
    const std::size_t at = random.below(parts.size() + 1);
    const auto place = parts.begin() + static_cast<std::ptrdiff_t>(at);
    if (at == parts.size() || random.below(3) == 0)
      parts.insert(place, random_entry(random));
    else if (random.below(3) == 0)
      parts.erase(place);
    else if (random.below(4) == 0)
      parts.insert(place, parts[random.below(parts.size())]);
    else
      *place = random_entry(random);
  }

  ExampleRandom random;
  std::vector<std::size_t> bases;
  std::vector<std::vector<std::string>> entries;
  std::vector<std::string> texts;
  std::vector<std::vector<text::CopiedRange>> copies;
};

}  // namespace

TEST_CASE("tree index: trees made of trees hold what the plain reader finds in them") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= git::test::trials(60); ++seed) {
    CAPTURE(seed);
    const RandomTrees trees(seed, 150);
    const ObjectNumbers all = numbers(kChildren + trees.texts.size());
    const bool is_short_of_room = seed % 5 == 0;
    std::vector<TreeRecorder> recorders(
        2, TreeRecorder(all, is_short_of_room ? 4000 : std::size_t{1} << 30U));
    std::vector<std::shared_ptr<const TreeNotes>> notes(trees.texts.size());
    for (std::size_t i = 0; i < trees.texts.size(); ++i) {
      const std::shared_ptr<const TreeNotes>& base = notes[trees.bases[i]];
      const Oid id = tree_id(i);
      TreeRecorder::Tree tree{id, trees.texts[i]};
      if (base) {
        tree.copies = trees.copies[i];
        tree.base = base.get();
      }
      try {
        notes[i] = recorders[i % 2].add(tree);
        CHECK(read_plainly(trees.texts[i]));
      } catch (const base::Error&) {
        CHECK_FALSE(read_plainly(trees.texts[i]));
      }
    }
    const TreeIndex index(all, std::move(recorders));
    CHECK((index.size() == trees.texts.size()) <= !is_short_of_room);
    for (std::size_t i = 0; i < trees.texts.size(); ++i) {
      CAPTURE(i);
      const TreeIndex::Tree tree = index.find(tree_id(i));
      CHECK((tree != TreeIndex::kNone) == (notes[i] && notes[i]->tree != kNoNumber));
      if (tree == TreeIndex::kNone) continue;
      CHECK(indexed_entries(index, tree) == read_plainly(trees.texts[i]));
      ++compared;
    }
  }
  CHECK(compared > 1000);
}

TEST_CASE("tree index: what is missing is told, by whichever tree brought it in") {
  const ObjectNumbers all = numbers(kChildren + 2);
  TreeRecorder recorder(all, 1 << 20);
  const std::string here = "100644 a" + std::string(1, '\0') + raw(numbered_id(1));
  const std::string gone = "40000 b" + std::string(1, '\0') + raw(numbered_id(kChildren + 1));
  const std::string module = "160000 c" + std::string(1, '\0') + raw(numbered_id(kChildren + 2));
  const Oid first = tree_id(0);
  const Oid second = tree_id(1);
  const auto base = recorder.add({first, here + module});
  CHECK(base->has_all);
  CHECK(recorder.missing().empty());
  const std::string text = here + gone + module;
  const std::vector<text::CopiedRange> copies{{0, 0, here.size()}};
  CHECK_FALSE(recorder.add({second, text, copies, base.get()})->has_all);
  REQUIRE(recorder.missing().size() == 1);
  CHECK(recorder.missing().begin()->first == numbered_id(kChildren + 1));
}

TEST_CASE("tree index: all trees of packs with deep deltas, by several workers in little memory") {
  const git::test::Repository repository;
  for (int i = 0; i < 30; ++i) {
    for (int file = 0; file < 20; ++file)
      repository.write("d" + std::to_string(file % 3) + "/f" + std::to_string(file),
                       file == i % 20 ? std::to_string(i) : "same");
    repository.commit();
  }
  repository.git({"repack", "-q", "-a", "-d", "-f", "--depth=100", "--window=50"});
  repository.write("loose/file", "1");
  repository.commit();
  ObjectStore objects = repository.objects();
  const auto ids = git::test::split(repository.git({"cat-file", "--batch-all-objects",
                                                    "--batch-check=%(objecttype) %(objectname)"}),
                                    '\n');
  for (const auto& [workers, walk_budget] :
       {std::pair{1U, kWalkBudget}, std::pair{3U, kWalkBudget}, std::pair{2U, std::size_t{500}}}) {
    const git::test::IndexedTrees trees(repository, workers, std::size_t{1} << 30U, walk_budget);
    std::size_t count = 0;
    for (const std::string& line : ids) {
      if (!line.starts_with("tree ")) continue;
      const Oid id = git::test::id_of(line.substr(5));
      const TreeIndex::Tree tree = trees.index->find(id);
      REQUIRE(tree != TreeIndex::kNone);
      ++count;
      const Object object = objects.read(id);
      Entries expected;
      TreeReader reader(object.bytes(), id.size);
      while (const std::optional<TreeEntry> entry = reader.next())
        expected.push_back(show(entry->name, kind_of(*entry), entry->id.hex()));
      CHECK(indexed_entries(*trees.index, tree) == expected);
    }
    CHECK(trees.index->size() == count);
  }
}
