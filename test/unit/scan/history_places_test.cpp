// Where findings of a history come from: the same whether its trees are kept by their changes, as a
// whole, or read one by one.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "rules/example.h"
#include "rules/example_random.h"
#include "scan/scan.h"
#include "source/history.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using git::test::Repository;
using match::test::builtin_engine;
using source::PackReading;

namespace {

std::string token(std::uint64_t seed) {
  return rules::expand_example("ghp_{base62:30}{checksum}", "crc32-base62", 4, seed);
}

model::ScanResult scan_history(const Repository& repository, PackReading reading,
                               unsigned threads) {
  const git::Location location = repository.location();
  const base::Log log;
  source::HistorySource source({git::test::library(), location, repository.environment, log},
                               source::Reported::All, reading);
  scan::ScanOptions options;
  options.threads = threads;
  return scan::scan(source, builtin_engine(), {}, options);
}

std::vector<std::string> told(const model::ScanResult& result) {
  std::vector<std::string> lines;
  for (const model::Finding& finding : result.findings) {
    for (const model::Place& place : finding.places)
      lines.push_back(fmt::format("{} {} '{}' {} {} {} {} {} {} {} {} {}", finding.secret.reveal(),
                                  place.object, place.path, place.line, place.commit, place.author,
                                  place.date, place.reached, place.in_head, place.removed,
                                  fmt::join(place.refs, ","), place.refs_total));
  }
  return lines;
}

/// Edits, renames, removals and merges of files in nested directories.
class RandomRepository {
 public:
  explicit RandomRepository(std::uint64_t seed) : random_(seed) {
    for (std::size_t i = 0; i < 12; ++i) write(path(), random_.below(3));
    repository.commit();
    for (std::size_t i = 0; i < 25; ++i) step(i);
    repository.git({"tag", "-a", "-m", "m " + token(9), "v1", "HEAD~3"});
    repository.git({"repack", "-q", "-a", "-d", "-k", "-f", "--depth=60", "--window=60"});
    static_cast<void>(repository.blob("dangling " + token(1)));
    write(path(), 0);
    repository.commit("loose " + token(2));
  }

  Repository repository;

 private:
  std::string path() {
    static const std::vector<std::string> kDirectories{"", "a/", "a/b/", "c/"};
    return kDirectories[random_.below(kDirectories.size())] + "f" +
           std::to_string(random_.below(8));
  }
  void write(const std::string& path, std::size_t secret) {
    repository.write(path, std::to_string(random_.below(1000)) + "\n" +
                               (secret < 2 ? token(secret) + "\n" : ""));
  }
  void step(std::size_t number) {
    switch (random_.below(5)) {
      case 0: {
        const auto files = git::test::split(repository.git({"ls-files"}), '\n');
        const std::string to = path() + "x" + std::to_string(number);
        write(to, 2);
        repository.git({"mv", "-f", files[random_.below(files.size())], to});
        break;
      }
      case 1: {
        const auto files = git::test::split(repository.git({"ls-files"}), '\n');
        if (files.size() > 3) repository.git({"rm", "-q", files[random_.below(files.size())]});
        break;
      }
      case 2: {
        const std::string back = "HEAD~" + std::to_string(random_.below(3));
        if (repository.try_git({"checkout", "-q", "--detach", back}).status != 0) return;
        write(path(), random_.below(3));
        const git::Oid side = repository.commit();
        if (random_.below(2) == 0)
          repository.git({"update-ref", "refs/heads/b" + std::to_string(number), side.hex()});
        repository.git({"checkout", "-q", "main"});
        // What conflicts is committed as it is: a merge that adds something of its own.
        static_cast<void>(repository.try_git({"merge", "-q", "--no-ff", "-m", "m", "-s",
                                              random_.below(3) == 0 ? "ours" : "ort", side.hex()}));
        break;
      }
      default:
        write(path(), random_.below(3));
    }
    repository.commit();
  }

  rules::ExampleRandom random_;
};

}  // namespace

TEST_CASE("history places: whichever way trees are read, findings come from the same commits") {
  for (std::uint64_t seed = 1; seed <= git::test::trials(6); ++seed) {
    CAPTURE(seed);
    const RandomRepository random(seed);
    const auto plain = told(scan_history(random.repository, PackReading::OneByOne, 1));
    CHECK(plain.size() > 3);
    for (const auto& [reading, threads] :
         {std::pair{PackReading::Whole, 1U}, std::pair{PackReading::Deltas, 1U},
          std::pair{PackReading::Deltas, 3U}}) {
      CAPTURE(static_cast<int>(reading), threads);
      CHECK(told(scan_history(random.repository, reading, threads)) == plain);
    }
  }
}

TEST_CASE("history places: the branches and tags that contain a finding are named") {
  const Repository repository;
  repository.write("file", token(1) + "\n");
  repository.commit();
  repository.git({"tag", "v1"});
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("other", token(2) + "\n");
  repository.commit("subject\n\n" + token(3));
  repository.git({"tag", "-a", "-m", "message " + token(4), "v2", "main"});
  repository.git({"reset", "-q", "--hard"});
  static_cast<void>(repository.blob(token(5) + "\n"));
  const model::ScanResult result = scan_history(repository, PackReading::Deltas, 2);
  const auto refs_of = [&](std::uint64_t seed) {
    for (const model::Finding& finding : result.findings) {
      if (finding.secret.reveal() != token(seed)) continue;
      CHECK(finding.places.size() == 1);
      CHECK(finding.places.front().refs_total == finding.places.front().refs.size());
      return finding.places.front().refs;
    }
    return std::vector<std::string>{"not found"};
  };
  using Names = std::vector<std::string>;
  CHECK(refs_of(1) == Names{"main", "side", "v1", "v2"});
  CHECK(refs_of(2) == Names{"side"});
  CHECK(refs_of(3) == Names{"side"});
  CHECK(refs_of(4) == Names{"v2"});
  CHECK(refs_of(5) == Names());
}
