#include "confirm/pem_tokens.h"

#include <array>

#include "confirm/ascii.h"

namespace veto::confirm {

PemTokens::PemTokens(std::string_view body)
    : body_(body), backtick_escapes_(body.starts_with("`n") || body.starts_with("`r`n")) {}

PemTokens::Kind PemTokens::kind_of(char c) noexcept {
  if (is_alnum(c) || c == '+' || c == '/' || c == '=') return Kind::Base64;
  if (c == '\n' || c == '\r') return Kind::LineEnd;
  if (is_blank(c)) return Kind::Blank;
  if (is_quote(c)) return Kind::Quote;
  return c == ':' ? Kind::Colon : Kind::Other;
}

PemTokens::Token PemTokens::decoded(int value, std::size_t size) noexcept {
  if (value < 0 || value > 127) return {Kind::Other, 0, size};
  const char c = static_cast<char>(value);
  return {kind_of(c), c, size};
}

int PemTokens::hex_at(std::size_t at, std::size_t digits) const noexcept {
  if (at > body_.size() || body_.size() - at < digits) return -1;
  int value = 0;
  for (const char c : body_.substr(at, digits)) {
    if (!is_hex(c)) return -1;
    value = value * 16 + hex_value(c);
  }
  return value;
}

PemTokens::Token PemTokens::backslash() const noexcept {
  std::size_t letter = at_;
  while (letter < body_.size() && body_[letter] == '\\') ++letter;
  const std::size_t slashes = letter - at_;
  if (letter == body_.size()) return {Kind::Other, 0, slashes};
  const char c = body_[letter];
  if (c == 'n' || c == 'r') return {Kind::LineEnd, 0, slashes + 1};
  if (c == 't') return {Kind::Blank, 0, slashes + 1};
  if (c == '/') return {Kind::Base64, c, slashes + 1};
  if (c == 'u' && hex_at(letter + 1, 4) >= 0) return decoded(hex_at(letter + 1, 4), slashes + 5);
  if (c == 'x' && hex_at(letter + 1, 2) >= 0) return decoded(hex_at(letter + 1, 2), slashes + 3);
  return {Kind::Other, 0, slashes};
}

PemTokens::Token PemTokens::percent() const noexcept {
  const int value = hex_at(at_ + 1, 2);
  return value >= 0 ? decoded(value, 3) : Token{Kind::Other};
}

/// The entities that programs write for what a PEM body has in it.
PemTokens::Token PemTokens::entity() const noexcept {
  struct Entity {
    std::string_view name;
    char character;
  };
  constexpr std::array<Entity, 9> kEntities{{{"&#10;", '\n'},
                                             {"&#13;", '\n'},
                                             {"&#xA;", '\n'},
                                             {"&#xD;", '\n'},
                                             {"&#43;", '+'},
                                             {"&#x2B;", '+'},
                                             {"&#61;", '='},
                                             {"&#34;", '"'},
                                             {"&quot;", '"'}}};
  for (const Entity& entity : kEntities) {
    if (equals_ignoring_case(body_.substr(at_, entity.name.size()), entity.name)) {
      return decoded(entity.character, entity.name.size());
    }
  }
  return {Kind::Other};
}

/// <br> and its like are line ends; any other tag ends the body.
PemTokens::Token PemTokens::tag() const noexcept {
  for (const std::string_view name : {"<br>", "<br/>", "<br />", "</p>", "<p>"}) {
    if (equals_ignoring_case(body_.substr(at_, name.size()), name)) {
      return {Kind::LineEnd, 0, name.size()};
    }
  }
  return {Kind::Stop};
}

PemTokens::Token PemTokens::other() const noexcept {
  constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
  const std::string_view rest = body_.substr(at_, 3);
  return {rest == "..." || rest == kEllipsis ? Kind::Stop : Kind::Other};
}

PemTokens::Token PemTokens::next() const noexcept {
  const char c = body_[at_];
  switch (c) {
    case '\\':
      return backslash();
    case '%':
      return percent();
    case '&':
      return entity();
    case '<':
      return tag();
    case '`':
      if (backtick_escapes_ && at_ + 1 < body_.size()) {
        const char letter = body_[at_ + 1];
        if (letter == 'n' || letter == 'r') return {Kind::LineEnd, 0, 2};
      }
      return {Kind::Quote, c};
    default: {
      const Kind kind = kind_of(c);
      return kind == Kind::Other ? other() : Token{kind, c};
    }
  }
}

bool PemTokens::next_line(PemLine& line) {
  line.characters.clear();
  line.pieces.clear();
  line.has_quote = false;
  line.has_colon = false;
  if (stopped_ || at_ >= body_.size()) return false;
  bool in_piece = false;
  bool after_quote = false;
  bool only_blanks = true;
  while (at_ < body_.size()) {
    const Token token = next();
    at_ += token.size;
    if (token.kind == Kind::Base64) {
      if (!in_piece) {
        line.pieces.push_back({line.characters.size(), 0, 0, only_blanks, after_quote});
        in_piece = true;
      }
      line.characters.push_back(token.character);
      ++line.pieces.back().size;
      line.pieces.back().source_end = at_;
    } else {
      if (in_piece && token.kind == Kind::Quote) line.pieces.back().quoted = true;
      in_piece = false;
      if (token.kind == Kind::Stop) stopped_ = true;
      if (token.kind == Kind::Stop || token.kind == Kind::LineEnd) break;
    }
    after_quote = token.kind == Kind::Quote;
    only_blanks = only_blanks && token.kind == Kind::Blank;
    line.has_quote = line.has_quote || after_quote;
    line.has_colon = line.has_colon || token.kind == Kind::Colon;
  }
  return true;
}

}  // namespace veto::confirm
