#include "git/index_lookup.h"

#include <filesystem>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

const std::vector<std::string> kPaths{".git-veto.toml", ".git-veto-allow"};

std::vector<IndexFinding> find(const Repository& repository) {
  return find_in_index(repository.location(), repository.environment, kPaths);
}

std::vector<IndexState> states(const Repository& repository) {
  std::vector<IndexState> states;
  for (const IndexFinding& each : find(repository)) states.push_back(each.state);
  return states;
}

using States = std::vector<IndexState>;
constexpr IndexState kAbsent = IndexState::Absent;

/// Repositories whose index is kept in all ways that git knows.
std::vector<std::string> forms() {
  return {"2", "3", "4", "split", "sha256"};
}

void set_form(const Repository& repository, const std::string& form) {
  if (form == "split") {
    repository.git({"config", "splitIndex.maxPercentChange", "0"});
    repository.git({"update-index", "--split-index"});
  } else if (form != "sha256") {
    repository.git({"update-index", "--index-version", form});
  }
}

}  // namespace

TEST_CASE("index lookup: files are found whatever form the index has") {
  for (const std::string& form : forms()) {
    CAPTURE(form);
    const Repository repository(form == "sha256"
                                    ? std::vector<std::string>{"--object-format=sha256"}
                                    : std::vector<std::string>{});
    CHECK(states(repository) == States{kAbsent, kAbsent});
    repository.write(".a", "before");
    repository.write(".git-veto.toml", "# own\n");
    repository.write(".gitignore", "behind");
    repository.write("z/.git-veto-allow", "below the top");
    repository.commit();
    set_form(repository, form);
    CHECK(states(repository) == States{IndexState::File, kAbsent});
    CHECK(find(repository)[0].id.hex() == repository.git({"rev-parse", ":.git-veto.toml"}));
    repository.write(".git-veto.toml", "# changed\n");
    repository.write(".git-veto-allow", "# new\n");
    repository.git({"add", "-A"});
    CHECK(states(repository) == States{IndexState::File, IndexState::File});
    CHECK(find(repository)[0].id.hex() == repository.git({"rev-parse", ":.git-veto.toml"}));
    CHECK(find(repository)[1].id.hex() == repository.git({"rev-parse", ":.git-veto-allow"}));
    repository.git({"rm", "-q", "-f", ".git-veto.toml"});
    CHECK(states(repository) == States{kAbsent, IndexState::File});
  }
}

TEST_CASE("index lookup: what is no file to read is told from one") {
  for (const std::string& form : forms()) {
    CAPTURE(form);
    const Repository repository(form == "sha256"
                                    ? std::vector<std::string>{"--object-format=sha256"}
                                    : std::vector<std::string>{});
    repository.write("a", "a");
    repository.commit();
    const std::string id = repository.blob("target").hex();
    repository.git({"update-index", "--add", "--cacheinfo", "120000," + id + ",.git-veto.toml"});
    const std::string commit = repository.git({"rev-parse", "HEAD"});
    repository.git(
        {"update-index", "--add", "--cacheinfo", "160000," + commit + ",.git-veto-allow"});
    set_form(repository, form);
    CHECK(states(repository) == States{IndexState::Link, kAbsent});
    repository.git({"rm", "-q", "--cached", ".git-veto.toml", ".git-veto-allow"});
    std::string stages;
    for (const char* stage : {"1", "2", "3"})
      stages += "100644 " + id + " " + stage + "\t.git-veto.toml\n";
    repository.git({"update-index", "--index-info"}, stages);
    CHECK(states(repository)[0] == IndexState::Unmerged);
  }
  const Repository repository;
  repository.write(".git-veto.toml", "# announced only\n");
  repository.git({"add", "-N", ".git-veto.toml"});
  CHECK(states(repository) == States{kAbsent, kAbsent});
}

TEST_CASE("index lookup: paths are found from below the top and in linked worktrees") {
  const Repository repository;
  repository.write(".git-veto.toml", "# own\n");
  repository.write("sub/a", "a");
  repository.commit();
  repository.git({"worktree", "add", "-q", "../side"});
  const Location side = locate(repository.environment, repository.directory.in("side"));
  CHECK(find_in_index(side, repository.environment, kPaths)[0].state == IndexState::File);
  const Location below = locate(repository.environment, repository.in("sub"));
  CHECK(find_in_index(below, repository.environment, kPaths)[0].state == IndexState::File);
}
