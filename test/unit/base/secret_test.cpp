#include "base/secret.h"

#include <sstream>
#include <string>
#include <type_traits>

#include <fmt/format.h>

#include "test/support/catch.h"

using veto::base::Secret;

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

}  // namespace

TEST_CASE("secret: nothing but reveal() gives its bytes") {
  static_assert(!std::is_convertible_v<Secret, std::string>);
  static_assert(!std::is_convertible_v<Secret, std::string_view>);
  static_assert(!std::is_convertible_v<std::string, Secret>);
  static_assert(!Printable<Secret>);
  static_assert(!fmt::is_formattable<Secret>::value);
  CHECK(Secret("value").reveal() == "value");
  CHECK(Secret("value").size() == 5);
}

TEST_CASE("secret: redacted shows the public prefix and the length in bytes") {
  struct Case {
    std::string value;
    std::size_t shown;
    std::string redacted;
  };
  for (const Case& each :
       {Case{"abc_123456", 4, "abc_...(10)"}, Case{"abc_123456", 0, "...(10)"},
        Case{"abc", 64, "abc...(3)"}, Case{"", 4, "...(0)"}, Case{"a b", 3, "a...(3)"},
        Case{"ab\x1b[31m", 7, "ab...(7)"}, Case{"a\xc3\xa4z", 4, "a...(4)"},
        Case{"a\x7f", 2, "a...(2)"}, Case{std::string("a\0b", 3), 3, "a...(3)"}}) {
    CHECK(Secret(each.value).redacted(each.shown) == each.redacted);
  }
}

TEST_CASE("secret: equal and ordered by its bytes") {
  CHECK(Secret("a") == Secret("a"));
  CHECK(Secret("a") != Secret("b"));
  CHECK(Secret("a") < Secret("b"));
}
