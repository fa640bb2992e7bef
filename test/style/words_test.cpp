// Words that may stand in few places or in none: where errors end, where secrets are seen, what the
// library must not do.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "test/style/source_tree.h"
#include "test/support/catch.h"

using namespace veto::style;

namespace {

// The places where an exception ends; see docs/ARCHITECTURE.md and the comment at each.
const std::set<std::string> kCatchers{
    "hook/arguments.cpp",           // CLI11's exceptions
    "hook/installer.cpp",           // --each: one repository of many is a row of the table
    "hook/main.cpp",                // the second of the two places where an Error ends
    "lib/base/error.h",             // in_context: adds a frame and throws on
    "lib/builtin/generate.cpp",     // main of the build step
    "lib/git/object_store.cpp",     // what a pack has damaged may lie beside it
    "lib/git/pack_decoder.cpp",     // without memory: another reader may need less
    "lib/match/by_words.cpp",       // no exception may cross Hyperscan's callback
    "lib/match/match_finder.cpp",   // no exception may cross Hyperscan's callback
    "lib/rules/strict_toml.cpp",    // toml++'s exceptions
    "lib/scan/attempt.cpp",         // the first of the two places where an Error ends
    "lib/scan/scan.cpp",            // carries an exception from a thread to its owner
    "lib/source/verify_found.cpp",  // each object that is not what its id says is named
};

// Who may see the bytes of a secret, and what for.
const std::set<std::string> kRevealers{
    "install/canary.cpp",           // the made-up key of the self-test
    "lib/base/secret.h",            // its definition
    "lib/policy/policy.cpp",        // exceptions by value
    "lib/report/words.cpp",         // --reveal
    "lib/report/replacements.cpp",  // purge-plan --with-secrets: the file of what to replace
    "lib/scan/detection.cpp",       // grouping, old versions
    "lib/scan/finding_id.cpp",      // fingerprints
    "lib/scan/known_values.cpp",    // what is looked for
    "lib/scan/rule_check.cpp",      // examples
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether `word` stands in the code, and not as a piece of a longer word.
bool has_word(const std::string& code, std::string_view word) {
  for (std::size_t at = code.find(word); at != std::string::npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_word(code[at - 1]);
    const bool ends = !is_word(word.back()) || end == code.size() || !is_word(code[end]);
    if (begins && ends) return true;
  }
  return false;
}

bool is_product(const SourceFile& file) {
  return file.is_code() && !file.layer().empty();
}

void check_places(std::string_view word, const std::set<std::string>& places) {
  std::set<std::string> found;
  for (const SourceFile& file : source_files()) {
    if (is_product(file) &&
        without_comments_and_literals(file.text).find(word) != std::string::npos)
      found.insert(file.path);
  }
  for (const std::string& path : found) {
    CAPTURE(word, path);
    CHECK(places.contains(path));
  }
  for (const std::string& path : places) {
    CAPTURE(word, path);
    CHECK(found.contains(path));  // a list that is longer than the truth hides something
  }
}

}  // namespace

TEST_CASE("words: exceptions end in the places that are listed and in no other") {
  check_places("catch (", kCatchers);
}

TEST_CASE("words: secrets are seen in the places that are listed and in no other") {
  check_places("reveal()", kRevealers);
}

TEST_CASE("words: the library reads no environment, prints nothing and ends no process") {
  for (const SourceFile& file : source_files()) {
    const bool is_build_step = file.path == "lib/builtin/generate.cpp";
    if (!file.is_code() || !file.is_below("lib/") || is_build_step) continue;
    const std::string code = without_comments_and_literals(file.text);
    for (const char* word :
         {"getenv",    "secure_getenv", "setenv",   "environ",    "std::cout",  "std::cerr",
          "std::clog", "printf(",       "fprintf(", "fmt::print", "puts(",      "fputs(",
          "putchar(",  "exit(",         "_exit(",   "abort(",     "terminate(", "std::system",
          "popen(",    "signal(",       "spdlog"}) {
      CAPTURE(file.path, word);
      CHECK_FALSE(has_word(code, word));
    }
  }
}

TEST_CASE("words: what is left to do has the number of an issue") {
  for (const SourceFile& file : source_files()) {
    if (!file.is_code() && !file.path.ends_with(".cmake") && !file.path.ends_with(".toml"))
      continue;
    if (file.path == "test/style/words_test.cpp") continue;
    for (const std::string& line : lines_of(file.text)) {
      for (const char* word : {"TODO", "FIXME", "XXX:", "HACK"}) {
        const std::size_t at = line.find(word);
        if (at == std::string::npos || line.find("(#", at) != std::string::npos) continue;
        FAIL_CHECK(file.path << ": " << line);
      }
    }
  }
}

TEST_CASE("words: no code is commented out") {
  // Examples in the opening comment of a header are indented, and no code that was switched off.
  const auto looks_like_code = [](std::string_view comment) {
    const bool statement = comment.ends_with(");") || comment.ends_with("{") || comment == "}";
    const bool assignment = comment.ends_with(";") && comment.find(" = ") != comment.npos;
    const bool directive = comment.starts_with("#include") || comment.starts_with("#if");
    const bool exit = comment.starts_with("return ") && comment.ends_with(";");
    return !comment.starts_with(' ') && (statement || assignment || directive || exit);
  };
  for (const SourceFile& file : source_files()) {
    if (!file.is_code()) continue;
    for (const std::string& line : lines_of(file.text)) {
      const std::size_t at = line.find_first_not_of(' ');
      if (at == std::string::npos || line.compare(at, 3, "// ") != 0) continue;
      if (looks_like_code(std::string_view(line).substr(at + 3)))
        FAIL_CHECK(file.path << ": " << line);
    }
  }
}

TEST_CASE("words: Catch2 is included in one place") {
  for (const SourceFile& file : source_files()) {
    if (!file.is_code() || file.path == "test/support/catch.h") continue;
    for (const std::string& include : includes_of(file.text)) {
      CAPTURE(file.path);
      CHECK(include.find("catch2") == std::string::npos);
    }
  }
}
