// Damaged indexes: whatever the bytes are, the reader answers or throws an Error, and it never
// hands out bytes that are not the file's.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "git/index_file.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

/// A file in memory, as a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : fd_(::memfd_create("index", 0)) {
    REQUIRE(fd_ >= 0);
    REQUIRE(::write(fd_, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

/// Everything that a reader can be asked. Returns whether all of it was answered.
bool read_everything(std::string_view content) {
  const MemoryFile file(content);
  try {
    const std::unique_ptr<IndexFile> index = IndexFile::open(file.path());
    REQUIRE(index);
    static_cast<void>(index->cached_root());
    std::size_t touched = 0;
    for (const auto& [path, tree] : index->cache_tree()) touched += path.size() + tree.entries;
    IndexCursor cursor(*index);
    while (cursor.next()) {
      for (const char byte : cursor.entry().path) touched += static_cast<unsigned char>(byte);
      REQUIRE(cursor.offset() <= content.size());
    }
    static_cast<void>(index->is_split());
    return touched > 0;
  } catch (const base::Error& error) {
    REQUIRE(error.kind() == base::ErrorKind::Unreadable);
    return false;
  }
}

/// A small index of each version, with a cache tree, an extended entry and unmerged ones.
std::vector<std::string> small_indexes() {
  const Repository repository;
  repository.write("a/b", "1");
  repository.write("a/c/d", "2");
  repository.write("e", "3");
  repository.git({"add", "-A"});
  repository.git({"write-tree"});
  std::vector<std::string> indexes;
  for (const char* version : {"2", "3", "4"}) {
    if (*version == '3') repository.git({"update-index", "--skip-worktree", "e"});
    repository.git({"update-index", "--index-version", version});
    std::ifstream file(repository.in(".git/index"), std::ios::binary);
    indexes.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    REQUIRE(read_everything(indexes.back()));
  }
  return indexes;
}

}  // namespace

TEST_CASE("damaged index: cut at any length it is refused or read without a crash") {
  for (const std::string& index : small_indexes()) {
    for (std::size_t size = 0; size < index.size(); ++size) {
      CAPTURE(size);
      // The last bytes are the checksum, which is not looked at: what is cut there is taken from
      // the extensions, and only the entries must still be whole.
      static_cast<void>(read_everything(std::string_view(index).substr(0, size)));
    }
    CHECK_FALSE(read_everything(std::string_view(index).substr(0, 31)));
    CHECK_FALSE(read_everything(std::string_view(index).substr(0, index.size() / 2)));
  }
}

TEST_CASE("damaged index: any flipped byte is refused or read without a crash") {
  for (const std::string& index : small_indexes()) {
    for (std::size_t at = 0; at < index.size(); ++at) {
      for (const int change : {0x01, 0x0f, 0x80, 0xff}) {
        CAPTURE(at, change);
        std::string damaged = index;
        damaged[at] = static_cast<char>(damaged[at] ^ change);
        static_cast<void>(read_everything(damaged));
      }
    }
  }
}

TEST_CASE("damaged index: random damage of several bytes is refused or read without a crash") {
  const std::vector<std::string> indexes = small_indexes();
  rules::ExampleRandom random(11);
  for (std::size_t trial = 0; trial < test::trials(3000); ++trial) {
    std::string damaged = indexes[random.below(indexes.size())];
    for (std::size_t i = 1 + random.below(8); i > 0; --i) {
      const std::size_t at = random.below(damaged.size());
      switch (random.below(3)) {
        case 0:
          damaged[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          damaged.erase(at, 1 + random.below(4));
          break;
        default:
          damaged.insert(at, random.bytes(1 + random.below(4)));
          break;
      }
      if (damaged.empty()) damaged = "D";
    }
    static_cast<void>(read_everything(damaged));
  }
}

TEST_CASE("damaged index: a file that is no index at all is refused") {
  for (const std::string& content :
       {std::string(), std::string("DIRC"), std::string(32, '\0'), std::string(1000, 'x'),
        std::string("DIRC\0\0\0\1\0\0\0\0", 12) + std::string(20, '\0'),
        std::string("DIRC\0\0\0\5\0\0\0\0", 12) + std::string(20, '\0'),
        std::string("dirc\0\0\0\2\0\0\0\0", 12) + std::string(20, '\0')}) {
    CAPTURE(content);
    CHECK_THROWS_AS(IndexFile::open(MemoryFile(content).path()), base::Error);
  }
}

TEST_CASE("damaged index: one that promises more entries than it has is refused") {
  std::string content("DIRC\0\0\0\2\xff\xff\xff\xff", 12);
  content += std::string(20, '\0');
  const MemoryFile file(content);
  const std::unique_ptr<IndexFile> index = IndexFile::open(file.path());
  IndexCursor cursor(*index);
  CHECK_THROWS_AS(cursor.next(), base::Error);
  CHECK_THROWS_AS(index->is_split(), base::Error);
}

TEST_CASE("damaged index: a directory is refused") {
  const test::TemporaryDirectory directory;
  CHECK_THROWS_AS(IndexFile::open(directory.path()), base::Error);
}
