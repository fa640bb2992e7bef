// What both sides of a push have in common: which objects to read, and what to say of them.
#pragma once

#include <functional>
#include <vector>

#include "git/new_objects.h"
#include "hook/ref_update.h"
#include "hook/session.h"
#include "report/push_message.h"
#include "source/range.h"

namespace veto::hook {

/// What the refs reach from now on: their new ids that are not null.
[[nodiscard]] git::Selection select_new(const std::vector<RefUpdate>& updates);

/// A push sends what the other side lacks: what a shallow clone does not have is not sent, and what
/// the other side had before is not new.
[[nodiscard]] source::RangeScope push_scope(git::Selection selection,
                                            std::function<bool()> out_of_time);

[[nodiscard]] report::PushFacts facts_of(const model::ScanResult& result,
                                         const source::RangeSource& source,
                                         const std::vector<RefUpdate>& updates);

}  // namespace veto::hook
