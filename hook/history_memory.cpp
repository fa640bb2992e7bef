#include "hook/history_memory.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/build_id.h"
#include "hook/version.h"

namespace veto::hook {
namespace {

std::optional<scan::MemorySettings> settings_for(const Session& session) {
  const ScanFlags& flags = session.flags();
  const std::string cache = session.cache_directory();
  // A relative one would be another one in each directory.
  if (!cache.starts_with('/') || !flags.rules.empty() || flags.reveal || flags.trace ||
      session.looks_for_values() || session.now() <= 0)
    return std::nullopt;
  std::error_code failure;
  const std::string repository =
      std::filesystem::canonical(session.git_context().location.common_dir, failure).string();
  if (failure) return std::nullopt;
  scan::MemorySettings settings;
  settings.path = store::store_path(cache, repository);
  settings.program = std::string(kVersion) + '\n' + base::build_id();
  settings.day = current_day();
  return settings;
}

}  // namespace

std::unique_ptr<scan::HistoryMemory> memory_for_report(const Session& session,
                                                       source::HistorySource& source,
                                                       const Options& options) {
  std::optional<scan::MemorySettings> settings = settings_for(session);
  if (!settings || options.no_store) return nullptr;
  if (options.full) settings->use = scan::MemorySettings::Use::Refresh;
  // What refs reach is asked of git, which takes as long as reading what is new.
  settings->keeps_report = !options.reachable;
  return std::make_unique<scan::HistoryMemory>(source, *std::move(settings));
}

std::unique_ptr<scan::HistoryMemory> memory_for_objects(const Session& session,
                                                        source::HistorySource& source) {
  std::optional<scan::MemorySettings> settings = settings_for(session);
  std::error_code failure;
  if (!settings || !std::filesystem::exists(settings->path, failure)) return nullptr;
  settings->keeps_report = false;
  return std::make_unique<scan::HistoryMemory>(source, *std::move(settings));
}

}  // namespace veto::hook
