#include "match/scanner.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "match/changed_text.h"
#include "match/delta_finder.h"
#include "match/earlier_texts.h"
#include "match/engine_impl.h"
#include "match/text_matcher.h"

namespace veto::match {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
/// Less is not worth a pass: some text before it is read again.
constexpr std::size_t kMinPiece = 32 * 1024;

}  // namespace

class Scanner::Impl {
 public:
  explicit Impl(const Engine::Impl& engine) : engine_(engine), matcher_(engine) {
    for (const auto& part : engine.parts()) prepare(*part);
  }

  void scan(std::string_view text, const OnHit& on_hit) {
    text = with_line_feed(text);
    matcher_.begin_text();
    matcher_.collect({text, 0}, true, scratch_.get());
    find_collected(text, on_hit);
  }

  std::shared_ptr<const ScanNotes> scan_noting(std::string_view text, const OnHit& on_hit) {
    auto notes = std::make_shared<ScanNotes>();
    notes->text_size = text.size();
    text = with_line_feed(text);
    matcher_.begin_text();
    matcher_.collect({text, 0}, true, scratch_.get());
    note_runs(*notes);
    NoteTaker taker(noted_);
    const Listening listening(matcher_.finder(), taker);
    find_collected(text, on_hit);
    return taker.take(*notes) ? notes : nullptr;
  }

  Noted scan_changes(std::string_view text, const std::optional<Origin>& origin,
                     const Receiver& receiver) {
    copies_.clear();
    if (origin) {
      for (const text::CopiedRange& copy : origin->copies)
        copies_.push_back({copy, &origin->notes});
    }
    earlier_.find(text, copies_);
    Noted noted;
    noted.is_by_changes = scan_by_changes(text, receiver.on_hit, noted.notes);
    if (!noted.is_by_changes) {
      receiver.on_restart();
      noted.notes = scan_noting(text, receiver.on_hit);
    }
    earlier_.remember(noted.notes);
    return noted;
  }

  void set_profile(ScanProfile* profile) noexcept { matcher_.set_profile(profile); }
  [[nodiscard]] const Engine::Impl& engine() const noexcept { return engine_; }
  [[nodiscard]] hs_scratch_t* scratch() const noexcept { return scratch_.get(); }
  void add_disagreements(std::size_t count) noexcept { in_streams_ += count; }
  [[nodiscard]] std::size_t disagreements() const noexcept {
    return matcher_.disagreements() + in_streams_;
  }

 private:
  class Listening {
   public:
    Listening(MatchFinder& finder, MatchFinder::Listener& listener) : finder_(finder) {
      finder_.set_listener(&listener);
    }
    ~Listening() { finder_.set_listener(nullptr); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

   private:
    MatchFinder& finder_;
  };

  /// By what was copied. False when that does not pay or is not sure.
  bool scan_by_changes(std::string_view text, const OnHit& on_hit,
                       std::shared_ptr<const ScanNotes>& noted) {
    auto notes = std::make_shared<ScanNotes>();
    notes->text_size = text.size();
    text = with_line_feed(text);
    changed_.read({text, notes->text_size, copies_}, engine_.extents());
    if (!changed_.is_worthwhile()) return false;
    const HeldText held{text, 0};
    HeldLines lines({}, text);
    const MatchFinder::Target target{held, lines, on_hit};
    if (matcher_.any_far_across(held, changed_.far_across(), scratch_.get())) return false;
    matcher_.begin_text();
    matcher_.collect_changes(held, changed_, scratch_.get());
    note_runs(*notes);
    OfferKeeper keeper;
    {
      const Listening listening(matcher_.finder(), keeper);
      matcher_.find_by_words(target, scratch_.get());
    }
    NoteTaker taker(noted_);
    const Listening listening(matcher_.finder(), taker);
    DeltaFinder finder({engine_, changed_, matcher_.windows(), std::move(keeper.offers)},
                       matcher_.finder(), target);
    if (!finder.find()) return false;
    if (taker.take(*notes)) noted = std::move(notes);
    return true;
  }

  void find_collected(std::string_view text, const OnHit& on_hit) {
    if (matcher_.is_idle()) return;
    const HeldText held{text, 0};
    HeldLines lines({}, text);
    matcher_.find_until(text.size(), {held, lines, on_hit}, scratch_.get());
  }

  void note_runs(ScanNotes& notes) const {
    notes.runs.reserve(matcher_.runs().size());
    for (const model::Range& run : matcher_.runs()) notes.runs.push_back(NotedRange::of(run));
  }

  std::string_view with_line_feed(std::string_view text) {
    if (text.empty() || text.back() == '\n') return text;
    padded_.assign(text);
    padded_ += '\n';
    return padded_;
  }

  /// Cloning takes sizes only; for a database, the engine reads all of it to check its sum, which
  /// takes longer than the scan of a commit.
  void prepare(const EnginePart& part) {
    constexpr std::string_view kDoing = "preparing the engine";
    if (part.scratch != nullptr && !scratch_) {
      check_engine(hs_clone_scratch(part.scratch, base::Out(scratch_)), kDoing);
      return;
    }
    for (const Database* database : part.databases()) {
      if (database->get() == nullptr) continue;
      hs_scratch_t* grown = scratch_.release();
      const hs_error_t code = hs_alloc_scratch(database->get(), &grown);
      scratch_.reset(grown);
      check_engine(code, kDoing);
    }
  }

  const Engine::Impl& engine_;
  ScratchHandle scratch_;
  TextMatcher matcher_;
  ChangedText changed_;
  EarlierTexts earlier_;
  std::vector<NotedCopy> copies_;      // of the text
  std::string padded_;                 // the text with a final line feed
  std::vector<NotedCandidate> noted_;  // of the text
  std::size_t in_streams_ = 0;
};

class StreamScan::Impl {
 public:
  Impl(Scanner::Impl& scanner, OnHit on_hit)
      : scanner_(scanner), on_hit_(std::move(on_hit)), matcher_(scanner.engine()) {}
  ~Impl() { scanner_.add_disagreements(matcher_.disagreements()); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void feed(std::string_view piece) {
    for (; piece.size() > kPiece; piece.remove_prefix(kPiece)) feed_small(piece.substr(0, kPiece));
    feed_small(piece);
  }

  void finish() {
    if (!held_.empty() && held_.back() != '\n') held_ += '\n';
    matcher_.collect({held_, held_offset_}, true, scanner_.scratch());
    find_until(held_offset_ + held_.size());
  }

 private:
  void feed_small(std::string_view piece) {
    held_ += piece;
    new_ += piece.size();
    if (new_ < kMinPiece) return;
    new_ = 0;
    matcher_.collect({held_, held_offset_}, false, scanner_.scratch());
    // A match is confirmed once its whole window is here: the same window as in one block.
    const std::size_t seen = held_offset_ + held_.size();
    constexpr std::size_t kReach = kWindowBehind + kMaxPatternWidth;
    if (seen >= kReach) find_until(seen - kReach);
    if (held_.size() <= kKept) return;
    const std::size_t drop = held_.size() - kKept;
    before_.feed(std::string_view(held_).substr(0, drop));
    held_.erase(0, drop);
    held_offset_ += drop;
  }

  void find_until(std::size_t limit) {
    const HeldText held{held_, held_offset_};
    HeldLines lines(before_, held_);
    matcher_.find_until(limit, {held, lines, on_hit_}, scanner_.scratch());
  }

  Scanner::Impl& scanner_;
  OnHit on_hit_;
  TextMatcher matcher_;
  std::string held_;  // the text from held_offset_ on
  std::size_t held_offset_ = 0;
  std::size_t new_ = 0;       // bytes at its end that nobody has looked at
  text::LineCounter before_;  // has counted the text up to held_offset_
};

StreamScan::StreamScan(Scanner& scanner, OnHit on_hit)
    : impl_(std::make_unique<Impl>(*scanner.impl_, std::move(on_hit))) {}
StreamScan::~StreamScan() = default;

void StreamScan::feed(std::string_view piece) {
  impl_->feed(piece);
}

void StreamScan::finish() {
  impl_->finish();
}

Scanner::Scanner(const Engine& engine) : impl_(std::make_unique<Impl>(engine.impl())) {}
Scanner::~Scanner() = default;

void Scanner::scan(std::string_view text, const OnHit& on_hit) {
  if (text.size() <= kMaxBlock) return impl_->scan(text, on_hit);
  StreamScan stream(*this, on_hit);
  stream.feed(text);
  stream.finish();
}

std::size_t memory_of(const ScanNotes& notes) noexcept {
  return sizeof notes + notes.candidates.capacity() * sizeof(NotedCandidate) +
         notes.runs.capacity() * sizeof(NotedRange);
}

std::shared_ptr<const ScanNotes> Scanner::scan_noting(std::string_view text, const OnHit& on_hit) {
  if (text.size() <= kMaxBlock) return impl_->scan_noting(text, on_hit);
  scan(text, on_hit);
  return nullptr;
}

Scanner::Noted Scanner::scan_changes(std::string_view text, const std::optional<Origin>& origin,
                                     const Receiver& receiver) {
  if (text.size() <= kMaxBlock) return impl_->scan_changes(text, origin, receiver);
  scan(text, receiver.on_hit);
  return {};
}

std::size_t Scanner::scan_stream(const model::ReadChunk& read, const OnHit& on_hit) {
  StreamScan stream(*this, on_hit);
  std::string piece(kPiece, '\0');
  std::size_t length = 0;
  while (const std::size_t count = read(piece)) {
    stream.feed(std::string_view(piece).substr(0, count));
    length += count;
  }
  stream.finish();
  return length;
}

void Scanner::set_profile(ScanProfile* profile) noexcept {
  impl_->set_profile(profile);
}

std::size_t Scanner::disagreements() const noexcept {
  return impl_->disagreements();
}

}  // namespace veto::match
