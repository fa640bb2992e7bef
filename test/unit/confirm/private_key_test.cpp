#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "confirm/confirm.h"
#include "confirm/pem_block.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace model = veto::model;
namespace rules = veto::rules;
using rules::expand_example;

namespace {

constexpr std::string_view kBegin = "-----BEGIN";

std::string pem(std::string_view kind, std::uint64_t seed = 1) {
  return expand_example("{pem:" + std::string(kind) + "}", "", 0, seed);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// `front` before and `back` behind each line.
std::string each_line(const std::string& text, std::string_view front, std::string_view back) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.append(front).append(text, at, end - at).append(back).append("\n");
    at = end + 1;
  }
  return out;
}

/// What the rule does: its match and secret are the BEGIN line.
struct KeyText {
  std::string window;
  rules::Rule rule = rule_with_structure("private-key");

  [[nodiscard]] model::Verdict verdict() const {
    const std::size_t begin = window.find(kBegin);
    const std::size_t end = window.find("-----", begin + kBegin.size()) + 5;
    return confirm({rule, window, {begin, end}, {begin, end}}, {});
  }
  [[nodiscard]] std::string canonical() const {
    return canonical_secret(rule, slice(window, verdict().secret));
  }
};

bool is_accepted(const std::string& text) {
  return KeyText{text}.verdict().accepted;
}

}  // namespace

TEST_CASE("private key: every kind of plain key is verified, and is the secret as a whole") {
  for (const char* kind : {"rsa", "ec", "dsa", "pkcs8", "openssh"}) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::string key = pem(kind, seed);
      const KeyText text{"some text\n" + key + "\nmore text\n"};
      const auto verdict = text.verdict();
      INFO(kind << " " << seed << ": " << verdict.reason);
      REQUIRE(verdict.accepted);
      CHECK(verdict.verified == model::Verified::Structure);
      CHECK(verdict.tier == rules::Tier::Block);
      CHECK(slice(text.window, verdict.secret) == key);
      CHECK(verdict.match == verdict.secret);
    }
  }
}

TEST_CASE("private key: encrypted keys are info") {
  for (const char* kind : {"openssh-encrypted", "pkcs8-encrypted", "rsa-encrypted"}) {
    const auto verdict = KeyText{pem(kind)}.verdict();
    INFO(kind << ": " << verdict.reason);
    CHECK(verdict.accepted);
    CHECK(verdict.tier == rules::Tier::Info);
  }
}

TEST_CASE("private key: public keys and certificates under a private label are rejected") {
  for (const char* kind : {"public", "certificate"}) {
    std::string text = pem(kind);
    text = replaced(text, "PUBLIC KEY", "PRIVATE KEY");
    text = replaced(text, "CERTIFICATE", "PRIVATE KEY");
    const auto verdict = KeyText{text}.verdict();
    CHECK_FALSE(verdict.accepted);
    CHECK(verdict.stage == rules::Stage::Structure);
  }
}

TEST_CASE("private key: the dress of the lines changes neither the verdict nor the identity") {
  for (const char* kind : {"rsa", "ec", "openssh", "pkcs8-encrypted", "rsa-encrypted"}) {
    const std::string key = pem(kind, 7);
    const std::string canonical = KeyText{key}.canonical();
    const std::string begin_marked = each_line(key, "", "");
    const std::vector<std::string> dresses{
        replaced(key, "\n", "\r\n"),
        replaced(key, "\n", "\r"),
        replaced(key, "\n", "\n\n"),
        each_line(key, "      ", ""),
        each_line(key, "\t", "   "),
        "\"key\": \"" + replaced(key, "\n", "\\n") + "\\n\", \"b\": 1",
        "KEY=\"" + replaced(key, "\n", "\\\\n") + "\"",
        "KEY='" + replaced(key, "\n", "\\r\\n") + "'",
        "x: \"" + replaced(replaced(key, "\n", "\\n"), "/", "\\/") + "\"",
        "x: \"" + replaced(replaced(key, "\n", "\\u000a"), "+", "\\u002B") + "\"",
        "<k>" + replaced(replaced(key, "\n", "&#10;"), "+", "&#43;") + "</k>",
        "<k>" + replaced(key, "\n", "<br/>\n") + "</k>",
        "k=" + replaced(replaced(replaced(key, "\n", "%0A"), "+", "%2B"), "=", "%3D"),
        "$k = \"" + replaced(key, "\n", "`n") + "\"",
        "$k = \"" + replaced(key, "\n", "`r`n") + "\"",
        each_line(key, "# ", ""),
        each_line(key, "// ", ""),
        each_line(key, "//", ""),
        each_line(key, " * ", ""),
        each_line(key, "-- ", ""),
        each_line(key, "> ", ""),
        each_line(key, "+", ""),
        each_line(key, "-", ""),
        each_line(key, "+    ", ""),
        each_line(key, "    \"", "\\n\" +"),
        each_line(key, "    \"", "\\n\""),
        each_line(key, "'", "\\n' ."),
        each_line(key, "  + '", "'"),
        each_line(key, "  \"", "\","),
        each_line(key, "key += \"", "\\n\";"),
        each_line(key, "", "\\n\\"),
        each_line(key, "", " \\"),
    };
    for (const std::string& dress : dresses) {
      const KeyText text{"begin\n" + dress + "\nend"};
      const auto verdict = text.verdict();
      INFO(kind << ": " << verdict.reason << "\n" << dress.substr(0, 200));
      CHECK(verdict.accepted);
      CHECK(text.canonical() == canonical);
    }
  }
}

TEST_CASE("private key: a key on one line, with spaces for line ends") {
  for (const char* kind : {"rsa", "ec", "dsa", "pkcs8", "openssh"}) {
    const std::string key = pem(kind, 3);
    const KeyText text{"KEY=\"" + replaced(key, "\n", " ") + "\"\n"};
    CHECK(text.verdict().accepted);
    CHECK(text.canonical() == KeyText{key}.canonical());
    CHECK(is_accepted(replaced(key, "\n", "")));
  }
}

TEST_CASE("private key: bodies that are no key are rejected") {
  const std::string key = pem("rsa");
  const std::string begin = key.substr(0, key.find('\n') + 1);
  const std::string end = key.substr(key.rfind('\n'));
  const std::string first_lines = key.substr(begin.size(), 130);
  for (const std::string& body : std::vector<std::string>{
           "",
           "...",
           "MIIEpAIBAAKCAQEA...",
           first_lines + "\n...",
           first_lines,
           "<your key here>",
           "${PRIVATE_KEY}",
           "base64 encoded data of the key",
           std::string(1000, 'A'),
           "MIIEpAIBAAKCAQEA" + std::string(1600, 'A'),
           replaced(key.substr(begin.size(), 1500), "M", "!"),
       }) {
    INFO(body.substr(0, 100));
    CHECK_FALSE(is_accepted(begin + body + end));
    CHECK_FALSE(is_accepted(begin + body));
  }
  CHECK_FALSE(is_accepted(begin));
  CHECK_FALSE(is_accepted(begin.substr(0, begin.size() - 1)));
}

TEST_CASE("private key: a key without its end counts when most of it is there") {
  const std::string rsa = pem("rsa");
  const KeyText cut{"text " + rsa.substr(0, 800)};
  const auto verdict = cut.verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.reason == "the end of the key is missing");
  CHECK(verdict.secret.end <= cut.window.size());
  CHECK(verdict.secret.end > cut.window.size() - 65);
  CHECK_FALSE(is_accepted(rsa.substr(0, 300)));

  for (const char* kind : {"ec", "pkcs8", "openssh"}) {
    const std::string key = pem(kind, 5);
    CHECK(is_accepted(key.substr(0, key.rfind('\n'))));
    CHECK_FALSE(is_accepted(key.substr(0, key.find('\n') + 32)));
  }
}

TEST_CASE("private key: what follows a key without an END line is not taken for its body") {
  const std::string rsa = pem("rsa");
  const std::string lines = rsa.substr(0, rsa.find('\n', 900) + 1);
  const KeyText plain{lines};
  for (const char* text :
       {"and here the text goes on with words\n", "```\nmore\n", "\n\nint main() {}\n"}) {
    const KeyText more{lines + text};
    CHECK(more.verdict().accepted);
    CHECK(more.canonical() == plain.canonical());
  }
}

TEST_CASE("private key: the next block ends one that has no end") {
  const std::string rsa = pem("rsa", 1);
  const std::string other = pem("ec", 2);
  const KeyText text{rsa.substr(0, 100) + "\n" + other};
  CHECK_FALSE(text.verdict().accepted);
  const KeyText first{rsa + "\n" + other};
  CHECK(slice(first.window, first.verdict().secret) == rsa);
}

TEST_CASE("private key: an END line beyond 64 KiB is not looked for") {
  const std::string key = pem("rsa");
  const std::size_t line = key.find('\n');
  CHECK(is_accepted(key.substr(0, line) + std::string(50'000, ' ') + key.substr(line)));
  CHECK_FALSE(is_accepted(key.substr(0, line) + std::string(70'000, ' ') + key.substr(line)));
}

TEST_CASE("private key: two keys have two identities, one key in two labels too") {
  CHECK(KeyText{pem("rsa", 1)}.canonical() != KeyText{pem("rsa", 2)}.canonical());
  const std::string key = pem("pkcs8", 1);
  CHECK(KeyText{key}.canonical() != KeyText{replaced(key, "PRIVATE", "RSA PRIVATE")}.canonical());
}
