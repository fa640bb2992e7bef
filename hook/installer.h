// What the installer's three verbs share: whom they work for, and how they show what came of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hook/commands.h"
#include "install/check.h"
#include "install/report.h"
#include "install/target.h"

namespace veto::hook {

/// The one repository that the command line names, or that of the working directory.
[[nodiscard]] install::Target target_of(const Invocation& invocation);

[[nodiscard]] std::string text_of(const install::Report& report);
[[nodiscard]] std::string text_of(const install::Check& check);

/// What came of one repository.
struct Row {
  bool good = false;
  std::string text;  ///< one line, raw bytes
};

/// What `work` returns for `target`, or a bad row with the text of the Error that it throws.
[[nodiscard]] Row row_of(const install::Target& target,
                         const std::function<Row(const install::Target&)>& work);

/// Calls `work` for every repository below the directories that the command line names, and prints
/// a table with a row for each. An Error is a row too: the others go on. Returns whether all are
/// good. Throws base::Error(Usage) when there is none.
[[nodiscard]] bool for_each_repository(const Invocation& invocation,
                                       const std::function<Row(const install::Target&)>& work);

/// The repositories below those directories. Throws base::Error(Usage) when there is none.
[[nodiscard]] std::vector<install::Target> targets_of(const Invocation& invocation,
                                                      std::vector<std::string>& unreadable);

}  // namespace veto::hook
