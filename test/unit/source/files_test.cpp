#include "source/files.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using git::test::Repository;
using git::test::TemporaryDirectory;
using source::FilesSource;
using source::test::Collector;
using source::test::Run;

namespace {

namespace fs = std::filesystem;

std::string reason_for(const model::ScanResult& result, const std::string& path) {
  for (const model::Skipped& skipped : result.coverage.skipped) {
    if (skipped.path == path) return skipped.reason;
  }
  return "";
}

}  // namespace

TEST_CASE("files: a tree outside of any repository is read whole, .gitignore or not") {
  const TemporaryDirectory directory;
  directory.write("a/b", "1");
  directory.write("ignored", "2");
  directory.write(".gitignore", "ignored\n");
  FilesSource source({directory.path()});
  const Run run(source);
  CHECK(run.sink.by_path() ==
        std::map<std::string, std::string>{{directory.in("a/b"), "1"},
                                           {directory.in("ignored"), "2"},
                                           {directory.in(".gitignore"), "ignored\n"}});
  CHECK(run.result.coverage.files == 3);
  CHECK(run.result.coverage.skipped.empty());
  CHECK(run.result.source.kind == model::SourceKind::Files);
}

TEST_CASE("files: what is ignored is counted, and read when it is named itself") {
  const Repository repository;
  repository.write(".gitignore", "ignored\nbuild/\n");
  repository.write("ignored", "1");
  repository.write("build/out", "2");
  FilesSource tree({repository.path()});
  const Run run(tree);
  CHECK(run.sink.texts.size() == 1);
  CHECK(reason_for(run.result, repository.in("ignored")) == "ignored by .gitignore");
  CHECK(reason_for(run.result, repository.in("build")) == "ignored by .gitignore");
  FilesSource named({repository.in("ignored"), repository.in("build/out")});
  CHECK(Run(named).sink.texts.size() == 2);
}

TEST_CASE("files: the git directory is no part of a tree") {
  const Repository repository;
  repository.write("file", "1");
  repository.commit();
  FilesSource source({repository.path()});
  const Run run(source);
  CHECK(run.sink.by_path() == std::map<std::string, std::string>{{repository.in("file"), "1"}});
}

TEST_CASE("files: a nested repository has ignore files of its own, and those above do not count") {
  const Repository repository;
  repository.write(".gitignore", "*.log\n");
  repository.write("inner/a.log", "1");
  repository.write("inner/b.tmp", "2");
  repository.write("inner/.gitignore", "*.tmp\n");
  repository.git({"init", "-q", repository.in("inner")});
  FilesSource source({repository.path()});
  const Run run(source);
  CHECK(run.sink.by_path().contains(repository.in("inner/a.log")));
  CHECK_FALSE(run.sink.by_path().contains(repository.in("inner/b.tmp")));
}

TEST_CASE("files: symbolic links of a tree are not followed, named ones are") {
  const TemporaryDirectory directory;
  directory.write("outside/file", "1");
  directory.write("tree/file", "2");
  fs::create_symlink("../outside/file", directory.in("tree/to-file"));
  fs::create_directory_symlink("../outside", directory.in("tree/to-directory"));
  fs::create_symlink("nowhere", directory.in("tree/dangling"));
  FilesSource tree({directory.in("tree")});
  const Run run(tree);
  CHECK(run.errors.empty());
  CHECK(run.sink.by_path() == std::map<std::string, std::string>{{directory.in("tree/file"), "2"}});
  for (const char* link : {"tree/to-file", "tree/to-directory", "tree/dangling"})
    CHECK(reason_for(run.result, directory.in(link)) == "symbolic link");
  FilesSource named({directory.in("tree/to-file"), directory.in("tree/to-directory")});
  CHECK(Run(named).sink.by_path() ==
        std::map<std::string, std::string>{{directory.in("tree/to-file"), "1"},
                                           {directory.in("tree/to-directory/file"), "1"}});
}

TEST_CASE("files: pipes and sockets of a tree are skipped and never waited for") {
  const TemporaryDirectory directory;
  REQUIRE(::mkfifo(directory.in("pipe").c_str(), 0600) == 0);
  FilesSource source({directory.path()});
  const Run run(source);
  CHECK(run.sink.texts.empty());
  CHECK(reason_for(run.result, directory.in("pipe")) == "neither a file nor a directory");
}

TEST_CASE("files: what is named and cannot be read is an error with its name") {
  const TemporaryDirectory directory;
  fs::create_symlink("nowhere", directory.in("dangling"));
  FilesSource source({directory.in("missing"), directory.in("dangling")});
  const Run run(source);
  REQUIRE(run.errors.size() == 2);
  CHECK(run.errors[0].find("dangling: opening: No such file") != std::string::npos);
  CHECK(run.errors[1].find("missing: opening: No such file") != std::string::npos);
}

TEST_CASE("files: an unreadable directory or file is an error and hides nothing else") {
  if (::geteuid() == 0) return;  // root may read all
  const TemporaryDirectory directory;
  directory.write("closed/file", "1");
  directory.write("secret", "2");
  directory.write("open", "3");
  fs::permissions(directory.in("closed"), fs::perms::none);
  fs::permissions(directory.in("secret"), fs::perms::none);
  FilesSource source({directory.path()});
  const Run run(source);
  CHECK(run.errors.size() == 2);
  CHECK(run.sink.by_path().contains(directory.in("open")));
  fs::permissions(directory.in("closed"), fs::perms::owner_all);
}

TEST_CASE("files: large files are streamed, empty ones are read too") {
  const TemporaryDirectory directory;
  const std::string large(5'000'000, 'x');
  const std::string limit(4 * 1024 * 1024, 'y');
  directory.write("large", large);
  directory.write("limit", limit);
  directory.write("empty", "");
  FilesSource source({directory.path()});
  const Run run(source);
  for (const source::test::Text& text : run.sink.texts)
    CHECK(text.streamed == text.path.ends_with("large"));
  CHECK(run.sink.by_path().at(directory.in("large")) == large);
  CHECK(run.sink.by_path().at(directory.in("limit")) == limit);
  CHECK(run.sink.by_path().at(directory.in("empty")).empty());
}

TEST_CASE("files: names of any bytes are read and told as they are") {
  const TemporaryDirectory directory;
  const std::vector<std::string> names{"-x", "a b", "\xff\xfe", "new\nline", "\x1b[31m", ":(top)x"};
  for (const std::string& name : names) directory.write(name, name);
  FilesSource source({directory.path()});
  const Run run(source);
  REQUIRE(run.sink.texts.size() == names.size());
  for (const std::string& name : names) CHECK(run.sink.by_path().at(directory.in(name)) == name);
}

TEST_CASE("files: the current directory and a final slash do not show in the paths") {
  const TemporaryDirectory directory;
  directory.write("a/b", "1");
  FilesSource slash({directory.in("a/")});
  CHECK(Run(slash).sink.texts.front().path == directory.in("a/b"));
  const fs::path before = fs::current_path();
  fs::current_path(directory.path());
  FilesSource here({"."});
  CHECK(Run(here).sink.texts.front().path == "a/b");
  fs::current_path(before);
}

TEST_CASE("files: several workers read each file once") {
  const TemporaryDirectory directory;
  for (int i = 0; i < 300; ++i)
    directory.write(
        "d" + std::to_string(i % 7) + "/e" + std::to_string(i % 5) + "/f" + std::to_string(i),
        std::to_string(i));
  FilesSource source({directory.path()});
  REQUIRE(source.start(4) == 4);
  std::vector<Collector> sinks(4);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        while (source.next(i, sinks[i])) {
        }
      });
  }
  std::map<std::string, std::string> all;
  std::size_t count = 0;
  for (const Collector& sink : sinks) {
    count += sink.texts.size();
    all.merge(sink.by_path());
  }
  CHECK(count == 300);
  CHECK(all.size() == 300);
  CHECK(source.progress().done == 300);
}

TEST_CASE("files: a .git that leads to no repository changes nothing") {
  const Repository repository;
  repository.write(".gitignore", "*.log\n");
  for (const char* content : {"gitdir: /nowhere\n", "garbage", ""}) {
    repository.write("sub/.git", content);
    repository.write("sub/a.log", "1");
    repository.write("sub/a.txt", "2");
    FilesSource source({repository.path()});
    const Run run(source);
    CHECK(run.errors.empty());
    CHECK(run.sink.by_path().contains(repository.in("sub/a.txt")));
    // It is a directory of the repository above, whose rules hold.
    CHECK(reason_for(run.result, repository.in("sub/a.log")) == "ignored by .gitignore");
  }
}

TEST_CASE("files: a file of /proc that claims to be empty is read to its end") {
  FilesSource source({"/proc/self/status"});
  const Run run(source);
  REQUIRE(run.sink.texts.size() == 1);
  CHECK(run.sink.texts.front().bytes.find("Name:") != std::string::npos);
}

TEST_CASE(
    "files: an untracked file of an ignored directory is ignored, tracked ones beside it or not") {
  const Repository repository;
  repository.write(".gitignore", "build/\n");
  repository.write("build/tracked", "1");
  repository.write("build/untracked", "2");
  repository.git({"add", "-f", "build/tracked", ".gitignore"});
  FilesSource source({repository.path()});
  const Run run(source);
  CHECK(run.sink.by_path().contains(repository.in("build/tracked")));
  CHECK_FALSE(run.sink.by_path().contains(repository.in("build/untracked")));
}
