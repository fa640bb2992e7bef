#include "confirm/putty_block.h"

#include <algorithm>
#include <charconv>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

constexpr std::string_view kFirstLine = "PuTTY-User-Key-File-";
constexpr std::size_t kMaxBlock = 64 * 1024;
constexpr unsigned kMaxLines = 1000;

struct Line {
  std::string_view text;
  std::size_t end = 0;  ///< offset behind the text, without the line end
};

/// Cuts a text at line ends, real or written as `\n`, `\r`; lines that are empty are left out.
class Lines {
 public:
  explicit Lines(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::optional<Line> next() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && line_end_at(at_) == 0) ++at_;
      const std::size_t end = at_;
      if (at_ < text_.size()) at_ += line_end_at(at_);
      const std::string_view line = trim(text_.substr(begin, end - begin));
      if (!line.empty()) return Line{line, end};
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t line_end_at(std::size_t at) const noexcept {
    if (text_[at] == '\n' || text_[at] == '\r') return 1;
    if (text_[at] != '\\' || at + 1 == text_.size()) return 0;
    const char letter = text_[at + 1];
    if (letter == 'n' || letter == 'r') return 2;
    return letter == '\\' ? 1 : 0;
  }

  std::string_view text_;
  std::size_t at_;
};

/// The value of a "Name: value" line.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) noexcept {
  if (!line.starts_with(name) || line.substr(name.size(), 1) != ":") return std::nullopt;
  return trim(line.substr(name.size() + 1));
}

unsigned count_of_lines(std::string_view value) noexcept {
  unsigned count = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
  return error == std::errc() && count <= kMaxLines ? count : 0;
}

void read_private_lines(Lines& lines, unsigned count, PuttyBlock& block) {
  while (count > 0) {
    const auto line = lines.next();
    if (!line || line->text.find(':') != std::string_view::npos) return;
    block.private_base64.append(line->text.substr(0, line->text.find('=')));
    block.range.end = line->end;
    --count;
  }
  block.whole = !block.private_base64.empty();
}

}  // namespace

std::optional<PuttyBlock> read_putty_block(std::string_view text, std::size_t begin) {
  const std::size_t at = text.find(kFirstLine, begin);
  if (at == std::string_view::npos) return std::nullopt;
  text = text.substr(0, std::min(text.size(), at + kMaxBlock));
  PuttyBlock block;
  Lines lines(text, at);
  const auto first = lines.next();
  block.range = {at, first ? first->end : text.size()};
  while (const auto line = lines.next()) {
    if (line->text.starts_with(kFirstLine)) break;
    if (const auto encryption = value_of(line->text, "Encryption")) {
      block.encryption = *encryption;
    } else if (const auto count = value_of(line->text, "Private-Lines")) {
      read_private_lines(lines, count_of_lines(*count), block);
    } else if (value_of(line->text, "Private-MAC") || value_of(line->text, "Private-Hash")) {
      block.range.end = line->end;
      break;
    }
  }
  return block;
}

}  // namespace veto::confirm
