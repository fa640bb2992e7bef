#include "source/history.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using git::test::Repository;
using source::HistorySource;
using source::test::Collector;
using source::test::Run;

namespace {

struct History {
  explicit History(const Repository& repository)
      : location(repository.location()), environment(repository.environment) {
    HistorySource source({git::test::library(), location, environment, log});
    Run run(source);
    texts = run.sink.texts;
    result = run.result;
    errors = run.errors;
  }

  [[nodiscard]] std::multiset<std::string> bytes_of(model::OriginKind kind) const {
    std::multiset<std::string> bytes;
    for (const source::test::Text& text : texts) {
      if (text.kind == kind) bytes.insert(text.bytes);
    }
    return bytes;
  }

  git::Location location;
  base::Environment environment;
  base::Log log;
  std::vector<source::test::Text> texts;
  model::ScanResult result;
  std::vector<std::string> errors;
};

using Bytes = std::multiset<std::string>;

}  // namespace

TEST_CASE("history: every blob once, reachable or not, and every message") {
  const Repository repository;
  repository.write("file", "one");
  repository.commit("first message");
  repository.write("file", "two");
  repository.write("copy", "one");
  repository.commit("second message");
  repository.git({"repack", "-q", "-d"});
  static_cast<void>(repository.blob("dangling"));
  repository.git({"tag", "-a", "-m", "tag message", "v1"});
  repository.git({"reset", "-q", "--hard", "HEAD~1"});
  const History history(repository);
  CHECK(history.errors.empty());
  CHECK(history.bytes_of(model::OriginKind::Blob) == Bytes{"one", "two", "dangling"});
  CHECK(history.bytes_of(model::OriginKind::CommitMessage) ==
        Bytes{"first message\n", "second message\n"});
  CHECK(history.bytes_of(model::OriginKind::TagMessage) == Bytes{"tag message\n"});
  CHECK(history.result.coverage.blobs == 3);
  CHECK(history.result.coverage.commits == 2);
  CHECK(history.result.coverage.tags == 1);
  CHECK(history.result.complete());
  CHECK(history.result.source.kind == model::SourceKind::History);
}

namespace {

/// What a history says of which the objects are taken away once the first one is read.
model::ScanResult read_without(const Repository& repository, const std::vector<std::string>& ids) {
  const git::Location location = repository.location();
  const base::Log log;
  HistorySource source({git::test::library(), location, repository.environment, log});
  Collector sink;
  static_cast<void>(source.start(1));
  REQUIRE(source.next(0, sink));
  for (const std::string& id : ids)
    std::filesystem::remove(repository.in(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)));
  while (source.next(0, sink)) {
  }
  model::ScanResult result;
  source.finish(result);
  return result;
}

}  // namespace

TEST_CASE("history: what is pruned while it is read is missed only if something names it") {
  const Repository repository;
  repository.write("file", "one");
  repository.write("sub/file", "two");
  repository.commit("message");
  repository.git({"tag", "-a", "-m", "m", "tree", "HEAD:sub"});
  std::vector<std::string> lost;
  for (int i = 0; i < 20; ++i) lost.push_back(repository.blob("x" + std::to_string(i)).hex());
  lost.push_back(repository.git({"mktree"}, "100644 blob " + lost.front() + "\tname\n"));
  lost.push_back(repository.git({"commit-tree", "-m", "lost", lost.back()}));
  const model::ScanResult pruned = read_without(repository, lost);
  CHECK(pruned.complete());
  REQUIRE(pruned.diagnostics.size() == 1);
  CHECK(pruned.diagnostics.front().code == "pruned-objects");

  // The first one that is read may be any of them.
  const std::vector<std::string> named{repository.git({"rev-parse", "HEAD:file"}),
                                       repository.git({"rev-parse", "HEAD:sub/file"})};
  const model::ScanResult damaged = read_without(repository, named);
  CHECK_FALSE(damaged.complete());
  for (const base::Diagnostic& each : damaged.diagnostics)
    CHECK(std::find(named.begin(), named.end(), each.object) != named.end());
}

TEST_CASE("history: a commit, a tag and a tree that vanish are missed by what names them") {
  for (const char* name : {"main", "main^{tree}", "main~1", "tag", "main:sub"}) {
    const Repository repository;
    repository.write("sub/file", "one");
    repository.commit("first");
    repository.write("file", "two");
    repository.commit("second");
    repository.git({"tag", "-a", "-m", "m", "tag", "main:sub"});
    repository.git({"reflog", "expire", "--expire=now", "--all"});
    const std::string id = repository.git({"rev-parse", name});
    // Unless it is the one that was read first.
    const model::ScanResult result = read_without(repository, {id});
    for (const base::Diagnostic& each : result.diagnostics) {
      CAPTURE(name, each.message);
      CHECK(each.kind == base::DiagnosticKind::Incomplete);
    }
  }
}

TEST_CASE("history: an object that is both packed and loose is read once") {
  const Repository repository;
  repository.write("file", "one");
  repository.commit("message");
  repository.git({"repack", "-q"});  // keeps the loose objects
  CHECK(History(repository).texts.size() == 2);
}

TEST_CASE("history: replaced objects and what replaces them are read, grafts hide nothing") {
  const Repository repository;
  repository.write("file", "hidden");
  const git::Oid first = repository.commit("first");
  repository.write("file", "shown");
  const git::Oid second = repository.commit("second");
  repository.git({"replace", repository.git({"rev-parse", first.hex() + ":file"}),
                  repository.git({"rev-parse", second.hex() + ":file"})});
  repository.write(".git/info/grafts", second.hex() + "\n");
  CHECK(History(repository).bytes_of(model::OriginKind::Blob) == Bytes{"hidden", "shown"});
}

TEST_CASE("history: a shallow clone is incomplete and says how many commits it ends at") {
  const Repository repository;
  repository.commit("first");
  repository.commit("second");
  const Repository shallow;
  shallow.git({"fetch", "-q", "--depth", "1", "file://" + repository.path(), "main:other"});
  const History history(shallow);
  CHECK_FALSE(history.result.complete());
  REQUIRE(history.result.diagnostics.size() == 1);
  CHECK(history.result.diagnostics.front().code == "shallow-clone");
}

TEST_CASE("history: objects that are named but missing make it incomplete") {
  const Repository repository;
  repository.write("a", "1");
  repository.write("b", "2");
  repository.commit();
  const std::string id = repository.git({"rev-parse", "HEAD:b"});
  std::filesystem::remove(repository.in(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)));
  const History history(repository);
  CHECK(history.bytes_of(model::OriginKind::Blob) == Bytes{"1"});
  CHECK_FALSE(history.result.complete());
  REQUIRE(history.result.diagnostics.size() == 1);
  CHECK(history.result.diagnostics.front().code == "missing-objects");
  CHECK(history.result.diagnostics.front().message.find(id) != std::string::npos);
}

TEST_CASE("history: what a ref, HEAD or a tag names must be here") {
  const std::string lost(40, '7');
  const auto complete = [&](const std::function<void(const Repository&)>& damage) {
    const Repository repository;
    repository.write("a", "1");
    repository.commit();
    damage(repository);
    const History history(repository);
    CHECK(history.errors.empty());
    CHECK(history.bytes_of(model::OriginKind::Blob).contains("1"));
    CHECK(history.result.complete() == history.result.diagnostics.empty());
    for (const base::Diagnostic& diagnostic : history.result.diagnostics)
      CHECK(diagnostic.message.find(lost) != std::string::npos);
    return history.result.complete();
  };
  for (const char* file : {".git/refs/heads/main", ".git/refs/heads/other", ".git/refs/tags/t",
                           ".git/refs/stash", ".git/HEAD"})
    CHECK_FALSE(
        complete([&](const Repository& repository) { repository.write(file, lost + "\n"); }));
  CHECK_FALSE(complete([&](const Repository& repository) {
    repository.write("tag", "object " + lost + "\ntype blob\ntag t\ntagger A <a@b> 1 +0000\n\nx\n");
    repository.git({"hash-object", "-w", "-t", "tag", "--literally", "tag"});
  }));
  // These may be gone, or need not be here.
  for (const char* file : {".git/ORIG_HEAD", ".git/FETCH_HEAD", ".git/logs/refs/heads/main"})
    CHECK(complete([&](const Repository& repository) {
      repository.write(file, lost + " " + lost + " A <a@b> 1 +0000\tx\n");
    }));
  CHECK(complete([&](const Repository& repository) {
    repository.write(".git/refs/heads/alias", "ref: refs/heads/nowhere\n");
  }));
  CHECK(complete([](const Repository& repository) {
    repository.git(
        {"update-ref", "refs/heads/empty",
         repository.git({"commit-tree", "-m", "x", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"})});
  }));
}

TEST_CASE("history: a damaged pack is an error and hides nothing else") {
  const Repository repository;
  repository.write("a", "packed");
  repository.commit("packed message");
  repository.git({"repack", "-q", "-a", "-d"});
  repository.write("a", "loose");
  repository.commit("loose message");
  for (const auto& entry :
       std::filesystem::directory_iterator(repository.in(".git/objects/pack"))) {
    if (entry.path().extension() != ".idx") continue;
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
    std::filesystem::resize_file(entry.path(), 50);
  }
  const History history(repository);
  CHECK_FALSE(history.errors.empty());
  CHECK(history.bytes_of(model::OriginKind::CommitMessage) == Bytes{"loose message\n"});
}

TEST_CASE("history: several workers read each object once") {
  const Repository repository;
  std::string stream;
  for (int i = 0; i < 2000; ++i) {
    const std::string content = "blob " + std::to_string(i);
    stream += "blob\ndata " + std::to_string(content.size()) + "\n" + content + "\n";
  }
  repository.git({"fast-import", "--quiet"}, stream);
  const git::Location location = repository.location();
  const base::Log log;
  HistorySource source({git::test::library(), location, repository.environment, log});
  REQUIRE(source.start(3) == 3);
  std::vector<Collector> sinks(3);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 3; ++i)
      threads.emplace_back([&, i] {
        while (source.next(i, sinks[i])) {
        }
      });
  }
  Bytes all;
  for (const Collector& sink : sinks) {
    for (const source::test::Text& text : sink.texts) all.insert(text.bytes);
  }
  CHECK(all.size() == 2000);
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 2000);
  CHECK(source.progress().done == 2000);
  CHECK(source.progress().total == 2000);
}

TEST_CASE("history: an empty repository has nothing, and that is complete") {
  const History history{Repository()};
  CHECK(history.texts.empty());
  CHECK(history.errors.empty());
  CHECK(history.result.complete());
}

TEST_CASE("history: annotated tags of tags, of trees and of blobs are followed") {
  const Repository repository;
  repository.write("file", "1");
  repository.commit("m");
  repository.git({"tag", "-a", "-m", "inner", "inner"});
  repository.git({"-c", "advice.nestedTag=false", "tag", "-a", "-m", "outer", "outer", "inner"});
  repository.git({"tag", "-a", "-m", "of a tree", "tree", "HEAD^{tree}"});
  repository.git({"tag", "-a", "-m", "of a blob", "blob", repository.blob("tagged").hex()});
  const History history(repository);
  CHECK(history.bytes_of(model::OriginKind::TagMessage) ==
        Bytes{"inner\n", "outer\n", "of a tree\n", "of a blob\n"});
  CHECK(history.bytes_of(model::OriginKind::Blob) == Bytes{"1", "tagged"});
}
