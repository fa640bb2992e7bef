// Strict reading of JSON: a value with its place in the document, so that each error says where.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace veto::report {

class JsonCursor {
 public:
  /// `name` is the document's. Both must live as long as this.
  JsonCursor(const nlohmann::json& json, const std::string& name) : json_(&json), name_(&name) {}

  /// Throws Error(Usage): "NAME: findings[3].line: expected ...".
  [[noreturn]] void fail(std::string_view expected) const;

  /// A member of this object, which must be there.
  [[nodiscard]] JsonCursor at(const char* key) const;
  /// The same, or nullopt.
  [[nodiscard]] std::optional<JsonCursor> find(const char* key) const;
  [[nodiscard]] std::vector<JsonCursor> elements() const;

  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::size_t number() const;
  [[nodiscard]] double fraction() const;
  /// As it stands there.
  [[nodiscard]] const std::string& text() const;
  /// One line without control characters.
  [[nodiscard]] const std::string& line() const;
  /// Bytes as text::path_for_report writes them.
  [[nodiscard]] std::string bytes() const;
  /// Characters of `alphabet` only; may be empty.
  [[nodiscard]] const std::string& word(std::string_view alphabet) const;

 private:
  JsonCursor(const nlohmann::json& json, const std::string* name, std::string place)
      : json_(&json), name_(name), place_(std::move(place)) {}

  const nlohmann::json* json_;
  const std::string* name_;
  std::string place_;
};

/// Throws Error(Usage) that tells line and column.
[[nodiscard]] nlohmann::json parse_json(std::string_view text, const std::string& name);

}  // namespace veto::report
