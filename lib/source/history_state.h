// What a history is made of: the files that hold its objects, and everything that refs, reflogs and
// indexes name. A repository in the same state has the same history, and where a secret came from
// has the same answer.
//
// git never alters such a file: one that is not as it was has been damaged, or only been touched,
// which git does with what it would have written once more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/staged.h"
#include "store/records.h"

namespace veto::source {

struct HistoryState {
  std::string hash;                     ///< names the state
  std::vector<store::FileStamp> files;  ///< packs, their indexes and loose objects; by path
};

/// Opens no pack. Throws Error(Unreadable).
[[nodiscard]] HistoryState history_state(const GitContext& context);

/// The objects in loose files that are in both lists, but not the same; nullopt when a pack is.
[[nodiscard]] std::optional<std::vector<git::Oid>> altered_objects(
    const std::vector<store::FileStamp>& before, const std::vector<store::FileStamp>& now);

}  // namespace veto::source
