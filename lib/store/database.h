// A database file of the user's own, through SQLite; the only includer of its header.
//
// Nothing here throws: what was remembered is never needed. From the first failure on a database
// does nothing more, and says what it was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace veto::store {

class Database {
 public:
  /// Opens the file or makes it (mode 0600), and its directory (0700). It is used only where both
  /// belong to this user and nobody else may write there. One that is damaged, or of another
  /// version, is replaced; one that turns out to be damaged later is removed in the end.
  explicit Database(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] bool failed() const noexcept { return !failure_.empty(); }
  /// What went wrong first, in a few words; empty: nothing.
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

  /// A statement without a result.
  void run(const char* sql);
  [[nodiscard]] std::int64_t last_row() const;

 private:
  friend class Statement;
  friend class Transaction;

  enum class Content : unsigned char { Ours, Unusable };
  void open();
  void remove_file() const noexcept;
  [[nodiscard]] Content check_content();
  void close() noexcept;
  void roll_back() noexcept;
  /// What the file holds is no database, or damaged.
  [[nodiscard]] bool is_broken() const;
  void fail(std::string what);
  void fail(int code);
  [[nodiscard]] std::int64_t ask_number(const char* sql);

  const std::string path_;
  sqlite3* handle_ = nullptr;
  std::string failure_;
};

/// One use of a statement. Parameters are bound in their order.
class Statement {
 public:
  Statement(Database& database, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::int64_t value);
  /// `bytes` must live as long as the statement.
  Statement& bind(std::string_view bytes);

  /// Whether there is a row (another row). False after a failure, too.
  bool step();
  [[nodiscard]] std::int64_t number(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::string_view bytes(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
  int bound_ = 0;
};

/// What is done while this lives is done as a whole, or not at all without commit().
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace veto::store
