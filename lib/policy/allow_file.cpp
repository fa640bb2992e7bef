#include "policy/allow_file.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::string_view kHeading =
    "# git-veto allow file: findings that may stay, by id. Add one with: git veto allow ID "
    "--reason "
    "TEXT\n";
constexpr std::string_view kSaltWord = "salt";
constexpr std::string_view kNever = "-";
constexpr std::size_t kIdSize = 19;  // "v1:" and 16 digits

std::string_view take_word(std::string_view& rest) {
  const std::size_t begin = std::min(rest.find_first_not_of(' '), rest.size());
  rest.remove_prefix(begin);
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

bool is_id(std::string_view word) {
  return word.size() == kIdSize && word.starts_with("v1:") &&
         word.find_first_not_of("0123456789abcdef", 3) == std::string_view::npos;
}

/// An entry; an empty `id` means that the line is none, and `reason` says what was expected.
AllowEntry parse_entry(std::string_view line) {
  AllowEntry entry;
  const std::string_view id = take_word(line);
  const std::string_view rule = take_word(line);
  const std::string_view expires = take_word(line);
  if (!is_id(id)) {
    entry.reason = "expected an id: v1: and 16 hexadecimal digits";
  } else if (rule.empty()) {
    entry.reason = "expected a rule behind the id";
  } else if (expires != kNever && !is_date(expires)) {
    entry.reason = "expected a date (YYYY-MM-DD) or - behind the rule";
  } else {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    entry = {std::string(id), std::string(rule),
             expires == kNever ? std::string() : std::string(expires), std::string(line)};
  }
  return entry;
}

}  // namespace

bool is_date(std::string_view date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return false;
  const auto read = [date](std::size_t at, std::size_t size, auto& number) {
    const std::string_view digits = date.substr(at, size);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    std::from_chars(digits.data(), digits.data() + size, number);
    return true;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return false;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day))
      .ok();
}

const AllowEntry* AllowFile::find(std::string_view id, std::string_view today) const {
  for (const AllowEntry& entry : entries) {
    // Dates of this form compare as text.
    if (entry.id == id && (entry.expires.empty() || today <= entry.expires)) return &entry;
  }
  return nullptr;
}

void AllowFile::put(AllowEntry entry) {
  std::erase_if(entries, [&](const AllowEntry& old) { return old.id == entry.id; });
  const auto at =
      std::lower_bound(entries.begin(), entries.end(), entry,
                       [](const AllowEntry& a, const AllowEntry& b) { return a.id < b.id; });
  entries.insert(at, std::move(entry));
}

AllowFile parse_allow_file(std::string_view text, const std::string& name) {
  AllowFile file;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::string_view rest = line;
    if (take_word(rest) == kSaltWord) {
      file.salt = std::string(take_word(rest));
      continue;
    }
    AllowEntry entry = parse_entry(line);
    if (entry.id.empty())
      throw base::usage_error(
          fmt::format("{}:{}:1: {}", text::for_terminal(name), number, entry.reason));
    file.entries.push_back(std::move(entry));
  }
  return file;
}

std::string format_allow_file(const AllowFile& file) {
  std::string text(kHeading);
  if (!file.salt.empty()) text += fmt::format("{} {}\n", kSaltWord, file.salt);
  for (const AllowEntry& entry : file.entries) {
    std::string reason = entry.reason;
    std::replace_if(
        reason.begin(), reason.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    text += fmt::format("{} {} {} {}\n", entry.id, entry.rule,
                        entry.expires.empty() ? kNever : std::string_view(entry.expires), reason);
  }
  return text;
}

}  // namespace veto::policy
