// TOML read strictly: every key must be asked for, have the type that is asked for, and errors show
// the place with a caret. Rule files and the configuration are read through this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::rules {

class StrictDocument;

/// A table of a document; the document must outlive it. Ask for all keys, then call finish().
class StrictTable {
 public:
  /// The values of a key; nullopt or empty when it is absent. Throw Error(Usage) for another type.
  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<double> number(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t low,
                                                    std::int64_t high);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] std::optional<StrictTable> table(std::string_view key);
  [[nodiscard]] std::vector<StrictTable> tables(std::string_view key);

  /// text(), and throws Error(Usage) when the key is absent.
  [[nodiscard]] std::string required_text(std::string_view key);

  /// All keys of the table, for tables whose keys are names.
  [[nodiscard]] std::vector<std::string> keys() const;

  /// The line at which the value of `key` stands, or the table itself when there is none; 1-based.
  [[nodiscard]] std::size_t line_of(std::string_view key) const;

  /// Throws Error(Usage) naming the first key that nobody asked for, and the known one that was
  /// probably meant or all that are known.
  void finish() const;

  /// An error at the value of `key`, or at the table itself when there is none.
  [[nodiscard]] base::Error error(std::string_view key, const std::string& text) const;

 private:
  friend class StrictDocument;
  StrictTable(const StrictDocument& document, const void* table)
      : document_(&document), table_(table) {}

  const StrictDocument* document_;
  const void* table_;  // toml::table; the type stays in the source file
  std::set<std::string, std::less<>> asked_;
};

class StrictDocument {
 public:
  /// Parses `text`; `name` stands for the file in messages. Throws Error(Usage).
  StrictDocument(std::string_view text, std::string name);
  ~StrictDocument();
  StrictDocument(const StrictDocument&) = delete;
  StrictDocument& operator=(const StrictDocument&) = delete;

  [[nodiscard]] StrictTable root() const;

 private:
  friend class StrictTable;
  struct Impl;

  /// "NAME:LINE:COLUMN: text", the source line and a caret. Line and column are 1-based.
  [[nodiscard]] base::Error error_at(std::size_t line, std::size_t column,
                                     const std::string& text) const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace veto::rules
