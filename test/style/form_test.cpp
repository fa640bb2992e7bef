// The form of files: sizes, names, bytes, opening comments.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "test/style/source_tree.h"
#include "test/support/catch.h"

using namespace veto::style;

namespace {

constexpr std::size_t kMaxHeader = 150;
constexpr std::size_t kMaxSource = 400;

// Files that may be longer, up to the number given, each for the reason given.
const std::map<std::string, std::size_t> kLonger{};

bool is_own_code(const SourceFile& file) {
  return file.is_code() &&
         (file.is_below("lib/") || file.is_below("hook/") || file.is_below("install/") ||
          file.is_below("test/") || file.is_below("bench/"));
}

/// Text that the project writes itself, as opposed to data.
bool is_own_text(const SourceFile& file) {
  return is_own_code(file) || file.path.ends_with(".cmake") ||
         file.path.ends_with("CMakeLists.txt") || file.path.ends_with(".S") ||
         file.path.ends_with(".sh") || file.path.ends_with(".toml") ||
         file.is_below("lib/report/html/");
}

}  // namespace

TEST_CASE("form: headers have at most 150 lines and sources 400") {
  for (const SourceFile& file : source_files()) {
    if (!is_own_code(file)) continue;
    const auto longer = kLonger.find(file.path);
    const std::size_t limit = longer != kLonger.end() ? longer->second
                              : file.is_header()      ? kMaxHeader
                                                      : kMaxSource;
    CAPTURE(file.path);
    CHECK(lines_of(file.text).size() <= limit);
  }
}

TEST_CASE("form: no file and no folder is named after nothing in particular") {
  static const std::set<std::string> kBanned{"util", "utils",  "utility", "utilities", "common",
                                             "misc", "helper", "helpers", "manager",   "managers"};
  for (const SourceFile& file : source_files()) {
    CAPTURE(file.path);
    std::string word;
    for (const char c : file.path + "/") {
      if (c != '/' && c != '_' && c != '.' && c != '-') {
        word += c;
        continue;
      }
      CHECK_FALSE(kBanned.contains(word));
      word.clear();
    }
  }
}

TEST_CASE(
    "form: sources are ASCII, with line feeds, one at the end, no tabs, no blanks before it") {
  for (const SourceFile& file : source_files()) {
    if (!is_own_text(file)) continue;
    CAPTURE(file.path);
    std::size_t number = 0;
    for (const std::string& line : lines_of(file.text)) {
      CAPTURE(++number);
      const bool ascii = std::all_of(line.begin(), line.end(),
                                     [](char c) { return c == '\t' || (c >= ' ' && c < '\x7f'); });
      if (!ascii) FAIL_CHECK("a byte that is not ASCII");
      if (line.ends_with(' ')) FAIL_CHECK("blanks at the end of the line");
    }
    const std::string code = without_comments_and_literals(file.text);
    CHECK_FALSE((is_own_code(file) && code.find('\t') != std::string::npos));
    CHECK((file.text.empty() || (file.text.ends_with('\n') && !file.text.ends_with("\n\n"))));
  }
}

TEST_CASE("form: a header opens with what it is for, and is guarded") {
  for (const SourceFile& file : source_files()) {
    if (!is_own_code(file) || !file.is_header()) continue;
    CAPTURE(file.path);
    CHECK(file.text.starts_with("// "));
    CHECK(file.text.find("\n#pragma once\n") != std::string::npos);
  }
}

TEST_CASE("form: a source includes its own header first") {
  std::set<std::string> headers;
  for (const SourceFile& file : source_files()) headers.insert(file.path);
  for (const SourceFile& file : source_files()) {
    if (!file.path.ends_with(".cpp") || file.layer().empty()) continue;
    const std::string header = file.path.substr(0, file.path.size() - 3) + "h";
    if (!headers.contains(header)) continue;
    CAPTURE(file.path);
    const std::vector<std::string> includes = includes_of(file.text);
    REQUIRE_FALSE(includes.empty());
    const std::string own = file.is_below("lib/") ? header.substr(4) : header;
    CHECK(includes.front() == "\"" + own + "\"");
  }
}
