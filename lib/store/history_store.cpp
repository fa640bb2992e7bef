#include "store/history_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "store/knowledge.h"
#include "store/unused_stores.h"
#include "text/digest.h"
#include "text/encoding.h"

namespace veto::store {
namespace {

constexpr std::string_view kKey = "git-veto history store 1";
// Beyond that they are made one: each costs a little, and what a killed run read is in many.
constexpr std::size_t kMostBatches = 8;
constexpr std::chrono::hours kKeptUnused{24 * 90};

}  // namespace

std::string store_path(const std::string& cache_directory, const std::string& repository) {
  return cache_directory + "/history/" +
         text::encode_hex(text::keyed_hash(kKey, repository)).substr(0, kStoreDigits) +
         std::string(kStoreSuffix);
}

HistoryStore::HistoryStore(const std::string& path, std::string digest, std::string day)
    : path_(path), database_(path), digest_(std::move(digest)), day_(std::move(day)) {}

std::string HistoryStore::sum_of(std::string_view body) const {
  return text::keyed_hash(digest_, body);
}

std::optional<std::int64_t> HistoryStore::find_rule_set() {
  Statement statement(database_, "SELECT number FROM rule_set WHERE digest = ?");
  if (!statement.bind(digest_).step()) return std::nullopt;
  return statement.number(0);
}

/// Within a transaction.
std::int64_t HistoryStore::require_rule_set() {
  if (const std::optional<std::int64_t> number = find_rule_set()) return *number;
  Statement statement(database_,
                      "INSERT INTO rule_set(digest, used)"
                      " SELECT ?, coalesce(max(used), 0) + 1 FROM rule_set");
  statement.bind(digest_).step();
  return database_.last_row();
}

std::optional<Snapshot> HistoryStore::snapshot(std::string_view state) {
  const std::scoped_lock lock(mutex_);
  const std::optional<std::int64_t> rule_set = find_rule_set();
  if (!rule_set) return std::nullopt;
  Statement statement(database_, "SELECT body, sum FROM snapshot WHERE rule_set = ? AND state = ?");
  if (!statement.bind(*rule_set).bind(state).step()) return std::nullopt;
  if (statement.bytes(1) != sum_of(statement.bytes(0))) return std::nullopt;
  return decode_snapshot(statement.bytes(0));
}

std::optional<Batch> HistoryStore::read_batch(std::int64_t number) {
  Statement statement(database_, "SELECT body, sum FROM batch WHERE number = ?");
  if (!statement.bind(number).step()) return std::nullopt;
  if (statement.bytes(1) != sum_of(statement.bytes(0))) return std::nullopt;
  return decode_batch(statement.bytes(0));
}

HistoryStore::Loaded HistoryStore::load() {
  const std::scoped_lock lock(mutex_);
  Loaded loaded;
  const std::optional<std::int64_t> rule_set = find_rule_set();
  if (!rule_set) return loaded;
  {
    Statement statement(
        database_,
        "SELECT number, complete, day FROM batch WHERE rule_set = ? ORDER BY number DESC");
    statement.bind(*rule_set);
    while (statement.step()) {
      batches_.push_back(statement.number(0));
      loaded.complete = loaded.complete && statement.number(1) != 0;
      loaded.day = std::max(loaded.day, std::string(statement.bytes(2)));
    }
  }
  for (const std::int64_t number : batches_) {
    if (std::optional<Batch> batch = read_batch(number))
      loaded.batches.push_back(*std::move(batch));
    else
      loaded.complete = false;
  }
  loaded.files = read_files(*rule_set);
  if (database_.failed()) return {};
  return loaded;
}

std::vector<FileStamp> HistoryStore::read_files(std::int64_t rule_set) {
  Statement statement(database_, "SELECT body, sum FROM files WHERE rule_set = ?");
  if (!statement.bind(rule_set).step()) return {};
  if (statement.bytes(1) != sum_of(statement.bytes(0))) return {};
  return decode_files(statement.bytes(0)).value_or(std::vector<FileStamp>());
}

/// As part of a run that has not come to its end.
void HistoryStore::insert(Batch batch) {
  const std::int64_t rule_set = require_rule_set();
  const std::string body = encode(batch);
  const std::string sum = sum_of(body);
  Statement statement(
      database_, "INSERT INTO batch(rule_set, complete, day, body, sum) VALUES(?, 0, ?, ?, ?)");
  statement.bind(rule_set).bind(day_).bind(body).bind(sum).step();
  if (!database_.failed()) batches_.push_back(database_.last_row());
}

void HistoryStore::add(Batch batch) {
  const std::scoped_lock lock(mutex_);
  if (batch.empty() || database_.failed()) return;
  Transaction transaction(database_);
  insert(std::move(batch));
  transaction.commit();
}

void HistoryStore::forget() {
  const std::scoped_lock lock(mutex_);
  if (!find_rule_set()) return;
  Transaction transaction(database_);
  const std::int64_t rule_set = require_rule_set();
  Statement(database_, "DELETE FROM batch WHERE rule_set = ?").bind(rule_set).step();
  Statement(database_, "DELETE FROM snapshot WHERE rule_set = ?").bind(rule_set).step();
  Statement(database_, "DELETE FROM files WHERE rule_set = ?").bind(rule_set).step();
  transaction.commit();
}

/// Makes one batch of those that this run knows of. One that another run has replaced meanwhile is
/// put in once more, which changes nothing.
void HistoryStore::merge(const End& end) {
  std::vector<Batch> batches;
  std::vector<std::int64_t> numbers = std::exchange(batches_, {});
  std::sort(numbers.rbegin(), numbers.rend());
  for (const std::int64_t number : numbers) {
    if (std::optional<Batch> batch = read_batch(number)) batches.push_back(*std::move(batch));
    Statement(database_, "DELETE FROM batch WHERE number = ?").bind(number).step();
  }
  const Knowledge known(std::move(batches), [](const FoundText&) { return true; });
  Batch merged;
  merged.found = known.found();
  const Knowledge found({{{}, merged.found}}, [](const FoundText&) { return true; });
  for (const ReadObject& object : known.objects()) {
    if (found.find(object.id) == nullptr) merged.plain.push_back(object);
  }
  if (end.is_there) {
    std::erase_if(merged.plain, [&](const ReadObject& each) { return !end.is_there(each.id); });
    std::erase_if(merged.found,
                  [&](const FoundText& each) { return !end.is_there(each.object.id); });
  }
  if (!merged.empty()) insert(std::move(merged));
}

/// Somebody may go to and fro between a few configurations.
void HistoryStore::drop_other_rule_sets() {
  database_.run(
      "DELETE FROM rule_set WHERE number NOT IN"
      " (SELECT number FROM rule_set ORDER BY used DESC LIMIT 3);"
      "DELETE FROM batch WHERE rule_set NOT IN (SELECT number FROM rule_set);"
      "DELETE FROM snapshot WHERE rule_set NOT IN (SELECT number FROM rule_set);"
      "DELETE FROM files WHERE rule_set NOT IN (SELECT number FROM rule_set)");
}

void HistoryStore::write_report(std::int64_t rule_set, const End& end) {
  if (end.snapshot != nullptr) {
    const std::string body = encode(*end.snapshot);
    const std::string sum = sum_of(body);
    Statement statement(database_,
                        "REPLACE INTO snapshot(rule_set, state, body, sum) VALUES(?, ?, ?, ?)");
    statement.bind(rule_set).bind(end.state).bind(body).bind(sum).step();
  }
  if (end.files != nullptr) {
    const std::string body = encode(*end.files);
    const std::string sum = sum_of(body);
    Statement statement(database_, "REPLACE INTO files(rule_set, body, sum) VALUES(?, ?, ?)");
    statement.bind(rule_set).bind(body).bind(sum).step();
  }
}

void HistoryStore::finish(const End& end) {
  const std::scoped_lock lock(mutex_);
  if (database_.failed()) return;
  Transaction transaction(database_);
  const std::int64_t rule_set = require_rule_set();
  if (batches_.size() > kMostBatches || end.is_there) merge(end);
  for (const std::int64_t number : batches_) {
    if (!end.complete) break;
    Statement(database_, "UPDATE batch SET complete = 1 WHERE number = ?").bind(number).step();
  }
  write_report(rule_set, end);
  Statement(database_,
            "UPDATE rule_set SET used = (SELECT max(used) + 1 FROM rule_set) WHERE number = ?")
      .bind(rule_set)
      .step();
  drop_other_rule_sets();
  transaction.commit();
  remove_unused_stores(path_, kKeptUnused);
}

}  // namespace veto::store
