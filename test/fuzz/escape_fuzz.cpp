// Escaping of any bytes: nothing dangerous is left, and the bytes can be read back.

#include <string>
#include <string_view>

#include "test/fuzz/fuzz.h"
#include "text/escape.h"
#include "text/utf8.h"

using namespace veto;

namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool is_escape(std::string_view text) {
  return text.size() >= 4 && text[0] == '\\' && text[1] == 'x' && digit_of(text[2]) >= 0 &&
         digit_of(text[3]) >= 0;
}

/// Undoes for_terminal and path_for_report, as lib/text/escape.h describes them.
std::string read_back(std::string_view text) {
  bool escaped = false;
  for (std::size_t i = 0; i < text.size(); ++i)
    escaped |= text.substr(i).starts_with("\\\\") || is_escape(text.substr(i));
  if (!escaped) return std::string(text);
  std::string bytes;
  while (!text.empty()) {
    if (is_escape(text)) {
      bytes += static_cast<char>(digit_of(text[2]) * 16 + digit_of(text[3]));
      text.remove_prefix(4);
    } else {
      bytes += text.front();
      text.remove_prefix(text.starts_with("\\\\") ? 2 : 1);
    }
  }
  return bytes;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto first = text::first_utf8_char(text);
    if (!first) return false;
    text.remove_prefix(first->size);
  }
  return true;
}

/// What printf makes of a format in which every backslash begins three octal digits.
std::string print(std::string_view format) {
  std::string bytes;
  while (!format.empty()) {
    const bool is_octal = format.front() == '\\';
    fuzz::expect(!is_octal || format.size() >= 4, "three digits");
    bytes +=
        is_octal
            ? static_cast<char>((format[1] - '0') * 64 + (format[2] - '0') * 8 + (format[3] - '0'))
            : format.front();
    format.remove_prefix(is_octal ? 4 : 1);
  }
  return bytes;
}

/// What a POSIX shell reads for one of the three forms of word that shell_quote makes.
std::string read_word(std::string_view word) {
  constexpr std::string_view kPrintf = "\"$(printf '";
  constexpr std::string_view kPrintfEnd = "')";
  constexpr std::string_view kLineFeed = "${IFS#??}";
  std::string bytes;
  if (word.starts_with('"')) {
    if (word.starts_with(kPrintf)) {
      const std::size_t end = word.find(kPrintfEnd);
      bytes = print(word.substr(kPrintf.size(), end - kPrintf.size()));
      while (bytes.ends_with('\n')) bytes.pop_back();  // as $() does
      word.remove_prefix(end + kPrintfEnd.size());
    } else {
      word.remove_prefix(1);
    }
    for (; word.starts_with(kLineFeed); word.remove_prefix(kLineFeed.size())) bytes += '\n';
    fuzz::expect(word == "\"", "the end of the word");
    return bytes;
  }
  bool quoted = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '\'')
      quoted = !quoted;
    else if (word[i] == '\\' && !quoted)
      bytes += word[++i];
    else
      bytes += word[i];
  }
  fuzz::expect(!quoted, "closed quotes");
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string terminal = text::for_terminal(bytes);
  for (const char c : terminal)
    fuzz::expect(static_cast<unsigned char>(c) >= ' ' && c != '\x7f', "no control character");
  fuzz::expect(is_utf8(terminal), "UTF-8 on the terminal");
  fuzz::expect(read_back(terminal) == bytes, "the same bytes back from the terminal");
  const std::string path = text::path_for_report(bytes);
  fuzz::expect(is_utf8(path), "UTF-8 in the report");
  fuzz::expect(read_back(path) == bytes, "the same bytes back from the report");
  const std::string word = text::shell_quote(bytes);
  for (const char c : word)
    fuzz::expect(static_cast<unsigned char>(c) >= ' ' && c != '\x7f', "printable in the shell");
  fuzz::expect(is_utf8(word), "UTF-8 in the shell");
  std::string without_nul(bytes);
  std::erase(without_nul, '\0');
  fuzz::expect(read_word(word) == without_nul, "the same bytes back from the shell");
  for (const char c : text::escape_html(bytes))
    fuzz::expect(c != '<' && c != '>' && c != '"' && c != '\'', "no markup");
  const std::string xml = text::escape_xml(bytes);
  fuzz::expect(is_utf8(xml) && xml.find('<') == std::string::npos, "no markup");
  return 0;
}
