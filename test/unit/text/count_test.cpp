#include "text/count.h"

#include "test/support/catch.h"

using namespace veto;

TEST_CASE("count: one thing, several, many") {
  CHECK(text::count_of(0, "file") == "0 files");
  CHECK(text::count_of(1, "file") == "1 file");
  CHECK(text::count_of(12345, "staged file") == "12,345 staged files");
  CHECK(text::count_of(1, "entry") == "1 entry");
  CHECK(text::count_of(2, "entry") == "2 entries");
  CHECK(text::count_of(999, "file") == "999 files");
  CHECK(text::count_of(1000, "day") == "1,000 days");
  CHECK(text::count_of(123456, "blob") == "123,456 blobs");
  CHECK(text::count_of(1234567, "blob") == "1,234,567 blobs");
}
