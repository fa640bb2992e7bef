// The form that the allow file and the baseline share: text of one line an entry, which begins with
// an id and a rule; what follows is the file's own. `salt TEXT` and comments (#) may stand between:
// a comment right above an entry stays with it, any other comes to stand above all entries.
//
// git is told to merge both files by keeping the lines of both sides (`merge=union`), so that a
// merge may leave lines out of order, or several of one id. All of that is read, and the next write
// sorts it; what cannot be read is an error with its place, never passed over.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::policy {

/// Whether `word` is an id in full: "v1:" and 16 lower-case hexadecimal digits.
[[nodiscard]] bool is_id(std::string_view word);

/// Whether `date` is a calendar day written YYYY-MM-DD.
[[nodiscard]] bool is_date(std::string_view date);

/// From one such day to another; below 0 if `to` comes first.
[[nodiscard]] int days_between(std::string_view from, std::string_view to);

/// `text` as it may stand at the end of a line: white space becomes a single blank, what a terminal
/// must not be given '?', and what is longer than kMaxNote bytes is cut off.
[[nodiscard]] std::string note_of(std::string_view text);
inline constexpr std::size_t kMaxNote = 500;

/// The next word of a line, which is taken from it together with the blanks before.
[[nodiscard]] std::string_view take_word(std::string_view& line);
/// What is left of a line, without the blanks before.
[[nodiscard]] std::string_view take_rest(std::string_view line);

struct IdLine {
  std::string_view id;
  std::string_view rule;
  std::string_view rest;           ///< behind the rule
  std::string_view comments = {};  ///< lines above it, each with its line feed
};

/// What stands above the entries.
struct IdHead {
  std::string salt;      ///< empty: none
  std::string comments;  ///< lines, each with its line feed
};

/// Takes an entry; returns what was expected in its place, or nothing if it is well-formed.
using UseLine = std::function<std::string_view(const IdLine& line)>;

/// Reads all entries and returns the rest. Throws Error(Usage) with `name`, line and what was
/// expected.
[[nodiscard]] IdHead parse_id_lines(std::string_view text, const std::string& name,
                                    const UseLine& use);

/// The lines above the entries; `title` is our own comment.
[[nodiscard]] std::string format_head(std::string_view title, const IdHead& head);
/// One entry; a line feed in `rest` cannot break out of its line.
[[nodiscard]] std::string format_id_line(const IdLine& line);

/// Sorts entries by id and keeps one of each id: the one that `goes_first` puts before the others,
/// of equals the first.
template <class Entry, class GoesFirst>
void keep_one_of_each(std::vector<Entry>& entries, const GoesFirst& goes_first) {
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    return a.id != b.id ? a.id < b.id : goes_first(a, b);
  });
  entries.erase(std::unique(entries.begin(), entries.end(),
                            [](const Entry& a, const Entry& b) { return a.id == b.id; }),
                entries.end());
}

/// Where the entry of `id` stands, or would, among sorted ones.
template <class Entries>
[[nodiscard]] auto position_of(Entries& entries, std::string_view id) {
  return std::lower_bound(entries.begin(), entries.end(), id,
                          [](const auto& entry, std::string_view wanted) {
                            return std::string_view(entry.id) < wanted;
                          });
}

/// Puts an entry in its place among sorted ones, instead of that of the same id.
template <class Entry>
void put_sorted(std::vector<Entry>& entries, Entry entry) {
  const auto at = position_of(entries, entry.id);
  if (at != entries.end() && at->id == entry.id)
    *at = std::move(entry);
  else
    entries.insert(at, std::move(entry));
}

}  // namespace veto::policy
