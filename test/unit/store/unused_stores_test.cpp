#include "store/unused_stores.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <unistd.h>

#include "store/history_store.h"
#include "test/support/catch.h"

using namespace veto::store;

namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

void make(const std::string& path, hours age) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path) << "something";
  fs::last_write_time(path, fs::file_time_type::clock::now() - age);
}

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory))
    names.insert(entry.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("unused stores: those that nothing was written to for long are removed, nothing else") {
  std::string directory = (fs::temp_directory_path() / "veto-unused-XXXXXX").string();
  REQUIRE(::mkdtemp(directory.data()) != nullptr);
  const std::string own = store_path(directory, "/own");
  const std::string used = store_path(directory, "/used");
  const std::string unused = store_path(directory, "/unused");
  const std::string beside = (fs::path(own).parent_path() / "notes.db").string();
  make(own, hours(1000));
  make(own + "-journal", hours(1000));
  make(used, hours(99));
  make(unused, hours(101));
  make(unused + "-journal", hours(101));
  make(beside, hours(1000));
  std::set<std::string> kept = names_in(fs::path(own).parent_path());
  kept.erase(fs::path(unused).filename().string());
  kept.erase(fs::path(unused).filename().string() + "-journal");
  CHECK(kept.size() == 4);
  remove_unused_stores(own, hours(100));
  CHECK(names_in(fs::path(own).parent_path()) == kept);
  remove_unused_stores(directory + "/not/there.db", hours(100));
  fs::remove_all(directory);
}

TEST_CASE("unused stores: a run that comes to its end removes them") {
  std::string directory = (fs::temp_directory_path() / "veto-unused-XXXXXX").string();
  REQUIRE(::mkdtemp(directory.data()) != nullptr);
  const std::string unused = store_path(directory, "/unused");
  make(unused, hours(24 * 400));
  HistoryStore store(store_path(directory, "/own"), "digest", "2026-01-01");
  store.finish({});
  CHECK_FALSE(fs::exists(unused));
  CHECK(fs::exists(store_path(directory, "/own")));
  fs::remove_all(directory);
}
