#include "confirm/shown_label.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/word_list.h"

namespace veto::confirm {
namespace {

constexpr std::size_t kReach = 120;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestSign = 3;
constexpr std::size_t kLongestWord = 16;

// What credentials and the fields around them are called. A name in lower case and without signs;
// words that people take for passwords (admin, master, test) are not in it.
constexpr WordList kNameWords(std::array<std::string_view, 98>{
    "access",     "account",     "algolia",      "anthropic",     "api",        "apikey",
    "app",        "apppassword", "auth",         "authorization", "authtoken",  "aws",
    "azure",      "bearer",      "bot",          "client",        "cloudflare", "conn",
    "connection", "consumer",    "credential",   "credentials",   "database",   "datadog",
    "db",         "deploy",      "digitalocean", "discord",       "dsn",        "encryption",
    "env",        "environ",     "export",       "fastly",        "gcp",        "git",
    "github",     "gitlab",      "google",       "header",        "heroku",     "hook",
    "http",       "https",       "id",           "jwt",           "key",        "license",
    "login",      "mailgun",     "mongo",        "mysql",         "newrelic",   "node",
    "npm",        "oauth",       "okta",         "openai",        "pass",       "passphrase",
    "passwd",     "password",    "pat",          "personal",      "pgpassword", "postgres",
    "private",    "process",     "proxy",        "pwd",           "pypi",       "redis",
    "refresh",    "registry",    "rsa",          "secret",        "secrets",    "sendgrid",
    "sentry",     "service",     "session",      "shopify",       "signing",    "slack",
    "smtp",       "ssh",         "stripe",       "telegram",      "token",      "twilio",
    "uri",        "url",         "user",         "var",           "vault",      "webhook",
    "x",          "zendesk"});
static_assert(kNameWords.is_sorted());

constexpr std::array<std::string_view, 4> kSchemes{"Bearer", "Basic", "bearer", "token"};

bool is_name_byte(char c) noexcept {
  return is_word(c) || c == '-' || c == '.';
}
bool is_sign(char c) noexcept {
  return c == '=' || c == ':' || c == '>' || c == '(' || c == ',';
}
bool is_wrapping(char c) noexcept {
  return is_quote(c) || c == '\\' || c == ']' || c == ')';
}

/// Takes bytes of one class from the end of `text`, and returns them.
template <class Test>
std::string_view take_back(std::string_view& text, Test test, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && size < most && test(text[text.size() - 1 - size])) ++size;
  const std::string_view taken = text.substr(text.size() - size);
  text.remove_suffix(size);
  return taken;
}

/// Blanks at the end become one.
std::string take_blanks(std::string_view& text) {
  return take_back(text, is_blank, kReach).empty() ? "" : " ";
}

std::string take_scheme(std::string_view& text) {
  for (const std::string_view scheme : kSchemes) {
    const std::string_view rest =
        text.substr(0, text.size() - std::min(scheme.size(), text.size()));
    if (!text.ends_with(scheme) || (!rest.empty() && is_name_byte(rest.back()))) continue;
    text = rest;
    return std::string(scheme);
  }
  return "";
}

bool is_name_word(std::string_view word) noexcept {
  std::array<char, kLongestWord> lower{};
  if (word.size() > lower.size()) return false;
  std::transform(word.begin(), word.end(), lower.begin(), to_lower);
  return kNameWords.contains({lower.data(), word.size()});
}

/// Where the last word of a name begins: behind a sign, or at a capital after a small letter.
std::size_t last_word(std::string_view name) noexcept {
  std::size_t begin = name.size();
  while (begin > 0 && is_alnum(name[begin - 1])) {
    --begin;
    if (begin > 0 && is_upper(name[begin]) && !is_upper(name[begin - 1])) break;
  }
  return begin;
}

/// The name's end, as far back as its words are known.
std::string known_end(std::string_view name) {
  std::size_t shown = name.size();
  std::size_t at = name.size();
  while (at > 0) {
    const std::size_t begin = last_word(name.substr(0, at));
    if (begin < at && !is_name_word(name.substr(begin, at - begin))) break;
    const bool is_second_sign = begin == at && at < name.size() && !is_alnum(name[at]);
    if (is_second_sign && name[at - 1] != '-') break;
    at = begin < at ? begin : at - 1;
    shown = at;
  }
  return (shown > 0 ? "..." : "") + std::string(name.substr(shown));
}

}  // namespace

std::string shown_label(std::string_view before) {
  if (before.size() > kReach) before.remove_prefix(before.size() - kReach);
  const std::size_t line = before.find_last_of("\r\n");
  if (line != std::string_view::npos) before.remove_prefix(line + 1);

  // From the secret backwards: its quote, a scheme, the sign, and what closes the name.
  std::string tail(take_back(before, is_wrapping, kLongestSign));
  tail = take_blanks(before) + tail;
  if (const std::string scheme = take_scheme(before); !scheme.empty()) {
    tail = scheme + tail;
    tail = std::string(take_back(before, is_quote, 1)) + tail;
    tail = take_blanks(before) + tail;
  }
  const std::string_view sign = take_back(before, is_sign, kLongestSign);
  tail = std::string(sign) + tail;
  tail = take_blanks(before) + tail;
  tail = std::string(take_back(before, is_wrapping, kLongestSign)) + tail;
  const std::string_view name = take_back(before, is_name_byte, kLongestName);
  const bool is_option = name.starts_with('-') && !tail.empty();
  if (name.empty() || (sign.empty() && !is_option)) return "";
  const bool is_part = !before.empty() && (is_name_byte(before.back()) || !is_print(before.back()));
  if (is_part && !is_blank(before.back())) return "..." + tail;
  return known_end(name) + tail;
}

}  // namespace veto::confirm
