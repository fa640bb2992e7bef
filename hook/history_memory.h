// Whether `git veto history` uses what is known from earlier runs, and where that is.
#pragma once

#include <memory>

#include "hook/options.h"
#include "hook/session.h"
#include "scan/history_memory.h"
#include "source/history.h"

namespace veto::hook {

/// nullptr where everything has to be read: with --no-store, without a home, for one rule, and
/// where secrets or every step are asked for.
[[nodiscard]] std::unique_ptr<scan::HistoryMemory> history_memory(const Session& session,
                                                                  source::HistorySource& source,
                                                                  const Options& options);

}  // namespace veto::hook
