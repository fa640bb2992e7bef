// Content of all kinds: encodings, line ends, binary files, very long lines, very many findings.
#include <algorithm>
#include <random>
#include <vector>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

enum class Order { Little, Big };

std::string utf16(std::string_view text, Order order) {
  std::string wide;
  for (const char c : text) {
    if (order == Order::Big) wide += '\0';
    wide += c;
    if (order == Order::Little) wide += '\0';
  }
  return wide;
}

std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string(line_end) : std::string(1, c);
  return out;
}

std::string place(const Json& finding) {
  return finding["path"].get<std::string>() + ":" + finding["line"].dump() + ":" +
         finding["column"].dump() + "-" + finding["end_line"].dump() + ":" +
         finding["end_column"].dump();
}

}  // namespace

TEST_CASE("content: a secret is found at its line in every encoding") {
  const std::string text = text_with(github_token());  // columns 9 to 49 of line 2
  const std::string nul(1, '\0');
  struct Case {
    const char* name;
    std::string bytes;
    const char* place;
  };
  const Case kCases[] = {
      {"UTF-8", "# \xc3\xa9t\xc3\xa9\n" + text, "a:3:9-3:49"},
      {"UTF-8 with BOM", "\xef\xbb\xbf" + text, "a:2:9-2:49"},
      {"BOM on the secret's own line", "\xef\xbb\xbf" + text.substr(11), "a:1:12-1:52"},
      {"UTF-16LE with BOM", "\xff\xfe" + utf16(text, Order::Little), "a:2:17-2:97"},
      {"UTF-16BE with BOM", "\xfe\xff" + utf16(text, Order::Big), "a:2:17-2:97"},
      {"UTF-16LE without BOM", utf16(text, Order::Little), "a:2:17-2:97"},
      {"UTF-16BE without BOM", utf16(text, Order::Big), "a:2:17-2:97"},
      {"UTF-16LE with CRLF", "\xff\xfe" + utf16(with_line_ends(text, "\r\n"), Order::Little),
       "a:2:17-2:97"},
      {"UTF-16LE with an odd byte", "\xff\xfe" + utf16(text, Order::Little) + "x", "a:2:17-2:97"},
      {"Latin-1", "# \xe9t\xe9\n" + text, "a:3:9-3:49"},
      {"Shift-JIS", "# \x93\xfa\x96\x7b\n" + text, "a:3:9-3:49"},
      {"CRLF", with_line_ends(text, "\r\n"), "a:2:9-2:49"},
      {"CR only", with_line_ends(text, "\r"), "a:2:9-2:49"},
      {"a CR before the first LF", "10%\r20%\r100%\n" + text, "a:3:9-3:49"},
      {"a CR in bytes before it", "\x7f\r\x01\n" + text, "a:3:9-3:49"},
      {"no final line feed", text.substr(0, 59), "a:2:9-2:49"},
      {"nothing but the secret", text.substr(19, 40), "a:1:1-1:41"},
      {"NUL in a text file", "a" + nul + "b\n" + text, "a:3:9-3:49"},
      {"NUL around the secret", "# settings\n" + nul + text.substr(19, 40) + nul, "a:2:2-2:42"},
      {"a binary file",
       "\x7f"
       "ELF" +
           std::string(5000, '\0') + "\n" + text + std::string(5000, '\xff'),
       "a:3:9-3:49"},
      {"form feeds and tabs", "\f\n\t" + text.substr(11), "a:2:10-2:50"},
      {"lines of other scripts", "\xe2\x80\xa8\xc2\x85\n" + text, "a:3:9-3:49"},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    repo.stage("a", each.bytes);
    CAPTURE(each.name);
    const Json staged = repo.report({"staged"}, 1);
    REQUIRE(staged["findings"].size() == 1);
    CHECK(place(staged["findings"][0]) == each.place);
    CHECK(staged["coverage"]["bytes"] == each.bytes.size());

    // Every source says the same of the same bytes, and every id is the same.
    const std::string id = staged["findings"][0]["id"];
    const Json files = repo.report({"files", "a"}, 1);
    CHECK(place(files["findings"][0]) == each.place);
    CHECK(files["findings"][0]["id"] == id);
    const Json piped = repo.report({"stdin", "--path", "a"}, 1, each.bytes);
    CHECK(piped["findings"][0]["line"] == staged["findings"][0]["line"]);
    CHECK(piped["findings"][0]["id"] == id);
    repo.commit_unchecked();
    const Json history = repo.report({"history"}, 1);
    CHECK(place(history["findings"][0]) == each.place);
    CHECK(history["findings"][0]["id"] == id);
  }
}

TEST_CASE("content: an edit elsewhere in a file of any encoding passes") {
  const std::string text = text_with(github_token());
  const std::pair<std::string, std::string> kVersions[] = {
      {"\xff\xfe" + utf16(text, Order::Little),
       "\xff\xfe" + utf16(text + "x = 1\n", Order::Little)},
      {utf16(text, Order::Big), utf16("x = 1\n" + text, Order::Big)},
      {with_line_ends(text, "\r"), with_line_ends(text + "x = 1\n", "\r")},
      {with_line_ends(text, "\r\n"), with_line_ends("x = 1\n" + text, "\r\n")},
      {std::string(9, '\0') + text, std::string(9, '\0') + text + "x"},
      {text, "\xff\xfe" + utf16(text, Order::Little)},
  };
  for (const auto& [before, after] : kVersions) {
    const TempRepo repo;
    repo.commit_file("a.txt", before);
    repo.stage("a.txt", after);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
    repo.stage("a.txt",
               after + (after.starts_with("\xff\xfe") ? utf16(github_token(), Order::Little)
                                                      : github_token()));
    CHECK(repo.veto({"staged"}).status == 1);
  }
}

TEST_CASE(
    "content: characters that hold the byte of a line feed do not shift the lines of UTF-16") {
  for (const Order order : {Order::Little, Order::Big}) {
    const TempRepo repo;
    // U+010A and U+0A0A: git, which compares bytes, sees lines end in them.
    const std::string odd = order == Order::Little ? std::string("\x0a\x01\x0a\x0a", 4)
                                                   : std::string("\x01\x0a\x0a\x0a", 4);
    std::string text = order == Order::Little ? "\xff\xfe" : "\xfe\xff";
    for (int i = 0; i < 8; ++i) text += odd;
    text += utf16("\nfirst\n", order);
    repo.commit_file("a.txt", text);
    repo.stage("a.txt", text + utf16("token = " + github_token() + "\n", order));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:3");
  }
}

TEST_CASE("content: bytes that look like the beginning of UTF-16 hide nothing") {
  const TempRepo repo;
  for (const char* beginning : {"\xff\xfe", "\xfe\xff", "\xef\xbb\xbf"}) {
    const std::string text = std::string(beginning) + "\n" + text_with(github_token());
    CAPTURE(beginning);
    CHECK(places_of(repo.report({"stdin"}, 1, text)) == Words{"stdin:3"});
    repo.stage("a.txt", text);
    CHECK(places_of(repo.report({"staged"}, 1)) == Words{"a.txt:3"});
    repo.write("b.txt", text + std::string(5'000'000, '\n'));
    CHECK(places_of(repo.report({"files", "b.txt"}, 1)) == Words{"b.txt:3"});
  }
}

TEST_CASE("content: one line of six megabytes") {
  for (const std::size_t at : {std::size_t{0}, std::size_t{3'000'000}, std::size_t{6'000'000}}) {
    const TempRepo repo;
    std::string line(6'000'000, 'x');
    line.insert(at, " " + github_token() + " ");
    repo.stage("a.min.js", line);
    const Json report = repo.report({"staged"}, 1);
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["line"] == 1);
    CHECK(report["findings"][0]["column"] == at + 2);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.min.js:1");
  }
}

TEST_CASE("content: a blob that does not fit in memory is streamed") {
  const TempRepo repo;
  std::string text;
  const std::string filler(99, 'x');
  for (int line = 0; line < 350'000; ++line) text += filler + "\n";
  text += text_with(github_token());
  repo.stage("large.txt", text);
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == Words{"large.txt:350002"});
  CHECK(report["coverage"]["bytes"] == text.size());
  repo.commit_unchecked();
  repo.stage("large.txt", "# edited\n" + text);
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  repo.stage("large.txt", "# edited again\n" + text + github_token());
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: large.txt:350005");
}

TEST_CASE("content: a change that is hard to compare does not hold up the hook") {
  const TempRepo repo;
  // A million lines of which many are equal, in another order each time.
  std::mt19937 random(Catch::rngSeed());
  const auto shuffled = [&] {
    std::vector<unsigned> lines(1'000'000);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i] = static_cast<unsigned>(i % 500);
    std::shuffle(lines.begin(), lines.end(), random);
    std::string text;
    for (const unsigned line : lines) text += std::to_string(line) + "\n";
    return text;
  };
  repo.commit_file("a.txt", shuffled());
  repo.stage("a.txt", shuffled() + github_token() + "\n");
  // TempRepo allows the program ten seconds of computing, which is far too much.
  CHECK(places_of(repo.report({"staged"}, 1)) == Words{"a.txt:1000001"});
}

TEST_CASE("content: ten thousand findings are counted in full and shown in part") {
  const TempRepo repo;
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += github_token() + "\n";
  repo.stage("a.txt", text);
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 1);
  CHECK(output.err.starts_with("git-veto: blocked: 10,000 secrets in the lines you are adding."));
  CHECK(std::count(output.err.begin(), output.err.end(), '\n') <= 20);
  const std::string more = line_with(output.err, "  ... and 9");
  REQUIRE(more != "");
  const base::Output all = repo.run({"sh", "-c", more.substr(more.find(": ") + 2)});
  CHECK(Json::parse(all.out)["findings"].size() == 10'000);
}

TEST_CASE("content: the message about one finding has at most 18 lines") {
  const TempRepo repo;
  for (int i = 0; i < 30; ++i) repo.write("a" + std::to_string(i), github_token());
  repo.git({"add", "."});
  const base::Output output = repo.veto({"staged"});
  const std::size_t closing = output.err.find("git-veto: 30 findings");
  REQUIRE(closing != std::string::npos);
  const std::string message = output.err.substr(0, closing);
  CHECK(std::count(message.begin(), message.end(), '\n') <= 18);
}

TEST_CASE("content: what stands for a secret kept elsewhere is none") {
  const std::pair<const char*, std::string> kFiles[] = {
      {"Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:" + hex_key() +
                              hex_key() + "\nsize 12345\n"},
      {"ansible-vault", "$ANSIBLE_VAULT;1.1;AES256\n" + hex_key() + hex_key() + "\n" + hex_key()},
      {"SOPS", "password: ENC[AES256_GCM,data:" +
                   secret_from("{base64:24},iv:{base64:43}=,tag:{base64:22}==", 0) +
                   ",type:str]\nsops:\n    mac: ENC[AES256_GCM,data:" +
                   secret_from("{base64:88}", 0) + ",type:str]\n"},
      {"age", "-----BEGIN AGE ENCRYPTED FILE-----\n" + secret_from("{base64:64}", 0) +
                  "\n-----END AGE ENCRYPTED FILE-----\n"},
      {"git-crypt", std::string("\0GITCRYPT\0", 10) + secret_from("{print:200}", 0)},
      {"a certificate", private_key("certificate")},
      {"a public key", private_key("public")},
  };
  for (const auto& [name, bytes] : kFiles) {
    const TempRepo repo;
    repo.stage("a", bytes);
    CAPTURE(name);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
}

TEST_CASE("content: a Git LFS pointer is counted as content that is not here") {
  const TempRepo repo;
  repo.stage("a.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" + hex_key() +
                          hex_key() + "\nsize 12345\n");
  const Json report = repo.report({"staged"}, 0);
  REQUIRE(report["coverage"]["skipped"].size() == 1);
  CHECK(report["coverage"]["skipped"][0]["path"] == "a.bin");
}

TEST_CASE("content: known miss: a secret that is cut over two lines") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.stage("a.py", "x = \"" + token.substr(0, 20) + "\" \\\n    \"" + token.substr(20) + "\"\n");
  CHECK(repo.veto({"staged"}).status == 0);
}

TEST_CASE("content: the same secret many times is one finding with many places") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.stage("b.txt", token + "\n" + token + "\n");
  repo.stage("a.txt", text_with(token));
  const Json report = repo.report({"staged"}, 1);
  REQUIRE(report["findings"].size() == 1);
  Words places;
  for (const Json& each : report["findings"][0]["places"])
    places.push_back(each["path"].get<std::string>() + ":" + each["line"].dump());
  CHECK(places == Words{"a.txt:2", "b.txt:1", "b.txt:2"});
  CHECK(report["summary"]["findings"] == 1);
  const base::Output output = repo.veto({"staged"});
  CHECK(blocked_places(output.err).size() == 1);
  CHECK(line_with(output.err, "  2. git add -- ") == "  2. git add -- a.txt b.txt");
}

}  // namespace veto::test
