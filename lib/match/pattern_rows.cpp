#include "match/pattern_rows.h"

#include <algorithm>
#include <utility>

namespace veto::match {
namespace {

constexpr std::size_t kMaxRows = 16;
/// Bytes of rows looked at for each byte of the text.
constexpr std::size_t kMaxWork = 64;

/// Whether what may follow a repeat can never be taken for more of it.
bool never_chooses(const PatternBranch& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!row[i].is_exact) return false;
    if (row[i].min == row[i].max) continue;
    for (std::size_t next = i + 1; next < row.size(); ++next) {
      if ((row[i].set & row[next].set).any()) return false;
      if (row[next].min > 0) break;
    }
  }
  return true;
}

bool may_be_empty(const PatternBranch& row) {
  return std::all_of(row.begin(), row.end(), [](const PatternItem& item) { return item.min == 0; });
}

struct Attempt {
  std::size_t length = 0;  // of what fits
  bool is_match = false;
};

Attempt match_row(const PatternBranch& row, std::string_view text) {
  std::size_t at = 0;
  for (const PatternItem& item : row) {
    const std::size_t begin = at;
    const std::size_t last = item.max < text.size() - at ? at + item.max : text.size();
    while (at < last && item.set.test(static_cast<unsigned char>(text[at]))) ++at;
    if (at - begin < item.min) return {at};
  }
  return {at, true};
}

ByteSet first_bytes(const PatternBranch& row) {
  ByteSet first;
  for (const PatternItem& item : row) {
    first |= item.set;
    if (item.min > 0) break;
  }
  return first;
}

}  // namespace

std::optional<PatternRows> PatternRows::of(std::string_view pattern) {
  std::optional<std::vector<PatternBranch>> rows = branches_of(pattern);
  if (!rows || rows->empty() || rows->size() > kMaxRows ||
      !std::all_of(rows->begin(), rows->end(), never_chooses) ||
      std::any_of(rows->begin(), rows->end(), may_be_empty))
    return std::nullopt;
  PatternRows found(std::move(*rows));
  for (const PatternBranch& row : found.rows_) found.first_ |= first_bytes(row);
  return found;
}

/// The first row that matches is the one that a regular expression prefers.
std::optional<std::size_t> PatternRows::match_length(std::string_view text) const {
  for (const PatternBranch& row : rows_) {
    if (const Attempt attempt = match_row(row, text); attempt.is_match) return attempt.length;
  }
  return std::nullopt;
}

PatternRows::Start PatternRows::find_start(std::string_view text) const {
  std::size_t work = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!first_.test(static_cast<unsigned char>(text[at]))) continue;
    const std::string_view rest = text.substr(at);
    for (const PatternBranch& row : rows_) {
      const Attempt attempt = match_row(row, rest);
      if (attempt.is_match && attempt.length == rest.size()) return {at};
      work += attempt.length;
    }
    if (work > kMaxWork * text.size()) return {std::nullopt, false};
  }
  return {};
}

}  // namespace veto::match
