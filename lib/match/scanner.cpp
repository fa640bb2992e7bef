#include "match/scanner.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "match/engine_impl.h"

namespace veto::match {
namespace {

/// One pattern ended to match at `first` and at each offset up to `last`. Open repeats match again
/// at every byte, so that runs keep the list short.
struct Event {
  std::uint32_t rule;
  std::size_t first;
  std::size_t last;
};

constexpr std::uint32_t kNoEvent = std::numeric_limits<std::uint32_t>::max();

/// What the engine's callback fills, reused from scan to scan.
struct Events {
  std::vector<Event> list;
  std::vector<std::uint32_t> latest;  // of each rule: its last event in `list`
  std::size_t first_rule = 0;         // of the part that is being scanned
  std::size_t rule_count = 0;
  bool out_of_memory = false;

  void clear() {
    for (const Event& event : list) latest[event.rule] = kNoEvent;
    list.clear();
  }
};

extern "C" int on_match(unsigned id, unsigned long long /*from*/, unsigned long long to,
                        unsigned /*flags*/, void* context) noexcept {
  Events& events = *static_cast<Events*>(context);
  if (id >= events.rule_count) return 0;  // the stride guard
  const auto rule = static_cast<std::uint32_t>(events.first_rule + id);
  const auto end = static_cast<std::size_t>(to);
  const std::uint32_t latest = events.latest[rule];
  if (latest != kNoEvent && end >= events.list[latest].first &&
      end <= events.list[latest].last + 1) {
    events.list[latest].last = std::max(events.list[latest].last, end);
    return 0;
  }
  try {
    events.list.push_back({rule, end, end});
  } catch (...) {
    events.out_of_memory = true;
    return 1;
  }
  events.latest[rule] = static_cast<std::uint32_t>(events.list.size() - 1);
  return 0;
}

}  // namespace

class Scanner::Impl {
 public:
  explicit Impl(Engine::Impl& engine) : engine_(engine) {
    events_.latest.assign(engine.rule_count(), kNoEvent);
    done_.assign(engine.rule_count(), 0);
    prepare(Mode::Block);
  }

  void scan(std::string_view text, const OnHit& on_hit) {
    if (!text.empty() && text.back() != '\n') {
      padded_.assign(text);
      padded_ += '\n';
      text = padded_;
    }
    events_.clear();
    const std::vector<DatabaseHandle>& databases = engine_.databases(Mode::Block);
    for (std::size_t part = 0; part < databases.size(); ++part) {
      select(part);
      finish_scan(hs_scan(databases[part].get(), text.data(), static_cast<unsigned>(text.size()), 0,
                          scratch_.get(), on_match, &events_));
    }
    if (events_.list.empty()) return;
    reset_progress();
    text::LineCounter lines;
    lines.feed(text);
    confirm_until(text, 0, text.size(), {lines, on_hit});
  }

  std::size_t scan_stream(const model::ReadChunk& read, const OnHit& on_hit);

  [[nodiscard]] std::size_t disagreements() const noexcept { return disagreements_; }

 private:
  struct Target {
    text::LineCounter& lines;
    const OnHit& on_hit;
  };

  void prepare(Mode mode) {
    for (const DatabaseHandle& database : engine_.databases(mode)) {
      hs_scratch_t* grown = scratch_.release();
      const hs_error_t code = hs_alloc_scratch(database.get(), &grown);
      scratch_.reset(grown);
      check_engine(code, "preparing the engine");
    }
  }

  void select(std::size_t part) {
    events_.first_rule = engine_.first_rule(part);
    events_.rule_count = engine_.rules_of(part);
  }

  void finish_scan(hs_error_t code) const {
    if (events_.out_of_memory) throw base::unreadable("matching: out of memory");
    check_engine(code, "matching");
  }

  /// Confirms the events that end at `limit` or before; offsets of events are relative to the text,
  /// of which `held` is the part from `held_offset` on. Events are removed.
  void confirm_until(std::string_view held, std::size_t held_offset, std::size_t limit,
                     const Target& target) {
    pending_.clear();
    std::vector<Event> later;
    for (const Event& event : events_.list) {
      if (event.first <= limit)
        pending_.push_back({event.rule, event.first, std::min(event.last, limit)});
      if (event.last > limit)
        later.push_back({event.rule, std::max(event.first, limit + 1), event.last});
    }
    events_.clear();
    for (const Event& event : later) {
      events_.latest[event.rule] = static_cast<std::uint32_t>(events_.list.size());
      events_.list.push_back(event);
    }
    std::stable_sort(pending_.begin(), pending_.end(), [](const Event& a, const Event& b) {
      return a.rule != b.rule ? a.rule < b.rule : a.first < b.first;
    });
    for (const Event& event : pending_) find_matches(held, held_offset, event, target);
  }

  /// Finds the matches that end in the event's range, from where the rule's last match ended:
  /// backwards from the end to the start, which is anchored and so cheap, then forwards for the
  /// whole match.
  void find_matches(std::string_view held, std::size_t held_offset, const Event& event,
                    const Target& target) {
    const std::size_t width = engine_.max_width(event.rule);
    std::size_t& done = done_[event.rule];
    const RuleExpression& expression = engine_.expression(event.rule);
    for (std::size_t end = std::max(event.first, done + 1); end <= event.last;
         end = std::max(end, done) + 1) {
      const std::size_t low = std::max({done, end - std::min(end, width), held_offset});
      const std::string_view before = held.substr(low - held_offset, end - low);
      const std::optional<std::size_t> start = expression.find_start(before);
      if (!start) {
        // What ends here may have begun in the match before.
        if (low != done || done == 0) ++disagreements_;
        continue;
      }
      const std::size_t begin = low - held_offset + *start;
      Found found{event.rule, {}, {}};
      if (!expression.match_at(held.substr(begin, width), found.match, found.secret)) {
        ++disagreements_;
        continue;
      }
      for (model::Range* range : {&found.match, &found.secret}) {
        range->begin += begin;
        range->end += begin;
      }
      done = held_offset + found.match.end;
      emit(held, held_offset, found, target);
    }
  }

  struct Found {
    std::size_t rule;
    model::Range match;  // in the held text
    model::Range secret;
  };

  void emit(std::string_view held, std::size_t held_offset, const Found& found,
            const Target& target) {
    const std::size_t begin = found.match.begin - std::min(found.match.begin, kWindowBefore);
    const std::size_t end = std::min(found.match.end + kWindowBehind, held.size());
    const auto shifted = [begin](const model::Range& range) {
      return model::Range{range.begin - begin, range.end - begin};
    };
    const model::Candidate candidate{engine_.rule(found.rule), held.substr(begin, end - begin),
                                     shifted(found.match), shifted(found.secret)};
    target.on_hit({candidate, held_offset + begin, target.lines, held_offset});
  }

  void reset_progress() { std::fill(done_.begin(), done_.end(), 0); }

  Engine::Impl& engine_;
  ScratchHandle scratch_;
  bool stream_prepared_ = false;
  Events events_;
  std::vector<Event> pending_;
  std::string padded_;  // the text with a final line feed
  std::size_t disagreements_ = 0;
  std::vector<std::size_t> done_;  // of each rule: the text up to here is dealt with
};

namespace {

/// The streams of all parts, open from construction to close().
class OpenStreams {
 public:
  explicit OpenStreams(const std::vector<DatabaseHandle>& databases) {
    for (const DatabaseHandle& database : databases) {
      hs_stream_t* stream = nullptr;
      check_engine(hs_open_stream(database.get(), 0, &stream), "opening a stream");
      streams_.push_back(stream);
    }
  }
  ~OpenStreams() {
    for (hs_stream_t* stream : streams_) hs_close_stream(stream, nullptr, nullptr, nullptr);
  }
  OpenStreams(const OpenStreams&) = delete;
  OpenStreams& operator=(const OpenStreams&) = delete;

  [[nodiscard]] std::size_t size() const { return streams_.size(); }
  [[nodiscard]] hs_stream_t* operator[](std::size_t part) const { return streams_[part]; }

 private:
  std::vector<hs_stream_t*> streams_;
};

constexpr std::size_t kPiece = 256 * 1024;
// What must stay of the text before a piece so that a match that ends in it can be confirmed: its
// window, and the bytes that later pieces have to bring for the windows of matches that are
// waiting.
constexpr std::size_t kKept = kWindowBefore + kMaxPatternWidth + kWindowBehind + kMaxPatternWidth;

}  // namespace

std::size_t Scanner::Impl::scan_stream(const model::ReadChunk& read, const OnHit& on_hit) {
  if (!stream_prepared_) prepare(Mode::Stream);
  stream_prepared_ = true;
  const OpenStreams streams(engine_.databases(Mode::Stream));
  events_.clear();
  reset_progress();
  std::string held;  // the text from held_offset on
  std::size_t held_offset = 0;
  text::LineCounter before;  // has counted the text up to held_offset
  std::size_t length = 0;
  char last_byte = '\n';  // an empty text gets none
  bool at_end = false;
  while (!at_end) {
    if (held.size() > kKept) {
      const std::size_t drop = held.size() - kKept;
      before.feed(std::string_view(held).substr(0, drop));
      held.erase(0, drop);
      held_offset += drop;
    }
    const std::size_t old_size = held.size();
    held.resize(old_size + kPiece);
    std::size_t count = read({held.data() + old_size, kPiece});
    at_end = count == 0;
    length += count;
    if (at_end && last_byte != '\n') held[old_size + count++] = '\n';
    held.resize(old_size + count);
    if (count > 0) last_byte = held.back();
    for (std::size_t part = 0; part < streams.size(); ++part) {
      select(part);
      finish_scan(hs_scan_stream(streams[part], held.data() + old_size,
                                 static_cast<unsigned>(count), 0, scratch_.get(), on_match,
                                 &events_));
    }
    if (events_.list.empty()) continue;
    // A match is confirmed once its whole window is here: the same window as in one block.
    const std::size_t seen = held_offset + held.size();
    const std::size_t reach = kWindowBehind + kMaxPatternWidth;
    if (!at_end && seen < reach) continue;
    text::LineCounter lines = before;
    lines.feed(held);
    confirm_until(held, held_offset, at_end ? seen : seen - reach, {lines, on_hit});
  }
  return length;
}

Scanner::Scanner(const Engine& engine) : impl_(std::make_unique<Impl>(*engine.impl_)) {}
Scanner::~Scanner() = default;

void Scanner::scan(std::string_view text, const OnHit& on_hit) {
  if (text.size() <= kMaxBlock) return impl_->scan(text, on_hit);
  scan_stream(
      [&text](std::span<char> buffer) {
        const std::size_t count = std::min(buffer.size(), text.size());
        std::memcpy(buffer.data(), text.data(), count);
        text.remove_prefix(count);
        return count;
      },
      on_hit);
}

std::size_t Scanner::scan_stream(const model::ReadChunk& read, const OnHit& on_hit) {
  return impl_->scan_stream(read, on_hit);
}

std::size_t Scanner::disagreements() const noexcept {
  return impl_->disagreements();
}

std::vector<model::Range> find_all(const Engine& engine, std::size_t rule, std::string_view text) {
  std::string padded(text);
  if (!padded.empty() && padded.back() != '\n') padded += '\n';
  return engine.impl_->expression(rule).find_all(padded);
}

}  // namespace veto::match
