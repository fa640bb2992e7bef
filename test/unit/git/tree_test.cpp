#include "git/tree.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

const std::string kRawId(kSha1Size, '\x17');

std::string entry(const std::string& mode, const std::string& name) {
  return mode + " " + name + '\0' + kRawId;
}

std::vector<TreeEntry> read_all(std::string_view bytes, std::size_t oid_size = kSha1Size) {
  TreeReader reader(bytes, oid_size);
  std::vector<TreeEntry> entries;
  while (const std::optional<TreeEntry> next = reader.next()) entries.push_back(*next);
  return entries;
}

}  // namespace

TEST_CASE("tree: entries come with mode, name, id and kind") {
  const std::string bytes = entry("100644", "file") + entry("100755", "program") +
                            entry("120000", "link") + entry("160000", "module") +
                            entry("40000", "tree") + entry("100664", "old mode");
  const std::vector<TreeEntry> entries = read_all(bytes);
  REQUIRE(entries.size() == 6);
  CHECK(entries[0].mode == 0100644);
  CHECK(entries[0].name == "file");
  CHECK(entries[0].id == Oid::from_raw(kRawId));
  const std::vector<int> kinds{1, 1, 1, 2, 3, 1};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    CAPTURE(i);
    CHECK(entries[i].is_blob() == (kinds[i] == 1));
    CHECK(entries[i].is_submodule() == (kinds[i] == 2));
    CHECK(entries[i].is_tree() == (kinds[i] == 3));
  }
}

TEST_CASE("tree: names may hold any byte but NUL and slash") {
  const std::string name = "a b\n\t\"\\\xff\x01-:";
  const std::string bytes = entry("100644", name);
  const std::vector<TreeEntry> entries = read_all(bytes);
  REQUIRE(entries.size() == 1);
  CHECK(entries.front().name == name);
}

TEST_CASE("tree: ids of SHA-256 repositories are longer") {
  const std::string bytes = std::string("100644 a") + '\0' + std::string(kSha256Size, '\x21');
  const std::vector<TreeEntry> entries = read_all(bytes, kSha256Size);
  REQUIRE(entries.size() == 1);
  CHECK(entries.front().id.hex() == [] {
    std::string hex;
    for (std::size_t i = 0; i < kSha256Size; ++i) hex += "21";
    return hex;
  }());
}

TEST_CASE("tree: an empty tree has no entries") {
  CHECK(read_all("").empty());
}

TEST_CASE("tree: malformed bytes are an error, never a short list") {
  const std::string good = entry("100644", "good");
  for (const std::string& bad :
       {std::string("1"), std::string("100644"), std::string("100644 "), std::string("100644 name"),
        std::string("100644 name") + '\0',
        std::string("100644 name") + '\0' + std::string(kSha1Size - 1, 'x'), entry("", "no mode"),
        entry("100648", "no octal digit"), entry("-100644", "sign"),
        entry("10064410064", "too long"), "100644name" + std::string(1, '\0') + kRawId,
        std::string(1, '\0') + kRawId, std::string(100, ' '), std::string(100, '\0')}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(read_all(bad), base::Error);
    CHECK_THROWS_AS(read_all(good + bad), base::Error);
  }
}

TEST_CASE("tree: a tree that is cut anywhere but between entries is an error") {
  const std::string first = entry("100644", "a");
  const std::string bytes = first + entry("40000", "b");
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    CAPTURE(size);
    const std::string cut = bytes.substr(0, size);
    if (size == 0 || size == first.size() || size == bytes.size())
      CHECK_NOTHROW(read_all(cut));
    else
      CHECK_THROWS_AS(read_all(cut), base::Error);
  }
}

TEST_CASE("tree: flipped bytes are read or refused, and nothing else happens") {
  const std::string bytes = entry("100644", "a") + entry("40000", "b") + entry("120000", "c");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {1, 0x20, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ change);
      try {
        const std::size_t count = read_all(damaged).size();
        CHECK(count <= 3);
      } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::Unreadable);
      }
    }
  }
}

TEST_CASE("tree: the order of entries is git's, directories as if they ended in a slash") {
  const Repository repository;
  rules::ExampleRandom random(1);
  const Oid blob = repository.blob("x");
  std::string input;
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) {
    std::string name = random.characters("ab.-0", 1 + random.below(4));
    if (name == "." || name == ".." || std::find(names.begin(), names.end(), name) != names.end())
      continue;
    names.push_back(name);
    const bool is_tree = random.below(2) == 0;
    input += (is_tree ? "040000 tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904"
                      : "100644 blob " + blob.hex()) +
             "\t" + name + "\n";
  }
  const Oid id = test::id_of(repository.git({"mktree", "--missing"}, input));
  ObjectStore objects = repository.objects();
  const Object tree = objects.read(id, ObjectType::Tree);
  const std::vector<TreeEntry> entries = read_all(tree.bytes());
  REQUIRE(entries.size() == names.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t j = 0; j < entries.size(); ++j) {
      const int order = compare_entries(entries[i], entries[j]);
      CHECK((order < 0) == (i < j));
      CHECK((order == 0) == (i == j));
    }
  }
}
