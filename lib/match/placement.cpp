#include "match/placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "match/mark_odds.h"
#include "match/pattern_branches.h"
#include "match/token_runs.h"

namespace veto::match {
namespace {

/// A rule of which one credential in ten thousand is overlooked is as good as one of which none is.
constexpr double kMaxMissNearRuns = 3e-4;
/// The same where no anchor helps, for patterns that cost time everywhere for want of a longer
/// literal.
constexpr double kMaxMissOfCostly = 5e-3;
/// Values that are known by a word only are found by luck anyway.
constexpr double kMaxMissByWords = 0.01;
/// A token by words must hold every kind of character that random ones lack less often than this:
/// so most identifiers are no random values, and no hexadecimal number is one of base 36.
constexpr double kMaxLacking = 1e-3;
/// Every rule near runs makes the windows of all as wide as it needs itself.
constexpr std::size_t kMaxReach = 48;
constexpr std::size_t kMaxReachOfSlow = 96;
constexpr std::size_t kMaxBeforeByWords = 128;
/// A literal of this length is what pattern databases are fast at.
constexpr std::size_t kMinLiteral = 3;
constexpr std::size_t kTolerableLiteral = 4;
constexpr std::size_t kCheapLiteral = 5;
/// A pattern database that has found a short literal runs wide patterns for long.
constexpr std::size_t kWidePattern = 600;
/// Every word that is looked for slows down all of the text.
constexpr std::size_t kMaxFirstWords = 10;
constexpr std::size_t kMaxFirstWord = 8;

template <class Predicate>
ByteSet bytes_where(const Predicate& predicate) {
  ByteSet set;
  for (unsigned c = 0; c < set.size(); ++c) set.set(c, predicate(static_cast<unsigned char>(c)));
  return set;
}

const ByteSet& run_bytes() {
  static const ByteSet set = bytes_where(is_run_byte);
  return set;
}
ByteSet bytes_of(std::uint8_t classes) {
  return bytes_where([classes](unsigned char c) { return (class_of(c) & classes) != 0; });
}

bool is_within(const ByteSet& set, const ByteSet& all) {
  return (set & ~all).none();
}

struct Reach {
  std::size_t before = 0;
  std::size_t behind = 0;
  std::vector<std::string> anchors;
  [[nodiscard]] std::size_t total() const { return before + behind; }
};

/// The longest literal of run bytes.
std::string anchor_of(std::span<const PatternItem> stretch) {
  std::string longest;
  std::string literal;
  for (const PatternItem& item : stretch) {
    if (item.is_literal && item.set.count() == 1)
      literal += static_cast<char>(item.set._Find_first());
    else
      literal.clear();
    if (literal.size() > longest.size()) longest = literal;
  }
  return longest;
}

/// Which of a match's stretches a rule is looked for by: the one that leaves least beside it, or
/// the first.
enum class Stretch : std::uint8_t { Widest, First };

/// How surely a stretch must be marked, with the help of an anchor if there is one and without.
struct Surety {
  double max_miss;
  double max_miss_without_anchor;
  Stretch wanted;
};

/// Of the stretches that are marked surely enough, by themselves or by an anchor.
std::optional<Reach> best_stretch(const PatternBranch& branch, const Surety& surety) {
  std::size_t width = 0;
  for (const PatternItem& item : branch) width += item.max;
  std::optional<Reach> best;
  std::size_t before = 0;
  for (std::size_t i = 0; i < branch.size();) {
    std::size_t end = i;
    std::size_t least = 0;
    std::size_t most = 0;
    for (; end < branch.size() && is_within(branch[end].set, run_bytes()); ++end) {
      least += branch[end].min;
      most += branch[end].max;
    }
    if (end == i) {
      before += branch[i++].max;
      continue;
    }
    const auto stretch = std::span(branch).subspan(i, end - i);
    Reach reach{before, width - before - most, {}};
    if (least >= kMinRun &&
        (!best || (surety.wanted == Stretch::Widest && reach.total() < best->total()))) {
      const double miss = miss_odds(stretch);
      std::string anchor = anchor_of(stretch);
      if (miss > surety.max_miss && anchor.size() >= kMinAnchor &&
          one_case_odds(stretch) <= surety.max_miss)
        reach.anchors.push_back(std::move(anchor));
      if (miss <= surety.max_miss_without_anchor || !reach.anchors.empty()) best = std::move(reach);
    }
    before += most;
    i = end;
  }
  return best;
}

/// The reach that covers a stretch of each branch.
std::optional<Reach> reach_of(const std::vector<PatternBranch>& branches, const Surety& surety) {
  Reach all;
  for (const PatternBranch& branch : branches) {
    const std::optional<Reach> reach = best_stretch(branch, surety);
    if (!reach) return std::nullopt;
    all.before = std::max(all.before, reach->before);
    all.behind = std::max(all.behind, reach->behind);
    all.anchors.insert(all.anchors.end(), reach->anchors.begin(), reach->anchors.end());
  }
  return all;
}

std::size_t longest_literal(const PatternBranch& branch) {
  std::size_t longest = 0;
  std::size_t length = 0;
  for (const PatternItem& item : branch) {
    length = item.is_literal ? length + 1 : 0;
    longest = std::max(longest, length);
  }
  return longest;
}

/// The longest literal of the branch that has the shortest.
std::size_t sure_literal(const std::vector<PatternBranch>& branches) {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const PatternBranch& branch : branches) least = std::min(least, longest_literal(branch));
  return least;
}

/// What the branch begins with, as far as it is literal.
Word first_word(const PatternBranch& branch) {
  Word word;
  for (const PatternItem& item : branch) {
    if (!item.is_literal || word.text.size() == kMaxFirstWord) break;
    word.ignores_case |= item.set.count() > 1;
    std::size_t last = item.set._Find_first();  // a capital comes before its small letter
    if (item.set.count() > 1) last = item.set._Find_next(last);
    word.text += static_cast<char>(last);
  }
  if (word.ignores_case) {
    for (char& c : word.text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return word;
}

/// The words of which every match begins with one; none if that cannot be said, or of too many.
std::vector<Word> first_words(const std::vector<PatternBranch>& branches) {
  std::vector<Word> words;
  for (const PatternBranch& branch : branches) {
    Word word = first_word(branch);
    if (word.text.size() < kMinLiteral) return {};
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    if (words.size() > kMaxFirstWords) return {};
  }
  return words;
}

std::size_t widest(const std::vector<PatternBranch>& branches) {
  std::size_t most = 0;
  for (const PatternBranch& branch : branches) {
    std::size_t width = 0;
    for (const PatternItem& item : branch) width += item.max;
    most = std::max(most, width);
  }
  return most;
}

bool has_words(const rules::Rule& rule) {
  const std::span<const std::string_view> words = rule.confirm.context;
  return rule.kind == rules::RuleKind::Context && !words.empty() &&
         std::none_of(words.begin(), words.end(),
                      [](std::string_view word) { return word.empty(); });
}

std::uint8_t classes_of(const ByteSet& set) {
  std::uint8_t classes = 0;
  for (unsigned c = 0; c < set.size(); ++c) {
    if (set.test(c))
      classes = static_cast<std::uint8_t>(classes | class_of(static_cast<unsigned char>(c)));
  }
  return classes;
}

std::uint8_t alphabet_of(const std::vector<PatternBranch>& branches) {
  for (const PatternBranch& branch : branches) {
    for (const PatternItem& item : branch) {
      if (!item.is_literal && is_within(item.set, run_bytes()) &&
          !is_within(item.set, bytes_of(kTokenClasses)))
        return kRunClasses;
    }
  }
  return kTokenClasses;
}

/// The classes, joiners apart, of which hardly a random token lacks one.
std::uint8_t required_of(std::span<const PatternItem> branch, const ByteSet& alphabet) {
  std::array<double, 8> lacking{};
  lacking.fill(1.0);
  for (const PatternItem& item : branch) {
    if (!is_within(item.set, alphabet)) break;
    for (unsigned bit = 0; bit < lacking.size(); ++bit) {
      const ByteSet of_class = item.set & bytes_of(static_cast<std::uint8_t>(1U << bit));
      const double share =
          static_cast<double>(of_class.count()) / static_cast<double>(item.set.count());
      lacking[bit] *= std::pow(1.0 - share, static_cast<double>(item.min));
    }
  }
  std::uint8_t required = 0;
  for (unsigned bit = 0; bit < lacking.size(); ++bit) {
    if (lacking[bit] <= kMaxLacking) required = static_cast<std::uint8_t>(required | 1U << bit);
  }
  return static_cast<std::uint8_t>(required & ~kJoinerClasses);
}

/// Widens `shape` so that it covers the tokens of one more branch.
void cover(Shape& shape, std::span<const PatternItem> branch) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
  const ByteSet alphabet = bytes_of(shape.alphabet);
  std::size_t least = 0;
  std::size_t most = 0;
  ByteSet set;
  bool goes_on = false;  // what follows may or may not belong to the token
  for (const PatternItem& item : branch) {
    const bool may_end = !is_within(item.set, alphabet);
    if (may_end && (item.set & alphabet).none() && item.min > 0) break;
    goes_on |= may_end;
    set |= item.set;
    most += item.max;
    if (!goes_on) least += item.min;
  }
  shape.min_token = static_cast<std::uint16_t>(std::min<std::size_t>(shape.min_token, least));
  shape.max_token =
      static_cast<std::uint16_t>(std::max<std::size_t>(shape.max_token, std::min(most, kMost)));
  shape.classes = static_cast<std::uint8_t>(shape.classes | classes_of(set));
  shape.required = static_cast<std::uint8_t>(shape.required & required_of(branch, alphabet));
}

/// The byte that every branch begins with, if it is one of no alphabet and no other can stand
/// there.
unsigned char lead_of(const std::vector<PatternBranch>& branches) {
  unsigned char lead = 0;
  for (const PatternBranch& branch : branches) {
    if (branch.empty()) return 0;
    const PatternItem& first = branch.front();
    if (first.min != 1 || first.max != 1 || first.set.count() != 1) return 0;
    const auto c = static_cast<unsigned char>(first.set._Find_first());
    if (class_of(c) != 0 || (lead != 0 && lead != c)) return 0;
    lead = c;
  }
  return lead;
}

/// nullopt when a match never begins with its alphabet, nor always with one byte that is in none.
std::optional<Shape> shape_of(const std::vector<PatternBranch>& branches, const Reach& reach) {
  Shape shape;
  shape.alphabet = alphabet_of(branches);
  shape.lead = lead_of(branches);
  shape.min_token = std::numeric_limits<std::uint16_t>::max();
  shape.before = static_cast<std::uint16_t>(reach.before);
  shape.required = shape.lead != 0 ? 0 : kRunClasses;
  const std::size_t skipped = shape.lead != 0 ? 1 : 0;
  for (const PatternBranch& branch : branches) {
    if (skipped == 0 && (branch.front().set & bytes_of(shape.alphabet)).none()) return std::nullopt;
    cover(shape, std::span(branch).subspan(skipped));
  }
  shape.min_token = std::max<std::uint16_t>(shape.min_token, skipped == 0 ? 1 : 0);
  return shape;
}

/// Whether the branch is all that length and classes of the token say.
bool is_whole_shape(const PatternBranch& branch, const Shape& shape) {
  return branch.size() == 1 && branch.front().min == shape.min_token &&
         bytes_of(shape.classes) == branch.front().set;
}

/// What the branches begin with, up to the first item whose length is not known.
std::vector<ShapeCheck> checks_of(const std::vector<PatternBranch>& branches, const Shape& shape) {
  std::vector<ShapeCheck> checks;
  if (std::any_of(branches.begin(), branches.end(),
                  [&shape](const PatternBranch& branch) { return is_whole_shape(branch, shape); }))
    return checks;
  for (const PatternBranch& branch : branches) {
    for (const PatternItem& item : branch) {
      ShapeCheck& check = checks.emplace_back();
      for (std::size_t c = 0; c < item.set.size(); ++c)
        check.set[c / 64] |= std::uint64_t{item.set.test(c)} << (c % 64);
      check.count = static_cast<std::uint32_t>(item.min);
      if (item.min != item.max) break;
    }
    checks.back().is_last = 1;
  }
  return checks;
}

}  // namespace

Placement place(const rules::Rule& rule) {
  Placement placement;
  const std::optional<std::vector<PatternBranch>> branches = branches_of(rule.pattern);
  if (!branches || branches->empty()) return placement;
  const std::size_t literal = sure_literal(*branches);
  if (has_words(rule) && literal < kMinLiteral) {
    const std::optional<Reach> reach =
        reach_of(*branches, {kMaxMissByWords, kMaxMissByWords, Stretch::First});
    if (!reach || reach->before > kMaxBeforeByWords || !reach->anchors.empty()) return placement;
    if (const std::optional<Shape> shape = shape_of(*branches, *reach)) {
      placement.layer = Layer::ByWords;
      placement.shape = *shape;
      placement.checks = checks_of(*branches, *shape);
    }
    return placement;
  }
  const bool is_slow = literal < kTolerableLiteral;
  const std::optional<Reach> reach = reach_of(
      *branches, {kMaxMissNearRuns, literal < kCheapLiteral ? kMaxMissOfCostly : kMaxMissNearRuns,
                  Stretch::Widest});
  if (reach && reach->total() <= (is_slow ? kMaxReachOfSlow : kMaxReach)) {
    placement.layer = Layer::NearRuns;
    placement.before = reach->before;
    placement.behind = reach->behind;
    placement.anchors = reach->anchors;
    return placement;
  }
  const bool is_wide = literal <= kCheapLiteral && widest(*branches) >= kWidePattern;
  if (is_slow || is_wide) placement.words = first_words(*branches);
  if (!placement.words.empty()) placement.layer = Layer::AtWords;
  return placement;
}

}  // namespace veto::match
