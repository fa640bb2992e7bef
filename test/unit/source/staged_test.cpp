#include "source/staged.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using git::test::Repository;
using source::StagedSource;
using source::test::Collector;
using source::test::Run;

namespace {

struct Change {
  std::string lines;             ///< "2-3 5-5 ", or "all"
  std::vector<std::string> old;  ///< the old versions
};

/// Texts before and after the change.
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string replayed(const model::Replay& replay) {
  if (!replay) return "nothing";
  Collector sink;
  replay(sink);
  REQUIRE(sink.texts.size() == 1);
  return sink.texts.front().bytes;
}

/// What is staged, by path.
struct Staged {
  explicit Staged(const Repository& repository) : location(repository.location()) {
    StagedSource source({git::test::library(), location, repository.environment, log});
    Run run(source, [this](const model::Segment& segment) {
      Change& change = changes[segment.origin.path];
      if (const auto added = segment.change->added_lines()) {
        for (const model::LineRange& range : *added)
          change.lines += std::to_string(range.first) + "-" + std::to_string(range.last) + " ";
      } else {
        change.lines = "all";
      }
      Collector old;
      segment.change->replay_old(old);
      for (const source::test::Text& text : old.texts) change.old.push_back(text.bytes);
    });
    source.each_altered({}, [this](const source::Altered& each) {
      altered.emplace_back(replayed(each.before), replayed(each.after));
      return true;
    });
    std::set<std::string> objects;
    for (const source::test::Text& text : run.sink.texts) objects.insert(text.object);
    copies = source.old_objects(objects);
    texts = run.sink.by_path();
    result = run.result;
    errors = run.errors;
  }

  git::Location location;
  base::Log log;
  Pairs altered;
  std::set<std::string> copies;  ///< of the staged blobs
  std::map<std::string, Change> changes;
  std::map<std::string, std::string> texts;
  model::ScanResult result;
  std::vector<std::string> errors;
};

}  // namespace

TEST_CASE("staged source: the new blob is handed out whole, with the lines that were added") {
  const Repository repository;
  repository.write("file", "1\n2\n3\n");
  repository.commit();
  repository.write("file", "1\nx\n3\ny\n");
  repository.git({"add", "-A"});
  repository.write("file", "the work tree does not count\n");
  const Staged staged(repository);
  CHECK(staged.texts == std::map<std::string, std::string>{{"file", "1\nx\n3\ny\n"}});
  CHECK(staged.changes.at("file").lines == "2-2 4-4 ");
  CHECK(staged.changes.at("file").old == std::vector<std::string>{"1\n2\n3\n"});
  CHECK(staged.result.coverage.files == 1);
  CHECK(staged.result.source.kind == model::SourceKind::Staged);
  CHECK(staged.result.source.repository == repository.path());
}

TEST_CASE("staged source: all lines of a new file are added, and it has no old version") {
  const Repository repository;
  repository.write("file", "1\n2\n");
  repository.git({"add", "-A"});
  const Staged staged(repository);
  CHECK(staged.changes.at("file").lines == "all");
  CHECK(staged.changes.at("file").old.empty());
}

TEST_CASE("staged source: a renamed file is new, and what is removed or altered is told") {
  const Repository repository;
  repository.write("one", "1\n2\n");
  repository.write("two", "3\n");
  repository.write("same", "4\n");
  repository.commit();
  repository.git({"mv", "one", "three"});
  repository.write("two", "5\n");
  repository.git({"add", "-A"});
  const Staged staged(repository);
  CHECK(staged.changes.at("three").lines == "all");
  CHECK(staged.changes.at("three").old.empty());
  CHECK(staged.altered == Pairs{{"1\n2\n", "nothing"}, {"3\n", "5\n"}});
}

TEST_CASE("staged source: copies of files of HEAD are known") {
  const Repository repository;
  repository.write("a/one", "1\n");
  repository.write("two", "2\n");
  repository.commit();
  repository.write("copy", "1\n");
  repository.write("two", "1\n");
  repository.write("new", "3\n");
  repository.git({"add", "-A"});
  const std::string copied = repository.git({"rev-parse", ":copy"});
  CHECK(Staged(repository).copies == std::set<std::string>{copied});
}

TEST_CASE("staged source: in a merge only the lines that no parent has are added") {
  const Repository repository;
  repository.write("file", "1\n2\n3\n4\n5\n");
  repository.commit();
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("file", "1\n2\n3\n4\nside\n");
  repository.write("side", "new on the side\n");
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("file", "main\n2\n3\n4\n5\n");
  repository.commit();
  repository.git({"merge", "-q", "--no-commit", "side"});
  repository.write("file", "main\n2\nboth\n4\nside\n");
  repository.git({"add", "-A"});
  const Staged staged(repository);
  CHECK(staged.changes.at("file").lines == "3-3 ");
  CHECK(staged.changes.at("file").old.size() == 2);
  CHECK(staged.changes.at("side").lines.empty());
}

TEST_CASE("staged source: links are text, submodules are counted, conflicts make it incomplete") {
  const Repository repository;
  repository.write("old", "x");
  repository.commit();
  std::filesystem::create_symlink("the/target", repository.in("link"));
  repository.git({"add", "-A"});
  repository.git({"update-index", "--add", "--cacheinfo", "160000," + std::string(40, '1') + ",m"});
  const std::string id = repository.blob("x").hex();
  repository.git({"update-index", "--index-info"},
                 "100644 " + id + " 1\tboth\n100644 " + id + " 2\tboth\n");
  const Staged staged(repository);
  CHECK(staged.texts == std::map<std::string, std::string>{{"link", "the/target"}});
  REQUIRE(staged.result.coverage.skipped.size() == 1);
  CHECK(staged.result.coverage.skipped.front().path == "m");
  CHECK_FALSE(staged.result.complete());
  REQUIRE(staged.result.diagnostics.size() == 1);
  CHECK(staged.result.diagnostics.front().code == "unmerged");
  CHECK(staged.result.diagnostics.front().path == "both");
}

TEST_CASE("staged source: a blob that cannot be read is an error, and the others are read") {
  const Repository repository;
  repository.write("a", "1");
  repository.write("b", "2");
  repository.write("c", "3");
  repository.git({"add", "-A"});
  const std::string id = repository.git({"rev-parse", ":b"});
  std::filesystem::remove(repository.in(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)));
  const Staged staged(repository);
  REQUIRE(staged.errors.size() == 1);
  CHECK(staged.errors.front().starts_with("b: object " + id));
  CHECK(staged.texts.size() == 2);
}

TEST_CASE("staged source: attributes switch nothing off") {
  const Repository repository;
  repository.write(".gitattributes",
                   "* -diff -text binary filter=evil diff=evil linguist-generated export-ignore\n");
  repository.write("file", "1\n");
  repository.commit();
  repository.write("file", "1\n2\n");
  repository.git({"add", "-A"});
  const Staged staged(repository);
  CHECK(staged.changes.at("file").lines == "2-2 ");
}

TEST_CASE("staged source: a file that became a directory is told as removed") {
  const Repository repository;
  repository.write("a", "1\n");
  repository.commit();
  std::filesystem::remove(repository.in("a"));
  repository.write("a/b", "1\n2\n");
  repository.git({"add", "-A"});
  CHECK(Staged(repository).altered == Pairs{{"1\n", "nothing"}});
}
