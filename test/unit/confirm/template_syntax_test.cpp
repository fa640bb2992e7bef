#include "confirm/template_syntax.h"

#include <string>

#include "test/support/catch.h"

using namespace veto::confirm;

TEST_CASE("template syntax: templates are known as a whole and inside a value") {
  for (const char* value : {"${PASSWORD}",
                            "abc${PASSWORD}def",
                            "${PASSWORD:-default}",
                            "$(cat file)",
                            "{{ password }}",
                            "{{password}}",
                            "#{password}",
                            "<%= password %>",
                            "%(password)s",
                            "$PASSWORD",
                            "<password>",
                            "[password]",
                            "{password}",
                            "%PASSWORD%",
                            "@PASSWORD@",
                            "%s",
                            "%1$s",
                            "{}",
                            "{0}",
                            "%@"}) {
    INFO(value);
    CHECK(is_template(value));
  }
  for (const char* value : {"", "$", "$1a$", "a$b", "pa%ss%word", "5%", "<", "<>", "a<b>c", "{",
                            "$ecret!", "p{a}ss", "x}y{z", "${", "${}", "{{", "%20"}) {
    INFO(value);
    CHECK_FALSE(is_template(value));
  }
}

TEST_CASE("template syntax: an unclosed variable does not cost quadratic time") {
  std::string value;
  for (int i = 0; i < 100'000; ++i) value += "${abc";
  CHECK_FALSE(is_template(value));
}
