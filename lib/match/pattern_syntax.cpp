#include "match/pattern_syntax.h"

#include <utility>

namespace veto::match {
namespace {

constexpr std::size_t kMaxRepeat = 1000;
constexpr std::size_t kMaxGroups = 200;

bool is_letter(unsigned c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

PatternNode around(PatternKind kind, PatternNode&& part) {
  PatternNode node;
  node.kind = kind;
  node.inside.push_back(std::move(part));
  return node;
}

PatternNode byte_of(const ByteSet& set, bool is_literal) {
  PatternNode node;
  node.kind = PatternKind::Byte;
  node.set = set;
  node.is_literal = is_literal;
  return node;
}

class PatternParser {
 public:
  explicit PatternParser(std::string_view pattern) : rest_(pattern) {}

  std::optional<PatternNode> run() {
    PatternNode node = alternatives();
    if (is_unknown_ || !rest_.empty()) return std::nullopt;
    return node;
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

  PatternNode alternatives() {
    PatternNode first = sequence();
    if (!at('|')) return first;
    PatternNode all = around(PatternKind::Choice, std::move(first));
    while (take("|")) all.inside.push_back(sequence());
    return all;
  }

  PatternNode sequence() {
    PatternNode all;
    while (!rest_.empty() && !at('|') && !at(')')) all.inside.push_back(repeated(element()));
    return all;
  }

  PatternNode element() {
    if (take("(?i:")) return group(true);
    if (take("(?:")) return group(ignores_case_);
    if (take("(")) return around(PatternKind::Capture, group(ignores_case_));
    if (take("[")) {
      const ByteSet set = byte_class();
      return byte_of(set, set.count() == 1);
    }
    constexpr std::string_view kUnknown = "^$.*+?{";
    ByteSet set;
    if (kUnknown.find(rest_.front()) != std::string_view::npos) give_up();
    add_byte(set, byte());
    return byte_of(set, true);
  }

  PatternNode group(bool ignores_case) {
    if (++groups_ > kMaxGroups || at('?')) give_up();
    const bool outside = std::exchange(ignores_case_, ignores_case);
    PatternNode inside = alternatives();
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

  PatternNode repeated(PatternNode&& once) {
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
      return std::move(once);
    }
    PatternNode node = around(PatternKind::Repeat, std::move(once));
    node.min = min;
    node.max = max;
    node.is_lazy = take("?");
    return node;
  }

  std::string_view rest_;
  bool ignores_case_ = false;
  bool is_unknown_ = false;
  std::size_t groups_ = 0;  // bounds how deep they can stand in each other
};

}  // namespace

std::optional<PatternNode> parse_pattern(std::string_view pattern) {
  return PatternParser(pattern).run();
}

}  // namespace veto::match
