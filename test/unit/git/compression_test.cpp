// Objects in every form that git compresses them in, and packs with damaged bytes.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "git/list_objects.h"
#include "git/object_store.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

/// Texts around the sizes at which compressors change their ways, versions of a long text, noise.
std::vector<std::string> contents() {
  rules::ExampleRandom random(1);
  std::vector<std::string> list;
  for (const std::size_t size :
       {0U, 1U, 2U, 127U, 128U, 129U, 255U, 4096U, 65'535U, 65'536U, 65'537U, 300'000U}) {
    list.push_back(std::string(size, 'a'));
    list.push_back(random.bytes(size));
    list.push_back(random.characters("ab\n", size));
  }
  std::string text = random.characters("abcdefgh \n", 50'000);
  for (int version = 0; version < 20; ++version) {
    text.replace(random.below(text.size()), 5, "change " + std::to_string(version));
    list.push_back(text);
  }
  return list;
}

std::string fast_import(const std::vector<std::string>& blobs) {
  std::string stream;
  for (std::size_t i = 0; i < blobs.size(); ++i)
    stream += "blob\nmark :" + std::to_string(i + 1) + "\ndata " + std::to_string(blobs[i].size()) +
              "\n" + blobs[i] + "\n";
  stream += "commit refs/heads/all\ncommitter A <a@example.com> 1 +0000\ndata 1\nx\n";
  for (std::size_t i = 0; i < blobs.size(); ++i)
    stream += "M 100644 :" + std::to_string(i + 1) + " f" + std::to_string(i) + "\n";
  return stream + "\n";
}

/// The ids of the blobs, in their order.
std::vector<Oid> ids_of(const Repository& repository, const std::vector<std::string>& blobs) {
  std::string paths;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    repository.write("blob" + std::to_string(i), blobs[i]);
    paths += "blob" + std::to_string(i) + "\n";
  }
  std::vector<Oid> ids;
  for (const std::string& id :
       test::split(repository.git({"hash-object", "--stdin-paths"}, paths), '\n'))
    ids.push_back(test::id_of(id));
  REQUIRE(ids.size() == blobs.size());
  return ids;
}

void check_contents(const Repository& repository, const std::vector<std::string>& blobs) {
  ObjectStore objects = repository.objects();
  const std::vector<Oid> ids = ids_of(repository, blobs);
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    CAPTURE(i, blobs[i].size());
    REQUIRE(objects.header(ids[i]));
    CHECK(objects.header(ids[i])->size == blobs[i].size());
    CHECK((objects.read(ids[i], ObjectType::Blob).bytes() == blobs[i]));
  }
}

/// Reads everything there is, in a child process; false if that crashes or does not end.
bool can_read_all(const Repository& repository) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    ObjectStore objects = repository.objects();
    for (const ObjectGroup& group : object_groups(object_directories(repository.location()))) {
      try {
        for (const Oid& id : list_group(test::library(), group)) {
          try {
            static_cast<void>(objects.read(id));
          } catch (const base::Error&) {
          }
        }
      } catch (const base::Error&) {
      }
    }
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status == 0;
}

}  // namespace

TEST_CASE("compression: objects of every size and level are read as they were written") {
  const std::vector<std::string> blobs = contents();
  for (const char* level : {"0", "9"}) {
    CAPTURE(level);
    const Repository repository;
    repository.git({"config", "core.compression", level});
    repository.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"},
                   fast_import(blobs));
    check_contents(repository, blobs);  // one pack without deltas
    repository.git({"repack", "-q", "-a", "-d", "-f", "--depth=50"});
    check_contents(repository, blobs);
  }
}

TEST_CASE("compression: loose objects and packs of deltas are read as they were written") {
  const std::vector<std::string> blobs = contents();
  const Repository repository;
  repository.git({"-c", "fastimport.unpackLimit=1000", "fast-import", "--quiet"},
                 fast_import(blobs));
  check_contents(repository, blobs);
  std::string ids;
  for (const Oid& id : ids_of(repository, blobs)) ids += id.hex() + "\n";
  repository.git({"pack-objects", "-q", "--window=50", ".git/objects/pack/pack"}, ids);
  repository.git({"prune-packed", "-q"});
  check_contents(repository, blobs);
}

TEST_CASE("compression: a pack with damaged bytes is read or refused, and always ends") {
  const Repository repository;
  std::vector<std::string> blobs = contents();
  std::erase_if(blobs, [](const std::string& blob) { return blob.size() > 60'000; });
  repository.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"}, fast_import(blobs));
  repository.git({"repack", "-q", "-a", "-d", "-f", "--write-midx"});
  rules::ExampleRandom random(2);
  for (const auto& entry : fs::directory_iterator(repository.in(".git/objects/pack"))) {
    const fs::path& path = entry.path();
    CAPTURE(path);
    fs::permissions(path, fs::perms::owner_all);
    const std::string intact = test::read_whole(path);
    const std::size_t header = path.extension() == ".pack" ? 12 : 0;
    for (std::size_t trial = 0; trial < test::trials(12); ++trial) {
      std::string bytes = intact;
      for (int i = 0; i < 30; ++i)
        bytes[header + random.below(bytes.size() - header)] = static_cast<char>(random.below(256));
      std::ofstream(path, std::ios::binary) << bytes;
      CAPTURE(trial);
      REQUIRE(can_read_all(repository));
    }
    std::ofstream(path, std::ios::binary) << intact;
  }
}

TEST_CASE("compression: an index whose offsets lie outside of the pack is refused") {
  const Repository repository;
  repository.write("file", "1");
  repository.commit();
  repository.git({"repack", "-q", "-a", "-d"});
  for (const auto& entry : fs::directory_iterator(repository.in(".git/objects/pack"))) {
    if (entry.path().extension() != ".idx") continue;
    fs::permissions(entry.path(), fs::perms::owner_all);
    const std::string intact = test::read_whole(entry.path());
    // Version 2: a header, 256 counts, and for each of three objects id, checksum and offset.
    const std::size_t begin = 8 + 256 * 4 + 3 * (20 + 4);
    for (const char* offset : {"\0\0\1\0", "\0\1\0\0", "\x20\0\0\0", "\x7f\xff\xff\xff",
                               "\x80\0\0\0", "\xff\xff\xff\xff"}) {
      std::string bytes = intact;
      for (std::size_t i = 0; i < 3; ++i) bytes.replace(begin + 4 * i, 4, offset, 4);
      std::ofstream(entry.path(), std::ios::binary) << bytes;
      CAPTURE(bytes.substr(begin, 4));
      CHECK(can_read_all(repository));
      ObjectStore objects = repository.objects();
      const Oid id = test::id_of(repository.git({"hash-object", "file"}));
      CHECK_THROWS_AS(objects.read(id), base::Error);
    }
  }
}
