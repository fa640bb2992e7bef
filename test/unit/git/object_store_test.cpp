#include "git/object_store.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "git/root_commit.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

std::string streamed(ObjectStore& objects, const Oid& id, std::size_t piece) {
  std::string content;
  objects.stream(id, [&](const ObjectStore::ReadPiece& read) {
    std::string buffer(piece, '\0');
    while (const std::size_t count = read(buffer)) content.append(buffer, 0, count);
  });
  return content;
}

/// Checks every way of reading against `git cat-file`.
void check_all(const Repository& repository) {
  ObjectStore objects = repository.objects();
  std::size_t count = 0;
  for (const std::string& line :
       test::split(repository.git({"cat-file", "--batch-all-objects", "--batch-check"}), '\n')) {
    CAPTURE(line);
    const std::vector<std::string> fields = test::split(line, ' ');
    const Oid id = test::id_of(fields[0]);
    const std::optional<ObjectHeader> header = objects.header(id);
    REQUIRE(header);
    CHECK(header->type == parse_object_type(fields[1]));
    CHECK(header->size == std::stoull(fields[2]));
    const Object object = objects.read(id, header->type);
    CHECK(object.bytes() == repository.try_git({"cat-file", fields[1], fields[0]}).out);
    CHECK(objects.read(id).type() == header->type);
    CHECK(streamed(objects, id, 1000) == object.bytes());
    ++count;
  }
  CHECK(count > 4);
}

void fill(const Repository& repository) {
  repository.write("a/file", "content\n");
  repository.write("binary", std::string("\0\xff\n", 3));
  repository.write("empty", "");
  repository.write("large", rules::ExampleRandom(1).bytes(300'000));
  repository.git({"add", "-A"});
  repository.git({"commit", "-q", "-m", "x"});
  repository.git({"tag", "-a", "-m", "message", "v1"});
}

std::string loose_path(const Repository& repository, const Oid& id) {
  return repository.in(".git/objects/" + id.hex().substr(0, 2) + "/" + id.hex().substr(2));
}

enum class Ending { Error, Answer, Hang };

/// Reads the object in a child process, since a reader that never ends would end this one's tests.
Ending read_aside(const Repository& repository, const Oid& id) {
  constexpr unsigned kSeconds = 3;
  constexpr int kError = 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(kSeconds);
    try {
      ObjectStore objects = repository.objects();
      static_cast<void>(objects.read(id));
    } catch (const base::Error&) {
      ::_exit(kError);
    }
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) return Ending::Hang;
  return WEXITSTATUS(status) == kError ? Ending::Error : Ending::Answer;
}

}  // namespace

TEST_CASE("object store: every object is read as git reads it, loose and packed") {
  const Repository repository;
  fill(repository);
  check_all(repository);
  repository.git({"repack", "-q", "-a", "-d"});
  check_all(repository);
}

TEST_CASE("object store: SHA-256 repositories are read through git") {
  const Repository repository({"--object-format=sha256"});
  fill(repository);
  check_all(repository);
}

TEST_CASE("object store: a missing object has no header, and reading it is an error") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    const Repository repository({std::string("--object-format=") + format});
    ObjectStore objects = repository.objects();
    const Oid missing = *Oid::from_hex(std::string(*(format + 3) == '1' ? 40 : 64, 'a'));
    CHECK_FALSE(objects.header(missing));
    CHECK_THROWS_AS(objects.read(missing), base::Error);
    CHECK_THROWS_AS(streamed(objects, missing, 10), base::Error);
  }
}

TEST_CASE("object store: an object of another type is an error") {
  const Repository repository;
  const Oid blob = repository.blob("x");
  ObjectStore objects = repository.objects();
  CHECK_THROWS_AS(objects.read(blob, ObjectType::Commit), base::Error);
  CHECK_NOTHROW(objects.read(blob, ObjectType::Blob));
}

TEST_CASE("object store: objects lie in alternates and in a quarantine directory too") {
  Repository repository;
  const Repository lender;
  const Oid lent = lender.blob("lent");
  const Oid own = repository.blob("own");
  repository.write(".git/objects/info/alternates", lender.in(".git/objects") + "\n");
  repository.environment.set("GIT_OBJECT_DIRECTORY", repository.in(".git/quarantine"));
  repository.environment.set("GIT_ALTERNATE_OBJECT_DIRECTORIES", repository.in(".git/objects"));
  std::filesystem::create_directories(repository.in(".git/quarantine"));
  const Oid incoming = repository.blob("incoming");
  ObjectStore objects = repository.objects();
  for (const Oid& id : {lent, own, incoming}) CHECK(objects.header(id).has_value());
}

TEST_CASE("object store: a consumer may stop in the middle of a stream") {
  const Repository repository;
  const Oid large = repository.blob(std::string(500'000, 'x'));
  const Oid small = repository.blob("small");
  ObjectStore objects = repository.objects();
  objects.stream(large, [](const ObjectStore::ReadPiece& read) {
    std::string buffer(10, '\0');
    CHECK(read(buffer) == 10);
  });
  CHECK(streamed(objects, small, 3) == "small");
}

TEST_CASE("object store: the type's name is one of four words") {
  CHECK(parse_object_type("blob") == ObjectType::Blob);
  CHECK(parse_object_type("tree") == ObjectType::Tree);
  CHECK(parse_object_type("commit") == ObjectType::Commit);
  CHECK(parse_object_type("tag") == ObjectType::Tag);
  for (const char* word : {"", "Blob", "blob ", "commits"})
    CHECK_THROWS_AS(parse_object_type(word), base::Error);
}

TEST_CASE("root commit: first parents lead to it, in a shallow clone to the last one here") {
  const Repository repository;
  const Oid first = repository.commit("first");
  repository.commit("second");
  repository.git({"checkout", "-q", "--orphan", "other"});
  const Oid other = repository.commit("other root");
  repository.git({"checkout", "-q", "main"});
  repository.git({"merge", "-q", "--allow-unrelated-histories", "-m", "merge", "other"});
  const Oid head = test::id_of(repository.git({"rev-parse", "HEAD"}));
  ObjectStore objects = repository.objects();
  CHECK(root_commit(objects, head) == first);
  CHECK(root_commit(objects, other) == other);
  repository.git({"clone", "-q", "--depth", "2", "file://" + repository.path(), "../shallow"});
  const Location shallow = locate(repository.environment, repository.directory.in("shallow"));
  ObjectStore few(test::library(), shallow, repository.environment);
  const Oid last = root_commit(few, head);
  CHECK(last != first);
  CHECK(few.header(last).has_value());
}

TEST_CASE("object store: a damaged loose object is an error, wherever it was cut") {
  const Repository repository;
  const Oid id = repository.blob(rules::ExampleRandom(1).bytes(3000));
  const std::string path = loose_path(repository, id);
  fs::permissions(path, fs::perms::owner_all);
  for (const std::uintmax_t size : {2000U, 2U, 1U, 0U}) {
    CAPTURE(size);
    fs::resize_file(path, size);
    CHECK(read_aside(repository, id) == Ending::Error);
  }
}

TEST_CASE("object store: bytes behind a loose object are an error, as for git fsck") {
  const Repository repository;
  for (const std::size_t size : {0U, 10U, 5000U, 100'000U}) {
    CAPTURE(size);
    const Oid id = repository.blob(rules::ExampleRandom(size).bytes(size));
    const std::string path = loose_path(repository, id);
    fs::permissions(path, fs::perms::owner_all);
    CHECK(read_aside(repository, id) == Ending::Answer);
    std::ofstream(path, std::ios::app) << 'x';
    CHECK(repository.try_git({"fsck", "--no-dangling"}).status != 0);
    CHECK(read_aside(repository, id) == Ending::Error);
  }
}

TEST_CASE("object store: what is no file in an object's place is an error and no wait") {
  const Repository repository;
  const Oid id = repository.blob("x");
  const std::string path = loose_path(repository, id);
  fs::remove(path);
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(read_aside(repository, id) == Ending::Error);
  fs::remove(path);
  fs::create_directory(path);
  CHECK(read_aside(repository, id) == Ending::Error);
}

TEST_CASE("object store: an object in another's place is told apart only when asked for") {
  const Repository repository;
  const Oid id = repository.blob("one");
  const std::string path = loose_path(repository, id);
  CHECK_NOTHROW(repository.objects().read_verified(id, ObjectType::Blob));
  fs::remove(path);
  fs::copy_file(loose_path(repository, repository.blob("two")), path);
  ObjectStore objects = repository.objects();
  CHECK(objects.read(id, ObjectType::Blob).bytes() == "two");
  CHECK_THROWS_AS(objects.read_verified(id, ObjectType::Blob), base::Error);
}

TEST_CASE("object store: large loose objects are streamed without git") {
  const Repository repository;
  const std::string content = rules::ExampleRandom(2).bytes(3'000'000);
  const Oid id = repository.blob(content);
  base::Environment environment = repository.environment;
  environment.set("PATH", "/dev/null");
  ObjectStore objects(test::library(), repository.location(), environment);
  CHECK((streamed(objects, id, 100'000) == content));
  CHECK((objects.read(id).bytes() == content));
}
