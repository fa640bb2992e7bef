#include "hook/history_memory.h"

#include <filesystem>
#include <system_error>

#include "base/build_id.h"
#include "hook/version.h"

namespace veto::hook {

std::unique_ptr<scan::HistoryMemory> history_memory(const Session& session,
                                                    source::HistorySource& source,
                                                    const Options& options) {
  const ScanFlags& flags = session.flags();
  const std::string cache = session.cache_directory();
  // A relative one would be another one in each directory.
  if (options.no_store || !cache.starts_with('/') || !flags.rules.empty() || flags.reveal ||
      flags.trace || session.now() <= 0)
    return nullptr;
  std::error_code failure;
  const std::string repository =
      std::filesystem::canonical(session.git_context().location.common_dir, failure).string();
  if (failure) return nullptr;
  scan::MemorySettings settings;
  settings.path = store::store_path(cache, repository);
  settings.program = std::string(kVersion) + '\n' + base::build_id();
  settings.day = current_day();
  if (options.full) settings.use = scan::MemorySettings::Use::Refresh;
  // What refs reach is asked of git, which takes as long as reading what is new.
  settings.keeps_report = !options.reachable;
  return std::make_unique<scan::HistoryMemory>(source, std::move(settings));
}

}  // namespace veto::hook
