// Damaged repositories: what can be read is scanned, what cannot is named, and nothing hangs or
// crashes.
#include "test/e2e/damage.h"

#include <algorithm>
#include <random>
#include <vector>

#include <zlib.h>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Compressed as git compresses loose objects.
std::string deflated(const std::string& bytes) {
  uLongf size = ::compressBound(static_cast<uLong>(bytes.size()));
  std::vector<Bytef> buffer(size);
  REQUIRE(::compress(buffer.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                     static_cast<uLong>(bytes.size())) == Z_OK);
  return {buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace

TEST_CASE("damage: when HEAD's version cannot be read, all of the new one counts as added") {
  for (const Damage kind :
       {Damage::Removed, Damage::Emptied, Damage::Garbled, Damage::OfAnotherObject}) {
    const TempRepo repo;
    repo.commit_file("a.txt", text_with(github_token()) + std::string(200, 'x') + "\n");
    const std::string id = repo.git({"rev-parse", "HEAD:a.txt"});
    damage(repo, "HEAD:a.txt", kind);
    CAPTURE(static_cast<int>(kind));

    SECTION("a secret in it is found, and the reason is said " + std::to_string(int(kind))) {
      repo.stage("a.txt", text_with(github_token()));
      const base::Output output = repo.veto({"staged"});
      CHECK(output.status == 1);
      CHECK(blocked_places(output.err) == Words{"a.txt:2"});
      CHECK(line_with(output.err, "git-veto: incomplete: ").find(id) != std::string::npos);
      CHECK(repo.report({"staged"}, 1)["summary"]["complete"] == false);
      const std::string head = repo.git({"rev-parse", "HEAD"});
      CHECK(repo.try_git({"commit", "-m", "x"}).status != 0);
      CHECK(repo.git({"rev-parse", "HEAD"}) == head);
    }
    SECTION("an allowed secret leaves the scan incomplete " + std::to_string(int(kind))) {
      repo.stage("a.txt", github_token() + "  # git-veto:allow github-pat-classic a test\n");
      const base::Output output = repo.veto({"staged"});
      CHECK(output.status == 3);
      CHECK(output.err.starts_with("git-veto: incomplete: "));
      CHECK(output.err.find("git-veto: nothing found in what was read") != std::string::npos);
    }
    SECTION("without any secret the old version does not matter " + std::to_string(int(kind))) {
      repo.stage("a.txt", "harmless\n");
      CHECK(repo.veto({"staged"}).status == 0);
    }
  }
}

TEST_CASE("damage: what cannot be compared or read blocks") {
  const TempRepo repo;
  repo.stage("b.txt", text_with(github_token()));
  repo.commit_file("sub/a.txt", "first\n");
  repo.stage("sub/b.txt", "harmless\n");

  SECTION("HEAD's commit") {
    const fs::path path = object_path(repo, repo.git({"rev-parse", "HEAD"}));
    fs::remove(path);
    CHECK(repo.veto({"staged"}).status == 3);
  }
  SECTION("HEAD's tree: everything counts as new, and the reason is said") {
    damage(repo, "HEAD^{tree}", Damage::Removed);
    const Json report = repo.report({"staged"}, 1);
    CHECK(places_of(report) == Words{"b.txt:2"});
    CHECK(report["summary"]["complete"] == false);
  }
  SECTION("a tree below it") {
    damage(repo, "HEAD:sub", Damage::Removed);
    CHECK(repo.veto({"staged"}).status == 3);
  }
  SECTION("a staged blob") {
    damage(repo, ":sub/b.txt", Damage::Garbled);
    const base::Output output = repo.veto({"staged"});
    CHECK(output.status == 3);
    CHECK(output.err.starts_with("git-veto: incomplete: sub/b.txt: "));
  }
  SECTION("the index") {
    write_file(repo / ".git/index", "DIRC garbage");
    CHECK(repo.veto({"staged"}).status == 3);
  }
  SECTION("an index that ends early") {
    const std::string bytes = read_file(repo / ".git/index");
    write_file(repo / ".git/index", bytes.substr(0, bytes.size() / 2));
    CHECK(repo.veto({"staged"}).status == 3);
  }
  SECTION("no repository at all") {
    const base::Output output = repo.at("../empty").veto({"staged"});
    CHECK(output.status == 3);
    CHECK(output.err.starts_with("git-veto: incomplete: not a git repository"));
  }
}

TEST_CASE("damage: a history whose last commit is lost is scanned all the same, and incomplete") {
  const TempRepo repo;
  const std::string first = repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("b.txt", "last\n");
  const std::string head = repo.git({"rev-parse", "HEAD"});
  damage(repo, "HEAD", Damage::Removed);
  for (const bool detached : {false, true}) {
    CAPTURE(detached);
    if (detached) write_file(repo.git_dir() / "HEAD", head + "\n");
    const Json report = repo.report({"history", "--full"}, 1);
    CHECK(places_of(report) == Words{"a.txt:2"});
    CHECK(report["findings"][0]["commit"] == first);
    CHECK(report["summary"]["complete"] == false);
    CHECK(repo.veto({"history"}).err.find(head) != std::string::npos);
  }
}

TEST_CASE("damage: where a secret came in is told whatever commit or tree is damaged") {
  for (const char* object : {"HEAD", "HEAD^{tree}", "HEAD~2^{tree}"}) {
    for (const Damage kind : {Damage::Emptied, Damage::Garbled}) {
      const TempRepo repo;
      repo.commit_file("first.txt", "first\n");
      const std::string commit = repo.commit_file("a.txt", text_with(github_token()));
      repo.commit_file("last.txt", "last\n");
      damage(repo, object, kind);
      CAPTURE(object, static_cast<int>(kind));
      const Json report = repo.report({"history"}, 1);
      CHECK(places_of(report) == Words{"a.txt:2"});
      CHECK(report["findings"][0]["commit"] == commit);
      CHECK(report["summary"]["complete"] == false);
    }
  }
}

TEST_CASE("damage: a corrupt object in the history is named, the rest is scanned") {
  struct Case {
    const char* name;
    std::string bytes;
  };
  const Case kCases[] = {
      {"empty", ""},
      {"not compressed at all", "garbage"},
      {"a broken stream", std::string("\x78\x01\x4b\xca", 4)},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    repo.commit_file("a.txt", text_with(github_token()));
    repo.commit_file("b.txt", std::string(300, 'b') + "\n");
    const std::string id = repo.git({"rev-parse", "HEAD:b.txt"});
    const fs::path path = repo / (".git/objects/" + id.substr(0, 2) + "/" + id.substr(2));
    fs::remove(path);
    write_file(path, each.bytes, 0444);
    CAPTURE(each.name);
    const base::Output output = repo.veto({"history"});
    CHECK(output.status == 1);
    CHECK(output.out.find("a.txt:2") != std::string::npos);
    CHECK(line_with(output.err, "git-veto: incomplete: ").find(id) != std::string::npos);
  }
}

TEST_CASE("damage: a loose object that is cut off is incomplete, not endless") {
  const TempRepo repo;
  repo.commit_file("b.txt", secret_from("{base64:3000}", 0) + "\n");
  const std::string id = repo.git({"rev-parse", "HEAD:b.txt"});
  const fs::path path = repo / (".git/objects/" + id.substr(0, 2) + "/" + id.substr(2));
  const std::string bytes = read_file(path);
  for (const std::size_t size : {std::size_t{1}, std::size_t{20}, bytes.size() / 2}) {
    fs::remove(path);
    write_file(path, bytes.substr(0, size), 0444);
    CAPTURE(size);
    const base::Output output = repo.veto({"history"});
    CHECK(output.status == 3);
    CHECK(line_with(output.err, "git-veto: incomplete: ").find(id) != std::string::npos);
  }
}

TEST_CASE("damage: damage to a pack is said, what can be read is scanned") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"repack", "-q", "-a", "-d"});
  repo.commit_file("b.txt", text_with(github_token()));
  fs::path pack;
  for (const auto& entry : fs::directory_iterator(repo / ".git/objects/pack")) {
    if (entry.path().extension() == ".pack") pack = entry.path();
  }
  fs::permissions(pack, fs::perms(0644));

  SECTION("its end is missing") {
    fs::resize_file(pack, fs::file_size(pack) / 2);
  }
  SECTION("it is empty") {
    fs::resize_file(pack, 0);
  }
  SECTION("its index is missing") {
    fs::remove(fs::path(pack).replace_extension(".idx"));
  }
  SECTION("its index is garbage") {
    const fs::path index = fs::path(pack).replace_extension(".idx");
    fs::permissions(index, fs::perms(0644));
    write_file(index, "garbage");
  }
  const base::Output output = repo.veto({"history"});
  CHECK(output.status == 1);
  CHECK(output.out.find("b.txt:2") != std::string::npos);
  CHECK(line_with(output.err, "git-veto: incomplete: ") != "");
}

TEST_CASE("damage: objects that lie about themselves") {
  // Loose objects made by hand: what the header says, and what follows it.
  struct Case {
    const char* name;
    const char* header;
    std::size_t size;
  };
  const Case kCases[] = {
      {"much shorter than it says", "blob 30000000", 10},
      {"shorter than any memory", "blob 4000000000000", 10},
      {"a little shorter", "blob 300", 299},
      {"longer than it says", "blob 10", 5'000},
      {"very much longer", "blob 10", 60'000'000},
      {"a negative size", "blob -1", 10},
      {"a size that is no number", "blob many", 10},
      {"no size", "blob", 10},
      {"an unknown type", "blub 10", 10},
      {"a tree of garbage", "tree 10", 10},
      {"a commit of garbage", "commit 10", 10},
      {"a tag of garbage", "tag 10", 10},
      {"an empty commit", "commit 0", 0},
  };
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.name) {
      const TempRepo repo;
      repo.commit_file("a.txt", text_with(github_token()));
      const std::string id(40, 'e');
      write_file(object_path(repo, id),
                 deflated(std::string(each.header) + '\0' + std::string(each.size, 'x')), 0444);
      const base::Output output = repo.veto({"history"});
      CHECK(output.status == 1);
      CHECK(output.out.find("a.txt:2") != std::string::npos);
      CHECK(line_with(output.err, "git-veto: incomplete: ") != "");
      // In the hook it is in nobody's way unless it is staged.
      repo.stage("b.txt", "harmless\n");
      CHECK(repo.veto({"staged"}).status == 0);
      repo.git({"update-index", "--add", "--info-only", "--cacheinfo", "100644," + id + ",c.txt"});
      CHECK(repo.veto({"staged"}).status == 3);
    }
  }
}

TEST_CASE("damage: bytes changed at random never hang or crash the program") {
  const TempRepo repo;
  for (int i = 0; i < 20; ++i)
    repo.commit_file("a" + std::to_string(i % 3), text_with(github_token()) + private_key("ec"));
  repo.git({"repack", "-q", "-a", "-d", "--write-midx", "-b"});
  repo.git({"pack-refs", "--all"});
  repo.stage("loose", private_key());
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(repo / ".git")) {
    const std::string path = entry.path().lexically_relative(repo / ".git").string();
    if (entry.is_regular_file() && (path.starts_with("objects/") || path == "index" ||
                                    path == "packed-refs" || path == "logs/HEAD"))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::mt19937 random(Catch::rngSeed());
  const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random()) % count; };
  for (const fs::path& file : files) {
    const std::string intact = read_file(file);
    for (int round = 0; round < 12; ++round) {
      std::string bytes = intact;
      switch (below(4)) {
        case 0:
          bytes.resize(below(bytes.size()));
          break;
        case 1:
          bytes.insert(below(bytes.size()), below(100), '\xff');
          break;
        default:
          for (std::size_t count = 1 + below(4); count > 0; --count)
            bytes[below(bytes.size())] = static_cast<char>(below(256));
      }
      fs::remove(file);
      write_file(file, bytes);
      CAPTURE(file, round);
      const int history = repo.veto({"history"}).status;
      CHECK(history <= 3);
      const int staged = repo.veto({"staged"}).status;
      CHECK(staged <= 3);
    }
    fs::remove(file);
    write_file(file, intact, 0444);
  }
}

TEST_CASE("damage: refs and indexes of garbage") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  const auto history = [&] { return repo.veto({"history"}); };

  SECTION("a ref") {
    write_file(repo / ".git/refs/heads/broken", "garbage\n");
    CHECK(history().out.find("a.txt:2") != std::string::npos);
  }
  SECTION("a ref to nothing") {
    write_file(repo / ".git/refs/heads/broken", std::string(40, '1') + "\n");
    CHECK(history().out.find("a.txt:2") != std::string::npos);
    CHECK(history().status == 1);
  }
  SECTION("packed refs") {
    write_file(repo / ".git/packed-refs", "garbage\n");
    CHECK(history().status != 0);
    CHECK(history().out.find("github-pat-classic") != std::string::npos);
  }
  SECTION("the index") {
    write_file(repo / ".git/index", "garbage");
    CHECK(history().status == 1);
    CHECK(history().out.find("github-pat-classic") != std::string::npos);
  }
  SECTION("a reflog") {
    write_file(repo / ".git/logs/HEAD", std::string(10'000, 'x'));
    CHECK(history().status == 1);
  }
  SECTION("HEAD") {
    write_file(repo / ".git/HEAD", "ref: refs/heads/../../../etc/passwd\n");
    CHECK(repo.veto({"staged"}).status != 0);
    write_file(repo / ".git/refs/heads/circle", "ref: refs/heads/circle\n");
    write_file(repo / ".git/HEAD", "ref: refs/heads/circle\n");
    CHECK(repo.veto({"staged"}).status == 3);
  }
}

}  // namespace veto::test
