#include "source/stdin.h"

#include <string>
#include <thread>

#include <unistd.h>

#include "test/support/catch.h"
#include "test/unit/source/collector.h"

using namespace veto;
using source::StdinSource;
using source::test::Run;

TEST_CASE("standard input: read to its end as one file of the given name, whatever the pieces") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string content = std::string(200'000, 'x') + "end";
  std::jthread writer([&] {
    std::string_view rest = content;
    while (!rest.empty()) {
      const ssize_t count = ::write(ends[1], rest.data(), std::min<std::size_t>(rest.size(), 777));
      if (count <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    ::close(ends[1]);
  });
  StdinSource source(ends[0], "name.txt");
  const Run run(source);
  ::close(ends[0]);
  REQUIRE(run.sink.texts.size() == 1);
  CHECK(run.sink.texts.front().path == "name.txt");
  CHECK(run.sink.texts.front().bytes == content);
  CHECK(run.result.source.kind == model::SourceKind::Stdin);
  CHECK(run.result.coverage.files == 1);
}

TEST_CASE("standard input: a descriptor that cannot be read is an error") {
  StdinSource source(-1, "stdin");
  const Run run(source);
  REQUIRE(run.errors.size() == 1);
  CHECK(run.errors.front().starts_with("standard input: reading: "));
}
