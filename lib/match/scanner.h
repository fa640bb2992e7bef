// Finds candidates in text: the pattern databases say where a rule ends to match, RE2 on a bounded
// window says where it begins and what its secret is. One Scanner per thread.
//
// Text in memory is scanned in one block; text that is larger than kMaxBlock or that comes in
// pieces goes through the engine's streaming mode, holding only a window of it. Both ways give the
// same candidates with the same windows.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "match/engine.h"
#include "model/segment.h"
#include "model/verdict.h"
#include "text/line_map.h"

namespace veto::match {

/// Larger texts are scanned as streams, which bounds the memory that hostile text can make matches
/// take.
inline constexpr std::size_t kMaxBlock = 4 * 1024 * 1024;

/// A candidate and where its window stands in the text. Valid during the call only.
struct Hit {
  const model::Candidate& candidate;
  std::size_t window_offset;  ///< of the window's first byte in the text
  text::LineCounter& lines;   ///< answers for offsets relative to `lines_offset`
  std::size_t lines_offset;
};

/// Says whether the candidate is taken. The next one of its rule begins behind a candidate that is
/// taken, but may begin inside one that is not.
using OnHit = std::function<bool(const Hit&)>;

class Scanner {
 public:
  explicit Scanner(const Engine& engine);
  ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  /// Candidates of one rule come in the order of their ends. Throws Error(Unreadable) on an engine
  /// error.
  void scan(std::string_view text, const OnHit& on_hit);

  /// The same for text that is read piece by piece. Returns its length in bytes.
  std::size_t scan_stream(const model::ReadChunk& read, const OnHit& on_hit);

  /// Places where a database reported a match and RE2 found none, since construction: 0 unless a
  /// pattern means different things to the two engines.
  [[nodiscard]] std::size_t disagreements() const noexcept;

 private:
  friend class StreamScan;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A scan of text that is handed over piece by piece. Scans of one Scanner, which must outlive
/// them, may alternate.
class StreamScan {
 public:
  StreamScan(Scanner& scanner, OnHit on_hit);
  ~StreamScan();
  StreamScan(const StreamScan&) = delete;
  StreamScan& operator=(const StreamScan&) = delete;

  /// Throws as Scanner::scan.
  void feed(std::string_view piece);
  /// Finds what waited for the end of the text. Call it once, last.
  void finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The slow, obvious twin of a scan: every match of one rule in `text`, by RE2 alone. `rule` is its
/// number in `engine`.
[[nodiscard]] std::vector<model::Range> find_all(const Engine& engine, std::size_t rule,
                                                 std::string_view text);

}  // namespace veto::match
