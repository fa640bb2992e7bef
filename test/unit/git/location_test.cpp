#include "git/location.h"

#include <filesystem>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

/// What git itself says of `directory`, in the words of Location; paths without symbolic links.
Location by_git(const Repository& repository, const std::string& directory) {
  const auto ask = [&](const char* what) {
    const base::Output output =
        base::run({{"git", "rev-parse", "--path-format=absolute", what, what},
                   repository.environment,
                   directory,
                   {}});
    return output.status == 0 ? test::split(output.out, '\n').front() : std::string();
  };
  Location location;
  location.git_dir = ask("--git-dir");
  location.common_dir = ask("--git-common-dir");
  location.work_tree = ask("--show-toplevel");
  return location;
}

void check_agreement(const Repository& repository, const std::string& directory) {
  CAPTURE(directory);
  const Location expected = by_git(repository, directory);
  const Location found = locate(repository.environment, directory);
  CHECK(fs::weakly_canonical(found.git_dir) == expected.git_dir);
  CHECK(fs::weakly_canonical(found.common_dir) == expected.common_dir);
  CHECK((found.work_tree.empty() ? "" : fs::weakly_canonical(found.work_tree).string()) ==
        expected.work_tree);
  CHECK_FALSE(found.foreign_format);
}

}  // namespace

TEST_CASE("location: found from the top, from below and from inside the git directory") {
  const Repository repository;
  repository.write("a/b/file", "x");
  check_agreement(repository, repository.path());
  check_agreement(repository, repository.in("a/b"));
  check_agreement(repository, repository.in(".git"));
  check_agreement(repository, repository.in(".git/refs"));
  const Location location = repository.location();
  CHECK(location.index_file == repository.in(".git/index"));
  CHECK(location.object_dir == repository.in(".git/objects"));
  CHECK(location.alternates.empty());
}

TEST_CASE("location: a linked worktree has its own git directory and shares the rest") {
  const Repository repository;
  repository.commit();
  repository.git({"worktree", "add", "-q", "../linked"});
  const std::string linked = repository.directory.in("linked");
  fs::create_directories(linked + "/below");
  check_agreement(repository, linked);
  check_agreement(repository, linked + "/below");
  const Location location = locate(repository.environment, linked);
  CHECK(location.index_file == repository.in(".git/worktrees/linked/index"));
  CHECK(fs::weakly_canonical(location.object_dir) == repository.in(".git/objects"));
}

TEST_CASE("location: a bare repository has no work tree, its linked worktrees have") {
  const Repository repository;
  repository.commit();
  repository.git({"clone", "-q", "--bare", ".", "../bare"});
  const std::string bare = repository.directory.in("bare");
  check_agreement(repository, bare);
  check_agreement(repository, bare + "/refs");
  REQUIRE(
      base::run({{"git", "worktree", "add", "-q", "../of-bare"}, repository.environment, bare, {}})
          .status == 0);
  check_agreement(repository, repository.directory.in("of-bare"));
}

TEST_CASE("location: a submodule's .git file is followed, and so is --separate-git-dir") {
  const Repository repository;
  const Repository other;
  other.commit();
  repository.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.path(),
                  "modules/one"});
  check_agreement(repository, repository.in("modules/one"));
  repository.git({"init", "-q", "--separate-git-dir", repository.directory.in("elsewhere"),
                  repository.directory.in("separate")});
  check_agreement(repository, repository.directory.in("separate"));
}

TEST_CASE("location: GIT_DIR, GIT_WORK_TREE and core.worktree count as git counts them") {
  Repository repository;
  repository.write("a/file", "x");
  repository.environment.set("GIT_DIR", repository.in(".git"));
  check_agreement(repository, repository.in("a"));
  repository.environment.set("GIT_WORK_TREE", repository.path());
  check_agreement(repository, repository.in("a"));
  repository.environment.set("GIT_DIR", "../.git");
  repository.environment.set("GIT_WORK_TREE", "..");
  check_agreement(repository, repository.in("a"));
  repository.environment.unset("GIT_WORK_TREE");
  repository.environment.unset("GIT_DIR");
  fs::create_directories(repository.directory.in("tree"));
  repository.git({"config", "core.worktree", repository.directory.in("tree")});
  repository.environment.set("GIT_DIR", repository.in(".git"));
  check_agreement(repository, repository.directory.in("tree"));
  repository.git({"config", "core.worktree", "../../tree"});
  check_agreement(repository, repository.directory.in("tree"));
}

TEST_CASE("location: GIT_DIR may name a .git file, and a GIT_DIR that is none is an error") {
  Repository repository;
  repository.commit();
  repository.git({"worktree", "add", "-q", "../linked"});
  const std::string linked = repository.directory.in("linked");
  repository.environment.set("GIT_DIR", linked + "/.git");
  CHECK(locate(repository.environment, linked).git_dir == repository.in(".git/worktrees/linked"));
  for (const char* bad : {"/dev/null/nowhere", "nowhere", "."}) {
    repository.environment.set("GIT_DIR", bad);
    CHECK_THROWS_AS(locate(repository.environment, linked), base::Error);
    CHECK_THROWS_AS(find_repository(repository.environment, linked), base::Error);
  }
}

TEST_CASE("location: index, objects and alternates of the environment") {
  Repository repository;
  repository.environment.set("GIT_INDEX_FILE", ".git/next-index-1.lock");
  repository.environment.set("GIT_OBJECT_DIRECTORY", "/quarantine");
  repository.environment.set("GIT_ALTERNATE_OBJECT_DIRECTORIES", "/one::two:/three");
  const Location location = repository.location();
  CHECK(location.index_file == repository.in(".git/next-index-1.lock"));
  CHECK(location.object_dir == "/quarantine");
  CHECK(location.alternates == std::vector<std::string>{"/one", repository.in("two"), "/three"});
}

TEST_CASE("location: GIT_CEILING_DIRECTORIES ends the search where git ends it") {
  Repository repository;
  const std::string below = repository.in("a/b");
  fs::create_directories(below);
  const std::string a = repository.in("a");
  const std::string top = repository.path();
  for (const std::string& ceilings :
       {a, top, below, "/dev/null/nowhere:" + a, a + ":/dev/null/nowhere", std::string("/"),
        std::string(), std::string("a"), std::string("../a"), a + "//", a + "/.", ":" + a,
        ":" + a + "/"}) {
    CAPTURE(ceilings);
    repository.environment.set("GIT_CEILING_DIRECTORIES", ceilings);
    const bool git_finds = !by_git(repository, below).git_dir.empty();
    CHECK(find_repository(repository.environment, below).has_value() == git_finds);
  }
}

TEST_CASE("location: where there is none is nullopt, or an error that says why") {
  const test::TemporaryDirectory directory;
  const base::Environment empty;
  CHECK_FALSE(find_repository(empty, directory.path()));
  CHECK_THROWS_AS(locate(empty, directory.path()), base::Error);
  for (const char* content : {"gitdir: nowhere\n", "gitdir: /\n", "gitdir: .\n"}) {
    CAPTURE(content);
    directory.write("damaged/.git", content);
    CHECK_FALSE(find_repository(empty, directory.in("damaged")));
    CHECK_THROWS_WITH(locate(empty, directory.in("damaged")),
                      Catch::Matchers::Contains("damaged/.git names "));
  }
}

TEST_CASE("location: formats that only git reads are told") {
  const Repository sha256({"--object-format=sha256"});
  CHECK(sha256.location().foreign_format);
  for (const char* config :
       {"[extensions]\n\trefStorage = reftable\n", "[Extensions]\nrefstorage=reftable",
        "[extensions] refstorage = reftable\n", "[extensions]\n objectFormat = sha256 \n"}) {
    CAPTURE(config);
    const Repository repository;
    repository.write(".git/config", config);
    CHECK(repository.location().foreign_format);
  }
  const Repository plain;
  plain.write(".git/config", "[extensions]\n\tobjectFormat = sha1\n\tworktreeConfig = true\n");
  CHECK_FALSE(plain.location().foreign_format);
}

TEST_CASE("location: object directories are those of the alternates files too, each once") {
  const Repository repository;
  const Repository lender;
  const Repository deepest;
  const auto objects = [](const Repository& of) { return of.in(".git/objects"); };
  repository.write(".git/objects/info/alternates",
                   "# comment\n" + objects(lender) + "\n\n" + objects(lender) + "\n/missing\n");
  lender.write(".git/objects/info/alternates", objects(deepest) + "\n" + objects(repository));
  CHECK(
      object_directories(repository.location()) ==
      std::vector<std::string>{objects(repository), objects(lender), "/missing", objects(deepest)});
}

TEST_CASE("location: a repository of somebody else is refused as git refuses it") {
  if (::geteuid() != 0) return;  // only root can give files away
  Repository repository;
  const Location location = repository.location();
  CHECK_NOTHROW(require_safe_ownership(location, repository.environment));
  REQUIRE(::chown(repository.in(".git").c_str(), 12345, 12345) == 0);
  REQUIRE(::chown(repository.path().c_str(), 12345, 12345) == 0);
  try {
    require_safe_ownership(location, repository.environment);
    FAIL("not refused");
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Unreadable);
    CHECK(error.text().find("safe.directory") != std::string::npos);
    CHECK(error.text().find('\n') == std::string::npos);
  }
  repository.directory.write("home/.gitconfig", "[safe]\n\tdirectory = *\n");
  CHECK_NOTHROW(require_safe_ownership(location, repository.environment));
}

TEST_CASE("location: a ceiling that is written with a slash at its end counts") {
  Repository repository;
  const std::string below = repository.in("a/b");
  fs::create_directories(below);
  repository.environment.set("GIT_CEILING_DIRECTORIES", repository.in("a") + "/");
  CHECK(by_git(repository, below).git_dir.empty());
  CHECK_FALSE(find_repository(repository.environment, below));
}

TEST_CASE("location: a ceiling that is a symbolic link counts for what it names") {
  Repository repository;
  const std::string below = repository.in("a/b");
  fs::create_directories(below);
  REQUIRE(::symlink(repository.in("a").c_str(), repository.directory.in("link").c_str()) == 0);
  repository.environment.set("GIT_CEILING_DIRECTORIES", repository.directory.in("link"));
  CHECK(by_git(repository, below).git_dir.empty());
  CHECK_FALSE(find_repository(repository.environment, below));
}

TEST_CASE("location: a ceiling behind an empty entry is taken as it is written") {
  Repository repository;
  const std::string below = repository.in("a/b");
  fs::create_directories(below);
  REQUIRE(::symlink(repository.in("a").c_str(), repository.directory.in("link").c_str()) == 0);
  repository.environment.set("GIT_CEILING_DIRECTORIES", ":" + repository.directory.in("link"));
  CHECK_FALSE(by_git(repository, below).git_dir.empty());
  CHECK(find_repository(repository.environment, below));
}

TEST_CASE("location: the repository of a directory itself is no other one") {
  const Repository repository;
  repository.write("a/file", "x");
  CHECK(repository_at(repository.path())->work_tree == repository.path());
  CHECK(repository_at(repository.in(".git"))->git_dir == repository.in(".git"));
  CHECK_FALSE(repository_at(repository.in("a")));
  CHECK_FALSE(repository_at(repository.in("missing")));
  repository.write("a/.git", "gitdir: nowhere\n");
  CHECK_FALSE(repository_at(repository.in("a")));
  repository.write("a/.git", "gitdir: ../.git\n");
  CHECK(repository_at(repository.in("a"))->work_tree == repository.in("a"));
}
