// What a text has in common with those that the same scanner has scanned before, beside the text
// that it is made of: versions of a file on several branches, a change that comes in twice, a file
// that stands in two places. Texts are cut into pieces at line ends that the bytes before them
// choose, so that the same lines become the same pieces wherever they stand; of each piece a table
// knows where it stood last.
//
// Pieces are the same when their hashes of 128 bits are, which are made with a number that nobody
// knows before: texts that only look the same can neither be met nor made.
//
// Only so many texts are remembered, those of late. Not for other folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "match/scan_notes.h"
#include "model/verdict.h"

namespace veto::match {

class EarlierTexts {
 public:
  /// Bytes that notes of texts may take; the table takes about as much again.
  static constexpr std::size_t kRoom = std::size_t{2} << 20U;

  /// Adds to `copies`, which are in the order of the text, what else of it is known; where two
  /// overlap, one is cut. The notes that the new ones name are there until remember() is called.
  void find(std::string_view text, std::vector<NotedCopy>& copies);
  /// `notes` are those of the text in which was looked last; nullptr: it is not remembered.
  void remember(std::shared_ptr<const ScanNotes> notes);

 private:
  struct Hash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
  };
  struct Piece {
    std::uint32_t begin = 0;
    Hash hash;
  };
  /// Where a piece stood: in which text, counted from the first one that was remembered.
  struct Entry {
    Hash hash;
    std::uint32_t text = 0;
    std::uint32_t begin = 0;
  };

  void prepare();
  void cover(std::span<const NotedCopy> copies);
  void look_up(std::string_view text, std::size_t begin, std::size_t end);
  [[nodiscard]] const ScanNotes* notes_of(const Entry& entry) const noexcept;

  std::uint64_t seed_ = 0;
  std::vector<Entry> table_;
  std::deque<std::shared_ptr<const ScanNotes>> texts_;
  std::uint32_t first_text_ = 1;  // the number of the first in texts_
  std::size_t bytes_ = 0;         // that the notes in texts_ take
  std::vector<Piece> pieces_;     // of the text in which was looked last
  std::vector<NotedCopy> found_;
  std::vector<NotedCopy> covered_;
};

}  // namespace veto::match
