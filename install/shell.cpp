#include "install/shell.h"

namespace veto::install {

std::string shell_quote(std::string_view text) {
  constexpr std::string_view kSafe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:,@%";
  if (!text.empty() && text.find_first_not_of(kSafe) == std::string_view::npos)
    return std::string(text);
  return single_quoted(text);
}

std::string single_quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'')
      word += "'\\''";
    else
      word.push_back(c);
  }
  return word + "'";
}

std::string read_single_quoted(std::string_view text) {
  constexpr std::string_view kQuoteInside = "'\\''";
  std::string value;
  if (!text.starts_with('\'')) return value;
  for (std::size_t at = 1; at < text.size();) {
    if (text.substr(at).starts_with(kQuoteInside)) {
      value.push_back('\'');
      at += kQuoteInside.size();
    } else if (text[at] == '\'') {
      return value;
    } else {
      value.push_back(text[at++]);
    }
  }
  return {};
}

}  // namespace veto::install
