#include "base/environment.h"

#include "test/support/catch.h"

using veto::base::Environment;

TEST_CASE("environment: read from an array as main has it, the first of two entries counting") {
  const char* const entries[] = {"A=1", "EMPTY=", "A=2", "NO_EQUALS", "B=x=y", "=odd", nullptr};
  const Environment environment(entries);
  CHECK(environment.get("A") == "1");
  CHECK(environment.get("B") == "x=y");
  CHECK(environment.get("EMPTY") == "");
  CHECK_FALSE(environment.get_nonempty("EMPTY"));
  CHECK_FALSE(environment.get("NO_EQUALS"));
  CHECK_FALSE(environment.get("a"));
  CHECK_FALSE(environment.get("MISSING"));
  CHECK(Environment(nullptr).variables().empty());
}

TEST_CASE("environment: changed by copying, and given to a child as strings") {
  Environment environment;
  environment.set("A", "1");
  Environment copy = environment;
  copy.set("A", "2");
  copy.set("B", "");
  CHECK(environment.get("A") == "1");
  CHECK(copy.entries() == std::vector<std::string>{"A=2", "B="});
  copy.unset("A");
  copy.unset("MISSING");
  CHECK_FALSE(copy.get("A"));
}
