// The lines of a PEM body and the pieces of base64 on them, with all ways of writing a line end
// undone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veto::confirm {

/// A run of base64 characters.
struct PemPiece {
  std::size_t begin = 0;  ///< in PemLine::characters
  std::size_t size = 0;
  std::size_t source_end = 0;  ///< offset in the body behind its last character
  bool first = false;          ///< nothing but blanks before it on its line
  bool quoted = false;         ///< a quote stands right before or right behind it
};

struct PemLine {
  std::string characters;  ///< the base64 characters of the line, escapes decoded
  std::vector<PemPiece> pieces;
  bool has_quote = false;
  bool has_colon = false;

  [[nodiscard]] std::string_view text_of(const PemPiece& piece) const {
    return std::string_view(characters).substr(piece.begin, piece.size);
  }
};

class PemTokens {
 public:
  explicit PemTokens(std::string_view body);

  /// The next line; false at the end of the body, and behind the line that ends with an ellipsis.
  [[nodiscard]] bool next_line(PemLine& line);

 private:
  enum class Kind : unsigned char { Base64, LineEnd, Blank, Quote, Colon, Other, Stop };
  struct Token {
    Kind kind;
    char character = 0;
    std::size_t size = 1;
  };

  [[nodiscard]] static Kind kind_of(char c) noexcept;
  [[nodiscard]] static Token decoded(int value, std::size_t size) noexcept;
  [[nodiscard]] Token next() const noexcept;
  [[nodiscard]] Token backslash() const noexcept;
  [[nodiscard]] Token percent() const noexcept;
  [[nodiscard]] Token entity() const noexcept;
  [[nodiscard]] Token tag() const noexcept;
  [[nodiscard]] Token other() const noexcept;
  [[nodiscard]] int hex_at(std::size_t at, std::size_t digits) const noexcept;

  std::string_view body_;
  std::size_t at_ = 0;
  bool backtick_escapes_ = false;  ///< PowerShell writes `n
  bool stopped_ = false;
};

}  // namespace veto::confirm
