#include "confirm/text_kind.h"

#include "test/support/catch.h"

using namespace veto::confirm;

TEST_CASE("text kind: statements and blocks are a program's") {
  CHECK(classify_text("#include <x>\nint main() {\n  return f(1);\n}\n") == FileKind::Program);
  CHECK(classify_text("import os\n\ndef f(x):\n    return x\n\nclass A:\n") == FileKind::Program);
  CHECK(classify_text("const a = b();\nif (a) {\n  c(a);\n}\n") == FileKind::Program);
}

TEST_CASE("text kind: names with values are settings or data") {
  CHECK(classify_text("a: 1\nb:\n  - c: 2\n  - d: 3\n") == FileKind::Configuration);
  CHECK(classify_text("[db]\nhost=x\nport=1\nuser=y\n") == FileKind::Configuration);
  CHECK(classify_text("{\n\"a\": 1,\n\"b\": {\n\"c\": 2,\n\"d\": 3\n") == FileKind::Data);
}

TEST_CASE("text kind: lock files show their hashes") {
  CHECK(classify_text("a@^1:\n  version \"1.0\"\n  resolved \"x\"\n  integrity sha512-x\n") ==
        FileKind::Listing);
}

TEST_CASE("text kind: sentences are a document's, a few lines nothing's") {
  CHECK(classify_text("This is what it says in the manual\nof the program that you have got\n"
                      "and nobody reads it to the end\nbecause it goes on and on and on\n") ==
        FileKind::Document);
  CHECK(classify_text("a = 1\nb = 2\n") == FileKind::Unknown);
  CHECK(classify_text("") == FileKind::Unknown);
}

TEST_CASE("text kind: the path decides where it says something") {
  constexpr std::string_view kProgram = "int main() {\n  return f(1);\n}\nint x;\n";
  CHECK(PlaceKind("a.yml", kProgram).file() == FileKind::Configuration);
  CHECK(PlaceKind("a", kProgram).file() == FileKind::Program);
  CHECK(PlaceKind("src/test/A.java", "").is_test());
  CHECK(PlaceKind("", "  assert_eq!(a, b);\n").is_test());
  CHECK_FALSE(PlaceKind("x.c", "  a = b;\n").is_test());
}
