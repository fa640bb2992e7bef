// Finds candidates in text: the pattern databases say where a rule ends to match, RE2 on a bounded
// window says where it begins and what its secret is; rules without a form of their own are looked
// for beside their words (match/placement.h). One Scanner per thread.
//
// Text in memory is scanned in one block; of text that is larger than kMaxBlock or that comes in
// pieces only some hundred KiB are held. Both ways give the same candidates with the same windows.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "match/engine.h"
#include "match/profile.h"
#include "model/segment.h"
#include "model/verdict.h"
#include "rules/window_reach.h"
#include "text/copied_range.h"
#include "text/line_map.h"

namespace veto::match {

/// Larger texts are scanned in pieces, which bounds the memory that hostile text can make matches
/// take.
inline constexpr std::size_t kMaxBlock = 4 * 1024 * 1024;

using text::HeldLines;

/// A candidate and where its window stands in the text. Valid during the call only.
struct Hit {
  const model::Candidate& candidate;
  std::size_t window_offset;  ///< of the window's first byte in the text
  HeldLines& lines;           ///< answers for offsets relative to `lines_offset`
  std::size_t lines_offset;
};

/// What becomes of a candidate. The next one of its rule begins behind a candidate that is taken,
/// but may begin inside one that is not.
struct Answer {
  Answer(bool taken) : is_taken(taken), is_noted(taken) {}  // NOLINT(google-explicit-constructor)
  Answer(bool taken, bool noted, const rules::WindowReach& looked = rules::kWidestReach)
      : is_taken(taken), is_noted(noted), reach(looked) {}

  bool is_taken;
  bool is_noted;                                   ///< the receiver has kept something of it
  rules::WindowReach reach = rules::kWidestReach;  ///< it depends on nothing farther away
};
using OnHit = std::function<Answer(const Hit&)>;

/// What is kept of a text for those made of it.
struct ScanNotes;
/// Bytes that they take.
[[nodiscard]] std::size_t memory_of(const ScanNotes& notes) noexcept;

class Scanner {
 public:
  explicit Scanner(const Engine& engine);
  ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  /// Candidates of one rule come in the order of their ends. Throws Error(Unreadable) on an engine
  /// error.
  void scan(std::string_view text, const OnHit& on_hit);

  /// The same, and keeps notes for texts that are made of this one; nullptr when there is too much
  /// to note.
  std::shared_ptr<const ScanNotes> scan_noting(std::string_view text, const OnHit& on_hit);

  /// The same, where only what is new is searched, if that pays: what neither stands in the text
  /// that this one is made of, nor in others that were scanned like this of late.
  struct Origin {
    std::span<const text::CopiedRange> copies;  ///< in the order of the text
    const ScanNotes& notes;                     ///< of the text that they are from
  };
  struct Receiver {
    const OnHit& on_hit;
    /// All begins anew: what was offered does not count.
    const std::function<void()>& on_restart;
  };
  struct Noted {
    std::shared_ptr<const ScanNotes> notes;
    bool is_by_changes = false;
  };
  Noted scan_changes(std::string_view text, const std::optional<Origin>& origin,
                     const Receiver& receiver);

  /// The same for text that is read piece by piece. Returns its length in bytes.
  std::size_t scan_stream(const model::ReadChunk& read, const OnHit& on_hit);

  /// Places where a database reported a match and RE2 found none, since construction: 0 unless a
  /// pattern means different things to the two engines.
  [[nodiscard]] std::size_t disagreements() const noexcept;

  /// From now on adds to `profile`, which must have an entry for each rule, what scans of texts in
  /// memory cost; nullptr for no more.
  void set_profile(ScanProfile* profile) noexcept;

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

/// The slow, obvious twin of a scan: every match of one rule in `text`, by RE2 and plain loops.
/// `rule` is its number in `engine`. A rule by words counts only with a word of it near by.
[[nodiscard]] std::vector<model::Range> find_all(const Engine& engine, std::size_t rule,
                                                 std::string_view text);

struct Occurrence {
  model::Range match;
  model::Range secret;
};
/// Wherever the pattern matches, whatever the rule's layer.
[[nodiscard]] std::vector<Occurrence> find_anywhere(const Engine& engine, std::size_t rule,
                                                    std::string_view text);

}  // namespace veto::match
