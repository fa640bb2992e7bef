#include "match/engine.h"

#include <cstring>
#include <string>
#include <vector>

#include "base/error.h"
#include "match/compile.h"
#include "match/scanner.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::test::rule_text;

namespace {

struct Loaded {
  explicit Loaded(const std::string& toml) {
    rules::load_rules(collection, toml, "test.toml");
    databases = match::load_or_compile(collection.view(), "", {});
  }
  void start() const { const match::Engine engine({databases.compiled(collection.view())}); }
  rules::RuleCollection collection;
  match::CustomDatabases databases;
};

/// A rule for each layer.
const std::string kOneOfEach =
    rule_text("test-everywhere", "(name[0-9]{5})") + rule_text("test-at", "(key[0-9]{5})") +
    rule_text("test-near", "(near_[0-9a-f]{32})") + rule_text("test-words", "([0-9a-f]{32})") +
    "kind = \"context\"\n[rule.confirm]\ncontext = [\"word\"]\n";
constexpr match::Section kDatabases[] = {match::Section::Everywhere, match::Section::NearRuns,
                                         match::Section::ByWords};

template <class Work>
std::string error_of(base::ErrorKind kind, const Work& work) {
  try {
    work();
  } catch (const base::Error& error) {
    CHECK(error.kind() == kind);
    return error.text();
  }
  return "no error";
}

std::string compile_error(const std::string& pattern) {
  return error_of(base::ErrorKind::Usage, [&] { Loaded loaded(rule_text("test-key", pattern)); });
}

}  // namespace

TEST_CASE("engine: a database of another version of the engine is refused") {
  Loaded loaded(kOneOfEach);
  const match::Sections sound = match::unpack(loaded.databases.bytes);
  constexpr std::size_t kVersionAt = 4;  // behind the magic number
  for (const match::Section which : kDatabases) {
    match::Sections sections = sound;
    REQUIRE_FALSE(match::section(sections, which).empty());
    ++match::section(sections, which)[kVersionAt + 1];
    loaded.databases.bytes = match::pack(sections);
    const std::string error = error_of(base::ErrorKind::Unreadable, [&] { loaded.start(); });
    CHECK(error.find("another version") != std::string::npos);
  }
  loaded.databases.bytes = match::pack(sound);
  CHECK_NOTHROW(loaded.start());
}

TEST_CASE("engine: a damaged database is refused") {
  Loaded loaded(kOneOfEach);
  const match::Sections sound = match::unpack(loaded.databases.bytes);
  for (const match::Section which : kDatabases) {
    match::Sections sections = sound;
    std::string& database = match::section(sections, which);
    const std::string whole = database;
    for (const std::size_t size : {std::size_t{3}, std::size_t{20}, whole.size() / 2}) {
      CAPTURE(size);
      database = whole.substr(0, size);
      loaded.databases.bytes = match::pack(sections);
      CHECK(error_of(base::ErrorKind::Unreadable, [&] { loaded.start(); }) != "no error");
    }
    database = whole;
    database[whole.size() - 100] ^= 1;
    loaded.databases.bytes = match::pack(sections);
    CHECK(error_of(base::ErrorKind::Unreadable, [&] { loaded.start(); }).find("damaged") !=
          std::string::npos);
  }
}

TEST_CASE("engine: compiled rules that are cut, or of other rules, are refused") {
  Loaded loaded(kOneOfEach);
  const std::string whole = loaded.databases.bytes;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{100}, whole.size() / 2}) {
    CAPTURE(size);
    loaded.databases.bytes = whole.substr(0, size);
    CHECK(error_of(base::ErrorKind::Unreadable, [&] { loaded.start(); }).find("damaged") !=
          std::string::npos);
  }
  loaded.databases.bytes = Loaded(rule_text("test-key", "(key[0-9]{5})")).databases.bytes;
  CHECK(error_of(base::ErrorKind::Unreadable, [&] { loaded.start(); }).find("damaged") !=
        std::string::npos);
}

TEST_CASE("engine: no rules at all are an engine that finds nothing") {
  const match::test::TestEngine engine("");
  match::Scanner scanner(engine.engine);
  CHECK(match::test::scan_block(scanner, "anything").list.empty());
  CHECK(engine.engine.rule_count() == 0);
}

TEST_CASE("custom rules: a pattern that cannot be used is refused by the rule's name") {
  struct Case {
    std::string pattern;
    std::string reason;
  };
  const std::string no = "the pattern does not compile: ";
  const std::string wide = "the pattern can match more than 4096 bytes";
  const std::string groups = "the pattern must have exactly one capture group";
  std::string very_wide = "(key)";
  for (int i = 0; i < 5; ++i) very_wide += "[0-9]{1000}";
  const std::vector<Case> cases{
      {"(key", no + "missing ): (key"},
      {"(key[0-9)", no + "missing ]: [0-9)"},
      {"(key{2,1})", no + "invalid repetition size: {2,1}"},
      {"key[0-9]{5}", groups},
      {"(k)(e)", groups},
      {"(key[0-9]+)", wide},
      {"(key[0-9]*)x", wide},
      {very_wide, wide},
      {"(key)(?:[0-9]{1000}){5}", no + "invalid repetition size: {5}"},
      {"(?=x)(key)", no + "invalid perl operator: (?="},
      {"(key)\\1", no + "invalid escape sequence: \\1"},
      {"(a?)", no + "Pattern matches empty buffer; use HS_FLAG_ALLOWEMPTY to enable support."},
      {"((?:[0-9]{0,1000}){0,1000})", no + "invalid repetition size: {0,1000}"},
      {"(key\\Q", no + "missing ): (key\\Q"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.pattern);
    CHECK(compile_error(each.pattern) == "rule test-key: " + each.reason);
  }
}

TEST_CASE("custom rules: the broken one of several is named") {
  const std::string error = error_of(base::ErrorKind::Usage, [] {
    Loaded loaded(rule_text("good-one", "(key[0-9]{5})") + rule_text("bad-one", "(key(?!x))") +
                  rule_text("good-two", "(kex[0-9]{5})"));
  });
  CHECK(error.find("bad-one") != std::string::npos);
}

TEST_CASE("pattern width: limits are told in bytes, none for an open repeat") {
  CHECK(match::pattern_width("(abc)").min == 3);
  CHECK(match::pattern_width("(abc)").max == std::size_t{3});
  CHECK(match::pattern_width("(a[0-9]{2,7}x?)").min == 3);
  CHECK(match::pattern_width("(a[0-9]{2,7}x?)").max == std::size_t{9});
  CHECK_FALSE(match::pattern_width("(ab+)").max);
  CHECK_THROWS_AS(match::pattern_width("(ab"), base::Error);
}

TEST_CASE("compile: equal rules give equal bytes") {
  rules::RuleCollection collection;
  rules::load_rules(collection, kOneOfEach, "x");
  const std::string compiled = match::compile_rules(collection.view());
  CHECK(compiled == match::compile_rules(collection.view()));
  // Whatever addresses things had while the images were made.
  const std::string images = match::with_images(compiled);
  const std::vector<char> other_place(1 << 20);
  CHECK(images == match::with_images(compiled));
  CHECK_FALSE(match::engine_version().empty());
}

TEST_CASE("custom rules: a pattern with a NUL byte means one thing to both engines or is refused") {
  const std::string toml =
      "[[rule]]\nid = \"test-key\"\ntitle = \"t\"\npattern = [\"(key)\\u0000x\"]\n";
  std::string error = "no error";
  try {
    const Loaded loaded(toml);
    const match::Engine engine({loaded.databases.compiled(loaded.collection.view())});
    match::Scanner scanner(engine);
    CHECK(match::test::scan_block(scanner, "a key b").list.empty());
    CHECK(match::test::scan_block(scanner, std::string_view("a key\0x b", 9)).list.size() == 1);
    CHECK(scanner.disagreements() == 0);
  } catch (const base::Error& refused) {
    error = refused.text();
  }
  INFO(error);
}

TEST_CASE("custom rules: a capture group that takes no part in a match is refused or harmless") {
  for (const char* pattern : {"(a = )?key_[0-9]{5}", "(?:(key)|kex)_[0-9]{5}"}) {
    CAPTURE(pattern);
    std::string outcome = "scanned";
    try {
      const match::test::TestEngine engine(rule_text("test-key", pattern));
      match::Scanner scanner(engine.engine);
      scanner.scan("x kex_12345 key_12345", [](const match::Hit& hit) {
        CHECK(hit.candidate.secret.begin <= hit.candidate.secret.end);
        CHECK(hit.candidate.secret.end <= hit.candidate.window.size());
        return true;
      });
    } catch (const base::Error&) {
      outcome = "refused";
    }
    INFO(outcome);
  }
}
