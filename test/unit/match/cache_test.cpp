#include "match/cache.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::test::rule_text;

namespace {

namespace fs = std::filesystem;

/// A cache directory, and what is said when rules are loaded with it.
class Cache {
 public:
  explicit Cache(const std::string& toml = rule_text("test-key", "(key[0-9]{5})"))
      : directory_("cache") {
    rules::load_rules(collection_, toml, "test.toml");
  }

  /// Whether the rules had to be compiled.
  bool compiles() {
    lines.clear();
    const base::Log log([this](const std::string& line) { lines += line + "\n"; });
    const match::CustomDatabases loaded = match::load_or_compile(collection_.view(), path(), log);
    check(loaded);
    return lines.find("compiled") != std::string::npos;
  }

  /// The one file of the cache.
  [[nodiscard]] fs::path file() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path())) files.push_back(entry.path());
    REQUIRE(files.size() == 1);
    return files.front();
  }

  [[nodiscard]] std::string path() const { return temporary_.in(directory_); }
  void move_to(const std::string& directory) { directory_ = directory; }

  std::string lines;

 private:
  /// Whatever the cache held, what is loaded works.
  void check(const match::CustomDatabases& loaded) const {
    const match::Engine engine({loaded.compiled(collection_.view())});
    match::Scanner scanner(engine);
    CHECK(match::test::scan_block(scanner, "a key12345").list.size() == 1);
    CHECK(match::test::scan_pieces(scanner, "a key12345", [](std::size_t wanted) {
            return wanted;
          }).list.size() == 1);
  }

  git::test::TemporaryDirectory temporary_;
  std::string directory_;
  rules::RuleCollection collection_;
};

void flip(const fs::path& path, std::size_t at) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ 1);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

}  // namespace

TEST_CASE("cache: rules are compiled once, and read the next time") {
  Cache cache;
  CHECK(cache.compiles());
  CHECK_FALSE(cache.compiles());
  struct stat status {};
  REQUIRE(::stat(cache.file().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
}

TEST_CASE("cache: other patterns have another file") {
  Cache cache;
  CHECK(cache.compiles());
  const std::string first = cache.file().filename().string();
  Cache other(rule_text("test-key", "(key[0-9]{5,6})"));
  CHECK(other.compiles());
  CHECK(other.file().filename().string() != first);
}

TEST_CASE("cache: a file that is cut or has grown is made anew") {
  Cache cache;
  CHECK(cache.compiles());
  const std::uintmax_t whole = fs::file_size(cache.file());
  for (const std::uintmax_t size :
       {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{10}, std::uintmax_t{23},
        std::uintmax_t{54}, std::uintmax_t{55}, std::uintmax_t{87}, std::uintmax_t{95}, whole / 2,
        whole - 1, whole + 1}) {
    CAPTURE(size);
    fs::resize_file(cache.file(), size);
    CHECK(cache.compiles());
    CHECK_FALSE(cache.compiles());
  }
}

TEST_CASE("cache: a file with one flipped bit is made anew, wherever it is") {
  Cache cache;
  CHECK(cache.compiles());
  const std::size_t whole = fs::file_size(cache.file());
  for (std::size_t i = 0; i < 40; ++i) {
    const std::size_t at = i < 20 ? i * 5 : whole - 1 - (i - 20) * whole / 21;
    CAPTURE(at);
    flip(cache.file(), at);
    CHECK(cache.compiles());
  }
  CHECK_FALSE(cache.compiles());
}

TEST_CASE("cache: a file that others may write, or a link, is never read") {
  Cache cache;
  CHECK(cache.compiles());
  for (const mode_t mode : {mode_t{0660}, mode_t{0602}, mode_t{0666}, mode_t{0620}}) {
    CAPTURE(mode);
    REQUIRE(::chmod(cache.file().c_str(), mode) == 0);
    CHECK(cache.compiles());
    CHECK_FALSE(cache.compiles());  // made anew, with the right mode
  }
  const fs::path file = cache.file();
  const fs::path moved = cache.path() + "-moved";
  fs::rename(file, moved);
  fs::create_symlink(moved, file);
  CHECK(cache.compiles());
  CHECK_FALSE(fs::is_symlink(file));
}

TEST_CASE("cache: a file of somebody else is never read") {
  if (::geteuid() != 0) return;  // only root can give files away
  Cache cache;
  CHECK(cache.compiles());
  REQUIRE(::chown(cache.file().c_str(), 12345, 12345) == 0);
  CHECK(cache.compiles());
  CHECK_FALSE(cache.compiles());
}

TEST_CASE("cache: a directory that cannot be made, and none at all, only cost time") {
  Cache cache;
  cache.move_to("file");
  std::ofstream(cache.path()) << "x";
  CHECK(cache.compiles());
  CHECK(cache.lines.find("not cached") != std::string::npos);
  rules::RuleCollection collection;
  rules::load_rules(collection, rule_text("test-key", "(key[0-9]{5})"), "x");
  CHECK_FALSE(match::load_or_compile(collection.view(), "", {}).bytes.empty());
}

TEST_CASE("cache: a directory or a pipe in the place of the file is not read and not waited for") {
  Cache cache;
  CHECK(cache.compiles());
  const fs::path file = cache.file();
  fs::remove(file);
  fs::create_directory(file);
  CHECK(cache.compiles());
  fs::remove(file);
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(2);
    ::_exit(cache.compiles() ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}
