#include "match/earlier_texts.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <utility>

#include <xxhash.h>

#include "match/scanner.h"

namespace veto::match {
namespace {

/// Of texts with less that is new it is not worth it.
constexpr std::size_t kLeastNew = 16384;
constexpr std::size_t kLeastPiece = 1024;
/// Of so many line ends, one ends a piece.
constexpr std::uint64_t kLinesOfPiece = 16;
constexpr std::size_t kEntries = std::size_t{1} << 16U;
/// What is found in shorter stretches is not worth its seams.
constexpr std::size_t kLeastFound = 1024;
/// Copies that are shorter count as changed, as in ChangedText.
constexpr std::size_t kLeastCopy = 128;

/// Whether the bytes before a line end choose it; there are eight of them at least.
bool is_chosen(std::string_view text, std::size_t line_end) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + line_end - sizeof bytes, sizeof bytes);
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
  return bytes * kOdd >> 32U < (std::uint64_t{1} << 32U) / kLinesOfPiece;
}

/// Behind the first chosen line end from `from` on; `to` if there is none.
std::size_t next_cut(std::string_view text, std::size_t from, std::size_t to) noexcept {
  from = std::max(from, sizeof(std::uint64_t));
  while (from < to) {
    const void* const found = std::memchr(text.data() + from, '\n', to - from);
    if (found == nullptr) return to;
    from = static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1;
    if (is_chosen(text, from - 1)) return from;
  }
  return to;
}

std::size_t new_bytes(std::string_view text, std::span<const NotedCopy> copies) noexcept {
  std::size_t size = text.size();
  for (const NotedCopy& copy : copies) {
    if (copy.range.size >= kLeastCopy) size -= copy.range.size;
  }
  return size;
}

std::uint64_t random_number() {
  std::random_device device;
  return std::uint64_t{device()} << 32U | device();
}

}  // namespace

void EarlierTexts::find(std::string_view text, std::vector<NotedCopy>& copies) {
  pieces_.clear();
  if (new_bytes(text, copies) < kLeastNew) return;
  prepare();
  found_.clear();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = next_cut(text, begin + kLeastPiece - 1, text.size());
    look_up(text, begin, end);
    begin = end;
  }
  std::erase_if(found_, [](const NotedCopy& copy) { return copy.range.size < kLeastFound; });
  if (found_.empty()) return;
  covered_.clear();
  cover(copies);
  copies.swap(covered_);
}

/// Most scanners have no use for it.
void EarlierTexts::prepare() {
  if (!table_.empty()) return;
  seed_ = random_number();
  table_.resize(kEntries);
}

/// With as few stretches as that can be done: at each place the copy that goes on longest.
void EarlierTexts::cover(std::span<const NotedCopy> copies) {
  const auto end_of = [](const NotedCopy& copy) { return copy.range.target + copy.range.size; };
  std::span<const NotedCopy> lists[] = {found_, copies};
  std::size_t at = 0;
  while (true) {
    const NotedCopy* longest = nullptr;
    std::size_t next = std::string_view::npos;
    for (std::span<const NotedCopy>& list : lists) {
      while (!list.empty() && end_of(list.front()) <= at) list = list.subspan(1);
      if (list.empty()) continue;
      const NotedCopy& first = list.front();
      next = std::min(next, first.range.target);
      if (first.range.target > at) continue;
      if (longest == nullptr || end_of(first) > end_of(*longest)) longest = &first;
    }
    if (longest != nullptr) {
      const std::size_t skipped = at - longest->range.target;
      covered_.push_back(
          {{at, longest->range.base + skipped, longest->range.size - skipped}, longest->notes});
      at = end_of(*longest);
    } else if (next != std::string_view::npos) {
      at = next;
    } else {
      return;
    }
  }
}

void EarlierTexts::look_up(std::string_view text, std::size_t begin, std::size_t end) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(text.data() + begin, end - begin, seed_);
  pieces_.push_back({static_cast<std::uint32_t>(begin), {hash.low64, hash.high64}});
  const Entry& entry = table_[hash.low64 % kEntries];
  if (entry.hash.low != hash.low64 || entry.hash.high != hash.high64) return;
  const ScanNotes* const notes = notes_of(entry);
  if (notes == nullptr) return;
  if (!found_.empty() && found_.back().notes == notes) {
    text::CopiedRange& last = found_.back().range;
    if (last.target + last.size == begin && last.base + last.size == entry.begin) {
      last.size += end - begin;
      return;
    }
  }
  found_.push_back({{begin, entry.begin, end - begin}, notes});
}

const ScanNotes* EarlierTexts::notes_of(const Entry& entry) const noexcept {
  const std::uint32_t place = entry.text - first_text_;
  return place < texts_.size() ? texts_[place].get() : nullptr;
}

void EarlierTexts::remember(std::shared_ptr<const ScanNotes> notes) {
  if (!notes || pieces_.empty()) return;
  const auto number = first_text_ + static_cast<std::uint32_t>(texts_.size());
  for (const Piece& piece : pieces_)
    table_[piece.hash.low % kEntries] = {piece.hash, number, piece.begin};
  pieces_.clear();
  bytes_ += memory_of(*notes);
  texts_.push_back(std::move(notes));
  while (bytes_ > kRoom) {
    bytes_ -= memory_of(*texts_.front());
    texts_.pop_front();
    ++first_text_;
  }
}

}  // namespace veto::match
