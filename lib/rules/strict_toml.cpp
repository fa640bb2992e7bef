#include "rules/strict_toml.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include "text/escape.h"
#include "text/near_word.h"
#include "text/utf8.h"

namespace veto::rules {

struct StrictDocument::Impl {
  std::string text;
  std::string name;
  toml::table root;
};

namespace {

const toml::table& as_table(const void* table) {
  return *static_cast<const toml::table*>(table);
}

constexpr std::size_t kMaxShownLine = 160;
constexpr std::size_t kMaxShownText = 8;

std::string_view line_of(std::string_view text, std::size_t line) {
  for (std::size_t i = 1; i < line && !text.empty(); ++i)
    text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  std::string_view found = text.substr(0, text.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found.substr(0, kMaxShownLine);
}

bool is_plain_word(std::string_view text) {
  return text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

/// A line of the file with what may be a secret masked, byte for byte: texts in quotes, unless they
/// are short or in lower-case letters only.
std::string masked(std::string_view line) {
  constexpr std::size_t kShown = 4;
  std::string shown(line);
  std::size_t at = 0;
  while ((at = shown.find_first_of("\"'", at)) != std::string::npos) {
    const std::size_t begin = at + 1;
    const std::size_t end = std::min(shown.find(shown[at], begin), shown.size());
    if (end - begin > kMaxShownText && !is_plain_word(line.substr(begin, end - begin)))
      std::fill(shown.begin() + static_cast<std::ptrdiff_t>(begin + kShown),
                shown.begin() + static_cast<std::ptrdiff_t>(end), '*');
    at = std::min(end + 1, shown.size());
  }
  return shown;
}

/// Where the given column (in characters, from 1) begins; nullopt behind the end.
std::optional<std::size_t> offset_of_column(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < column; ++i) {
    if (at >= line.size()) return std::nullopt;
    const std::optional<text::Utf8Char> next = text::first_utf8_char(line.substr(at));
    at += next ? next->size : 1;
  }
  return at;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

StrictDocument::StrictDocument(std::string_view text, std::string name)
    : impl_(std::make_unique<Impl>()) {
  impl_->text = std::string(text);
  impl_->name = std::move(name);
  try {
    impl_->root = toml::parse(std::string_view(impl_->text));
  } catch (const toml::parse_error& failure) {
    const toml::source_position& at = failure.source().begin;
    throw error_at(at.line, at.column, std::string(failure.description()));
  }
}

StrictDocument::~StrictDocument() = default;

StrictTable StrictDocument::root() const {
  return {*this, &impl_->root};
}

base::Error StrictDocument::error_at(std::size_t line, std::size_t column,
                                     const std::string& text) const {
  line = std::max<std::size_t>(line, 1);
  column = std::max<std::size_t>(column, 1);
  std::string message = fmt::format("{}:{}:{}: {}", text::for_terminal(impl_->name), line, column,
                                    text::for_terminal(text));
  const std::string source = masked(line_of(impl_->text, line));
  if (const std::optional<std::size_t> offset = offset_of_column(source, column)) {
    const std::string before = text::for_terminal(std::string_view(source).substr(0, *offset));
    message += fmt::format("\n  {}\n  {:>{}}", text::for_terminal(source), "^",
                           count_characters(before) + 1);
  }
  return base::usage_error(std::move(message));
}

namespace {

/// Where the value of the key stands, or the table when there is none.
const toml::source_position& position_of(const toml::table& table, std::string_view key) {
  const toml::node* value = table.get(key);
  return value != nullptr ? value->source().begin : table.source().begin;
}

}  // namespace

base::Error StrictTable::error(std::string_view key, const std::string& text) const {
  const toml::source_position& at = position_of(as_table(table_), key);
  return document_->error_at(at.line, at.column, text);
}

std::size_t StrictTable::line_of(std::string_view key) const {
  return std::max<std::size_t>(position_of(as_table(table_), key).line, 1);
}

namespace {

std::string expected(std::string_view key, std::string_view what) {
  return fmt::format("{} must be {}", key, what);
}

}  // namespace

std::optional<std::string> StrictTable::text(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_string()) throw error(key, expected(key, "a string"));
  return node->as_string()->get();
}

std::optional<double> StrictTable::number(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<double> value = node->value<double>();
  if (!node->is_number() || !value) throw error(key, expected(key, "a number"));
  return value;
}

std::optional<std::int64_t> StrictTable::integer(std::string_view key, std::int64_t low,
                                                 std::int64_t high) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  if (node == nullptr) return std::nullopt;
  const std::int64_t value = node->is_integer() ? node->as_integer()->get() : low - 1;
  if (value < low || value > high)
    throw error(key, expected(key, fmt::format("a whole number from {} to {}", low, high)));
  return value;
}

std::optional<bool> StrictTable::boolean(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) throw error(key, expected(key, "true or false"));
  return node->as_boolean()->get();
}

std::vector<std::string> StrictTable::texts(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  std::vector<std::string> result;
  if (node == nullptr) return result;
  const toml::array* array = node->as_array();
  if (array == nullptr) throw error(key, expected(key, "an array of strings"));
  for (const toml::node& item : *array) {
    if (!item.is_string()) {
      const toml::source_position& at = item.source().begin;
      throw document_->error_at(at.line, at.column, expected(key, "an array of strings"));
    }
    result.push_back(item.as_string()->get());
  }
  return result;
}

std::optional<StrictTable> StrictTable::table(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) throw error(key, expected(key, "a table"));
  return StrictTable(*document_, node->as_table());
}

std::vector<StrictTable> StrictTable::tables(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = as_table(table_).get(key);
  std::vector<StrictTable> result;
  if (node == nullptr) return result;
  const toml::array* array = node->as_array();
  if (array == nullptr) throw error(key, expected(key, "an array of tables"));
  for (const toml::node& item : *array) {
    if (!item.is_table()) throw error(key, expected(key, "an array of tables"));
    result.push_back(StrictTable(*document_, item.as_table()));
  }
  return result;
}

std::string StrictTable::required_text(std::string_view key) {
  std::optional<std::string> value = text(key);
  if (!value) throw error(key, fmt::format("{} is missing", key));
  return *std::move(value);
}

std::vector<std::string> StrictTable::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : as_table(table_)) names.emplace_back(key.str());
  return names;
}

void StrictTable::finish() const {
  for (const auto& [key, value] : as_table(table_)) {
    if (asked_.contains(key.str())) continue;
    const toml::source_position& at = key.source().begin;
    const std::string near = text::near_word(key.str(), {asked_.begin(), asked_.end()});
    throw document_->error_at(
        at.line, at.column,
        near.empty()
            ? fmt::format("unknown key {}, expected one of: {}", key.str(), fmt::join(asked_, ", "))
            : fmt::format("unknown key {}, did you mean {}?", key.str(), near));
  }
}

}  // namespace veto::rules
