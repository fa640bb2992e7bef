#include "rules/form.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/error.h"
#include "rules/alphabet.h"
#include "rules/example_values.h"
#include "text/token_checksum.h"

namespace veto::rules {
namespace {

// Patterns may match this much at most; forms without an upper bound are cut there.
constexpr std::size_t kMaxRepeat = 1000;

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "N" or "N-M".
bool read_count(std::string_view text, FormPiece& piece) {
  const std::size_t dash = text.find('-');
  const std::optional<std::size_t> low = number_in(text.substr(0, dash));
  const std::optional<std::size_t> high =
      dash == std::string_view::npos ? low : number_in(text.substr(dash + 1));
  if (!low || !high || *low > *high || *high == 0 || *high > kMaxRepeat) return false;
  piece.min = *low;
  piece.max = *high;
  return true;
}

/// The piece between two braces; nullopt when it is none.
std::optional<FormPiece> read_piece(std::string_view text) {
  FormPiece piece;
  if (text == "cut" || text == "token") {
    piece.kind = FormPiece::Kind::Nothing;
    return piece;
  }
  if (text == "checksum") {
    piece.kind = FormPiece::Kind::Checksum;
    return piece;
  }
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos && read_count(text.substr(colon + 1), piece)) {
    const std::string_view name = text.substr(0, colon);
    piece.kind = FormPiece::Kind::Random;
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
      piece.class_items = name.substr(1, name.size() - 2);
      return piece;
    }
    if (const Alphabet* alphabet = find_alphabet(name)) {
      piece.class_items = alphabet->class_items;
      piece.characters = alphabet->characters;
      return piece;
    }
  }
  const bool is_word = !text.empty() && text.find_first_of(" \"'{,") == std::string_view::npos;
  if (!is_word || !(text.front() >= 'a' && text.front() <= 'z')) return std::nullopt;
  piece.kind = FormPiece::Kind::Opaque;
  piece.text = text;
  return piece;
}

void append_literal(std::string& pattern, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      pattern += "\\n";
      continue;
    }
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
}

std::string repeat_of(const FormPiece& piece) {
  if (piece.min == piece.max)
    return piece.min == 1 ? std::string() : fmt::format("{{{}}}", piece.min);
  return fmt::format("{{{},{}}}", piece.min, piece.max);
}

std::string tail_of(std::string_view checksum, std::string_view before) {
  const text::ChecksumAlgorithm* algorithm = text::find_checksum(checksum);
  if (algorithm == nullptr)
    throw base::usage_error(
        fmt::format("form: {{checksum}} needs a checksum, and \"{}\" is none", checksum));
  return text::tail_pattern(*algorithm, before);
}

std::string pattern_of(std::string_view form, std::string_view checksum) {
  std::string pattern;
  std::string_view before;  // the literal text that the last piece ended with
  for (const FormPiece& piece : parse_form(form)) {
    switch (piece.kind) {
      case FormPiece::Kind::Literal:
        append_literal(pattern, piece.text);
        break;
      case FormPiece::Kind::Random:
        pattern += fmt::format("[{}]{}", piece.class_items, repeat_of(piece));
        break;
      case FormPiece::Kind::Checksum:
        pattern += tail_of(checksum, before);
        break;
      case FormPiece::Kind::Nothing:
        break;
      case FormPiece::Kind::Opaque:
        if (const std::string_view known = piece_pattern(piece.text); !known.empty()) {
          pattern += known;
          break;
        }
        throw base::usage_error(
            fmt::format("form: {{{}}} has no pattern, write one beside it", piece.text));
    }
    before = piece.text;
  }
  return pattern;
}

/// About what `count` random characters of an alphabet of `size` have: for few of them each pair of
/// equal ones costs two bits in all, for many the alphabet is the bound.
double expected_entropy(double count, double size) {
  if (count < size) return std::log2(count) - (count - 1) / size;
  return std::log2(size) - (size - 1) / (2 * count * std::log(2.0));
}

double least_entropy_of(std::string_view form, std::size_t shown) {
  constexpr double kMargin = 0.7;
  constexpr std::size_t kTooShort = 12;
  std::size_t count = 0;
  std::size_t alphabet = 0;
  std::size_t literals = 0;
  for (const FormPiece& piece : parse_form(form)) {
    if (piece.kind == FormPiece::Kind::Opaque) return 0.0;
    if (piece.kind == FormPiece::Kind::Literal) literals += piece.text.size();
    if (piece.kind != FormPiece::Kind::Random || piece.min == 0) continue;
    const std::size_t size = piece.characters.empty() ? 16 : piece.characters.size();
    alphabet = alphabet == 0 ? size : std::min(alphabet, size);
    count += piece.min;
  }
  if (count < kTooShort) return 0.0;
  // Literal text that is not shown dilutes what is random.
  const double diluting = static_cast<double>(literals > shown ? literals - shown : 0);
  const double share = static_cast<double>(count) / (static_cast<double>(count) + diluting);
  const double expected =
      expected_entropy(static_cast<double>(count), static_cast<double>(alphabet));
  return std::max(0.0, kMargin * share * expected);
}

}  // namespace

std::vector<FormPiece> parse_form(std::string_view form) {
  // As in recipes, the value of {uuid} is what a form would say at length.
  static constexpr std::string_view kUuid = "{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}";
  std::vector<FormPiece> pieces;
  const auto add_literal = [&pieces](std::string_view text) {
    if (text.empty()) return;
    pieces.push_back({FormPiece::Kind::Literal, text, {}, {}, 0, 0});
  };
  while (!form.empty()) {
    const std::size_t open = std::min(form.find('{'), form.size());
    add_literal(form.substr(0, open));
    form.remove_prefix(open);
    const std::size_t close = form.find('}');
    if (close == std::string_view::npos) {
      add_literal(form);
      break;
    }
    const std::string_view text = form.substr(1, close - 1);
    if (text == "uuid") {
      for (const FormPiece& piece : parse_form(kUuid)) pieces.push_back(piece);
      form.remove_prefix(close + 1);
    } else if (const std::optional<FormPiece> piece = read_piece(text)) {
      pieces.push_back(*piece);
      form.remove_prefix(close + 1);
    } else {
      add_literal(form.substr(0, 1));
      form.remove_prefix(1);
    }
  }
  return pieces;
}

std::string pattern_of_forms(std::span<const std::string> forms, std::string_view checksum) {
  std::string pattern = "(";
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (i > 0) pattern += '|';
    pattern += pattern_of(forms[i], checksum);
  }
  return pattern + ")";
}

double least_entropy(std::span<const std::string> forms, std::size_t shown) {
  double least = 0.0;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const double entropy = least_entropy_of(forms[i], shown);
    least = i == 0 ? entropy : std::min(least, entropy);
  }
  return least;
}

}  // namespace veto::rules
