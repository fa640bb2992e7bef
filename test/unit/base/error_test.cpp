#include "base/error.h"

#include <string>

#include "test/support/catch.h"

using namespace veto;

TEST_CASE("error: frames are put in front, the outermost first") {
  try {
    base::in_context("scanning", [] {
      base::in_context("reading index", [] { throw base::unreadable("object not found"); });
    });
    FAIL("not thrown");
  } catch (const base::Error& error) {
    CHECK(error.text() == "scanning: reading index: object not found");
    CHECK(std::string(error.what()) == error.text());
    CHECK(error.kind() == base::ErrorKind::Unreadable);
  }
}

TEST_CASE("error: a frame keeps the kind") {
  CHECK(base::usage_error("x").kind() == base::ErrorKind::Usage);
  CHECK(base::usage_error("x").in("frame").kind() == base::ErrorKind::Usage);
  CHECK(base::usage_error("x").in("frame").text() == "frame: x");
}

TEST_CASE("error: what the work returns comes through, references too") {
  int value = 7;
  CHECK(base::in_context("frame", [] { return 3; }) == 3);
  int& same = base::in_context("frame", [&]() -> int& { return value; });
  CHECK(&same == &value);
}

TEST_CASE("error: other exceptions pass through a frame unchanged") {
  CHECK_THROWS_AS(base::in_context("frame", [] { throw std::bad_alloc(); }), std::bad_alloc);
}
