#include "text/escape.h"

#include <algorithm>
#include <optional>

#include "text/encoding.h"
#include "text/utf8.h"

namespace veto::text {
namespace {

using Keep = bool (*)(char32_t code);

bool reorders_or_hides(char32_t code) noexcept {
  return code == 0x061C || code == 0x200E || code == 0x200F ||  // marks
         (code >= 0x2028 && code <= 0x202E) ||                  // separators, embeddings, overrides
         (code >= 0x2066 && code <= 0x2069) ||                  // isolates
         code == 0xFEFF;
}

bool is_printable(char32_t code) noexcept {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
  return !reorders_or_hides(code);
}

bool is_any(char32_t /*code*/) noexcept {
  return true;
}

/// Whether a CI system would take this for a command: "##", perhaps a word, and a bracket.
bool starts_command(std::string_view text) noexcept {
  if (!text.starts_with("##")) return false;
  const auto* const end = std::find_if_not(text.begin() + 2, text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return end != text.end() && *end == '[';
}

/// The size of the character at the front if it is valid and kept, else 0.
std::size_t kept_size(std::string_view bytes, Keep keep) {
  if (keep == is_printable && starts_command(bytes)) return 0;
  const std::optional<Utf8Char> character = first_utf8_char(bytes);
  return character && keep(character->code) ? character->size : 0;
}

bool all_kept(std::string_view bytes, Keep keep) {
  while (!bytes.empty()) {
    const std::size_t size = kept_size(bytes, keep);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

/// Whether the text holds what an escaped text holds: "\\" or "\xNN".
bool reads_like_escaped(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos;
       at = text.find('\\', at + 1)) {
    const std::string_view rest = text.substr(at + 1, 3);
    if (rest.starts_with('\\')) return true;
    if (rest.size() == 3 && rest.front() == 'x' && decode_hex(rest.substr(1))) return true;
  }
  return false;
}

void append_hex_byte(std::string& out, char byte) {
  out += "\\x";
  out += encode_hex({&byte, 1});
}

/// Escapes although it need not be.
std::string escape_always(std::string_view bytes, Keep keep) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t size = kept_size(bytes, keep);
    if (bytes.front() == '\\') {
      out += "\\\\";
    } else if (size > 0) {
      out += bytes.substr(0, size);
    } else {
      append_hex_byte(out, bytes.front());
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string escape_bytes(std::string_view bytes, Keep keep) {
  const bool as_it_is = all_kept(bytes, keep) && !reads_like_escaped(bytes);
  return as_it_is ? std::string(bytes) : escape_always(bytes, keep);
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_bare_in_shell(char c) {
  return is_alphanumeric(c) || std::string_view("_@%+:,./-").find(c) != std::string_view::npos;
}

/// Octal for all that is special to printf, in quotes or to the history of interactive shells.
std::string printf_word(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of('\n');
  const std::size_t body = last == std::string_view::npos ? 0 : last + 1;
  const std::size_t line_feeds = bytes.size() - body;
  std::string format;
  for (std::string_view rest = bytes.substr(0, body); !rest.empty();) {
    const std::size_t size = kept_size(rest, is_printable);
    const char c = rest.front();
    const bool literal =
        size > 1 || is_alphanumeric(c) ||
        (!format.empty() && std::string_view(" _./-").find(c) != std::string_view::npos);
    if (literal) {
      format += rest.substr(0, size);
    } else {
      format += '\\' + to_digits(static_cast<unsigned char>(c), "01234567", 3);
    }
    rest.remove_prefix(std::max<std::size_t>(size, 1));
  }
  std::string word = "\"";
  if (!format.empty()) word += "$(printf '" + format + "')";
  for (std::size_t i = 0; i < line_feeds; ++i) word += "${IFS#??}";
  return word + '"';
}

/// The reference for a character that is special in all markup; empty for the others.
std::string_view markup_reference(char c) {
  if (c == '&') return "&amp;";
  if (c == '<') return "&lt;";
  if (c == '>') return "&gt;";
  if (c == '"') return "&quot;";
  if (c == '\'') return "&#39;";
  return {};
}

std::string_view xml_reference(char c) {
  if (c == '\t') return "&#9;";
  if (c == '\n') return "&#10;";
  if (c == '\r') return "&#13;";
  return markup_reference(c);
}

bool is_xml_char(char32_t code) noexcept {
  return code >= 0x20 && code != 0x7F && (code < 0x80 || code >= 0xA0) && code != 0xFFFE &&
         code != 0xFFFF;
}

}  // namespace

std::string for_terminal(std::string_view bytes) {
  const std::size_t start = std::min(bytes.find_first_not_of(' '), bytes.size());
  if (!bytes.substr(start).starts_with("::")) return escape_bytes(bytes, is_printable);
  std::string out(bytes.substr(0, start));
  append_hex_byte(out, ':');
  return out + escape_always(bytes.substr(start + 1), is_printable);
}

std::string guard_terminal(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = kept_size(text, is_printable);
    const bool keep = size > 0 || text.front() == '\n';
    out += keep ? text.substr(0, std::max<std::size_t>(size, 1)) : "?";
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string path_for_report(std::string_view bytes) {
  return escape_bytes(bytes, is_any);
}

std::string bytes_from_report(std::string_view text) {
  if (!reads_like_escaped(text)) return std::string(text);
  std::string bytes;
  while (!text.empty()) {
    const bool is_byte = text.size() >= 4 && text.starts_with("\\x");
    const std::optional<std::string> byte =
        is_byte ? decode_hex(text.substr(2, 2)) : std::optional<std::string>();
    bytes += byte ? *byte : std::string(text.substr(0, 1));
    text.remove_prefix(byte ? 4 : text.starts_with("\\\\") ? 2 : 1);
  }
  return bytes;
}

std::string shell_quote(std::string_view bytes) {
  std::string word(bytes);
  word.erase(std::remove(word.begin(), word.end(), '\0'), word.end());
  if (!all_kept(word, is_printable)) return printf_word(word);
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_bare_in_shell)) return word;
  std::string quoted = "'";
  for (const char c : word)
    quoted += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
  return quoted + "'";
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const std::string_view reference = markup_reference(c);
    out += reference.empty() ? std::string_view(&c, 1) : reference;
  }
  return out;
}

std::string escape_xml(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const std::string_view reference = xml_reference(bytes.front());
    const std::size_t size = kept_size(bytes, is_xml_char);
    if (!reference.empty()) {
      out += reference;
    } else if (size > 0) {
      out += bytes.substr(0, size);
    } else {
      append_hex_byte(out, bytes.front());
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

}  // namespace veto::text
