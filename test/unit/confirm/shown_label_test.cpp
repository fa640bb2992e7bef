#include "confirm/shown_label.h"

#include <string>

#include "test/support/catch.h"

using veto::confirm::shown_label;

TEST_CASE("shown label: the name before a secret, as far as its words are known") {
  struct Case {
    const char* before;
    const char* shown;
  };
  const Case kCases[] = {
      {"api_key = \"", "api_key = \""},
      {"    apiKey: '", "apiKey: '"},
      {"const githubToken = \"", "githubToken = \""},
      {"ACME_DB_PASSWORD=", "..._DB_PASSWORD="},
      {"{\"user\": \"x\", \"clientSecret\": \"", "clientSecret\": \""},
      {"os.environ[\"API_KEY\"] = \"", "API_KEY\"] = \""},
      {"Authorization: Bearer ", "Authorization: Bearer "},
      {"curl -H \"Authorization: token ", "Authorization: token "},
      {"<password>", "password>"},
      {"setPassword(\"", "...Password(\""},
      {"tool --token ", "--token "},
      {"key   :=   ", "key := "},
      {"first line\napi_key = ", "api_key = "},
      // Nothing but words of the list is shown.
      {"hunter2 = ", "... = "},
      {"https://joe:", "...:"},
      {"correcthorsebatterystaple:", "...:"},
      {"secret ", ""},
      {"password correct token ", ""},
      {"", ""},
      {"= ", ""},
      {"(see the paper) ", ""},
      {"api__key = ", "..._key = "},
      {"\xc3\xa9t\xc3\xa9_key = ", "... = "},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.before);
    CHECK(shown_label(each.before) == each.shown);
  }
}

TEST_CASE("shown label: no byte of an unknown word is ever shown") {
  // Whatever stands around it: the word is no name, part of one, or a value.
  for (const std::string before :
       {"%=", "%: ", "key%=", "%key=", "%_key=", "key_%=", "key=% token=", "-%=", "--%-key ",
        "'%': '", "%Key(", "key.%.token:", "%:%="}) {
    std::string text;
    for (const char c : before) text += c == '%' ? std::string("qzjvw") : std::string(1, c);
    CAPTURE(text);
    const std::string shown = shown_label(text);
    for (const char c : std::string("qzjvw")) CHECK(shown.find(c) == std::string::npos);
  }
}

TEST_CASE("shown label: is short, however long the line") {
  std::string names;
  for (int i = 0; i < 1000; ++i) names += "api_key_";
  CHECK(shown_label(names + "=").size() < 100);
  CHECK(shown_label("api_key =" + std::string(5000, ' ')).size() < 100);
}
