// What one worker of a walk keeps of the trees that it decodes, in a few bytes each: of a tree that
// is made of another one only what it has anew, and which stretches of the other's entries it has
// kept. Only what is new is parsed and looked up.
//
// A copied stretch is cut at the entries of the base: what begins where an entry of the base begins
// and is copied to that entry's end is that entry. All else is parsed, so that a tree of any shape
// is what TreeReader would say of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "git/name_table.h"
#include "git/oid.h"
#include "git/tree.h"
#include "text/copied_range.h"

namespace veto::git {

/// Objects of a repository by numbers from zero on.
struct ObjectNumbers {
  std::size_t count = 0;
  std::function<std::optional<std::uint32_t>(const Oid&)> find;  ///< called by all workers
  std::function<Oid(std::uint32_t)> id;
};

inline constexpr std::uint32_t kNoNumber = ~std::uint32_t{0};
/// From here on: trees that are named but not here, in the order in which they are met.
inline constexpr std::uint32_t kFirstMissing = std::uint32_t{1} << 31U;

/// An entry that some tree has and its base lacks.
struct RecordedEntry {
  enum class Kind : std::uint8_t { Blob, Tree, Submodule };

  std::uint32_t child = kNoNumber;  ///< kNoNumber: not here, and no tree
  std::uint32_t name_and_kind = 0;

  [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(name_and_kind & 3U); }
  [[nodiscard]] std::uint32_t name() const noexcept { return name_and_kind >> 2U; }
};

[[nodiscard]] inline RecordedEntry::Kind kind_of(const TreeEntry& entry) {
  if (entry.is_tree()) return RecordedEntry::Kind::Tree;
  return entry.is_submodule() ? RecordedEntry::Kind::Submodule : RecordedEntry::Kind::Blob;
}

/// Where the entries of a tree begin, and where the last one ends: kept along the walk.
struct TreeNotes {
  std::uint32_t tree = kNoNumber;  ///< kNoNumber: not recorded
  std::uint32_t depth = 0;         ///< bases below it
  bool has_all = true;             ///< neither it nor a base below it names what is missing
  std::vector<std::uint32_t> starts;
};

[[nodiscard]] inline std::size_t memory_of(const TreeNotes& notes) noexcept {
  return sizeof notes + notes.starts.capacity() * sizeof notes.starts[0];
}

class TreeRecorder {
 public:
  struct Tree {
    const Oid& id;
    std::string_view bytes;
    std::span<const text::CopiedRange> copies = {};
    const TreeNotes* base = nullptr;  ///< null: the tree is taken as a whole
  };

  /// Keeps no more than about `budget` bytes: trees beyond that are looked through, not recorded.
  TreeRecorder(const ObjectNumbers& numbers, std::size_t budget)
      : numbers_(&numbers), budget_(budget) {}

  /// The notes are for the trees that are made of this one. Throws Error(Unreadable) for malformed
  /// bytes; such a tree is not recorded.
  std::shared_ptr<const TreeNotes> add(const Tree& tree);

  /// Looks an entry up of a tree that is too large to be added, which leave_out() counts.
  void check(const TreeEntry& entry);
  void leave_out() noexcept { ++left_out_; }

  /// What trees name, submodules left out, and the repository does not have.
  using Missing = std::unordered_map<Oid, std::uint32_t, OidHash>;
  [[nodiscard]] const Missing& missing() const noexcept { return missing_; }
  /// Of all entries, recorded or not.
  [[nodiscard]] const NameTable& names() const noexcept { return names_; }
  /// Trees that were looked through and not recorded.
  [[nodiscard]] std::size_t left_out() const noexcept { return left_out_; }
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  friend class TreeIndex;

  struct Record {
    std::uint32_t tree = kNoNumber;
    std::uint32_t base = kNoNumber;  // the object, here; in an index the record
    std::uint32_t steps = 0;         // where they begin
    std::uint32_t entries = 0;
  };
  class Pass;
  struct Undo;

  [[nodiscard]] RecordedEntry recorded(const TreeEntry& entry, TreeNotes& notes);
  [[nodiscard]] std::uint32_t number_of_missing(const TreeEntry& entry);

  const ObjectNumbers* numbers_;
  std::size_t budget_;
  std::size_t left_out_ = 0;
  NameTable names_;
  std::vector<Record> records_;
  std::vector<RecordedEntry> entries_;
  // For each stretch that is kept: how many entries are new before it, how far from the end of the
  // one before it begins in the base, how long it is. Whatever is new behind the last follows.
  std::string steps_;
  Missing missing_;  // by what number an entry knows it
  std::vector<Oid> missing_trees_;
  struct Recent {
    Oid id;
    std::uint32_t number = kNoNumber;
  };
  std::vector<Recent> recent_;  // a cache in front of the numbers, by the first bytes of ids
};

}  // namespace veto::git
