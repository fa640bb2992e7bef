#include "store/history_store.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#include "store/knowledge.h"
#include "test/support/catch.h"

using namespace veto;
using namespace veto::store;

namespace {

namespace fs = std::filesystem;

class StoreFile {
 public:
  StoreFile() {
    std::string name = (fs::temp_directory_path() / "veto-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    directory_ = name;
  }
  ~StoreFile() { fs::remove_all(directory_); }
  StoreFile(const StoreFile&) = delete;
  StoreFile& operator=(const StoreFile&) = delete;

  [[nodiscard]] std::string path() const { return store_path(directory_.string(), "/repository"); }

 private:
  fs::path directory_;
};

git::Oid id_of(unsigned number) {
  git::Oid id;
  id.bytes[0] = static_cast<std::uint8_t>(number >> 8U);
  id.bytes[1] = static_cast<std::uint8_t>(number);
  return id;
}

Batch batch_of(unsigned first, unsigned count) {
  Batch batch;
  for (unsigned i = first + count; i-- > first;)
    batch.plain.push_back({id_of(i), ObjectKind::Blob, i});
  return batch;
}

FoundText text_of(unsigned number, const std::string& salt) {
  FoundText text;
  text.object = {id_of(number), ObjectKind::Blob, 1};
  KnownFinding& finding = text.findings.emplace_back();
  finding.rule = "rule";
  finding.salt = salt;
  finding.places.emplace_back();
  return text;
}

Knowledge all_of(HistoryStore& store) {
  return {store.load().batches, [](const FoundText&) { return true; }};
}

}  // namespace

TEST_CASE("history store: what one run keeps, the next one knows") {
  const StoreFile file;
  {
    HistoryStore store(file.path(), "digest", "2026-11-22");
    store.add(batch_of(0, 1000));
    store.add(batch_of(1000, 500));
    CHECK(store.problem().empty());
  }
  HistoryStore store(file.path(), "digest", "2026-11-23");
  const HistoryStore::Loaded loaded = store.load();
  CHECK_FALSE(loaded.complete);  // nobody has come to the end
  CHECK(loaded.day == "2026-11-22");
  const Knowledge known(loaded.batches, [](const FoundText&) { return true; });
  CHECK(known.objects().size() == 1500);
  for (const unsigned number : {0U, 999U, 1000U, 1499U}) {
    REQUIRE(known.find(id_of(number)) != nullptr);
    CHECK(known.find(id_of(number))->bytes == number);
  }
  CHECK(known.find(id_of(1500)) == nullptr);
  CHECK(all_of(store).objects().size() == 1500);
}

TEST_CASE("history store: another set of rules knows nothing, and the fourth one is forgotten") {
  const StoreFile file;
  for (const char* digest : {"one", "two", "three", "four"}) {
    HistoryStore store(file.path(), digest, "2026-11-22");
    CHECK(store.load().batches.empty());
    store.add(batch_of(0, 3));
    store.finish({.complete = true});
  }
  HistoryStore four(file.path(), "four", "2026-11-22");
  CHECK(four.load().complete);
  CHECK(all_of(four).objects().size() == 3);
  HistoryStore one(file.path(), "one", "2026-11-22");
  CHECK(one.load().batches.empty());
}

TEST_CASE("history store: many batches become one, in which nothing is lost") {
  const StoreFile file;
  HistoryStore store(file.path(), "digest", "2026-11-22");
  for (unsigned i = 0; i < 20; ++i) {
    Batch batch = batch_of(i * 10, 10);
    batch.found.push_back(text_of(1000 + i, "salt"));
    store.add(std::move(batch));
  }
  store.finish({.complete = true});
  HistoryStore next(file.path(), "digest", "2026-11-22");
  const HistoryStore::Loaded loaded = next.load();
  CHECK(loaded.batches.size() == 1);
  CHECK(loaded.complete);
  const Knowledge known = all_of(next);
  CHECK(known.objects().size() == 220);
  CHECK(known.found().size() == 20);
  next.finish({.complete = true, .is_there = [](const git::Oid& id) { return id != id_of(7); }});
  HistoryStore last(file.path(), "digest", "2026-11-22");
  CHECK(all_of(last).objects().size() == 219);
}

TEST_CASE("history store: of two records of a text the valid one counts") {
  const StoreFile file;
  HistoryStore store(file.path(), "digest", "2026-11-22");
  for (const char* salt : {"old", "new", "newest"}) {
    Batch batch;
    batch.found.push_back(text_of(1, salt));
    store.add(std::move(batch));
  }
  for (const std::string salt : {"old", "new", "newest", "none"}) {
    const Knowledge known(store.load().batches, [&](const FoundText& text) {
      return text.findings.front().salt == salt;
    });
    REQUIRE(known.found().size() == (salt == "none" ? 0 : 1));
    CHECK((known.find(id_of(1)) != nullptr) == (salt != "none"));
    if (salt != "none") CHECK(known.found().front().findings.front().salt == salt);
  }
}

TEST_CASE("history store: a report is that of one state") {
  const StoreFile file;
  Snapshot snapshot;
  snapshot.day = "2026-11-22";
  HistoryStore store(file.path(), "digest", "2026-11-22");
  store.finish({.complete = true, .snapshot = &snapshot, .state = "state"});
  CHECK(store.snapshot("state")->day == "2026-11-22");
  CHECK_FALSE(store.snapshot("another state"));
  CHECK_FALSE(HistoryStore(file.path(), "another", "2026-11-22").snapshot("state"));
  store.forget();
  CHECK_FALSE(store.snapshot("state"));
  CHECK(store.problem().empty());
}

TEST_CASE("history store: what is held by another run is left alone") {
  const StoreFile file;
  HistoryStore(file.path(), "digest", "2026-11-22").add(batch_of(0, 3));
  Database other(file.path());
  other.run("BEGIN EXCLUSIVE");
  REQUIRE_FALSE(other.failed());
  HistoryStore store(file.path(), "digest", "2026-11-22");
  CHECK(store.load().batches.empty());
  CHECK(store.problem() == "database is locked");
  store.add(batch_of(3, 3));
  store.finish({.complete = true});
  other.run("ROLLBACK");
  HistoryStore next(file.path(), "digest", "2026-11-22");
  CHECK(all_of(next).objects().size() == 3);
}

TEST_CASE("history store: several threads and stores at once") {
  const StoreFile file;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 4; ++i)
      threads.emplace_back([&file, i] {
        HistoryStore store(file.path(), "digest", "2026-11-22");
        for (unsigned k = 0; k < 5; ++k) store.add(batch_of(i * 100 + k * 10, 10));
        store.finish({.complete = true});
      });
  }
  HistoryStore store(file.path(), "digest", "2026-11-22");
  CHECK(all_of(store).objects().size() == 200);
}

TEST_CASE("history store: a full disk and a place for others are no place") {
  const StoreFile file;
  HistoryStore store("/dev/full", "digest", "2026-11-22");
  store.add(batch_of(0, 3));
  CHECK_FALSE(store.problem().empty());
  const fs::path directory = fs::path(file.path()).parent_path();
  fs::create_directories(directory);
  ::chmod(directory.c_str(), 0777);
  HistoryStore open(file.path(), "digest", "2026-11-22");
  CHECK_FALSE(open.problem().empty());
  CHECK(fs::is_empty(directory));
  ::chmod(directory.c_str(), 0700);
  fs::create_symlink("/dev/null", file.path());
  HistoryStore link(file.path(), "digest", "2026-11-22");
  CHECK_FALSE(link.problem().empty());
}
