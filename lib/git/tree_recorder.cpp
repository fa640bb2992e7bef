#include "git/tree_recorder.h"

#include <algorithm>
#include <utility>

#include "git/varint.h"

namespace veto::git {
namespace {

// Longer chains take longer to follow than a whole tree now and then costs room.
constexpr std::uint32_t kMaxDepth = 128;
// A power of two. Neighbouring versions of a tree that are stored as a whole name the same
// children.
constexpr std::size_t kRecent = 16 * 1024;

}  // namespace

/// One tree, from its first byte to its last.
class TreeRecorder::Pass {
 public:
  Pass(TreeRecorder& recorder, const Tree& tree, const TreeNotes* base, TreeNotes& notes)
      : recorder_(recorder), tree_(tree), base_(base), notes_(notes) {}

  void run() {
    while (at_ < tree_.bytes.size()) {
      if (base_ == nullptr || !copy()) parse();
    }
    notes_.starts.push_back(static_cast<std::uint32_t>(at_));
  }

 private:
  /// The entries of the base that are copied from here on.
  bool copy() {
    while (next_copy_ < tree_.copies.size() &&
           tree_.copies[next_copy_].target + tree_.copies[next_copy_].size <= at_)
      ++next_copy_;
    if (next_copy_ == tree_.copies.size() || tree_.copies[next_copy_].target > at_) return false;
    const text::CopiedRange& range = tree_.copies[next_copy_];
    const std::vector<std::uint32_t>& starts = base_->starts;
    const auto first =
        std::lower_bound(starts.begin(), starts.end(), range.base + (at_ - range.target));
    if (first == starts.end() || *first != range.base + (at_ - range.target)) return false;
    const auto last = std::upper_bound(first, starts.end(), range.base + range.size) - 1;
    if (first == last) return false;
    const std::int64_t index = first - starts.begin();
    add_varint(recorder_.steps_, std::exchange(fresh_, 0));
    add_varint(recorder_.steps_, zigzag(index - expected_));
    add_varint(recorder_.steps_, static_cast<std::uint64_t>(last - first));
    expected_ = last - starts.begin();
    const std::size_t filled = notes_.starts.size();
    notes_.starts.resize(filled + static_cast<std::size_t>(last - first));
    const auto shift = static_cast<std::uint32_t>(at_) - *first;
    std::transform(first, last, notes_.starts.begin() + static_cast<std::ptrdiff_t>(filled),
                   [shift](std::uint32_t start) { return start + shift; });
    at_ += *last - *first;
    return true;
  }

  void parse() {
    const std::string_view rest = tree_.bytes.substr(at_);
    TreeReader reader(rest, tree_.id.size);
    recorder_.entries_.push_back(recorder_.recorded(*reader.next(), notes_));
    notes_.starts.push_back(static_cast<std::uint32_t>(at_));
    at_ += rest.size() - reader.left();
    ++fresh_;
  }

  TreeRecorder& recorder_;
  const Tree& tree_;
  const TreeNotes* base_;
  TreeNotes& notes_;
  std::size_t at_ = 0;
  std::size_t next_copy_ = 0;
  std::uint64_t fresh_ = 0;    // entries since the last stretch that is kept
  std::int64_t expected_ = 0;  // where that ended in the base
};

/// Takes back what a tree has left that is malformed or not to be kept.
struct TreeRecorder::Undo {
  TreeRecorder& recorder;
  const Record& begin;
  bool is_kept = false;

  ~Undo() {
    if (is_kept) return;
    recorder.steps_.resize(begin.steps);
    recorder.entries_.resize(begin.entries);
  }
};

std::shared_ptr<const TreeNotes> TreeRecorder::add(const Tree& tree) {
  const bool has_room = bytes() < budget_;
  const TreeNotes* base = tree.base;
  if (base != nullptr && has_room && (base->tree == kNoNumber || base->depth >= kMaxDepth))
    base = nullptr;
  Record record;
  record.tree = has_room ? numbers_->find(tree.id).value_or(kNoNumber) : kNoNumber;
  record.base = base != nullptr ? base->tree : kNoNumber;
  record.steps = static_cast<std::uint32_t>(steps_.size());
  record.entries = static_cast<std::uint32_t>(entries_.size());
  auto notes = std::make_shared<TreeNotes>();
  if (base != nullptr) {
    notes->depth = base->depth + 1;
    notes->has_all = base->has_all;
    notes->starts.reserve(base->starts.size() + 4);
  }
  Undo undo{*this, record};
  Pass(*this, tree, base, *notes).run();
  if (record.tree == kNoNumber) {
    leave_out();
    return notes;
  }
  undo.is_kept = true;
  notes->tree = record.tree;
  records_.push_back(record);
  return notes;
}

void TreeRecorder::check(const TreeEntry& entry) {
  names_.add(entry.name);
  if (!entry.is_submodule() && !numbers_->find(entry.id))
    static_cast<void>(number_of_missing(entry));
}

RecordedEntry TreeRecorder::recorded(const TreeEntry& entry, TreeNotes& notes) {
  using Kind = RecordedEntry::Kind;
  const Kind kind = kind_of(entry);
  const std::uint32_t name = names_.add(entry.name) << 2U | static_cast<std::uint32_t>(kind);
  if (kind == Kind::Submodule) return {kNoNumber, name};
  if (recent_.empty()) recent_.resize(kRecent);
  Recent& recent = recent_[OidHash()(entry.id) % kRecent];
  if (recent.number != kNoNumber && recent.id == entry.id) return {recent.number, name};
  if (const std::optional<std::uint32_t> number = numbers_->find(entry.id)) {
    recent = {entry.id, *number};
    return {*number, name};
  }
  notes.has_all = false;
  return {number_of_missing(entry), name};
}

std::uint32_t TreeRecorder::number_of_missing(const TreeEntry& entry) {
  std::uint32_t& number = missing_.try_emplace(entry.id, kNoNumber).first->second;
  if (!entry.is_tree()) return kNoNumber;
  if (number == kNoNumber) {
    number = kFirstMissing + static_cast<std::uint32_t>(missing_trees_.size());
    missing_trees_.push_back(entry.id);
  }
  return number;
}

std::size_t TreeRecorder::bytes() const noexcept {
  return names_.bytes() + records_.size() * sizeof records_[0] +
         entries_.size() * sizeof entries_[0] + steps_.size();
}

}  // namespace veto::git
