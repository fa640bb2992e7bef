#include "match/backtracker.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace veto::match {
namespace {

constexpr std::size_t kMaxProgram = 8192;
constexpr std::size_t kMaxDepth = 512;
/// Steps for each byte of the text, and for any text.
constexpr std::size_t kMaxWork = 8;
constexpr std::size_t kMinWork = 4096;
constexpr std::size_t kMaxText = std::numeric_limits<std::uint32_t>::max() / 2;

}  // namespace

// Repeats of more than one byte are unrolled, so that every jump leads forwards: what each place
// can begin with is then known from the end to the front.
class Backtracker::Compiler {
 public:
  std::optional<Backtracker> run(const PatternNode& pattern) {
    emit(pattern);
    add(Op::Match);
    if (is_too_large_) return std::nullopt;
    find_firsts();
    return std::move(made_);
  }

 private:
  std::size_t add(Op op) {
    if (made_.program_.size() == kMaxProgram)
      is_too_large_ = true;
    else
      made_.program_.push_back({op});
    return made_.program_.size() - 1;
  }
  [[nodiscard]] Instruction& at(std::size_t place) { return made_.program_[place]; }
  void lead_here(std::size_t place) {
    at(place).target = static_cast<std::uint32_t>(made_.program_.size());
  }

  std::uint32_t number_of(const ByteSet& set) {
    std::vector<ByteSet>& sets = made_.sets_;
    const auto found = std::find(sets.begin(), sets.end(), set);
    if (found != sets.end()) return static_cast<std::uint32_t>(found - sets.begin());
    sets.push_back(set);
    return static_cast<std::uint32_t>(sets.size() - 1);
  }

  void emit(const PatternNode& node) {
    if (is_too_large_) return;
    switch (node.kind) {
      case PatternKind::Byte: {
        const std::size_t place = add(Op::Byte);
        at(place).set = number_of(node.set);
        return;
      }
      case PatternKind::Sequence:
        for (const PatternNode& part : node.inside) emit(part);
        return;
      case PatternKind::Choice:
        return emit_choice(node.inside);
      case PatternKind::Repeat:
        return emit_repeat(node);
      case PatternKind::Capture:
        add(Op::Open);
        emit(node.inside.front());
        add(Op::Close);
        return;
    }
  }

  void emit_choice(const std::vector<PatternNode>& parts) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const std::size_t split = add(Op::Split);
      emit(parts[i]);
      ends.push_back(add(Op::Jump));
      lead_here(split);
    }
    emit(parts.back());
    for (const std::size_t jump : ends) lead_here(jump);
  }

  void emit_repeat(const PatternNode& node) {
    const PatternNode* once = &node.inside.front();
    while (once->kind == PatternKind::Sequence && once->inside.size() == 1)
      once = &once->inside.front();
    if (once->kind == PatternKind::Byte) {
      const std::size_t place = add(node.is_lazy ? Op::LazyRun : Op::Run);
      at(place).set = number_of(once->set);
      at(place).min = static_cast<std::uint32_t>(node.min);
      at(place).max = static_cast<std::uint32_t>(node.max);
      return;
    }
    for (std::size_t i = 0; i < node.min; ++i) emit(*once);
    std::vector<std::size_t> splits;
    for (std::size_t i = node.min; i < node.max; ++i) {
      splits.push_back(add(node.is_lazy ? Op::LazySplit : Op::Split));
      emit(*once);
    }
    for (const std::size_t split : splits) lead_here(split);
  }

  void find_firsts() {
    std::vector<std::uint32_t> first(made_.program_.size());
    for (std::size_t place = first.size(); place-- > 0;) {
      Instruction& each = at(place);
      switch (each.op) {
        case Op::Byte:
          first[place] = each.set;
          break;
        case Op::Run:
        case Op::LazyRun: {
          each.other = first[place + 1];
          const ByteSet taken = made_.sets_[each.set];
          const ByteSet follows = made_.sets_[each.other];
          each.is_sure = (taken & follows).none();
          first[place] = each.max == 0  ? each.other
                         : each.min > 0 ? each.set
                                        : number_of(taken | follows);
          break;
        }
        case Op::Split:
        case Op::LazySplit:
          each.set = first[place + 1];
          each.other = first[each.target];
          first[place] = number_of(made_.sets_[each.set] | made_.sets_[each.other]);
          break;
        case Op::Jump:
          first[place] = first[each.target];
          break;
        case Op::Open:
        case Op::Close:
          first[place] = first[place + 1];
          break;
        case Op::Match:
          first[place] = number_of(~ByteSet{});
          break;
      }
    }
    made_.first_ = first.front();
  }

  Backtracker made_;
  bool is_too_large_ = false;
};

/// Looks for matches in one text.
class Backtracker::Attempt {
 public:
  Attempt(const Backtracker& pattern, std::string_view text, bool must_end_text) noexcept
      : program_(pattern.program_.data()),
        sets_(pattern.sets_.data()),
        text_(text),
        must_end_text_(must_end_text),
        work_left_(std::max(kMinWork, kMaxWork * text.size())) {}

  Result run(std::size_t begin, Match& match) noexcept {
    depth_ = 0;
    place_ = 0;
    at_ = begin;
    capture_ = {kNone, kNone};
    for (;;) {
      if (work_left_ == 0) return Result::Unknown;
      --work_left_;
      const Instruction& now = program_[place_];
      bool is_going = true;
      switch (now.op) {
        case Op::Byte:
          is_going = bytes_of(&now);
          break;
        case Op::Run:
          is_going = run_of(now);
          break;
        case Op::LazyRun:
          is_going = lazy_run_of(now);
          break;
        case Op::Split:
          is_going = split_of(now);
          break;
        case Op::LazySplit:
          is_going = split(now.target, now.other, place_ + 1, now.set);
          break;
        case Op::Jump:
          place_ = now.target;
          break;
        case Op::Open:
        case Op::Close:
          is_going = remember(now.op == Op::Close ? 1U : 0U);
          break;
        case Op::Match:
          if (must_end_text_ && at_ != text_.size()) {
            is_going = false;
            break;
          }
          match.end = at_;
          match.capture = {capture_[0], capture_[1]};
          if (capture_[1] == kNone) match.capture = {begin, at_};
          return Result::Match;
      }
      if (!is_going && !go_back()) return is_too_deep_ ? Result::Unknown : Result::None;
    }
  }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  /// What to try when the way taken leads nowhere: a run that ends elsewhere, another place, or
  /// nothing, when only a capture is to be as it was.
  struct Choice {
    std::uint32_t place;
    std::uint32_t at;
    std::uint32_t last;  ///< where a run may end at last; kGo: go on there; kUndo: a capture
  };
  static constexpr std::uint32_t kGo = kNone;
  static constexpr std::uint32_t kUndo = kNone - 1;

  [[nodiscard]] bool may_begin(std::uint32_t set, std::size_t at) const noexcept {
    return at < text_.size() ? is_in(set, text_[at]) : sets_[set].all();
  }
  [[nodiscard]] bool is_in(std::uint32_t set, char c) const noexcept {
    return sets_[set][static_cast<unsigned char>(c)];
  }
  void worked(std::size_t steps) noexcept { work_left_ -= std::min(work_left_, steps); }

  bool push(std::size_t place, std::size_t at, std::size_t last) noexcept {
    if (depth_ == choices_.size()) {
      is_too_deep_ = true;
      depth_ = 0;
      return false;
    }
    choices_[depth_++] = {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(at),
                          static_cast<std::uint32_t>(last)};
    return true;
  }

  bool split(std::size_t first, std::uint32_t first_set, std::size_t second,
             std::uint32_t second_set) noexcept {
    const bool may_first = may_begin(first_set, at_);
    const bool may_second = may_begin(second_set, at_);
    place_ = may_first ? first : second;
    if (may_first && may_second) return push(second, at_, kGo);
    return may_first || may_second;
  }

  /// A row of bytes.
  bool bytes_of(const Instruction* now) noexcept {
    std::size_t at = at_;
    do {
      if (at == text_.size() || !is_in(now->set, text_[at])) return false;
      ++at;
      ++now;
    } while (now->op == Op::Byte);
    worked(at - at_ - 1);
    at_ = at;
    place_ = static_cast<std::size_t>(now - program_);
    return true;
  }

  /// Passes over what a row of choices cannot begin with.
  bool split_of(const Instruction& first) noexcept {
    const Instruction* now = &first;
    while (!may_begin(now->set, at_)) {
      place_ = now->target;
      now = program_ + place_;
      if (now->op != Op::Split) return true;
    }
    return split(place_ + 1, now->set, now->target, now->other);
  }

  bool remember(unsigned which) noexcept {
    ++place_;
    const std::uint32_t before = std::exchange(capture_[which], static_cast<std::uint32_t>(at_));
    return push(which, before, kUndo);
  }

  /// Where a run out of `set` ends that begins at `at` and at `last` at the latest.
  [[nodiscard]] std::size_t end_of_run(std::uint32_t set, std::size_t at,
                                       std::size_t last) const noexcept {
    while (at < last && is_in(set, text_[at])) ++at;
    return at;
  }
  [[nodiscard]] std::size_t limit(std::size_t count) const noexcept {
    return at_ + std::min(count, text_.size() - at_);
  }

  bool run_of(const Instruction& now) noexcept {
    const std::size_t begin = at_;
    const std::size_t end = end_of_run(now.set, at_, limit(now.max));
    worked(end - begin);
    if (end - begin < now.min) return false;
    at_ = end;
    ++place_;
    return now.is_sure ? may_begin(now.other, end) : end_earlier(begin + now.min, place_ - 1, now);
  }

  /// From `at_` back to the last place at which what follows may begin.
  bool end_earlier(std::size_t least, std::size_t place, const Instruction& now) noexcept {
    const std::size_t from = at_;
    while (!may_begin(now.other, at_)) {
      if (at_ == least) return false;
      --at_;
    }
    worked(from - at_);
    return at_ == least || push(place, at_, least);
  }

  bool lazy_run_of(const Instruction& now) noexcept {
    const std::size_t begin = at_;
    const std::size_t most = limit(now.max);
    at_ = end_of_run(now.set, at_, limit(now.min));
    if (at_ - begin < now.min) return false;
    ++place_;
    return end_later(most, place_ - 1, now);
  }

  bool end_later(std::size_t most, std::size_t place, const Instruction& now) noexcept {
    const std::size_t from = at_;
    while (!may_begin(now.other, at_)) {
      if (at_ == most || !is_in(now.set, text_[at_])) return false;
      ++at_;
    }
    worked(at_ - from);
    return at_ == most || push(place, at_, most);
  }

  bool go_back() noexcept {
    while (depth_ > 0) {
      const Choice choice = choices_[--depth_];
      if (choice.last == kUndo) {
        capture_[choice.place] = choice.at;
        continue;
      }
      at_ = choice.at;
      place_ = choice.place;
      if (choice.last == kGo) return true;
      const Instruction& now = program_[place_++];
      if (now.op == Op::Run) {
        --at_;  // it was pushed because it may end earlier
        if (end_earlier(choice.last, place_ - 1, now)) return true;
      } else if (is_in(now.set, text_[at_])) {
        ++at_;
        if (end_later(choice.last, place_ - 1, now)) return true;
      }
    }
    return false;
  }

  const Instruction* program_;
  const ByteSet* sets_;
  std::string_view text_;
  bool must_end_text_;
  bool is_too_deep_ = false;
  std::size_t work_left_;
  std::size_t place_ = 0;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::array<std::uint32_t, 2> capture_{};
  std::array<Choice, kMaxDepth> choices_;
};

std::optional<Backtracker> Backtracker::of(std::string_view pattern) {
  const std::optional<PatternNode> parsed = parse_pattern(pattern);
  return parsed ? Compiler().run(*parsed) : std::nullopt;
}

Backtracker::Result Backtracker::match_at(std::string_view text, Match& match) const {
  if (text.size() > kMaxText) return Result::Unknown;
  return Attempt(*this, text, false).run(0, match);
}

Backtracker::Result Backtracker::find_start(std::string_view text, std::size_t& at) const {
  if (text.size() > kMaxText) return Result::Unknown;
  Attempt attempt(*this, text, true);
  Match match;
  const ByteSet& first = sets_[first_];
  for (at = 0; at <= text.size(); ++at) {
    const bool may_begin =
        at < text.size() ? first[static_cast<unsigned char>(text[at])] : first.all();
    if (!may_begin) continue;
    if (const Result result = attempt.run(at, match); result != Result::None) return result;
  }
  return Result::None;
}

}  // namespace veto::match
