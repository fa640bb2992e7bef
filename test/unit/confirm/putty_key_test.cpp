#include <string>

#include "confirm/confirm.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;

namespace {

std::string ppk(const std::string& kind = "ppk") {
  return rules::expand_example("{" + kind + "}", "", 0, 9);
}

struct KeyText {
  std::string window;
  rules::Rule rule = rule_with_structure("putty-key");

  [[nodiscard]] veto::model::Verdict verdict() const {
    const std::size_t begin = window.find("PuTTY-User");
    const std::size_t end = window.find(':', begin);
    return confirm({rule, window, {begin, end}, {begin, end}}, {});
  }
  [[nodiscard]] std::string canonical() const {
    return canonical_secret(rule, slice(window, verdict().secret));
  }
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE("putty key: a plain key file is the secret as a whole") {
  const std::string key = ppk();
  const KeyText text{"x\n" + key + "\ny\n"};
  const auto verdict = text.verdict();
  INFO(verdict.reason);
  REQUIRE(verdict.accepted);
  CHECK(verdict.verified == veto::model::Verified::Structure);
  CHECK(verdict.tier == rules::Tier::Block);
  CHECK(slice(text.window, verdict.secret) == key);
}

TEST_CASE("putty key: an encrypted one is info") {
  const auto verdict = KeyText{ppk("ppk-encrypted")}.verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.tier == rules::Tier::Info);
}

TEST_CASE("putty key: line ends and indentation change neither verdict nor identity") {
  const std::string key = ppk();
  const std::string canonical = KeyText{key}.canonical();
  for (const char* line_end : {"\r\n", "\r", "\\n", "\\r\\n", "\n    ", "\\\\n"}) {
    const KeyText text{replaced(key, "\n", line_end)};
    INFO(line_end);
    CHECK(text.verdict().accepted);
    CHECK(text.canonical() == canonical);
  }
}

TEST_CASE("putty key: without private lines or with a body of nothing it is rejected") {
  const std::string key = ppk();
  const std::size_t lines = key.find("Private-Lines");
  const std::size_t body = key.find('\n', lines) + 1;
  for (const std::string& text :
       {key.substr(0, lines), key.substr(0, body), key.substr(0, key.find('\n')),
        replaced(key, "Encryption: none\n", ""),
        replaced(key, "Private-Lines: ", "Private-Lines: 9"),
        replaced(key, "Private-Lines: ", "Private-Lines: x"),
        key.substr(0, body) + "AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"}) {
    const auto verdict = KeyText{text}.verdict();
    INFO(text);
    CHECK_FALSE(verdict.accepted);
    CHECK(verdict.stage == rules::Stage::Structure);
  }
}
