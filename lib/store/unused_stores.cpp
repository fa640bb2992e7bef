#include "store/unused_stores.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "store/history_store.h"

namespace veto::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournal = "-journal";

/// As store_path() makes it, or what the database keeps beside it.
bool is_store(std::string_view name) {
  if (name.ends_with(kJournal)) name.remove_suffix(kJournal.size());
  if (!name.ends_with(kStoreSuffix)) return false;
  name.remove_suffix(kStoreSuffix.size());
  return name.size() == kStoreDigits &&
         name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

void remove_unused_stores(const std::string& path, std::chrono::hours age) {
  const fs::path own(path);
  const fs::file_time_type oldest = fs::file_time_type::clock::now() - age;
  std::vector<fs::path> unused;
  std::error_code failure;
  for (fs::directory_iterator at(own.parent_path(), failure), end; !failure && at != end;
       at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (!is_store(name) || name.starts_with(own.filename().string())) continue;
    const fs::file_time_type written = at->last_write_time(failure);
    if (!failure && written < oldest && at->is_regular_file(failure)) unused.push_back(at->path());
    failure.clear();  // it may be gone by now
  }
  for (const fs::path& each : unused) fs::remove(each, failure);
}

}  // namespace veto::store
