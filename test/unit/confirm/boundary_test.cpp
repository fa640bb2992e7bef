#include "confirm/boundary.h"

#include <string>
#include <string_view>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;

namespace {

bool is_open(const CandidateText& text, Sides sides = Sides::Both) {
  return find_boundary_fault(text.candidate(), sides).empty();
}

}  // namespace

TEST_CASE("boundary: letters and digits on either side make the secret a piece of a word") {
  for (const char* text : {"~tok123~",        " ~tok123~ ",      "=~tok123~;",
                           "\"~tok123~\"",    "/~tok123~/",      "-~tok123~",
                           ".~tok123~.",      "@~tok123~",       "\xc3\xa9~tok123~\xc3\xa9",
                           "~tok123~=",       "~tok123~==",      "~tok123~-",
                           "~tok123~_",       "~tok123~- x",     "~tok123~--x",
                           "~tok123~\\n",     "~tok123~\\u0022", "~tok123~%22",
                           "~tok123~\x1b[0m", "~tok123~&amp;",   "(~tok123~)"}) {
    INFO(text);
    CHECK(is_open(CandidateText(text)));
  }
  for (const char* text : {"a~tok123~", "9~tok123~", "Z~tok123~", "_~tok123~", "~tok123~a",
                           "~tok123~0", "~tok123~_a", "~tok123~-9", "x~tok123~ "}) {
    INFO(text);
    CHECK_FALSE(is_open(CandidateText(text)));
  }
}

TEST_CASE("boundary: the letters of an escape are no part of a word") {
  for (const char* text :
       {"\\n~tok123~", "\\\\n~tok123~", "\\t~tok123~", "\\r~tok123~", "\\u0022~tok123~",
        "\\u003d~tok123~", "\\x22~tok123~", "%3D~tok123~", "%22~tok123~", "%253D~tok123~",
        "%0a~tok123~", "=3D~tok123~", "\\075~tok123~", "\x1b[31m~tok123~", "\x1b[1;31m~tok123~",
        "\\x1b[31m~tok123~", "\\033[0m~tok123~", "\\u001b[38;5;9m~tok123~", "\\e[1m~tok123~"}) {
    INFO(text);
    CHECK(is_open(CandidateText(text)));
  }
  for (const char* text :
       {"n~tok123~", "/n~tok123~", "\\q~tok123~", "%41~tok123~", "%5F~tok123~", "\\u0041~tok123~",
        "\\x5a~tok123~", "u0022~tok123~", "\\u022~tok123~", "3D~tok123~", "%3~tok123~",
        "\\101~tok123~", "\\09~tok123~", "[31m~tok123~", "31m~tok123~", "\x1b[31n~tok123~",
        "m~tok123~", "\x1b[1x1m~tok123~"}) {
    INFO(text);
    CHECK_FALSE(is_open(CandidateText(text)));
  }
}

TEST_CASE("boundary: an underscore may stand before an unmistakable prefix") {
  rules::Rule rule;
  rule.shown = 4;
  CHECK(is_open(CandidateText("MY_~tok_123~", rule)));
  CHECK_FALSE(is_open(CandidateText("a~tok_123~", rule)));
  rule.shown = 3;
  CHECK_FALSE(is_open(CandidateText("MY_~tok_123~", rule)));
}

TEST_CASE("boundary: only the sides on which the pattern says nothing are looked at") {
  CandidateText named("xid=~tok123~");
  named.match_from("id");
  CHECK(is_open(named));

  CandidateText suffixed("~tok123~@hosts");
  suffixed.match.end += 1;
  CHECK(is_open(suffixed));

  CHECK_FALSE(is_open(CandidateText("~tok123~abc")));
  CHECK(is_open(CandidateText("~tok123~abc"), Sides::LeftOnly));
}

TEST_CASE("boundary: a long run of digits before an m is not searched without end") {
  const std::string text = "[" + std::string(100000, '1') + "m~tok123~";
  CHECK_FALSE(is_open(CandidateText(text)));
}

TEST_CASE("boundary: base64 that goes on around the secret is no boundary") {
  CHECK_FALSE(is_open(CandidateText("{base64:40}+B/~tok123~/{base64:30}")));
  CHECK_FALSE(is_open(CandidateText("src=\"{base64:60}+/~tok123~+\"")));
  CHECK(is_open(CandidateText("https://host.test/services/hooks/~tok123~/{base62:60}")));
  CHECK(is_open(CandidateText("/~tok123~/a+b")));
}
