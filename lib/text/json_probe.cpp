#include "text/json_probe.h"

#include <bitset>
#include <charconv>
#include <system_error>
#include <utility>

#include "text/utf8.h"

namespace veto::text {

namespace {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads the four digits of a \u escape at `at`; -1 when they are not four hexadecimal digits.
int read_hex4(std::string_view text, std::size_t at) noexcept {
  if (text.size() < 4 || at > text.size() - 4) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/// Decodes the escape whose letter stands at `at` and returns the position behind it.
std::size_t append_escape(std::string& out, std::string_view raw, std::size_t at) {
  switch (raw[at]) {
    case 'b':
      out.push_back('\b');
      return at + 1;
    case 'f':
      out.push_back('\f');
      return at + 1;
    case 'n':
      out.push_back('\n');
      return at + 1;
    case 'r':
      out.push_back('\r');
      return at + 1;
    case 't':
      out.push_back('\t');
      return at + 1;
    case 'u':
      break;
    default:
      out.push_back(raw[at]);
      return at + 1;
  }
  auto code = static_cast<char32_t>(read_hex4(raw, at + 1));
  at += 5;
  const bool high = code >= 0xd800 && code < 0xdc00;
  if (high && raw.substr(at, 2) == "\\u") {
    const int low = read_hex4(raw, at + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      code = 0x10000U + ((code - 0xd800U) << 10U) + (static_cast<char32_t>(low) - 0xdc00U);
      at += 6;
    }
  }
  append_utf8(out, code >= 0xd800 && code < 0xe000 ? 0xfffdU : code);
  return at;
}

/// `raw` was checked by Reader::string.
std::string decode_string(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] == '\\') {
      i = append_escape(out, raw, i + 1);
    } else {
      out.push_back(raw[i++]);
    }
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<JsonObject> run();

 private:
  enum class Expect : std::uint8_t { Value, FirstName, Name, FirstElement, CommaOrEnd };

  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  void skip_space() noexcept;
  bool take(char c) noexcept;
  bool take(std::string_view word) noexcept;
  bool string(std::string_view& raw);
  bool number();
  bool scalar(JsonObject::Member& member);
  bool open(bool object);
  bool step();
  bool begin_value();
  bool end_container();
  void value_done();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::bitset<kMaxJsonDepth + 1> is_object_;
  Expect expect_ = Expect::Value;
  JsonObject::Member member_;  ///< the top-level member being read
  std::size_t value_begin_ = 0;
  JsonObject object_;
};

void Reader::skip_space() noexcept {
  while (!at_end() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
    ++at_;
  }
}

bool Reader::take(char c) noexcept {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Reader::take(std::string_view word) noexcept {
  if (text_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

bool Reader::string(std::string_view& raw) {
  if (!take('"')) return false;
  const std::size_t begin = at_;
  for (; !at_end(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      raw = text_.substr(begin, at_ - begin);
      ++at_;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c != '\\') continue;
    if (++at_; at_end()) return false;
    if (text_[at_] == 'u') {
      if (read_hex4(text_, at_ + 1) < 0) return false;
      at_ += 4;
    } else if (std::string_view("\"\\/bfnrt").find(text_[at_]) == std::string_view::npos) {
      return false;
    }
  }
  return false;
}

bool Reader::number() {
  const auto digits = [this] {
    const std::size_t begin = at_;
    while (!at_end() && is_digit(text_[at_])) ++at_;
    return at_ > begin;
  };
  take('-');
  if (!take('0') && !digits()) return false;
  if (take('.') && !digits()) return false;
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!digits()) return false;
  }
  return true;
}

bool Reader::scalar(JsonObject::Member& member) {
  const std::size_t begin = at_;
  if (at_end()) return false;
  if (text_[at_] == '"') {
    member.kind = JsonObject::Kind::String;
    return string(member.value);
  }
  const bool word = take("true") || take("false") || take("null");
  if (!word && !number()) return false;
  member.kind = word ? JsonObject::Kind::Other : JsonObject::Kind::Number;
  member.value = text_.substr(begin, at_ - begin);
  return true;
}

bool Reader::open(bool object) {
  if (depth_ == kMaxJsonDepth) return false;
  ++at_;
  is_object_[++depth_] = object;
  expect_ = object ? Expect::FirstName : Expect::FirstElement;
  return true;
}

bool Reader::begin_value() {
  if (at_end()) return false;
  if (depth_ == 1) value_begin_ = at_;
  if (text_[at_] == '{' || text_[at_] == '[') {
    if (depth_ == 1) member_.kind = JsonObject::Kind::Other;
    return open(text_[at_] == '{');
  }
  JsonObject::Member scalar_value;
  if (!scalar(scalar_value)) return false;
  if (depth_ == 1) {
    member_.kind = scalar_value.kind;
    member_.value = scalar_value.value;
  }
  value_done();
  return true;
}

void Reader::value_done() {
  if (depth_ == 1) object_.add(member_);
  expect_ = Expect::CommaOrEnd;
}

bool Reader::end_container() {
  if (!take(is_object_[depth_] ? '}' : ']')) return false;
  if (--depth_ == 0) return true;
  if (depth_ == 1) member_.value = text_.substr(value_begin_, at_ - value_begin_);
  value_done();
  return true;
}

bool Reader::step() {
  switch (expect_) {
    case Expect::FirstName:
      if (!at_end() && text_[at_] == '}') return end_container();
      [[fallthrough]];
    case Expect::Name: {
      std::string_view name;
      if (!string(name)) return false;
      if (depth_ == 1) member_ = {.name = name, .value = {}, .kind = JsonObject::Kind::Other};
      skip_space();
      expect_ = Expect::Value;
      return take(':');
    }
    case Expect::FirstElement:
      if (!at_end() && text_[at_] == ']') return end_container();
      [[fallthrough]];
    case Expect::Value:
      return begin_value();
    case Expect::CommaOrEnd:
      if (!take(',')) return end_container();
      expect_ = is_object_[depth_] ? Expect::Name : Expect::Value;
      return true;
  }
  return false;
}

std::optional<JsonObject> Reader::run() {
  skip_space();
  if (at_end() || text_[at_] != '{' || !open(true)) return std::nullopt;
  while (depth_ > 0) {
    skip_space();
    if (!step()) return std::nullopt;
  }
  skip_space();
  if (!at_end()) return std::nullopt;
  return std::move(object_);
}

}  // namespace

void JsonObject::add(const Member& member) {
  if (members_.size() < kMaxJsonMembers) members_.push_back(member);
}

const JsonObject::Member* JsonObject::find(std::string_view name) const {
  for (auto member = members_.rbegin(); member != members_.rend(); ++member) {
    if (member->name == name) return &*member;
    if (member->name.find('\\') != std::string_view::npos && decode_string(member->name) == name) {
      return &*member;
    }
  }
  return nullptr;
}

bool JsonObject::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::optional<std::string> JsonObject::string(std::string_view name) const {
  const Member* member = find(name);
  if (member == nullptr || member->kind != Kind::String) return std::nullopt;
  return decode_string(member->value);
}

std::optional<double> JsonObject::number(std::string_view name) const {
  const Member* member = find(name);
  if (member == nullptr || member->kind != Kind::Number) return std::nullopt;
  double value = 0;
  const char* end = member->value.data() + member->value.size();
  const auto [parsed, error] = std::from_chars(member->value.data(), end, value);
  if (error != std::errc() || parsed != end) return std::nullopt;
  return value;
}

std::optional<JsonObject> probe_json_object(std::string_view text) {
  return Reader(text).run();
}

}  // namespace veto::text
