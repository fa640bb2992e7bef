#include "match/scanner.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.h"
#include "match/engine_impl.h"
#include "match/match_finder.h"

namespace veto::match {
namespace {

constexpr std::size_t kPiece = 256 * 1024;

extern "C" int on_match(unsigned id, unsigned long long /*from*/, unsigned long long to,
                        unsigned /*flags*/, void* context) noexcept {
  auto& finder = *static_cast<MatchFinder*>(context);
  return finder.add_end(id, static_cast<std::size_t>(to)) ? 0 : 1;
}

void check_scan(hs_error_t code) {
  // Only the callback ends a scan, and only for want of memory.
  if (code == HS_SCAN_TERMINATED) throw base::unreadable("matching: out of memory");
  check_engine(code, "matching");
}

}  // namespace

class Scanner::Impl {
 public:
  explicit Impl(Engine::Impl& engine) : engine_(engine), finder_(engine) { prepare(Mode::Block); }

  void scan(std::string_view text, const OnHit& on_hit) {
    if (!text.empty() && text.back() != '\n') {
      padded_.assign(text);
      padded_ += '\n';
      text = padded_;
    }
    finder_.begin_text();
    const std::vector<DatabaseHandle>& databases = engine_.databases(Mode::Block);
    for (std::size_t part = 0; part < databases.size(); ++part) {
      finder_.select_part(part);
      check_scan(hs_scan(databases[part].get(), text.data(), static_cast<unsigned>(text.size()), 0,
                         scratch_.get(), on_match, &finder_));
    }
    if (!finder_.is_waiting()) return;
    text::LineCounter lines;
    lines.feed(text);
    finder_.find_until(text, 0, text.size(), {lines, on_hit});
  }

  void prepare(Mode mode) {
    for (const DatabaseHandle& database : engine_.databases(mode)) {
      hs_scratch_t* grown = scratch_.release();
      const hs_error_t code = hs_alloc_scratch(database.get(), &grown);
      scratch_.reset(grown);
      check_engine(code, "preparing the engine");
    }
  }

  void prepare_streams() {
    if (!stream_prepared_) prepare(Mode::Stream);
    stream_prepared_ = true;
  }

  [[nodiscard]] Engine::Impl& engine() const noexcept { return engine_; }
  [[nodiscard]] hs_scratch_t* scratch() const noexcept { return scratch_.get(); }
  void add_disagreements(std::size_t count) noexcept { in_streams_ += count; }
  [[nodiscard]] std::size_t disagreements() const noexcept {
    return finder_.disagreements() + in_streams_;
  }

 private:
  Engine::Impl& engine_;
  ScratchHandle scratch_;
  bool stream_prepared_ = false;
  MatchFinder finder_;
  std::string padded_;  // the text with a final line feed
  std::size_t in_streams_ = 0;
};

class StreamScan::Impl {
 public:
  Impl(Scanner::Impl& scanner, OnHit on_hit)
      : scanner_(scanner), on_hit_(std::move(on_hit)), finder_(scanner.engine()) {
    scanner.prepare_streams();
    for (const DatabaseHandle& database : scanner.engine().databases(Mode::Stream)) {
      check_engine(hs_open_stream(database.get(), 0, base::Out(streams_.emplace_back())),
                   "opening a stream");
    }
  }
  ~Impl() { scanner_.add_disagreements(finder_.disagreements()); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void feed(std::string_view piece) {
    for (; piece.size() > kPiece; piece.remove_prefix(kPiece)) feed_small(piece.substr(0, kPiece));
    feed_small(piece);
  }

  void finish() {
    if (!held_.empty() && held_.back() != '\n') feed_small("\n");
    find_until(held_offset_ + held_.size());
  }

 private:
  void feed_small(std::string_view piece) {
    if (held_.size() > kKept + kPiece) {
      const std::size_t drop = held_.size() - kKept;
      before_.feed(std::string_view(held_).substr(0, drop));
      held_.erase(0, drop);
      held_offset_ += drop;
    }
    held_ += piece;
    for (std::size_t part = 0; part < streams_.size(); ++part) {
      finder_.select_part(part);
      check_scan(hs_scan_stream(streams_[part].get(), piece.data(),
                                static_cast<unsigned>(piece.size()), 0, scanner_.scratch(),
                                on_match, &finder_));
    }
    // A match is confirmed once its whole window is here: the same window as in one block.
    const std::size_t seen = held_offset_ + held_.size();
    constexpr std::size_t kReach = kWindowBehind + kMaxPatternWidth;
    if (seen >= kReach) find_until(seen - kReach);
  }

  void find_until(std::size_t limit) {
    if (!finder_.is_waiting()) return;
    text::LineCounter lines = before_;
    lines.feed(held_);
    finder_.find_until(held_, held_offset_, limit, {lines, on_hit_});
  }

  Scanner::Impl& scanner_;
  OnHit on_hit_;
  MatchFinder finder_;
  std::vector<StreamHandle> streams_;
  std::string held_;  // the text from held_offset_ on
  std::size_t held_offset_ = 0;
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

Scanner::Scanner(const Engine& engine) : impl_(std::make_unique<Impl>(*engine.impl_)) {}
Scanner::~Scanner() = default;

void Scanner::scan(std::string_view text, const OnHit& on_hit) {
  if (text.size() <= kMaxBlock) return impl_->scan(text, on_hit);
  StreamScan stream(*this, on_hit);
  stream.feed(text);
  stream.finish();
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

std::size_t Scanner::disagreements() const noexcept {
  return impl_->disagreements();
}

std::vector<model::Range> find_all(const Engine& engine, std::size_t rule, std::string_view text) {
  std::string padded(text);
  if (!padded.empty() && padded.back() != '\n') padded += '\n';
  return engine.impl_->expression(rule).find_all(padded);
}

}  // namespace veto::match
