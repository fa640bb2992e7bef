#include "scan/attempt.h"

#include <new>
#include <string>
#include <vector>

#include "base/error.h"
#include "test/support/catch.h"

using namespace veto;

namespace {

struct Attempt {
  bool operator()(const std::function<bool()>& work) {
    return scan::attempt(diagnostics, base::Log([this](const std::string& line) { log += line; }),
                         work);
  }

  std::vector<base::Diagnostic> diagnostics;
  std::string log;
};

}  // namespace

TEST_CASE("attempt: what the work says comes through, and nothing is noted") {
  Attempt attempt;
  CHECK(attempt([] { return true; }));
  CHECK_FALSE(attempt([] { return false; }));
  CHECK(attempt.diagnostics.empty());
  CHECK(attempt.log.empty());
}

TEST_CASE("attempt: what cannot be read is noted as incomplete, and there is more to do") {
  Attempt attempt;
  CHECK(attempt([]() -> bool { throw base::unreadable("object 1: not found"); }));
  REQUIRE(attempt.diagnostics.size() == 1);
  CHECK(attempt.diagnostics[0].kind == base::DiagnosticKind::Incomplete);
  CHECK(attempt.diagnostics[0].message == "object 1: not found");
  CHECK_FALSE(attempt.diagnostics[0].code.empty());
  CHECK(attempt.log == "not read: object 1: not found");
}

TEST_CASE("attempt: a lack of memory is noted and survived") {
  Attempt attempt;
  CHECK(attempt([]() -> bool { throw std::bad_alloc(); }));
  REQUIRE(attempt.diagnostics.size() == 1);
  CHECK(attempt.diagnostics[0].message == "out of memory");
}

TEST_CASE("attempt: a wrong configuration and a bug are not for it to hide") {
  Attempt attempt;
  CHECK_THROWS_AS(attempt([]() -> bool { throw base::usage_error("x"); }), base::Error);
  CHECK_THROWS_AS(attempt([]() -> bool { throw std::logic_error("x"); }), std::logic_error);
  CHECK(attempt.diagnostics.empty());
}
