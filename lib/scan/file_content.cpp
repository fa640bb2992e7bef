#include "scan/file_content.h"

#include <algorithm>
#include <cstddef>

#include "confirm/key_body.h"

namespace veto::scan {
namespace {

using confirm::ValueIs;

constexpr std::string_view kBlanks = " \t\r";

std::string_view trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// Without its quotes, or without the comment behind it.
std::string_view unquoted(std::string_view value) {
  value = trim(value);
  if (value.empty()) return value;
  if (value.front() == '"' || value.front() == '\'' || value.front() == '`')
    return value.substr(1, value.find(value.front(), 1) - 1);
  return trim(value.substr(0, value.find(" #")));
}

/// The last word of what stands before the sign: export NAME, declare -x NAME, //host/:_authToken.
std::string_view name_of(std::string_view text) {
  text = trim(text);
  text.remove_prefix(text.find_last_of(" \t") + 1);
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  return text;
}

ValueIs classify_setting(std::string_view name, std::string_view value, const SettingsView& view) {
  return view.is_published(name, value) ? ValueIs::Public : confirm::classify_setting(name, value);
}

/// "name": "value", any number of them on a line.
ValueIs classify_json(std::string_view line, const SettingsView& view) {
  ValueIs most = ValueIs::Public;
  for (std::size_t at = line.find("\":"); at != std::string_view::npos;
       at = line.find("\":", at + 1)) {
    const std::size_t open = at == 0 ? std::string_view::npos : line.rfind('"', at - 1);
    const std::string_view value = trim(line.substr(at + 2));
    if (open == std::string_view::npos || !value.starts_with('"')) continue;
    most = std::max(most,
                    classify_setting(line.substr(open + 1, at - open - 1), unquoted(value), view));
  }
  return most;
}

/// A line of netrc: the word, and behind it the value.
ValueIs classify_netrc(std::string_view line) {
  constexpr std::string_view kWord = "password";
  for (std::size_t at = line.find(kWord); at != std::string_view::npos;
       at = line.find(kWord, at + 1)) {
    const std::string_view rest = line.substr(at + kWord.size());
    const bool begins = at == 0 || kBlanks.find(line[at - 1]) != std::string_view::npos;
    if (!begins || rest.empty() || kBlanks.find(rest.front()) == std::string_view::npos) continue;
    const std::string_view value = trim(rest);
    return confirm::classify_setting(kWord, value.substr(0, value.find_first_of(kBlanks)));
  }
  return ValueIs::Public;
}

ValueIs classify_line(std::string_view line, const SettingsView& view) {
  line = trim(line);
  if (line.empty() || line.front() == '#' || line.front() == ';' || line.starts_with("//#"))
    return ValueIs::Public;
  if (line.find("\":") != std::string_view::npos) return classify_json(line, view);
  std::size_t sign = line.find('=');
  if (sign == std::string_view::npos) sign = line.find(": ");
  if (sign == std::string_view::npos) return classify_netrc(line);
  return classify_setting(name_of(line.substr(0, sign)), unquoted(line.substr(sign + 1)), view);
}

}  // namespace

ValueIs classify_settings(std::string_view text, const SettingsView& view) {
  text = text.substr(0, kMaxSettings);
  ValueIs most = ValueIs::Public;
  for (std::size_t number = 1; !text.empty() && most != ValueIs::Strong; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (view.counts(number)) most = std::max(most, classify_line(text.substr(0, end), view));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return most;
}

bool is_key_store(std::string_view bytes) {
  constexpr std::string_view kVersion3("\x02\x01\x03", 3);  // PKCS#12, behind a short header
  constexpr std::size_t kHeader = 8;
  const bool is_pkcs12 = bytes.starts_with('\x30') &&
                         bytes.substr(0, kHeader).find(kVersion3) != std::string_view::npos;
  return is_pkcs12 || bytes.starts_with("\xfe\xed\xfe\xed") ||
         bytes.starts_with("\xce\xce\xce\xce");
}

bool is_bare_private_key(std::string_view bytes) {
  constexpr char kDerSequence = 0x30;
  return bytes.starts_with(kDerSequence) &&
         confirm::inspect_key(bytes).form == confirm::KeyForm::Plain;
}

}  // namespace veto::scan
