#include "git/tracked_files.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

using Lines = std::vector<std::string>;

Lines tracked(const Repository& repository) {
  return tracked_files(repository.location(), repository.environment);
}

}  // namespace

TEST_CASE("tracked files: those of the index, in every format of it") {
  const Lines kAll{"a", "d/b", "d/e/c", "\xff\n"};
  const std::vector<Lines> kFormats[] = {
      {},
      {{"update-index", "--index-version", "4"}},
      {{"update-index", "--split-index"}},
      {{"sparse-checkout", "set", "--sparse-index", "none"}},
  };
  for (const auto& format : kFormats) {
    for (const char* hash : {"sha1", "sha256"}) {
      Repository repository({std::string("--object-format=") + hash});
      CHECK(tracked(repository).empty());
      for (const std::string& path : kAll) repository.write(path, "x");
      repository.commit();
      for (const Lines& command : format) repository.git(command);
      CAPTURE(format.empty() ? "" : format.front().back(), hash);
      CHECK(tracked(repository) == kAll);
      // How the user's shell has git read paths does not matter.
      repository.environment.set("GIT_LITERAL_PATHSPECS", "1");
      CHECK(tracked(repository) == kAll);
    }
  }
}

TEST_CASE("tracked files: a path in conflict is one, and a damaged index is an error") {
  const Repository repository;
  const std::string id = repository.blob("x").hex();
  repository.git({"update-index", "--index-info"},
                 "100644 " + id + " 1\tboth\n100644 " + id + " 2\tboth\n");
  CHECK(tracked(repository) == Lines{"both"});
  repository.write(".git/index", "DIRC garbage");
  CHECK_THROWS_AS(tracked(repository), base::Error);
}
