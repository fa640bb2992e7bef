#include "store/database.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace veto::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kApplication = 0x67765648;  // "gvVH"
constexpr std::int64_t kVersion = 1;
constexpr int kPatience = 2000;  // milliseconds that another run may hold the file
constexpr mode_t kPrivate = 0700;
constexpr const char* kNotPrivate = "others may write there, or it belongs to somebody else";

constexpr const char* kTables =
    "CREATE TABLE rule_set(number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,"
    " used INTEGER NOT NULL);"
    "CREATE TABLE batch(number INTEGER PRIMARY KEY, rule_set INTEGER NOT NULL,"
    " complete INTEGER NOT NULL, day TEXT NOT NULL, body BLOB NOT NULL, sum BLOB NOT NULL);"
    "CREATE TABLE snapshot(rule_set INTEGER PRIMARY KEY, state BLOB NOT NULL, body BLOB NOT NULL,"
    " sum BLOB NOT NULL);"
    "CREATE TABLE files(rule_set INTEGER PRIMARY KEY, body BLOB NOT NULL, sum BLOB NOT NULL);"
    "PRAGMA application_id = 1735808584;"
    "PRAGMA user_version = 1;";

bool is_private(const struct stat& status) {
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// Makes the directory where it is missing, below one that is ours: with sudo, the home may be
/// somebody else's.
std::string make_directory(const fs::path& directory) {
  std::error_code failure;
  fs::path existing = directory;
  while (!fs::exists(existing, failure) && existing.has_relative_path())
    existing = existing.parent_path();
  struct stat status {};
  if (::stat(existing.c_str(), &status) != 0) return std::strerror(errno);
  if (existing != directory) {
    if (status.st_uid != ::geteuid()) return kNotPrivate;
    fs::create_directories(directory.parent_path(), failure);
    if (::mkdir(directory.c_str(), kPrivate) != 0 && errno != EEXIST) return std::strerror(errno);
  }
  // The last one must be a directory itself, no link to one.
  if (::lstat(directory.c_str(), &status) != 0) return std::strerror(errno);
  if (!S_ISDIR(status.st_mode)) return "is no directory";
  return is_private(status) ? "" : kNotPrivate;
}

/// Makes the file where it is missing. SQLite opens it by its name again; nobody else can have put
/// another one there, because the directory is ours.
std::string make_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (fd < 0) return std::strerror(errno);
  struct stat status {};
  const bool good = ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && is_private(status) &&
                    ::fchmod(fd, 0600) == 0;
  ::close(fd);
  return good ? "" : kNotPrivate;
}

}  // namespace

Database::Database(const std::string& path) : path_(path) {
  std::string trouble = make_directory(fs::path(path).parent_path());
  if (trouble.empty()) trouble = make_file(path);
  fail(std::move(trouble));
  open();
  if (!failed() && check_content() == Content::Ours) return;
  if (failed() && !is_broken()) return;
  // Others that use it go on with the file that they have.
  close();
  failure_.clear();
  remove_file();
  fail(make_file(path));
  open();
  if (!failed() && check_content() != Content::Ours) fail("cannot be used");
}

Database::~Database() {
  close();
  if (is_broken()) remove_file();
}

bool Database::is_broken() const {
  return failure_ == sqlite3_errstr(SQLITE_NOTADB) || failure_ == sqlite3_errstr(SQLITE_CORRUPT);
}

/// A journal belongs to its file.
void Database::remove_file() const noexcept {
  ::unlink((path_ + "-journal").c_str());
  ::unlink(path_.c_str());
}

void Database::close() noexcept {
  sqlite3_close(handle_);
  handle_ = nullptr;
}

void Database::open() {
  if (failed()) return;
  const int code = sqlite3_open_v2(
      path_.c_str(), &handle_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
  if (code != SQLITE_OK) return fail(code);
  sqlite3_busy_timeout(handle_, kPatience);
  // The file holds tables, and nothing in it decides what is done.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  run("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL");
}

Database::Content Database::check_content() {
  const auto is_ours = [this] {
    return ask_number("PRAGMA application_id") == kApplication &&
           ask_number("PRAGMA user_version") == kVersion;
  };
  if (is_ours()) return Content::Ours;
  if (failed()) return Content::Unusable;
  Transaction transaction(*this);  // another run may be making it at this moment
  if (failed()) return Content::Unusable;
  if (is_ours()) return Content::Ours;
  if (ask_number("SELECT count(*) FROM sqlite_schema") != 0) return Content::Unusable;
  run(kTables);
  transaction.commit();
  return failed() ? Content::Unusable : Content::Ours;
}

void Database::fail(std::string what) {
  if (failure_.empty()) failure_ = std::move(what);
}

void Database::fail(int code) {
  fail(std::string(sqlite3_errstr(code & 0xff)));
}

void Database::run(const char* sql) {
  if (failed()) return;
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Database::roll_back() noexcept {
  sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::last_row() const {
  return failed() ? 0 : sqlite3_last_insert_rowid(handle_);
}

std::int64_t Database::ask_number(const char* sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.number(0) : 0;
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  if (database_.failed()) return;
  const int code = sqlite3_prepare_v2(database_.handle_, sql, -1, &handle_, nullptr);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement& Statement::bind(std::int64_t value) {
  if (database_.failed()) return *this;
  const int code = sqlite3_bind_int64(handle_, ++bound_, value);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(std::string_view bytes) {
  if (database_.failed()) return *this;
  const int code =
      sqlite3_bind_blob64(handle_, ++bound_, bytes.data(), bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

bool Statement::step() {
  if (database_.failed()) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return data == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // Also after a failure: others wait for the lock. A commit that failed may still be open.
  if (is_open_ || database_.failed()) database_.roll_back();
}

void Transaction::commit() {
  database_.run("COMMIT");
  is_open_ = false;
}

}  // namespace veto::store
