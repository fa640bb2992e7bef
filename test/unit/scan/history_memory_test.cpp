// A run that is killed loses no more than what it read since it last kept something.
#include "scan/history_memory.h"

#include <csignal>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "rules/example.h"
#include "scan/scan.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using git::test::Repository;
using match::test::builtin_engine;

namespace {

/// A history whose reader is killed before the object of this number.
class Deadly final : public source::Source {
 public:
  Deadly(source::HistorySource& history, int left) : history_(history), left_(left) {}

  unsigned start(unsigned wanted) override { return history_.start(wanted); }
  bool next(unsigned worker, model::SegmentSink& sink) override {
    if (left_-- == 0) ::raise(SIGKILL);
    return history_.next(worker, sink);
  }
  void finish(model::ScanResult& result) override { history_.finish(result); }

 private:
  source::HistorySource& history_;
  int left_;
};

constexpr int kForever = -1;

struct Runs {
  explicit Runs(const Repository& of) : repository(of), location(of.location()) {}

  /// Keeps what it reads at once.
  model::ScanResult run(int left, std::int64_t now = 1'700'000'000) {
    source::HistorySource history({git::test::library(), location, repository.environment, log});
    Deadly source(history, left);
    scan::MemorySettings settings;
    settings.path = cache.in("history/store.db");
    settings.program = "test";
    settings.day = "2026-11-22";
    settings.interval = std::chrono::milliseconds(0);
    scan::HistoryMemory memory(history, settings);
    scan::ScanOptions options;
    options.now_unix = now;
    options.salt = [] { return policy::FingerprintSalt{"salt"}; };
    options.memory = &memory;
    return scan::scan(source, builtin_engine(), {}, options);
  }

  /// Returns whether the run was killed.
  bool run_in_child(int left) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      static_cast<void>(run(left));
      ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }

  const Repository& repository;
  git::Location location;
  git::test::TemporaryDirectory cache;
  base::Log log;
};

std::string token() {
  return rules::expand_example("ghp_{base62:30}{checksum}", "crc32-base62", 4, 11);
}

std::vector<std::string> ids_of(const model::ScanResult& result) {
  std::vector<std::string> ids;
  for (const model::Finding& finding : result.findings)
    ids.push_back(finding.id + " " + std::to_string(finding.places.size()));
  return ids;
}

}  // namespace

TEST_CASE("history memory: a run that is killed is gone on with") {
  const Repository repository;
  for (int i = 0; i < 8; ++i) {
    repository.write("file", "version " + std::to_string(i) + "\n" + (i % 3 == 1 ? token() : ""));
    repository.commit("commit " + std::to_string(i));
  }
  const std::vector<std::string> expected = ids_of(Runs(repository).run(kForever));
  REQUIRE(expected.size() == 1);
  for (const int killed_at : {0, 1, 9, 23}) {
    Runs runs(repository);
    REQUIRE(runs.run_in_child(killed_at));
    const model::ScanResult resumed = runs.run(kForever);
    const model::KnownBefore& known = resumed.coverage.known;
    CAPTURE(killed_at);
    CHECK(ids_of(resumed) == expected);
    CHECK(resumed.complete());
    CHECK(resumed.coverage.blobs == 8);
    CHECK(resumed.coverage.commits == 8);
    // All are texts but the eight trees, in whatever order they come.
    CHECK(static_cast<int>(known.blobs + known.commits) >= killed_at - 8);
    CHECK(static_cast<int>(known.blobs + known.commits) <= killed_at);
    CHECK(runs.run(kForever).coverage.known.blobs == 8);
  }
}

TEST_CASE("history memory: what has expired meanwhile is judged anew") {
  constexpr std::int64_t kExpiry = 1'800'000'000;
  const Repository repository;
  repository.write("url",
                   "https://bucket.s3.amazonaws.com/file?X-Amz-Date=20270115T070000Z"
                   "&X-Amz-Expires=3600&" +
                       rules::expand_example("X-Amz-Signature={hex:64}", "", 0, 11) + "\n");
  repository.commit("a signed address");
  Runs runs(repository);
  const model::ScanResult before = runs.run(kForever, kExpiry - 10);
  REQUIRE(before.findings.size() == 1);
  const model::ScanResult again = runs.run(kForever, kExpiry - 5);
  CHECK(again.coverage.known.blobs == 1);
  CHECK(again.findings.front().tier == before.findings.front().tier);
  const model::ScanResult later = runs.run(kForever, kExpiry + 10);
  CHECK(later.coverage.known.blobs == 0);
  CHECK(later.findings.front().tier < before.findings.front().tier);
  CHECK(runs.run(kForever, kExpiry + 20).coverage.known.blobs == 1);
  CHECK(runs.run(kForever, kExpiry - 5).findings.front().tier == before.findings.front().tier);
}
