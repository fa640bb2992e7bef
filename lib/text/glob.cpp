#include "text/glob.h"

#include <algorithm>
#include <array>
#include <optional>

namespace veto::text {
namespace {

using Set = std::bitset<256>;

bool between(unsigned char c, char first, char last) {
  return c >= first && c <= last;
}
bool is_digit(unsigned char c) {
  return between(c, '0', '9');
}
bool is_lower(unsigned char c) {
  return between(c, 'a', 'z');
}
bool is_upper(unsigned char c) {
  return between(c, 'A', 'Z');
}
bool is_alpha(unsigned char c) {
  return is_lower(c) || is_upper(c);
}
bool is_alnum(unsigned char c) {
  return is_alpha(c) || is_digit(c);
}
bool is_blank(unsigned char c) {
  return c == ' ' || c == '\t';
}
bool is_cntrl(unsigned char c) {
  return c < ' ' || c == 0x7F;
}
bool is_graph(unsigned char c) {
  return between(c, '!', '~');
}
bool is_print(unsigned char c) {
  return between(c, ' ', '~');
}
bool is_punct(unsigned char c) {
  return is_graph(c) && !is_alnum(c);
}
bool is_space(unsigned char c) {
  return c == ' ' || between(c, '\t', '\r');
}
bool is_xdigit(unsigned char c) {
  return is_digit(c) || between(c, 'a', 'f') || between(c, 'A', 'F');
}

struct NamedClass {
  std::string_view name;
  bool (*contains)(unsigned char c);
};

constexpr std::array<NamedClass, 12> kClasses{{{"alnum", is_alnum},
                                               {"alpha", is_alpha},
                                               {"blank", is_blank},
                                               {"cntrl", is_cntrl},
                                               {"digit", is_digit},
                                               {"graph", is_graph},
                                               {"lower", is_lower},
                                               {"print", is_print},
                                               {"punct", is_punct},
                                               {"space", is_space},
                                               {"upper", is_upper},
                                               {"xdigit", is_xdigit}}};

const NamedClass* find_class(std::string_view name) {
  const auto found = std::find_if(kClasses.begin(), kClasses.end(),
                                  [&](const NamedClass& known) { return known.name == name; });
  return found == kClasses.end() ? nullptr : &*found;
}

/// Reads "[...]" from its front; what is left is in rest().
class SetReader {
 public:
  explicit SetReader(std::string_view pattern) : rest_(pattern) {}

  /// Nullopt if the set has no end or an unknown class.
  std::optional<Set> read() {
    rest_.remove_prefix(1);
    const bool negated = rest_.starts_with('!') || rest_.starts_with('^');
    if (negated) rest_.remove_prefix(1);
    for (bool first = true; first || !rest_.starts_with(']'); first = false)
      if (!read_item()) return std::nullopt;
    rest_.remove_prefix(1);
    if (negated) set_.flip();
    set_.reset('/');
    return set_;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  bool read_item() {
    if (rest_.starts_with("[:")) {
      const std::size_t end = rest_.find(']', 2);
      if (end == std::string_view::npos) return false;
      // Without ":]" the bracket is an ordinary member.
      if (end >= 3 && rest_[end - 1] == ':') return read_class(end);
    }
    const std::optional<unsigned char> first = read_byte();
    if (!first) return false;
    set_.set(*first);
    if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') return true;
    rest_.remove_prefix(1);
    const std::optional<unsigned char> last = read_byte();
    if (!last) return false;
    for (std::size_t byte = *first; byte <= *last; ++byte) set_.set(byte);
    return true;
  }

  bool read_class(std::size_t end) {
    const NamedClass* known = find_class(rest_.substr(2, end - 3));
    if (known == nullptr) return false;
    for (std::size_t byte = 0; byte < set_.size(); ++byte)
      if (known->contains(static_cast<unsigned char>(byte))) set_.set(byte);
    rest_.remove_prefix(end + 1);
    return true;
  }

  std::optional<unsigned char> read_byte() {
    if (rest_.starts_with('\\')) rest_.remove_prefix(1);
    if (rest_.empty()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }

  std::string_view rest_;
  Set set_;
};

}  // namespace

/// Turns the pattern, less the slashes at its ends, into tokens.
struct Glob::Compiler {
  Glob& glob;
  std::string_view pattern;
  std::size_t at = 0;

  /// False if the pattern is malformed.
  bool run() {
    while (at < pattern.size())
      if (!read_token()) return false;
    return true;
  }

 private:
  void push(Kind kind, unsigned char byte = 0, std::size_t set = 0) {
    glob.tokens_.push_back({kind, byte, set});
  }

  bool read_token() {
    const char c = pattern[at];
    if (c == '*') {
      read_stars();
      return true;
    }
    if (c == '[') return read_set();
    if (c == '\\' && ++at == pattern.size()) return false;
    if (c == '?') {
      push(Kind::AnyByte);
    } else {
      push(Kind::Byte, static_cast<unsigned char>(pattern[at]));
    }
    ++at;
    return true;
  }

  bool read_set() {
    SetReader reader(pattern.substr(at));
    const std::optional<Set> set = reader.read();
    if (!set) return false;
    at = pattern.size() - reader.rest().size();
    glob.sets_.push_back(*set);
    push(Kind::Set, 0, glob.sets_.size() - 1);
    return true;
  }

  void read_stars() {
    const bool opens = at == 0 || pattern[at - 1] == '/';
    const std::size_t begin = at;
    at = std::min(pattern.find_first_not_of('*', at), pattern.size());
    const std::string_view rest = pattern.substr(at);
    const bool closes = rest.empty() || rest.starts_with('/') || rest.starts_with("\\/");
    if (at - begin < 2 || !opens || !closes) {
      push(Kind::InComponent);
    } else if (rest.starts_with('/')) {
      push(Kind::Directories);
      push(Kind::DirectoriesEnd);
      ++at;
    } else {
      push(Kind::Anything);
    }
  }
};

/// A set of positions in the pattern, in the order of their insertion.
class Glob::Positions {
 public:
  explicit Positions(std::size_t count) : member_(count, false) {}

  /// False if it was there already.
  bool insert(std::size_t at) {
    if (member_[at]) return false;
    member_[at] = true;
    list_.push_back(at);
    return true;
  }
  void clear() {
    for (const std::size_t at : list_) member_[at] = false;
    list_.clear();
  }
  [[nodiscard]] bool contains(std::size_t at) const { return member_[at]; }
  [[nodiscard]] const std::vector<std::size_t>& list() const { return list_; }

 private:
  std::vector<bool> member_;
  std::vector<std::size_t> list_;
};

Glob::Glob(std::string_view pattern) : pattern_(pattern) {
  if (pattern.ends_with('/')) {
    directories_only_ = true;
    pattern.remove_suffix(1);
  }
  whole_path_ = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  valid_ = !pattern.empty() && Compiler{*this, pattern}.run();
  const auto is_plain = [](const Token& token) { return token.kind == Kind::Byte; };
  const auto front = std::find_if_not(tokens_.begin(), tokens_.end(), is_plain);
  const auto back = std::find_if_not(tokens_.rbegin(), tokens_.rend(), is_plain).base();
  for (auto token = tokens_.begin(); token != front; ++token)
    prefix_.push_back(static_cast<char>(token->byte));
  if (front == tokens_.end()) return;
  for (auto token = back; token != tokens_.end(); ++token)
    suffix_.push_back(static_cast<char>(token->byte));
}

std::optional<Glob> Glob::last_component() const {
  std::string_view pattern = pattern_;
  if (directories_only_) pattern.remove_suffix(1);
  const std::string_view last = pattern.substr(pattern.rfind('/') + 1);
  // A slash in a set or behind a backslash separates nothing.
  if (pattern.find_first_of("[\\") != std::string_view::npos || last == "**") return std::nullopt;
  return Glob(std::string(last) + (directories_only_ ? "/" : ""));
}

bool Glob::matches(std::string_view path) const {
  if (!valid_) return false;
  const std::size_t slash = whole_path_ ? std::string_view::npos : path.rfind('/');
  const std::string_view text = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (prefix_.size() == tokens_.size()) return text == prefix_;
  return text.starts_with(prefix_) && text.ends_with(suffix_) && matches_text(text);
}

bool Glob::covers(std::string_view path) const {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (matches(path.substr(0, slash))) return true;
  }
  return !directories_only_ && matches(path);
}

bool Glob::matches_text(std::string_view text) const {
  Positions now(tokens_.size() + 1);
  Positions next(tokens_.size() + 1);
  add(now, 0);
  for (const char c : text) {
    for (const std::size_t at : now.list())
      if (at < tokens_.size()) step(next, at, static_cast<unsigned char>(c));
    std::swap(now, next);
    next.clear();
    if (now.list().empty()) return false;
  }
  return now.contains(tokens_.size());
}

/// Adds a position and those that are reached from it without a byte; they all lie behind it.
void Glob::add(Positions& positions, std::size_t at) const {
  while (positions.insert(at) && at < tokens_.size()) {
    const Kind kind = tokens_[at].kind;
    if (kind == Kind::Directories) {
      positions.insert(at + 1);
      at += 2;
    } else if (kind == Kind::InComponent || kind == Kind::Anything) {
      ++at;
    } else {
      return;
    }
  }
}

void Glob::step(Positions& next, std::size_t at, unsigned char byte) const {
  const Token& token = tokens_[at];
  switch (token.kind) {
    case Kind::Byte:
      if (byte == token.byte) add(next, at + 1);
      break;
    case Kind::AnyByte:
      if (byte != '/') add(next, at + 1);
      break;
    case Kind::Set:
      if (sets_[token.set].test(byte)) add(next, at + 1);
      break;
    case Kind::InComponent:
      if (byte != '/') add(next, at);
      break;
    case Kind::Anything:
      add(next, at);
      break;
    case Kind::Directories:
      break;
    case Kind::DirectoriesEnd:
      add(next, at);
      if (byte == '/') add(next, at + 1);
      break;
  }
}

}  // namespace veto::text
