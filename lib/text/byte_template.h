// A small notation for what bytes must look like, for rules that know what their secret decodes to:
//
//   digit{12} ':' byte{20}            'tok:' [0-9a-f_]{36} ':1:0'            'key_' ... ','
//   print{10,}
//
// Items stand one after the other, with or without blanks, and must cover all bytes. `'text'` is
// itself, `u'text'` the same in UTF-16LE (escapes: \xNN, \0, \', \\); `[a-z_\x80-\xff]` and `[^:]`
// are sets; digit, hex (either case), lower, upper, alnum, base64url, print (visible ASCII and the
// blank), text (print, tab, line ends and bytes over 127) and byte are named sets; a set may have a
// count {n}, {n,} or {n,m}, and takes as many bytes as it can; uuid is a UUID; `...` is whatever
// stands before the next item, which must be a literal, or before the end. `|` separates
// alternatives.
//
// No backtracking: linear in the bytes for each alternative.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::text {

class ByteTemplate {
 public:
  /// nullopt for what is not of the notation.
  [[nodiscard]] static std::optional<ByteTemplate> parse(std::string_view notation);

  [[nodiscard]] bool matches(std::string_view bytes) const;

 private:
  enum class Kind : std::uint8_t { Literal, Set, Uuid, Gap };

  struct Item {
    Kind kind = Kind::Literal;
    std::string literal;
    std::bitset<256> set;
    std::size_t least = 1;
    std::size_t most = 1;
  };

  using Sequence = std::vector<Item>;
  friend class ByteTemplateParser;

  [[nodiscard]] static bool matches(const Sequence& sequence, std::string_view bytes);

  std::vector<Sequence> alternatives_;
};

}  // namespace veto::text
