#include "text/json_probe.h"

#include <string>
#include <string_view>
#include <vector>

#include "test/support/catch.h"

using veto::text::kMaxJsonDepth;
using veto::text::kMaxJsonMembers;
using veto::text::probe_json_object;

TEST_CASE("json probe: top-level members come back by name and kind") {
  const auto object = probe_json_object(
      R"( {"alg":"HS256", "exp" : 1516239022, "aud":["a",{"b":1}], "n":null, "t":true, "f":-1.5e2} )");
  REQUIRE(object);
  CHECK(object->size() == 6);
  CHECK(object->string("alg") == "HS256");
  CHECK(object->number("exp") == 1516239022.0);
  CHECK(object->number("f") == -150.0);
  CHECK(object->has("aud"));
  CHECK(object->has("n"));
  CHECK_FALSE(object->has("b"));
  CHECK_FALSE(object->string("exp"));
  CHECK_FALSE(object->number("alg"));
  CHECK_FALSE(object->number("t"));
  CHECK_FALSE(object->string("missing"));
}

TEST_CASE("json probe: nested members do not shadow those of the top") {
  const auto object =
      probe_json_object(R"({"a":{"alg":"none","a":"x"},"alg":"ES256","l":[[],{}]})");
  REQUIRE(object);
  CHECK(object->string("alg") == "ES256");
  CHECK_FALSE(object->string("a"));
  CHECK(object->size() == 3);
}

TEST_CASE("json probe: escapes are decoded in names and values") {
  const auto object = probe_json_object(
      R"({"\u0061lg":"\u0048S\/256\n","pair":"\ud83d\ude00","alone":"\ud83dx","e":"\u00e9\u20ac"})");
  REQUIRE(object);
  CHECK(object->string("alg") == "HS/256\n");
  CHECK(object->string("pair") == "\xf0\x9f\x98\x80");
  CHECK(object->string("alone") == "\xef\xbf\xbdx");
  CHECK(object->string("e") == "\xc3\xa9\xe2\x82\xac");
}

TEST_CASE("json probe: of members with one name the last counts") {
  const auto object = probe_json_object(R"({"alg":"none","alg":"HS256"})");
  REQUIRE(object);
  CHECK(object->string("alg") == "HS256");
}

TEST_CASE("json probe: what is not exactly one JSON object is refused") {
  const std::vector<std::string_view> bad{"",
                                          "{",
                                          "}",
                                          "[]",
                                          "1",
                                          "\"a\"",
                                          "{}x",
                                          "{}{}",
                                          "{\"a\"}",
                                          "{\"a\":}",
                                          "{\"a\":1,}",
                                          "{,}",
                                          "{\"a\":01}",
                                          "{\"a\":1.}",
                                          "{\"a\":.5}",
                                          "{\"a\":+1}",
                                          "{\"a\":1e}",
                                          "{\"a\":nul}",
                                          "{\"a\":True}",
                                          "{a:1}",
                                          "{'a':1}",
                                          "{\"a\":1]",
                                          "{\"a\":[1}",
                                          "{\"a\":[1,]}",
                                          "{\"a\":[,1]}",
                                          "{\"a\" 1}",
                                          "{\"a\":1 2}",
                                          "{\"a\":\"",
                                          "{\"a\":\"\\",
                                          "{\"a\":\"\\u12\"}",
                                          "{\"a\":\"\\x41\"}",
                                          "{\"a\":\"\t\"}",
                                          "{\"a\":\"\n\"}",
                                          "{\"a\":-}",
                                          "{\"a\":NaN}",
                                          "\xef\xbb\xbf{}",
                                          "{\"a\":1}//"};
  for (const std::string_view text : bad) {
    INFO(text);
    CHECK_FALSE(probe_json_object(text));
  }
  for (const std::string_view text :
       {"{}", " {\t}\r\n", "{\"a\":[]}", "{\"\":\"\"}", "{\"a\":0}"}) {
    INFO(text);
    CHECK(probe_json_object(text));
  }
}

TEST_CASE("json probe: every truncation of an object is refused") {
  const std::string text = R"({"alg":"HS256","x":[1,{"y":"\u0041"}],"exp":12})";
  REQUIRE(probe_json_object(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    CHECK_FALSE(probe_json_object(std::string_view(text).substr(0, size)));
  }
}

TEST_CASE("json probe: nesting and the number of members are bounded") {
  const auto nested = [](std::size_t depth) {
    return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  CHECK(probe_json_object(nested(kMaxJsonDepth - 1)));
  CHECK_FALSE(probe_json_object(nested(kMaxJsonDepth)));
  CHECK_FALSE(probe_json_object(R"({"a":)" + std::string(100000, '[')));

  std::string many = "{";
  for (int i = 0; i < 1000; ++i)
    many += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  many += "\"last\":1}";
  const auto object = probe_json_object(many);
  REQUIRE(object);
  CHECK(object->size() == kMaxJsonMembers);
  CHECK(object->number("m0") == 0.0);
}

TEST_CASE("json probe: a number beyond a double is no number") {
  const auto object = probe_json_object(R"({"big":1e999,"long":123456789012345678901234567890})");
  REQUIRE(object);
  CHECK_FALSE(object->number("big"));
  CHECK(object->number("long") == Approx(1.2345678901234568e29));
}
