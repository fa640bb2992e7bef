// Segment: bytes that a source hands to the matcher, with where they come from and, for a change,
// what of them is new. Views are valid during the sink call only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/copied_range.h"

namespace veto::model {

enum class OriginKind : std::uint8_t {
  File,           ///< a file of the work tree, or standard input
  Blob,           ///< a blob; its path may be known (staged) or not (history)
  CommitMessage,  ///< the message of a commit
  TagMessage,     ///< the message of an annotated tag
};

struct Origin {
  OriginKind kind = OriginKind::File;
  std::string path;    ///< raw bytes, relative to the repository or as given; empty when not known
  std::string object;  ///< hexadecimal id of the object read; empty for files
  /// Hexadecimal id of the commit that adds it, where the source knows.
  std::string commit = {};
};

/// Lines `first` to `last`, 1-based, inclusive.
struct LineRange {
  std::size_t first = 0;
  std::size_t last = 0;
};

class SegmentSink;

/// Hands a text to a sink. Throws Error(Unreadable).
using Replay = std::function<void(SegmentSink& sink)>;

/// What a changed blob is new against. Asked only once a candidate was confirmed: most blobs never
/// are.
class Change {
 public:
  virtual ~Change() = default;

  /// The lines of the new text that no old version has at that place; nullopt when every line
  /// counts as added (no old version, or too large to compare).
  [[nodiscard]] virtual std::optional<std::vector<LineRange>> added_lines() const = 0;

  /// Hands every old version of this text, those at its own place, to `sink`: a secret that stands
  /// in one of them is not new.
  virtual void replay_old(SegmentSink& sink) const = 0;
};

/// Of a text that is stored as a change of another, its base: how it was made, and what a sink
/// keeps of one text for those that are made of it. Two texts without a change share neither.
struct Lineage {
  std::span<const text::CopiedRange> copies;  ///< from the base, in the order of their targets
  std::shared_ptr<const void> base_notes;  ///< what a sink kept of the base; null if nothing
  std::shared_ptr<const void> notes;       ///< what the sink keeps of this one
  std::size_t notes_bytes = 0;             ///< and what memory that takes
};

struct Segment {
  const Origin& origin;
  std::string_view bytes;
  const Change* change = nullptr;  ///< null: everything counts as added
  Lineage* lineage = nullptr;      ///< null: nobody asks for notes
};

/// Fills the buffer from the front and returns how many bytes it stored; 0 at the end.
using ReadChunk = std::function<std::size_t(std::span<char> buffer)>;

/// Where a source puts what it reads. Both calls return when the bytes have been scanned.
class SegmentSink {
 public:
  virtual ~SegmentSink() = default;

  virtual void accept(const Segment& segment) = 0;

  /// For what does not fit in memory: `segment.bytes` is empty, the content comes from `read`.
  virtual void accept_stream(const Segment& segment, const ReadChunk& read) = 0;
};

}  // namespace veto::model
