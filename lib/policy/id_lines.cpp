#include "policy/id_lines.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::string_view kSaltWord = "salt";
constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kIdSize = 19;  // "v1:" and 16 digits

std::optional<std::chrono::sys_days> parse_date(std::string_view date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto read = [date](std::size_t at, std::size_t size, auto& number) {
    const std::string_view digits = date.substr(at, size);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    std::from_chars(digits.data(), digits.data() + size, number);
    return true;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day whole{std::chrono::year(year), std::chrono::month(month),
                                          std::chrono::day(day)};
  if (!whole.ok()) return std::nullopt;
  return std::chrono::sys_days(whole);
}

/// What was expected in place of `line`; nothing if it was read.
std::string_view read_salt(std::string_view line, std::string& salt) {
  const std::string_view word = take_word(line);
  if (word.empty()) return "expected a text behind salt";
  if (!salt.empty() && salt != word)
    return "a second salt: keep one, and allow or baseline again what was so under the other";
  salt = std::string(word);
  return "";
}

/// The comments that we write ourselves, by their beginnings.
bool is_ours(std::string_view comment) {
  return comment.starts_with("# git-veto allow file") || comment.starts_with("# git-veto baseline");
}

/// Reads the lines of a file one after the other.
class Reader {
 public:
  explicit Reader(const UseLine& use) : use_(use) {}

  /// What was expected in place of `line`; nothing if it was read.
  std::string_view read(std::string_view line) {
    std::string_view rest = line;
    const std::string_view first = take_word(rest);
    if (first.starts_with('#')) {
      if (!is_ours(line)) comments_ += std::string(line) + '\n';
      return "";
    }
    if (first.empty() || first == kSaltWord) {
      end();
      return first.empty() ? "" : read_salt(rest, head_.salt);
    }
    if (!is_id(first)) return "expected an id: v1: and 16 hexadecimal digits";
    const std::string_view rule = take_word(rest);
    if (rule.empty()) return "expected a rule behind the id";
    const std::string comments = std::exchange(comments_, "");
    return use_({first, rule, rest, comments});
  }

  /// Comments that no entry follows belong to the file.
  const IdHead& end() {
    head_.comments += std::exchange(comments_, "");
    return head_;
  }

 private:
  const UseLine& use_;
  std::string comments_;  // since the last entry
  IdHead head_;
};

}  // namespace

bool is_id(std::string_view word) {
  return word.size() == kIdSize && word.starts_with("v1:") &&
         word.find_first_not_of("0123456789abcdef", 3) == std::string_view::npos;
}

bool is_date(std::string_view date) {
  return parse_date(date).has_value();
}

int days_between(std::string_view from, std::string_view to) {
  const std::optional<std::chrono::sys_days> first = parse_date(from);
  const std::optional<std::chrono::sys_days> last = parse_date(to);
  return first && last ? static_cast<int>((*last - *first).count()) : 0;
}

std::string note_of(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (line.ends_with(' ')) line.pop_back();
  line = text::guard_terminal(line);
  if (line.size() <= kMaxNote) return line;
  std::size_t end = kMaxNote - 3;
  while ((static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return line.substr(0, end) + "...";
}

std::string_view take_word(std::string_view& line) {
  line = take_rest(line);
  const std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

std::string_view take_rest(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of(kBlanks), line.size()));
}

IdHead parse_id_lines(std::string_view text, const std::string& name, const UseLine& use) {
  Reader reader(use);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view expected = reader.read(line);
    if (!expected.empty())
      throw base::usage_error(
          fmt::format("{}:{}:1: {}", text::for_terminal(name), number, expected));
  }
  return reader.end();
}

std::string format_head(std::string_view title, const IdHead& head) {
  std::string text = fmt::format("# {}\n", title);
  if (!head.comments.empty()) text += head.comments + '\n';
  if (!head.salt.empty()) text += fmt::format("{} {}\n", kSaltWord, head.salt);
  return text;
}

std::string format_id_line(const IdLine& line) {
  std::string rest(line.rest);
  std::replace_if(
      rest.begin(), rest.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  while (rest.ends_with(' ')) rest.pop_back();
  return fmt::format("{}{} {} {}\n", line.comments, line.id, line.rule, rest);
}

}  // namespace veto::policy
