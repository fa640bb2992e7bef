#include "source/range.h"

#include <set>
#include <string>
#include <vector>

#include "git/range_words.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using git::test::Repository;
using source::RangeSource;
using source::test::Run;

namespace {

using Texts = std::multiset<std::string>;

/// What a range hands out, when every text that can be compared is asked about, as one in which
/// something was found is, or none is.
struct Range {
  enum class Asked { None, All };

  Range(const Repository& repository, std::vector<std::string> words, Asked asked = Asked::None,
        std::function<bool()> out_of_time = nullptr)
      : location(repository.location()),
        environment(repository.environment),
        source({git::test::library(), location, environment, log},
               {git::parse_ranges(location, environment, words), "", source::Cut::Incomplete,
                source::Returned::New, std::move(out_of_time)}) {
    Run run(source, [&](const model::Segment& segment) {
      if (asked == Asked::None) return;
      const auto lines = segment.change->added_lines();
      std::string& text = added.emplace_back(segment.origin.path + ":");
      if (!lines) text += " all";
      for (const model::LineRange& each : lines.value_or(std::vector<model::LineRange>()))
        text += " " + std::to_string(each.first) + "-" + std::to_string(each.last);
    });
    for (const source::test::Text& text : run.sink.texts) {
      if (text.kind == model::OriginKind::Blob) blobs.insert(text.bytes);
    }
    result = run.result;
    errors = run.errors;
  }

  git::Location location;
  base::Environment environment;
  base::Log log;
  RangeSource source;
  Texts blobs;
  std::vector<std::string> added;
  model::ScanResult result;
  std::vector<std::string> errors;
};

/// Three commits: a.txt, then b.txt, then both changed.
struct ThreeCommits : Repository {
  ThreeCommits() {
    write("a.txt", "one\n");
    commit("first");
    write("b.txt", "two\n");
    commit("second");
    write("a.txt", "one\nthree\n");
    write("b.txt", "four\ntwo\n");
    commit("third");
  }
};

}  // namespace

TEST_CASE("range source: each new blob is handed out once, and nothing else") {
  const ThreeCommits repository;
  const Range range(repository, {"HEAD~1..HEAD"});
  CHECK(range.blobs == Texts{"one\nthree\n", "four\ntwo\n"});
  CHECK(range.result.coverage.blobs == 2);
  CHECK(range.result.coverage.commits == 1);
  CHECK(range.source.suspects() == 0);
  CHECK(range.errors.empty());
  // Also when two ranges have it.
  CHECK(Range(repository, {"HEAD~1..HEAD", "HEAD~2..HEAD"}).blobs ==
        Texts{"one\nthree\n", "four\ntwo\n", "two\n"});
}

TEST_CASE("range source: what is asked about comes again, with what its commit adds") {
  const ThreeCommits repository;
  const Range range(repository, {"HEAD~2..HEAD"}, Range::Asked::All);
  CHECK(range.source.suspects() == 3);
  // The first round takes nothing for added, the second goes commit by commit, the oldest first.
  CHECK(std::multiset<std::string>(range.added.begin(), range.added.begin() + 3) ==
        Texts{"a.txt:", "b.txt:", "b.txt:"});
  CHECK(std::vector<std::string>(range.added.begin() + 3, range.added.end()) ==
        std::vector<std::string>{"b.txt: all", "a.txt: 2-2", "b.txt: 1-1"});
}

TEST_CASE("range source: out of time, it reads no more but judges what it has read") {
  const ThreeCommits repository;
  int left = 0;
  const auto out_of_time = [&left] { return left-- == 0; };
  for (const int reads : {0, 3, 5, 6}) {
    CAPTURE(reads);
    left = reads;
    const Range range(repository, {"HEAD"}, Range::Asked::All, out_of_time);
    CHECK(range.source.ran_out_of_time());
    CHECK_FALSE(range.result.complete());
    REQUIRE(range.result.diagnostics.size() == 1);
    CHECK(range.result.diagnostics.front().code == "out-of-time");
    // Each blob that was read is judged: it comes twice.
    CHECK(range.added.size() == 2 * range.source.suspects());
    CHECK(range.blobs.size() == range.added.size());
  }
  left = 1000;
  CHECK(Range(repository, {"HEAD"}, Range::Asked::All, out_of_time).result.complete());
}

TEST_CASE("range source: words that git does not understand are bad usage") {
  const ThreeCommits repository;
  for (const char* word : {"nowhere", "--all", "HEAD..nowhere", "^HEAD"})
    CHECK_THROWS_AS(Range(repository, {word}), base::Error);
}
