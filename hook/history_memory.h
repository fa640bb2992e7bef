// What is known from earlier runs of `git veto history`, and where that is.
//
// It is for the built-in and own rules as they are: nullptr where everything has to be read, as
// without a home, for one rule, for values that are looked for, and where secrets or every step are
// asked for.
#pragma once

#include <memory>

#include "hook/options.h"
#include "hook/session.h"
#include "scan/history_memory.h"
#include "source/history.h"

namespace veto::hook {

/// For a report; nullptr with --no-store, too.
[[nodiscard]] std::unique_ptr<scan::HistoryMemory> memory_for_report(const Session& session,
                                                                     source::HistorySource& source,
                                                                     const Options& options);

/// For what asks about findings: all objects that hold them, and not the last report. nullptr where
/// no report has left anything.
[[nodiscard]] std::unique_ptr<scan::HistoryMemory> memory_for_objects(
    const Session& session, source::HistorySource& source);

}  // namespace veto::hook
