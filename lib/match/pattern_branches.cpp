#include "match/pattern_branches.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace veto::match {
namespace {

constexpr std::size_t kMaxBranches = 512;
constexpr std::size_t kMaxItems = 400;  // of one branch
constexpr std::size_t kMaxRepeat = 1000;
constexpr std::size_t kMaxGroups = 200;

using Branches = std::vector<PatternBranch>;

bool is_letter(unsigned c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

class BranchParser {
 public:
  explicit BranchParser(std::string_view pattern) : rest_(pattern) {}

  /// nullopt for what is not understood.
  std::optional<Branches> run() {
    Branches branches = alternatives();
    if (is_unknown_ || !rest_.empty()) return std::nullopt;
    return branches;
  }

 private:
  [[nodiscard]] bool at(char c) const { return rest_.starts_with(c); }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// Nothing more is read.
  void give_up() {
    is_unknown_ = true;
    rest_ = {};
  }

  Branches alternatives() {
    Branches all = sequence();
    while (take("|")) {
      for (PatternBranch& branch : sequence()) all.push_back(std::move(branch));
      if (all.size() > kMaxBranches) give_up();
    }
    return all;
  }

  Branches sequence() {
    Branches all{{}};
    while (!rest_.empty() && !at('|') && !at(')')) {
      const Branches next = repeated(element());
      all = joined(all, next);
    }
    return all;
  }

  Branches joined(const Branches& first, const Branches& second) {
    Branches all;
    if (first.size() * second.size() > kMaxBranches ||
        longest(first) + longest(second) > kMaxItems) {
      give_up();
      return all;
    }
    all.reserve(first.size() * second.size());
    for (const PatternBranch& a : first) {
      for (const PatternBranch& b : second) {
        PatternBranch& both = all.emplace_back(a);
        both.insert(both.end(), b.begin(), b.end());
      }
    }
    return all;
  }

  static std::size_t longest(const Branches& branches) {
    std::size_t most = 0;
    for (const PatternBranch& branch : branches) most = std::max(most, branch.size());
    return most;
  }

  Branches element() {
    if (take("(?i:")) return group(true);
    if (take("(?:")) return group(ignores_case_);
    if (take("(")) return group(ignores_case_);
    if (take("[")) {
      const ByteSet set = byte_class();
      return {{{set, 1, 1, set.count() == 1}}};
    }
    constexpr std::string_view kUnknown = "^$.*+?{";
    ByteSet set;
    if (kUnknown.find(rest_.front()) != std::string_view::npos) give_up();
    add_byte(set, byte());
    return {{{set, 1, 1, true}}};
  }

  Branches group(bool ignores_case) {
    if (++groups_ > kMaxGroups || at('?')) give_up();
    const bool outside = std::exchange(ignores_case_, ignores_case);
    Branches inside = alternatives();
    ignores_case_ = outside;
    if (!take(")")) give_up();
    return inside;
  }

  ByteSet byte_class() {
    const bool negated = take("^");
    ByteSet set;
    for (bool is_first = true; is_first || !at(']'); is_first = false) {
      if (rest_.empty() || rest_.starts_with("[:")) {
        give_up();
        return set;
      }
      const unsigned first = byte();
      unsigned last = first;
      if (rest_.size() > 1 && at('-') && rest_[1] != ']') {
        rest_.remove_prefix(1);
        last = byte();
      }
      if (last < first) give_up();
      for (unsigned c = first; c <= last; ++c) add_byte(set, c);
    }
    rest_.remove_prefix(1);
    return negated ? ~set : set;
  }

  void add_byte(ByteSet& set, unsigned c) const {
    set.set(c);
    if (ignores_case_ && is_letter(c)) set.set(c ^ 0x20U);
  }

  unsigned byte() {
    if (!take("\\")) return plain_byte();
    if (take("x")) return hexadecimal();
    if (take("n")) return '\n';
    if (take("r")) return '\r';
    if (take("t")) return '\t';
    if (!rest_.empty() && (is_letter(static_cast<std::uint8_t>(rest_.front())) ||
                           (rest_.front() >= '0' && rest_.front() <= '9')))
      give_up();
    return plain_byte();
  }

  unsigned plain_byte() {
    if (rest_.empty()) {
      give_up();
      return 0;
    }
    const unsigned c = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return c;
  }

  unsigned hexadecimal() {
    unsigned value = 0;
    for (int i = 0; i < 2; ++i) {
      constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
      const std::size_t digit =
          rest_.empty() ? std::string_view::npos : kDigits.find(rest_.front());
      if (digit == std::string_view::npos) {
        give_up();
        return 0;
      }
      value = value * 16 + static_cast<unsigned>(digit < 16 ? digit : digit - 6);
      rest_.remove_prefix(1);
    }
    return value;
  }

  std::size_t number() {
    std::size_t value = 0;
    bool any = false;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; any = true) {
      value = value * 10 + static_cast<std::size_t>(rest_.front() - '0');
      rest_.remove_prefix(1);
      if (value > kMaxRepeat) give_up();
    }
    if (!any) give_up();
    return is_unknown_ ? 0 : value;
  }

  Branches repeated(const Branches& once) {
    std::size_t min = 1;
    std::size_t max = 1;
    if (at('*') || at('+')) give_up();
    if (take("?")) {
      min = 0;
    } else if (take("{")) {
      min = number();
      max = take(",") ? number() : min;
      if (max < min || !take("}")) give_up();
    } else {
      return once;
    }
    const bool is_lazy = take("?");
    if (once.size() == 1 && once.front().size() == 1 && once.front().front().min == 1 &&
        once.front().front().max == 1) {
      PatternItem item = once.front().front();
      item.is_literal = item.is_literal && min == 1 && max == 1;
      item.min = min;
      item.max = max;
      item.is_exact = !is_lazy;
      return {{item}};
    }
    Branches all{{}};
    for (std::size_t i = 0; i < min; ++i) all = joined(all, once);
    return max > min ? joined(all, {{any_of(once, max - min)}}) : all;
  }

  static PatternItem any_of(const Branches& once, std::size_t times) {
    PatternItem any{{}, 0, 0, false, false};
    for (const PatternBranch& branch : once) {
      std::size_t width = 0;
      for (const PatternItem& item : branch) {
        any.set |= item.set;
        width += item.max;
      }
      any.max = std::max(any.max, width * times);
    }
    return any;
  }

  std::string_view rest_;
  bool ignores_case_ = false;
  bool is_unknown_ = false;
  std::size_t groups_ = 0;  // bounds how deep they can stand in each other
};

}  // namespace

std::optional<std::vector<PatternBranch>> branches_of(std::string_view pattern) {
  return BranchParser(pattern).run();
}

}  // namespace veto::match
