#include "text/near_word.h"

#include <algorithm>
#include <utility>

namespace veto::text {
namespace {

constexpr std::size_t kLongest = 64;  // longer words are no names of anything
constexpr std::size_t kBytesPerMistake = 4;
constexpr std::size_t kShortestPart = 3;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Row by row: distances of the prefixes of `b` from a prefix of `a`, and the two rows before.
  std::vector<std::size_t> above;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], above[j - 2] + 1);
    }
    above = std::move(last);
    last = std::move(row);
  }
  return last.back();
}

std::string near_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kLongest) return "";
  std::string nearest;
  std::size_t least = std::max<std::size_t>(1, word.size() / kBytesPerMistake) + 1;
  for (const std::string& candidate : known) {
    const std::size_t shorter = std::min(candidate.size(), word.size());
    const std::size_t longer = std::max(candidate.size(), word.size());
    if (longer > kLongest || longer - shorter >= least) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

std::vector<std::string> similar_words(std::string_view typed,
                                       const std::vector<std::string>& words, std::size_t count) {
  if (typed.empty() || typed.size() > kLongest) return {};
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& word : words) {
    const std::size_t distance = edit_distance(typed, word);
    const bool is_part = typed.size() >= kShortestPart && word.find(typed) != std::string::npos;
    if (distance <= std::max<std::size_t>(typed.size() / kBytesPerMistake, 1) || is_part)
      near.emplace_back(distance, word);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> result;
  for (auto& [distance, word] : near) {
    if (result.size() < count) result.push_back(std::move(word));
  }
  return result;
}

}  // namespace veto::text
