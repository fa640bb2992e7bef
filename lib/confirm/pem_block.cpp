#include "confirm/pem_block.h"

#include <algorithm>

#include "confirm/ascii.h"
#include "confirm/pem_tokens.h"

namespace veto::confirm {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";

/// The label that ends in five dashes at the front of `text`; empty if there is none.
std::string_view label_at(std::string_view text) noexcept {
  constexpr std::size_t kMaxLabel = 48;
  std::size_t size = 0;
  while (size < text.size() && size < kMaxLabel &&
         (is_upper(text[size]) || is_digit(text[size]) || text[size] == ' ')) {
    ++size;
  }
  return text.substr(size, kDashes.size()) == kDashes ? text.substr(0, size) : std::string_view();
}

/// Where the body ends, and whether with an END line.
struct Border {
  std::size_t at = 0;
  std::size_t end = 0;  ///< behind the END line, or `at`
  bool ended = false;
};

Border find_border(std::string_view text, std::size_t body) noexcept {
  const std::size_t limit = std::min(text.size(), body + kMaxPemBlock);
  for (std::size_t at = text.find(kDashes, body); at < limit; at = text.find(kDashes, at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kBegin)) return {at, at, false};
    if (!rest.starts_with(kEnd)) continue;
    const std::string_view label = label_at(rest.substr(kEnd.size()));
    const bool ours = label.find("PRIVATE KEY") != std::string_view::npos;
    if (!ours) return {at, at, false};
    return {at, at + kEnd.size() + label.size() + kDashes.size(), true};
  }
  return {limit, limit, false};
}

/// The mark that stands at the front of each line and could be taken for base64, by the END line.
std::string_view line_mark(std::string_view body, bool ended) noexcept {
  const std::size_t line = body.find_last_of("\r\n");
  if (!ended || line == std::string_view::npos) return {};
  const std::string_view front = trim(body.substr(line + 1));
  if (front.starts_with('+')) return "+";
  return front.ends_with("//") ? "//" : std::string_view();
}

/// Puts the base64 pieces of the lines together.
class Collector {
 public:
  Collector(std::string_view mark, bool ended) : mark_(mark), ended_(ended) {}

  /// False once the body is over.
  bool add_line(const PemLine& line);

  std::string base64;
  std::size_t source_end = 0;

 private:
  [[nodiscard]] std::string_view without_mark(const PemLine& line, const PemPiece& piece) const;
  [[nodiscard]] static bool belongs(const PemLine& line, const PemPiece& piece,
                                    std::string_view text);
  bool add_piece(std::string_view text, std::size_t end);

  std::string_view mark_;
  bool ended_;
};

std::string_view Collector::without_mark(const PemLine& line, const PemPiece& piece) const {
  std::string_view text = line.text_of(piece);
  if (piece.first && !mark_.empty() && text.starts_with(mark_)) text.remove_prefix(mark_.size());
  return text;
}

/// Whether the piece is of the body and not of the dress.
bool Collector::belongs(const PemLine& line, const PemPiece& piece, std::string_view text) {
  // Longer than a word of a program or the initialisation vector of a header.
  constexpr std::size_t kSurelyBase64 = 40;
  if (text.empty()) return false;
  const bool symbols = all_of(text, [](char c) { return c == '+' || c == '/'; });
  if (symbols && text.size() <= 3) return false;
  if (line.has_colon) return text.size() >= kSurelyBase64;
  if (!line.has_quote) return true;
  return piece.quoted || text.size() >= kSurelyBase64;
}

bool Collector::add_piece(std::string_view text, std::size_t end) {
  // Without an END line, what follows may be any text: a short word is no line of a body.
  constexpr std::size_t kShortestLine = 16;
  if (!ended_ && text.size() < kShortestLine) return false;
  const std::size_t padding = text.find('=');
  base64.append(text.substr(0, padding));
  source_end = end;
  return padding == std::string_view::npos;
}

bool Collector::add_line(const PemLine& line) {
  for (const PemPiece& piece : line.pieces) {
    const std::string_view text = without_mark(line, piece);
    if (belongs(line, piece, text) && !add_piece(text, piece.source_end)) return false;
  }
  return true;
}

}  // namespace

std::optional<PemBlock> read_pem_block(std::string_view text, std::size_t begin) {
  const std::size_t at = text.find(kBegin, begin);
  if (at == std::string_view::npos) return std::nullopt;
  PemBlock block;
  block.label = label_at(text.substr(at + kBegin.size()));
  if (block.label.empty()) return std::nullopt;
  const std::size_t body_begin = at + kBegin.size() + block.label.size() + kDashes.size();
  const Border border = find_border(text, body_begin);
  const std::string_view body = text.substr(body_begin, border.at - body_begin);

  Collector collector(line_mark(body, border.ended), border.ended);
  PemTokens tokens(body);
  PemLine line;
  while (tokens.next_line(line) && collector.add_line(line)) {
  }
  block.base64 = std::move(collector.base64);
  block.encrypted = body.substr(0, 1024).find("4,ENCRYPTED") != std::string_view::npos;
  block.ended = border.ended;
  block.range = {at, border.ended ? border.end : body_begin + collector.source_end};
  return block;
}

}  // namespace veto::confirm
