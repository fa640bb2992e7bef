#include "source/lfs_pointer.h"

#include <string>

#include "source/files.h"
#include "source/history.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using namespace veto::source;

namespace {

const std::string kVersion = "version https://git-lfs.github.com/spec/v1\n";
const std::string kId = "oid sha256:" + std::string(64, 'a') + "\n";

}  // namespace

TEST_CASE("LFS pointer: what the specification says, and nothing else") {
  CHECK(is_lfs_pointer(kVersion + kId + "size 12345\n"));
  CHECK(is_lfs_pointer(kVersion + "ext-0-foo sha256:1\n" + kId + "size 0\n"));
  CHECK_FALSE(is_lfs_pointer(""));
  CHECK_FALSE(is_lfs_pointer(kVersion));
  CHECK_FALSE(is_lfs_pointer(kId + "size 1\n"));
  CHECK_FALSE(is_lfs_pointer(kVersion + kId));
  CHECK_FALSE(is_lfs_pointer(kVersion + kId + "size 1"));
  CHECK_FALSE(is_lfs_pointer(kVersion + kId + "size 1\n\n"));
  CHECK_FALSE(is_lfs_pointer(kVersion + kId + "size 1\nPASSWORD = x\n"));
  CHECK_FALSE(is_lfs_pointer(kVersion + kId + "size 1\nx " + std::string(2000, 'x') + "\n"));
}

TEST_CASE("LFS pointer: files and histories tell theirs, and are scanned all the same") {
  const git::test::Repository repository;
  const std::string pointer = kVersion + kId + "size 12345\n";
  repository.write("large.bin", pointer);
  repository.write("small.txt", "1");
  repository.commit();
  FilesSource files({repository.path()});
  const source::test::Run read(files);
  REQUIRE(read.result.coverage.skipped.size() == 1);
  CHECK(read.result.coverage.skipped.front().path == repository.in("large.bin"));
  CHECK(read.sink.texts.size() == 2);
  const git::Location location = repository.location();
  const base::Log log;
  HistorySource history({git::test::library(), location, repository.environment, log});
  const source::test::Run scanned(history);
  REQUIRE(scanned.result.coverage.skipped.size() == 1);
  CHECK(scanned.result.coverage.skipped.front().object ==
        repository.git({"rev-parse", "HEAD:large.bin"}));
  CHECK(scanned.result.coverage.skipped.front().reason == "Git LFS pointer");
}
