#include "rules/example.h"

#include <set>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "text/encoding.h"
#include "text/token_checksum.h"

using namespace veto;
using rules::expand_example;

namespace {

std::string expand(const std::string& recipe, std::uint64_t seed = 1) {
  return expand_example(recipe, "", 0, seed);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The decoded body of a PEM block; checks its frame.
std::string pem_body(const std::string& block, const std::string& label) {
  std::vector<std::string> lines = lines_of(block);
  REQUIRE(lines.size() > 2);
  CHECK(lines.front() == "-----" + ("BEGIN " + label) + "-----");
  CHECK(lines.back() == "-----" + ("END " + label) + "-----");
  std::string base64;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].find(':') != std::string::npos) continue;
    CHECK(lines[i].size() <= 70);
    base64 += lines[i];
  }
  const std::optional<std::string> body =
      text::decode_base64(base64, text::Base64Alphabet::Standard);
  REQUIRE(body);
  return *body;
}

struct Element {
  unsigned char tag = 0;
  std::string_view content;
};

/// Reads one DER element off the front; its length must be written in the shortest form.
Element read_element(std::string_view& der) {
  REQUIRE(der.size() >= 2);
  Element element;
  element.tag = static_cast<unsigned char>(der[0]);
  std::size_t size = static_cast<unsigned char>(der[1]);
  der.remove_prefix(2);
  if (size >= 0x80) {
    const std::size_t width = size - 0x80;
    REQUIRE((width >= 1 && width <= 3 && der.size() >= width));
    size = 0;
    for (std::size_t i = 0; i < width; ++i) size = size << 8U | static_cast<unsigned char>(der[i]);
    CHECK(size >= (width == 1 ? 0x80U : 1U << (8 * (width - 1))));
    der.remove_prefix(width);
  }
  REQUIRE(der.size() >= size);
  element.content = der.substr(0, size);
  der.remove_prefix(size);
  return element;
}

std::vector<Element> read_elements(std::string_view der) {
  std::vector<Element> elements;
  while (!der.empty()) elements.push_back(read_element(der));
  return elements;
}

/// The tags of all elements, nested ones in parentheses; constructed ones only.
std::string shape(std::string_view der) {
  std::string text;
  for (const Element& element : read_elements(der)) {
    text += text::encode_hex({reinterpret_cast<const char*>(&element.tag), 1});
    if ((element.tag & 0x20U) != 0) text += "(" + shape(element.content) + ")";
    text += " ";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

std::vector<std::size_t> integer_sizes(std::string_view sequence) {
  std::vector<std::size_t> sizes;
  const Element outer = read_element(sequence);
  for (const Element& element : read_elements(outer.content)) {
    CHECK(element.tag == 0x02);
    CHECK((static_cast<unsigned char>(element.content.front()) & 0x80U) == 0);
    sizes.push_back(element.content.size());
  }
  return sizes;
}

std::string ssh_string(std::string_view& bytes) {
  REQUIRE(bytes.size() >= 4);
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size = size << 8U | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(4);
  REQUIRE(bytes.size() >= size);
  std::string result(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return result;
}

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t begin = text.find(open);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = text.find(close, begin + open.size());
  REQUIRE(end != std::string::npos);
  return text.substr(begin + open.size(), end - begin - open.size());
}

}  // namespace

TEST_CASE("example: one seed always gives one text, another seed another") {
  const std::string recipe = "{base62:20} {uuid} {jwt} {pem:rsa} {ppk} {macaroon:x}";
  CHECK(expand(recipe, 7) == expand(recipe, 7));
  CHECK(expand(recipe, 7) != expand(recipe, 8));
  // The generator must not change: it is part of what a failing seed means.
  CHECK(expand("{hex:16}", 0) == "e60f152c3f6c88b8");
}

TEST_CASE("example: every alphabet gives the asked number of its own characters, all of them") {
  struct Alphabet {
    std::string name;
    std::size_t size;
    std::string outsiders;
  };
  for (const Alphabet& alphabet : std::vector<Alphabet>{{"base62", 62, "-_+/"},
                                                        {"digit", 10, "aA"},
                                                        {"lower", 26, "0A"},
                                                        {"upper", 26, "0a"},
                                                        {"alpha", 52, "0"},
                                                        {"base36", 36, "A"},
                                                        {"base36-upper", 36, "a"},
                                                        {"hex", 16, "gA"},
                                                        {"hex-upper", 16, "Ga"},
                                                        {"base32", 32, "0189a"},
                                                        {"base32-lower", 32, "0189A"},
                                                        {"base64", 64, "-_="},
                                                        {"base64url", 64, "+/="},
                                                        {"base58", 58, "0OIl"},
                                                        {"bech32", 32, "1bioA"},
                                                        {"bech32-upper", 32, "1BIOa"},
                                                        {"print", 88, " \"'`\\<>\x7f"}}) {
    CAPTURE(alphabet.name);
    const std::string text = expand("{" + alphabet.name + ":5000}");
    CHECK(text.size() == 5000);
    CHECK(std::set<char>(text.begin(), text.end()).size() == alphabet.size);
    CHECK(text.find_first_of(alphabet.outsiders) == std::string::npos);
    CHECK(expand("<{" + alphabet.name + ":0}>") == "<>");
  }
}

TEST_CASE("example: text between pieces stays, cut and token leave nothing") {
  CHECK(expand("gh{cut}p_ = \"{token}x\"{cut}") == "ghp_ = \"x\"");
  CHECK(expand("").empty());
  const std::string id = expand("{uuid}");
  REQUIRE(id.size() == 36);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) CHECK(id[at] == '-');
  CHECK(id[14] == '4');
  CHECK(std::string("89ab").find(id[19]) != std::string::npos);
}

TEST_CASE("example: what is no piece stays as it is") {
  for (const std::string text : {"{base99:5}",
                                 "{base62}",
                                 "{base62:}",
                                 "{base62:x}",
                                 "{base62:-1}",
                                 "{base62:5x}",
                                 "{base62:99999999999999999999}",
                                 "{base62:65537}",
                                 "{}",
                                 "{",
                                 "}",
                                 "{{}}",
                                 "${HOME}",
                                 "{pem:}",
                                 "{pem:nothing}",
                                 "{jwt-}",
                                 "{CUT}",
                                 "{ cut }",
                                 "{checksum}",
                                 "{bad-checksum}",
                                 "f() { return {1, 2}; }"}) {
    CAPTURE(text);
    CHECK(expand(text) == text);
  }
  CHECK(expand("{\"key\": \"{cut}\"}") == "{\"key\": \"\"}");
  CHECK(expand("${{{cut}}}") == "${{}}");
}

TEST_CASE("example: checksums are right, and bad ones wrong, for every algorithm") {
  struct Recipe {
    std::string checksum;
    std::size_t skip;
    std::string token;
  };
  const std::vector<Recipe> recipes{{"crc32-base62", 4, "exk_{base62:30}"},
                                    {"crc32-hex", 5, "exkh_{base62:40}"},
                                    {"grafana", 0, "glsa_{base62:32}"},
                                    {"grafana", 0, "glsa_{base62:32}_"},
                                    {"atlassian", 0, "EX{cut}T3{base64url:180}="},
                                    {"gitlab-routable", 6, "exlab-{base64url:36}"},
                                    {"gitlab-routable", 6, "exlab-{base64url:36}."},
                                    {"gitlab-routable", 6, "exlab-{base64url:36}.01."},
                                    {"confluent", 4, "exlt{base64:54}"},
                                    {"crates-io", 7, "exo_tp_{base62:31}"},
                                    {"azure-key", 0, "{base64:76}+A{cut}St"},
                                    {"azure-key", 0, "{base64:33}AZ{cut}EG"},
                                    {"azure-key", 0, "{base64url:44}Az{cut}Fu"},
                                    {"azure-key", 0, "{base62:42}Az{cut}Se"},
                                    {"entra-secret", 0, "{base62:3}8Q~{base62:31}"},
                                    {"bech32", 0, "EX-1{bech32-upper:52}"},
                                    {"bech32", 0, "ex1{bech32:52}"},
                                    {"crc32-hex-apart", 5, "exka_{hex:32}"},
                                    {"crc32-hex-apart", 5, "exka_{hex:32}_"},
                                    {"apify", 0, "exify_{base62:30}"},
                                    {"salad", 0, "ex_cloud_{base62:5}_{base62:40}"},
                                    {"unkey", 0, "ex_{base58:8}exv1{base58:36}"},
                                    {"cask", 0, "{base62:52}JQ{cut}QJ99BC{base62:16}AZ{cut}DO"},
                                    {"azure-devops", 0, "{base32-lower:44}"},
                                    {"base58check", 0, "{base58:46}"},
                                    {"ripple", 0, "{ripple:23}"},
                                    {"stellar", 0, "SA{base32:50}"},
                                    {"nkey", 0, "SUAB{base32:50}"},
                                    {"github-fine-grained", 0, "{base62:77}"}};
  for (const Recipe& recipe : recipes) {
    CAPTURE(recipe.checksum, recipe.token);
    const text::ChecksumAlgorithm& algorithm = *text::find_checksum(recipe.checksum);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const auto made = [&](const std::string& tail) {
        return expand_example("key=[{token}" + recipe.token + tail + "]", recipe.checksum,
                              recipe.skip, seed);
      };
      const std::string good = between(made("{checksum}"), "[", "]");
      const std::string bad = between(made("{bad-checksum}"), "[", "]");
      CHECK(algorithm.verify(good, recipe.skip));
      CHECK_FALSE(algorithm.verify(bad, recipe.skip));
      CHECK(good.size() == bad.size());
    }
  }
}

TEST_CASE(
    "example: without a token mark the checksum covers all before, with several the last counts") {
  const std::string tail = text::find_checksum("crc32-hex")->mint("abc", 0);
  CHECK(expand_example("abc{checksum}", "crc32-hex", 0, 1) == "abc" + tail);
  CHECK(expand_example("{token}x{token}abc{checksum}", "crc32-hex", 0, 1) == "xabc" + tail);
}

TEST_CASE("example: jwts have the parts and the expiry that their names say") {
  for (const std::string kind : {"jwt", "jwt-expired", "jwt-none"}) {
    CAPTURE(kind);
    const std::string token = expand("{" + kind + "}");
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first + 1);
    REQUIRE(second != std::string::npos);
    const auto decode = [](const std::string& part) {
      return text::decode_base64(part, text::Base64Alphabet::Url).value();
    };
    const std::string header = decode(token.substr(0, first));
    const std::string claims = decode(token.substr(first + 1, second - first - 1));
    CHECK(header == (kind == "jwt-none" ? R"({"alg":"none","typ":"JWT"})"
                                        : R"({"alg":"HS256","typ":"JWT"})"));
    CHECK(decode(token.substr(second + 1)).size() == 32);
    const unsigned long long expires = std::stoull(between(claims, "\"exp\":", "}"));
    CHECK((expires < 1700000000ULL) == (kind == "jwt-expired"));
  }
}

TEST_CASE("example: base64-of encodes its text with the pieces in it expanded") {
  CHECK(expand("{base64-of:user:secret}") == text::encode_base64("user:secret"));
  CHECK(expand("{base64-of:}").empty());
  const std::string decoded = text::decode_base64(expand("{base64-of:user:<base62:20>}")).value();
  CHECK(decoded.substr(0, 5) == "user:");
  CHECK(decoded.size() == 25);
  CHECK(decoded.find_first_of("<>{}") == std::string::npos);
  const std::string json = text::decode_base64(expand("{base64-of:<\"key\":\"<hex:8>\">}")).value();
  CHECK(json.size() == 18);
  CHECK(between(json, "{\"key\":\"", "\"}").size() == 8);
}

TEST_CASE("example: a macaroon is one of version 2") {
  const std::string location = "pypi" + std::string(".org");
  const std::string token = expand("{macaroon:" + location + "}");
  CHECK(token.find('=') == std::string::npos);
  CHECK(token.starts_with("AgEI" + std::string("cHlwaS5vcmc") + "CJ"));
  const std::string bytes = text::decode_base64(token, text::Base64Alphabet::Url).value();
  const std::string head = std::string("\2\1\x08") + location + "\2\x24";
  CHECK(bytes.starts_with(head));
  const std::string_view signature = std::string_view(bytes).substr(bytes.size() - 36);
  CHECK(signature.starts_with(std::string("\0\0\6\x20", 4)));
  const std::string long_location(200, 'x');
  const std::string other = text::decode_base64(expand("{macaroon:" + long_location + "}")).value();
  CHECK(other.starts_with(std::string("\2\1\xc8\1") + long_location + "\2"));
}

TEST_CASE("example: RSA, DSA and EC keys have the numbers that their formats ask for") {
  const std::string rsa = pem_body(expand("{pem:rsa}"), "RSA PRIVATE KEY");
  CHECK(integer_sizes(rsa) == std::vector<std::size_t>{1, 257, 3, 257, 129, 129, 129, 129, 129});
  const std::string dsa = pem_body(expand("{pem:dsa}"), "DSA PRIVATE KEY");
  CHECK(integer_sizes(dsa) == std::vector<std::size_t>{1, 129, 21, 129, 129, 21});
  const std::string ec = pem_body(expand("{pem:ec}"), "EC PRIVATE KEY");
  CHECK(shape(ec) == "30(02 04 a0(06) a1(03))");
}

TEST_CASE("example: PKCS#8 keys hold RSA or Ed25519, encrypted ones a PBES2 scheme") {
  std::set<std::string> shapes;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::string body = pem_body(expand("{pem:pkcs8}", seed), "PRIVATE KEY");
    shapes.insert(shape(body));
    std::string_view der = body;
    const Element outer = read_element(der);
    CHECK(der.empty());
    const std::vector<Element> parts = read_elements(outer.content);
    REQUIRE(parts.size() == 3);
    const std::string inner = shape(parts[2].content);
    CHECK((inner == "04" || inner == "30(02 02 02 02 02 02 02 02 02)"));
  }
  CHECK(shapes == std::set<std::string>{"30(02 30(06 05) 04)", "30(02 30(06) 04)"});
  CHECK(shape(pem_body(expand("{pem:pkcs8-encrypted}"), "ENCRYPTED PRIVATE KEY")) ==
        "30(30(06 30(30(06 30(04 02 30(06 05))) 30(06 04))) 04)");
}

TEST_CASE("example: an RSA key with DEK-Info has its headers and an opaque body") {
  const std::string block = expand("{pem:rsa-encrypted}");
  const std::vector<std::string> lines = lines_of(block);
  CHECK(lines.at(1) == "Proc-Type: 4,ENCRYPTED");
  CHECK(lines.at(2).starts_with("DEK-Info: AES-256-CBC,"));
  CHECK(lines.at(3).empty());
  CHECK(pem_body(block, "RSA PRIVATE KEY").size() % 16 == 0);
}

TEST_CASE("example: public keys and certificates are well-formed DER") {
  CHECK(shape(pem_body(expand("{pem:public}"), "PUBLIC KEY")) == "30(30(06 05) 03)");
  CHECK(shape(pem_body(expand("{pem:certificate}"), "CERTIFICATE")) ==
        "30(30(a0(02) 02 30(06 05) 30(31(30(06 0c))) 30(17 17) 30(31(30(06 0c))) 30(30(06 05) 03)) "
        "30(06 05) 03)");
}

TEST_CASE("example: OpenSSH keys follow PROTOCOL.key") {
  for (const bool encrypted : {false, true}) {
    CAPTURE(encrypted);
    const std::string recipe = encrypted ? "{pem:openssh-encrypted}" : "{pem:openssh}";
    const std::string body = pem_body(expand(recipe), "OPENSSH PRIVATE KEY");
    const std::string magic = std::string("openssh-key-v1") + '\0';
    REQUIRE(body.starts_with(magic));
    std::string_view rest = std::string_view(body).substr(magic.size());
    CHECK(ssh_string(rest) == (encrypted ? "aes256-ctr" : "none"));
    CHECK(ssh_string(rest) == (encrypted ? "bcrypt" : "none"));
    CHECK(ssh_string(rest).size() == (encrypted ? 24 : 0));
    CHECK(rest.starts_with(std::string("\0\0\0\1", 4)));
    rest.remove_prefix(4);
    const std::string public_key = ssh_string(rest);
    const std::string section = ssh_string(rest);
    CHECK(rest.empty());
    CHECK(section.size() % 16 == 0);
    if (encrypted) continue;
    CHECK(section.substr(0, 4) == section.substr(4, 4));
    CHECK(section.substr(8, public_key.size()) == public_key);
    std::string_view secret = std::string_view(section).substr(8 + public_key.size());
    CHECK(ssh_string(secret).size() == 64);
    CHECK(ssh_string(secret) == "user@host");
    for (std::size_t i = 0; i < secret.size(); ++i) CHECK(secret[i] == static_cast<char>(i + 1));
  }
}

TEST_CASE("example: PuTTY files count their lines") {
  for (const std::string recipe : {"{ppk}", "{ppk-encrypted}"}) {
    CAPTURE(recipe);
    const std::string file = expand(recipe);
    const std::vector<std::string> lines = lines_of(file);
    CHECK(lines.at(0) == std::string("PuTTY-User-Key") + "-File-3: ssh-ed25519");
    CHECK(lines.at(1) == (recipe == "{ppk}" ? "Encryption: none" : "Encryption: aes256-cbc"));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t at = lines[i].find("-Lines: ");
      if (at == std::string::npos) continue;
      std::string body;
      for (std::size_t count = std::stoul(lines[i].substr(at + 8)); count > 0; --count)
        body += lines.at(++i);
      CHECK(text::decode_base64(body, text::Base64Alphabet::Standard));
    }
    CHECK(lines.back().starts_with("Private-MAC: "));
    CHECK(lines.back().size() == 13 + 64);
  }
}
