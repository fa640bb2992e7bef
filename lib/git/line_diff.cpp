#include "git/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <tuple>
#include <utility>

#include "git/handles.h"

namespace veto::git {
namespace {

// Cutting again at lines that are single only between two cuts; each round is linear.
constexpr int kMaxRounds = 8;
// Few edits are found whatever the lines are, unless comparing takes this many steps a line.
constexpr std::ptrdiff_t kMaxEdits = 1000;
constexpr std::size_t kStepsPerLine = 32;

/// Appends, joining what is adjacent.
void add(std::vector<AddedLines>& ranges, std::size_t first, std::size_t last) {
  if (!ranges.empty() && ranges.back().last + 1 == first)
    ranges.back().last = last;
  else
    ranges.push_back({first, last});
}

/// As git compares; `offset` is the number of lines before the new text.
void compare_exactly(std::string_view old_text, std::string_view new_text, std::size_t offset,
                     std::vector<AddedLines>& ranges) {
  git_diff_options options;
  check(git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION), "comparing texts");
  options.flags = GIT_DIFF_FORCE_TEXT;
  options.context_lines = 0;
  PatchHandle patch;
  check(git_patch_from_buffers(base::Out(patch), old_text.data(), old_text.size(), nullptr,
                               new_text.data(), new_text.size(), nullptr, &options),
        "comparing texts");
  if (!patch) return;
  const std::size_t hunks = git_patch_num_hunks(patch.get());
  for (std::size_t i = 0; i < hunks; ++i) {
    const git_diff_hunk* hunk = nullptr;
    std::size_t lines = 0;
    check(git_patch_get_hunk(&hunk, &lines, patch.get(), i), "comparing texts");
    // Without context every line of a hunk's new side is an added one.
    if (hunk->new_lines == 0) continue;
    const std::size_t first = offset + static_cast<std::size_t>(hunk->new_start);
    add(ranges, first, first + static_cast<std::size_t>(hunk->new_lines) - 1);
  }
}

/// With their line feeds, so that the last line differs by having none.
std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// Part of a text, by line numbers from 0.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Cuts two long texts at lines that are single in both ("patience diff") down to parts that can be
/// compared exactly.
class LongComparison {
 public:
  LongComparison(std::vector<std::string_view> old_lines, std::vector<std::string_view> new_lines)
      : old_lines_(std::move(old_lines)), new_lines_(std::move(new_lines)) {
    number_lines();
  }

  std::vector<AddedLines> run() {
    compare({0, old_lines_.size()}, {0, new_lines_.size()}, 0);
    return std::move(ranges_);
  }

 private:
  struct Pair {
    std::size_t old_line = 0;
    std::size_t new_line = 0;
  };
  struct Uses {
    std::size_t in_old = 0;
    std::size_t in_new = 0;
    std::size_t old_line = 0;
  };

  /// How far in the old text each diagonal gets (-edits ... edits), for each number of edits.
  using Reached = std::vector<std::vector<std::uint32_t>>;
  struct Step {
    std::ptrdiff_t old_line = 0;  ///< where the diagonal is entered
    bool is_added = false;        ///< by adding a line, not by removing one
  };

  /// Gives equal lines equal numbers. Sorting by hash and text is safe from chosen collisions.
  void number_lines() {
    struct Line {
      std::size_t hash = 0;
      std::string_view text;
      std::size_t* number = nullptr;
    };
    old_ids_.resize(old_lines_.size());
    new_ids_.resize(new_lines_.size());
    std::vector<Line> all;
    all.reserve(old_ids_.size() + new_ids_.size());
    const std::hash<std::string_view> hash;
    for (std::size_t i = 0; i < old_ids_.size(); ++i)
      all.push_back({hash(old_lines_[i]), old_lines_[i], &old_ids_[i]});
    for (std::size_t i = 0; i < new_ids_.size(); ++i)
      all.push_back({hash(new_lines_[i]), new_lines_[i], &new_ids_[i]});
    const auto key = [](const Line& line) { return std::tie(line.hash, line.text); };
    std::sort(all.begin(), all.end(),
              [&](const Line& a, const Line& b) { return key(a) < key(b); });
    std::size_t count = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i > 0 && key(all[i]) != key(all[i - 1])) ++count;
      *all[i].number = count;
    }
    uses_.resize(count + 1);
  }

  void compare(Part old_part, Part new_part, int round) {
    trim(old_part, new_part);
    if (new_part.size() == 0) return;
    if (old_part.size() == 0) return add(ranges_, new_part.begin + 1, new_part.end);
    if (old_part.size() + new_part.size() <= kExactLines) {
      compare_exactly(text_of(old_lines_, old_part), text_of(new_lines_, new_part), new_part.begin,
                      ranges_);
      return;
    }
    if (compare_few_edits(old_part, new_part)) return;
    const std::vector<Pair> cuts = round == kMaxRounds
                                       ? std::vector<Pair>()
                                       : longest_ascent(single_lines(old_part, new_part));
    if (cuts.empty()) return add(ranges_, new_part.begin + 1, new_part.end);
    for (const Pair& cut : cuts) {
      compare({old_part.begin, cut.old_line}, {new_part.begin, cut.new_line}, round + 1);
      old_part.begin = cut.old_line + 1;
      new_part.begin = cut.new_line + 1;
    }
    compare(old_part, new_part, round + 1);
  }

  /// Myers' algorithm in its plain form; false when there is too much to do.
  bool compare_few_edits(const Part& old_part, const Part& new_part) {
    const auto old_size = static_cast<std::ptrdiff_t>(old_part.size());
    const auto new_size = static_cast<std::ptrdiff_t>(new_part.size());
    std::size_t steps_left = kStepsPerLine * (old_part.size() + new_part.size());
    Reached reached;
    for (std::ptrdiff_t edits = 0; edits <= kMaxEdits; ++edits) {
      std::vector<std::uint32_t> now(static_cast<std::size_t>(2 * edits + 1));
      for (std::ptrdiff_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const std::ptrdiff_t begin = step(reached, edits, diagonal).old_line;
        std::ptrdiff_t at = begin;
        while (at < old_size && at - diagonal < new_size &&
               old_ids_[old_part.begin + static_cast<std::size_t>(at)] ==
                   new_ids_[new_part.begin + static_cast<std::size_t>(at - diagonal)])
          ++at;
        now[static_cast<std::size_t>(diagonal + edits)] = static_cast<std::uint32_t>(at);
        if (diagonal == old_size - new_size && at >= old_size) {
          add_edits(reached, edits, diagonal, new_part.begin);
          return true;
        }
        const auto steps = static_cast<std::size_t>(at - begin) + 1;
        if (steps > steps_left) return false;
        steps_left -= steps;
      }
      reached.push_back(std::move(now));
    }
    return false;
  }

  /// The better of the two ways onto a diagonal with one edit more.
  static Step step(const Reached& reached, std::ptrdiff_t edits, std::ptrdiff_t diagonal) {
    if (edits == 0) return {};
    const std::vector<std::uint32_t>& before = reached[static_cast<std::size_t>(edits - 1)];
    const auto at = [&](std::ptrdiff_t from) {
      return static_cast<std::ptrdiff_t>(before[static_cast<std::size_t>(from + edits - 1)]);
    };
    if (diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1)))
      return {at(diagonal + 1), true};
    return {at(diagonal - 1) + 1, false};
  }

  /// Goes back from the end and adds the lines that were added on the way.
  void add_edits(const Reached& reached, std::ptrdiff_t edits, std::ptrdiff_t diagonal,
                 std::size_t new_begin) {
    std::vector<std::size_t> lines;  // from 1
    for (; edits > 0; --edits) {
      const Step last = step(reached, edits, diagonal);
      if (last.is_added)
        lines.push_back(new_begin + static_cast<std::size_t>(last.old_line - diagonal));
      diagonal += last.is_added ? 1 : -1;
    }
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) add(ranges_, *line, *line);
  }

  /// Leaves out what both parts begin and end with.
  void trim(Part& old_part, Part& new_part) const {
    while (old_part.size() > 0 && new_part.size() > 0 &&
           old_ids_[old_part.begin] == new_ids_[new_part.begin]) {
      ++old_part.begin;
      ++new_part.begin;
    }
    while (old_part.size() > 0 && new_part.size() > 0 &&
           old_ids_[old_part.end - 1] == new_ids_[new_part.end - 1]) {
      --old_part.end;
      --new_part.end;
    }
  }

  /// The lines that occur once in each part, in the order of the new one.
  std::vector<Pair> single_lines(const Part& old_part, const Part& new_part) {
    for (std::size_t i = old_part.begin; i < old_part.end; ++i) uses_[old_ids_[i]] = {};
    for (std::size_t i = new_part.begin; i < new_part.end; ++i) uses_[new_ids_[i]] = {};
    for (std::size_t i = old_part.begin; i < old_part.end; ++i) {
      Uses& uses = uses_[old_ids_[i]];
      ++uses.in_old;
      uses.old_line = i;
    }
    for (std::size_t i = new_part.begin; i < new_part.end; ++i) ++uses_[new_ids_[i]].in_new;
    std::vector<Pair> pairs;
    for (std::size_t i = new_part.begin; i < new_part.end; ++i) {
      const Uses& uses = uses_[new_ids_[i]];
      if (uses.in_old == 1 && uses.in_new == 1) pairs.push_back({uses.old_line, i});
    }
    return pairs;
  }

  /// A longest choice of pairs that ascends in the old text too.
  static std::vector<Pair> longest_ascent(const std::vector<Pair>& pairs) {
    std::vector<std::size_t> ends;  // of the best ascent of each length, as positions in pairs
    std::vector<std::size_t> before(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto at = std::lower_bound(
          ends.begin(), ends.end(), pairs[i].old_line,
          [&](std::size_t end, std::size_t line) { return pairs[end].old_line < line; });
      before[i] = at == ends.begin() ? i : *(at - 1);
      if (at == ends.end())
        ends.push_back(i);
      else
        *at = i;
    }
    std::vector<Pair> ascent(ends.size());
    std::size_t at = ends.empty() ? 0 : ends.back();
    for (std::size_t i = ascent.size(); i-- > 0; at = before[at]) ascent[i] = pairs[at];
    return ascent;
  }

  static std::string_view text_of(const std::vector<std::string_view>& lines, const Part& part) {
    const std::string_view last = lines[part.end - 1];
    const char* begin = lines[part.begin].data();
    return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
  }

  std::vector<std::string_view> old_lines_;
  std::vector<std::string_view> new_lines_;
  std::vector<std::size_t> old_ids_;
  std::vector<std::size_t> new_ids_;
  std::vector<Uses> uses_;  // by number of a line
  std::vector<AddedLines> ranges_;
};

}  // namespace

std::vector<AddedLines> added_lines(const Library& /*library*/, std::string_view old_text,
                                    std::string_view new_text) {
  const auto count = [](std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  };
  if (count(old_text) + count(new_text) > kExactLines)
    return LongComparison(split_lines(old_text), split_lines(new_text)).run();
  std::vector<AddedLines> ranges;
  compare_exactly(old_text, new_text, 0, ranges);
  return ranges;
}

}  // namespace veto::git
