#include "confirm/text_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/assignment.h"
#include "confirm/word_list.h"

namespace veto::confirm {

namespace {

bool is_of_program(std::string_view line) noexcept {
  static constexpr MarkList kStarts(std::to_array<std::string_view>(
      {"#include ", "*/",      "/*",       "//",     "@Override", "assert",     "case ",
       "class ",    "const ",  "def ",     "elif ",  "else",      "end",        "except",
       "export ",   "for ",    "from ",    "func ",  "function ", "if ",        "if(",
       "import ",   "let ",    "package ", "pub ",   "private ",  "protected ", "public ",
       "raise ",    "return ", "return;",  "self.",  "static ",   "struct ",    "throw ",
       "try",       "type ",   "use ",     "using ", "var ",      "while ",     "with ",
       "}"}));
  static constexpr auto kEnds =
      std::to_array<std::string_view>({";", "{", "};", ");", "):", "=>", "})"});
  if (kStarts.begins(line)) return true;
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [line](std::string_view end) { return line.ends_with(end); }) ||
         line.find("(") < line.find(")");
}

bool is_of_script(std::string_view line) noexcept {
  static constexpr MarkList kStarts(std::to_array<std::string_view>(
      {"#!/", "$ ", "ENV ", "FROM ", "RUN ", "chmod ", "cp ", "curl ", "docker ", "echo ", "esac",
       "export ", "fi", "kubectl ", "mkdir ", "set -", "sudo ", "then"}));
  return kStarts.begins(line);
}

std::size_t end_of_name(std::string_view line) noexcept {
  std::size_t end = 0;
  while (end < line.size() && (is_word(line[end]) || line[end] == '.' || line[end] == '-')) ++end;
  return end;
}

/// name: value, - name: value
bool is_of_yaml(std::string_view line) noexcept {
  if (line.starts_with("- ")) line = trim(line.substr(2));
  const std::size_t end = end_of_name(line);
  return end > 0 && end < line.size() && line[end] == ':' &&
         (end + 1 == line.size() || line[end + 1] == ' ') && line.back() != ',' &&
         line.back() != '{' && line.back() != ';';
}

/// name=value, [section]
bool is_of_properties(std::string_view line) noexcept {
  const std::size_t end = end_of_name(line);
  if (end > 0 && end < line.size() && line[end] == '=') return line.back() != ';';
  return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
         line.find_first_of("\"'(") == std::string_view::npos;
}

bool is_of_prose(std::string_view line) noexcept {
  constexpr std::size_t kFewestSpaces = 5;
  return count_of(line, is_space) >= kFewestSpaces &&
         count_of(line, [](char c) { return is_alpha(c) || c == ' '; }) * 10 >= line.size() * 9;
}

bool is_of_lock_file(std::string_view line) noexcept {
  static constexpr MarkList kStarts(
      std::to_array<std::string_view>({"\"integrity\":", "\"resolved\":", "checksum = \"",
                                       "integrity sha", "resolved \"", "version \""}));
  return kStarts.begins(line);
}

struct Votes {
  std::size_t lines = 0;
  std::size_t program = 0;
  std::size_t script = 0;
  std::size_t yaml = 0;
  std::size_t properties = 0;
  std::size_t data = 0;
  std::size_t markup = 0;
  std::size_t prose = 0;
  std::size_t lock = 0;
};

/// A line counts for one kind only, the most telling first.
void vote(std::string_view line, Votes& votes) noexcept {
  ++votes.lines;
  if (is_of_lock_file(line)) {
    ++votes.lock;
  } else if (line.front() == '"' && line.find("\":") != std::string_view::npos) {
    ++votes.data;
  } else if (line.front() == '<') {
    ++votes.markup;
  } else if (is_of_yaml(line)) {
    ++votes.yaml;
  } else if (is_of_properties(line)) {
    ++votes.properties;
  } else if (is_of_prose(line)) {
    ++votes.prose;
  } else if (is_of_script(line)) {
    ++votes.script;
  } else if (is_of_program(line)) {
    ++votes.program;
  }
}

Votes count_votes(std::string_view lines) noexcept {
  Votes votes;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string_view line = trim(lines.substr(begin, end - begin));
    begin = end + 1;
    if (!line.empty()) vote(line, votes);
  }
  return votes;
}

}  // namespace

FileKind classify_text(std::string_view lines) noexcept {
  constexpr std::size_t kFewestLines = 4;
  const Votes votes = count_votes(lines);
  if (votes.lines < kFewestLines) return FileKind::Unknown;
  const auto is_share = [&votes](std::size_t count, std::size_t percent) {
    return count * 100 >= votes.lines * percent;
  };
  if (is_share(votes.lock, 20)) return FileKind::Listing;
  if (is_share(votes.prose, 40)) return FileKind::Document;
  if (is_share(votes.program, 40)) return FileKind::Program;
  if (is_share(votes.data, 50)) return FileKind::Data;
  if (is_share(votes.yaml + votes.properties + votes.markup, 50)) return FileKind::Configuration;
  if (is_share(votes.script, 30)) return FileKind::Script;
  return FileKind::Unknown;
}

bool is_test_text(std::string_view lines) noexcept {
  static constexpr MarkList kMarks(std::to_array<std::string_view>(
      {"#[test]", "@Test", "Assert.", "[Fact]", "assert ", "assert(", "assertEquals", "assert_eq",
       "assertThat", "describe(", "expect(", "func Test", "it('", "it(\"", "should ", "t.Errorf",
       "t.Fatal", "t.Run(", "test_"}));
  return kMarks.any_in(lines);
}

FileKind PlaceKind::file() noexcept {
  if (!file_) {
    file_ = classify_file(path_);
    if (*file_ == FileKind::Unknown) file_ = classify_text(lines());
  }
  return *file_;
}

bool PlaceKind::is_test() noexcept {
  return is_test_path(path_) || is_test_text(lines());
}

std::string_view PlaceKind::lines() noexcept {
  if (sight_ != nullptr) {
    lines_ = text_around(sight_->all().window, sight_->in_all(value_));
    sight_ = nullptr;
  }
  return lines_;
}

}  // namespace veto::confirm
