#include "text/escape.h"

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/process.h"
#include "test/support/catch.h"
#include "text/utf8.h"

using namespace veto::text;

namespace {

std::string utf8(char32_t code) {
  std::string bytes;
  append_utf8(bytes, code);
  return bytes;
}

/// Texts made of the pieces that matter, short enough to meet each other.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "a",    "x1b",      "\\",       "\\x1b", "\x1b", "\n", "'",     "\"",  "$",
      "`",    "!",        "%",        "%s",    "-",    " ",  "\\\\",  "\\n", "\t",
      "0",    "\xff",     "\xc3\xa9", "\xc3",  "*",    "~",  "{a,b}", "#",   "\xe2\x80\xae",
      "\x7f", "\xc2\x85", "$(",       ")",     "&",    ";",  "\r",    "8"};
  std::string text;
  for (std::size_t i = random() % 5; i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

/// The arguments that a shell reads from `words`.
std::string read_back(const std::string& shell, const std::string& words) {
  veto::base::Command command;
  command.environment.set("PATH", "/usr/bin:/bin");
  // Standard input, for the script is larger than an argument may be.
  command.arguments = {shell};
  command.input = "show() { for word; do printf '%s\\000' \"$word\"; done; }\nshow " + words + "\n";
  return veto::base::run(command).out;
}

}  // namespace

TEST_CASE("plain text, UTF-8 and single backslashes are shown as they are") {
  for (const std::string& text :
       {std::string(), std::string("src/main.cpp"), std::string("C:\\dir"), std::string("\\x"),
        std::string("\\xg0"), std::string("a b"), std::string("caf\xc3\xa9"), utf8(0x1F600),
        utf8(0x3042)}) {
    CHECK(for_terminal(text) == text);
    CHECK(path_for_report(text) == text);
  }
}

TEST_CASE("what moves the cursor, reorders or hides text is escaped byte by byte") {
  CHECK(for_terminal("\x1b[2J") == "\\x1b[2J");
  CHECK(for_terminal("a\nb\tc\rd") == "a\\x0ab\\x09c\\x0dd");
  CHECK(for_terminal(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(for_terminal("\x7f") == "\\x7f");
  CHECK(for_terminal("\xff\xfe") == "\\xff\\xfe");
  CHECK(for_terminal("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(for_terminal(utf8(0x85)) == "\\xc2\\x85");
  for (const char32_t code : std::u32string{0x80, 0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029,
                                            0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF}) {
    CHECK(for_terminal(utf8(code)).find_first_not_of("\\x0123456789abcdef") == std::string::npos);
    CHECK(path_for_report(utf8(code)) == utf8(code));
  }
  for (const char32_t code : std::u32string{0xA0, 0x200D, 0x2027, 0x202F, 0x2065, 0x206A})
    CHECK(for_terminal(utf8(code)) == utf8(code));
}

TEST_CASE("a backslash is doubled where something else is escaped or seems to be") {
  CHECK(for_terminal("a\\b\n") == "a\\\\b\\x0a");
  CHECK(for_terminal("\\x1b") == "\\\\x1b");
  CHECK(for_terminal("\\x1B") == "\\\\x1B");
  CHECK(for_terminal("a\\\\b") == "a\\\\\\\\b");
  CHECK(path_for_report("\\\xff\n") == "\\\\\\xff\n");
}

TEST_CASE("what a CI system would take for a command in its log is escaped") {
  CHECK(for_terminal("::error::x") == "\\x3a:error::x");
  CHECK(for_terminal("  ::add-mask::a\\b") == "  \\x3a:add-mask::a\\\\b");
  CHECK(for_terminal("a::b :: c") == "a::b :: c");
  CHECK(for_terminal("a ##vso[task.setvariable]") == "a \\x23#vso[task.setvariable]");
  CHECK(for_terminal("##[error]") == "\\x23#[error]");
  CHECK(for_terminal("###teamCity[x") == "#\\x23#teamCity[x");
  CHECK(for_terminal("## a[1]") == "## a[1]");
  CHECK(for_terminal("##") == "##");
}

TEST_CASE("the bytes of a report's text are read back") {
  CHECK(bytes_from_report("C:\\dir") == "C:\\dir");
  CHECK(bytes_from_report("a\\xff\\\\b") == "a\xff\\b");
  CHECK(bytes_from_report("a\\xff\\q") == "a\xff\\q");
  std::mt19937 random(5);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random);
    CHECK(bytes_from_report(path_for_report(text)) == text);
  }
}

TEST_CASE("escaping is unambiguous and leaves nothing dangerous") {
  std::mt19937 random(3);
  std::map<std::string, std::string> terminal;
  std::map<std::string, std::string> report;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random);
    const std::string shown = for_terminal(text);
    CHECK(terminal.emplace(shown, text).first->second == text);
    CHECK(report.emplace(path_for_report(text), text).first->second == text);
    CHECK(shown.find_first_of("\x1b\n\t\r\x7f\xff") == std::string::npos);
  }
}

TEST_CASE("a shell word is bare, quoted or printed") {
  CHECK(shell_quote("src/main.cpp") == "src/main.cpp");
  CHECK(shell_quote("v1:0aF_@%+,.-") == "v1:0aF_@%+,.-");
  CHECK(shell_quote("") == "''");
  CHECK(shell_quote("a b") == "'a b'");
  CHECK(shell_quote("a=b") == "'a=b'");
  CHECK(shell_quote("~") == "'~'");
  CHECK(shell_quote("it's") == "'it'\\''s'");
  CHECK(shell_quote("caf\xc3\xa9") == "'caf\xc3\xa9'");
  CHECK(shell_quote("a\x1b") == "\"$(printf 'a\\033')\"");
  CHECK(shell_quote("-\t1%") == "\"$(printf '\\055\\0111\\045')\"");
  CHECK(shell_quote("a\n") == "\"$(printf 'a')${IFS#??}\"");
  CHECK(shell_quote("\n") == "\"${IFS#??}\"");
  CHECK(shell_quote(std::string("a\0b", 3)) == "ab");
}

TEST_CASE("shells read a word back as exactly the bytes that went in") {
  for (const std::string shell : {"/bin/sh", "/usr/bin/dash", "/bin/bash"}) {
    if (::access(shell.c_str(), X_OK) != 0) continue;
    CAPTURE(shell);
    std::mt19937 random(4);
    std::string words;
    std::string expected;
    const auto add = [&](const std::string& text) {
      const std::string word = shell_quote(text);
      CHECK(word.find_first_of("\n\t\x1b\x7f\xff") == std::string::npos);
      CHECK(for_terminal(word).find("\\xc3\\x") == std::string::npos);
      words += " " + word;
      expected += text + '\0';
    };
    for (int byte = 1; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      add({c});
      add({c, '7'});
      add({'a', c, '\n'});
    }
    add("\n\n\n");
    add("-n\n");
    add("\xff\n\n");
    for (int i = 0; i < 1500; ++i) add(random_text(random));
    CHECK(read_back(shell, words) == expected);
  }
}

TEST_CASE("markup characters become references") {
  CHECK(escape_html("<a href=\"x\">&'b'</a>\n") ==
        "&lt;a href=&quot;x&quot;&gt;&amp;&#39;b&#39;&lt;/a&gt;\n");
  CHECK(escape_xml("<&>\"'") == "&lt;&amp;&gt;&quot;&#39;");
  CHECK(escape_xml("a\tb\nc\rd") == "a&#9;b&#10;c&#13;d");
  CHECK(escape_xml("caf\xc3\xa9") == "caf\xc3\xa9");
  CHECK(escape_xml("\x1b\xff" + utf8(0xFFFE) + utf8(0x85)) ==
        "\\x1b\\xff\\xef\\xbf\\xbe\\xc2\\x85");
}
