#include "text/byte_template.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "text/encoding.h"

namespace veto::text {
namespace {

using Set = std::bitset<256>;

constexpr std::size_t kUuidSize = 36;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool starts_with_uuid(std::string_view bytes) {
  if (bytes.size() < kUuidSize) return false;
  for (std::size_t i = 0; i < kUuidSize; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? bytes[i] != '-' : !is_hex(bytes[i])) return false;
  }
  return true;
}

/// How many bytes of the set stand at the front, at most `most`.
std::size_t count_front(const Set& set, std::string_view bytes, std::size_t most) {
  std::size_t count = 0;
  while (count < bytes.size() && count < most && set[static_cast<unsigned char>(bytes[count])])
    ++count;
  return count;
}

struct NamedSet {
  std::string_view name;
  std::string_view notation;
};

constexpr std::array<NamedSet, 9> kNamedSets{{
    {"digit", "0-9]"},
    {"hex", "0-9a-fA-F]"},
    {"lower", "a-z]"},
    {"upper", "A-Z]"},
    {"alnum", "0-9A-Za-z]"},
    {"base64url", "0-9A-Za-z_-]"},
    {"print", "\\x20-\\x7e]"},
    {"text", "\\x20-\\x7e\\x80-\\xff\\x09\\x0a\\x0d]"},
    {"byte", "\\x00-\\xff]"},
}};

}  // namespace

class ByteTemplateParser {
 public:
  explicit ByteTemplateParser(std::string_view notation) : rest_(notation) {}

  std::optional<ByteTemplate> run() {
    ByteTemplate result;
    result.alternatives_.emplace_back();
    for (skip_blanks(); !rest_.empty(); skip_blanks()) {
      if (take('|')) {
        result.alternatives_.emplace_back();
      } else if (!read_item(result.alternatives_.back())) {
        return std::nullopt;
      }
    }
    const auto sound = [](const ByteTemplate::Sequence& sequence) {
      return !sequence.empty() && gaps_end(sequence);
    };
    if (!std::all_of(result.alternatives_.begin(), result.alternatives_.end(), sound))
      return std::nullopt;
    return result;
  }

 private:
  using Item = ByteTemplate::Item;
  using Kind = ByteTemplate::Kind;

  static bool gaps_end(const ByteTemplate::Sequence& sequence) {
    for (std::size_t i = 0; i + 1 < sequence.size(); ++i)
      if (sequence[i].kind == Kind::Gap && sequence[i + 1].kind != Kind::Literal) return false;
    return true;
  }

  void skip_blanks() {
    while (take(' ')) {
    }
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool read_item(ByteTemplate::Sequence& sequence) {
    Item item;
    if (rest_.starts_with("...")) {
      rest_.remove_prefix(3);
      item.kind = Kind::Gap;
    } else if (take('\'')) {
      if (!read_literal(item.literal)) return false;
    } else if (take('[')) {
      item.kind = Kind::Set;
      if (!read_set(item.set) || !read_count(item)) return false;
    } else if (!read_word(item)) {
      return false;
    }
    sequence.push_back(std::move(item));
    return true;
  }

  /// A byte, with escapes; nullopt at the end.
  std::optional<unsigned char> read_byte() {
    if (rest_.empty()) return std::nullopt;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c != '\\') return static_cast<unsigned char>(c);
    if (take('0')) return static_cast<unsigned char>(0);
    if (take('x')) {
      const std::optional<std::string> byte = decode_hex(rest_.substr(0, 2));
      if (!byte || byte->size() != 1) return std::nullopt;
      rest_.remove_prefix(2);
      return static_cast<unsigned char>(byte->front());
    }
    if (rest_.empty()) return std::nullopt;
    const char escaped = rest_.front();
    rest_.remove_prefix(1);
    return static_cast<unsigned char>(escaped);
  }

  bool read_literal(std::string& literal) {
    while (!take('\'')) {
      const std::optional<unsigned char> byte = read_byte();
      if (!byte) return false;
      literal.push_back(static_cast<char>(*byte));
    }
    return !literal.empty();
  }

  bool read_set(Set& set) {
    const bool inverted = take('^');
    while (!take(']')) {
      const std::optional<unsigned char> first = read_byte();
      if (!first) return false;
      unsigned char last = *first;
      if (rest_.size() >= 2 && rest_[0] == '-' && rest_[1] != ']') {
        rest_.remove_prefix(1);
        const std::optional<unsigned char> end = read_byte();
        if (!end || *end < *first) return false;
        last = *end;
      }
      for (unsigned byte = *first; byte <= last; ++byte) set.set(byte);
    }
    if (inverted) set.flip();
    return set.any();
  }

  bool read_word(Item& item) {
    std::size_t size = 0;
    while (size < rest_.size() &&
           ((rest_[size] >= 'a' && rest_[size] <= 'z') || (size > 0 && is_hex(rest_[size]))))
      ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (word == "u" && take('\'')) return read_wide_literal(item.literal);
    if (word == "uuid") {
      item.kind = Kind::Uuid;
      return true;
    }
    for (const NamedSet& named : kNamedSets) {
      if (named.name != word) continue;
      item.kind = Kind::Set;
      const std::string_view rest = std::exchange(rest_, named.notation);
      const bool sound = read_set(item.set);
      rest_ = rest;
      return sound && read_count(item);
    }
    return false;
  }

  bool read_wide_literal(std::string& literal) {
    std::string narrow;
    if (!read_literal(narrow)) return false;
    for (const char c : narrow) literal.append({c, '\0'});
    return true;
  }

  bool read_number(std::size_t& number) {
    const char* const begin = rest_.data();
    const auto [end, error] = std::from_chars(begin, begin + rest_.size(), number);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - begin));
    return true;
  }

  bool read_count(Item& item) {
    if (!take('{')) return true;
    if (!read_number(item.least)) return false;
    item.most = item.least;
    if (take(',')) {
      item.most = std::numeric_limits<std::size_t>::max();
      if (!rest_.starts_with('}') && !read_number(item.most)) return false;
    }
    return take('}') && item.most >= item.least && item.most > 0;
  }

  std::string_view rest_;
};

std::optional<ByteTemplate> ByteTemplate::parse(std::string_view notation) {
  return ByteTemplateParser(notation).run();
}

bool ByteTemplate::matches(const Sequence& sequence, std::string_view bytes) {
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const Item& item = sequence[i];
    switch (item.kind) {
      case Kind::Gap: {
        if (i + 1 == sequence.size()) return true;
        const std::size_t next = bytes.find(sequence[i + 1].literal);
        if (next == std::string_view::npos) return false;
        bytes.remove_prefix(next);
        break;
      }
      case Kind::Literal:
        if (!bytes.starts_with(item.literal)) return false;
        bytes.remove_prefix(item.literal.size());
        break;
      case Kind::Uuid:
        if (!starts_with_uuid(bytes)) return false;
        bytes.remove_prefix(kUuidSize);
        break;
      case Kind::Set: {
        const std::size_t count = count_front(item.set, bytes, item.most);
        if (count < item.least) return false;
        bytes.remove_prefix(count);
        break;
      }
    }
  }
  return bytes.empty();
}

bool ByteTemplate::matches(std::string_view bytes) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [bytes](const Sequence& sequence) { return matches(sequence, bytes); });
}

}  // namespace veto::text
