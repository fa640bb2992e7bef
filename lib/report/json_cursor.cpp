#include "report/json_cursor.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::report {
namespace {

/// Notes where the parser stops.
struct ErrorFinder : nlohmann::json_sax<nlohmann::json> {
  std::size_t position = 0;

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*size*/) override { return true; }
  bool key(string_t& /*value*/) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t /*size*/) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string& /*token*/,
                   const nlohmann::json::exception& /*failure*/) override {
    position = at;
    return false;
  }
};

}  // namespace

void JsonCursor::fail(std::string_view expected) const {
  throw base::usage_error(fmt::format("{}: {}: expected {}", *name_,
                                      place_.empty() ? "the whole text" : place_, expected));
}

JsonCursor JsonCursor::at(const char* key) const {
  std::optional<JsonCursor> member = find(key);
  if (!member) fail(fmt::format("a member \"{}\"", key));
  return *std::move(member);
}

std::optional<JsonCursor> JsonCursor::find(const char* key) const {
  if (!json_->is_object()) fail("an object");
  const auto found = json_->find(key);
  if (found == json_->end()) return std::nullopt;
  return JsonCursor(*found, name_, place_ + (place_.empty() ? "" : ".") + key);
}

std::vector<JsonCursor> JsonCursor::elements() const {
  if (!json_->is_array()) fail("a list");
  std::vector<JsonCursor> list;
  for (std::size_t i = 0; i < json_->size(); ++i)
    list.push_back(JsonCursor((*json_)[i], name_, fmt::format("{}[{}]", place_, i)));
  return list;
}

bool JsonCursor::boolean() const {
  if (!json_->is_boolean()) fail("true or false");
  return json_->get<bool>();
}

std::size_t JsonCursor::number() const {
  if (!json_->is_number_unsigned()) fail("a whole number");
  return json_->get<std::size_t>();
}

double JsonCursor::fraction() const {
  if (!json_->is_number() || json_->get<double>() < 0) fail("a number");
  return json_->get<double>();
}

const std::string& JsonCursor::text() const {
  if (!json_->is_string()) fail("a text");
  return json_->get_ref<const std::string&>();
}

const std::string& JsonCursor::line() const {
  const std::string& value = text();
  if (value.find('\n') != std::string::npos || text::guard_terminal(value) != value)
    fail("one line without control characters");
  return value;
}

std::string JsonCursor::bytes() const {
  return text::bytes_from_report(text());
}

const std::string& JsonCursor::word(std::string_view alphabet) const {
  const std::string& value = text();
  if (value.find_first_not_of(alphabet) != std::string::npos)
    fail(fmt::format("a word of the characters {}", alphabet));
  return value;
}

nlohmann::json parse_json(std::string_view text, const std::string& name) {
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_discarded()) return json;
  ErrorFinder finder;
  nlohmann::json::sax_parse(text, &finder);
  const std::string_view before = text.substr(0, std::min(finder.position, text.size()));
  const std::size_t start = before.rfind('\n');
  const std::size_t column =
      start == std::string_view::npos ? before.size() : before.size() - start - 1;
  throw base::usage_error(fmt::format("{}: line {}, column {}: this is not JSON", name,
                                      std::count(before.begin(), before.end(), '\n') + 1,
                                      std::max<std::size_t>(column, 1)));
}

}  // namespace veto::report
