#include "confirm/password.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/placeholder.h"
#include "confirm/spoilt_token.h"
#include "confirm/template_syntax.h"
#include "confirm/word_list.h"
#include "confirm/words.h"
#include "text/encoding.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

/// Words that stand for the value itself. Lower case.
constexpr WordList kStandIns(std::to_array<std::string_view>(
    {"***",         "access_token", "api-key",      "api_key",       "apikey",
     "auth",        "bar",          "baz",          "blank",         "credential",
     "credentials", "empty",        "example",      "false",         "foo",
     "foobar",      "here",         "key",          "login",         "mypass",
     "nil",         "none",         "null",         "optional",      "pass",
     "passphrase",  "passwd",       "password",     "private",       "psw",
     "pw",          "pwd",          "redacted",     "required",      "sample",
     "secret",      "some",         "somepassword", "string",        "text",
     "thepassword", "token",        "true",         "undefined",     "user",
     "username",    "userpass",     "value",        "x-oauth-basic", "yourpass"}));

/// Defaults of products and the head of every list of common passwords. Lower case.
constexpr WordList kWeak(
    std::to_array<std::string_view>({"0000",      "1111",       "111111",        "123123",
                                     "123321",    "1q2w3e4r",   "654321",        "abc123",
                                     "admin",     "admin123",   "administrator", "alpine",
                                     "apache",    "baseball",   "cassandra",     "changeit",
                                     "changeme",  "changethis", "cisco",         "daemon",
                                     "db",        "debug",      "default",       "demo",
                                     "dev",       "docker",     "dragon",        "elastic",
                                     "football",  "grafana",    "guest",         "hunter2",
                                     "iloveyou",  "jenkins",    "letmein",       "local",
                                     "localhost", "manager",    "mariadb",       "master",
                                     "minio",     "minioadmin", "mongo",         "mongodb",
                                     "monkey",    "mypassword", "mysecret",      "mysecretpassword",
                                     "mysql",     "neo4j",      "nopass",        "oracle",
                                     "p@ssw0rd",  "passw0rd",   "password1",     "password123",
                                     "postgres",  "postgresql", "public",        "qwerty",
                                     "rabbitmq",  "redis",      "root",          "rootpass",
                                     "sa",        "secret123",  "system",        "temp",
                                     "test",      "test123",    "testing",       "testpass",
                                     "toor",      "vagrant",    "welcome",       "welcome1"}));

/// Of those, the words that stand for nothing in particular. Lower case.
constexpr WordList kStopWords(std::to_array<std::string_view>(
    {"0000",       "1111",         "111111",      "123123",        "1234",
     "12345",      "123456",       "1234567",     "12345678",      "123456789",
     "1234567890", "654321",       "aaaa",        "abcd",          "adgangskode",
     "admin",      "always",       "array",       "ascii",         "asdf",
     "assword",    "async",        "auto",        "await",         "base64",
     "basic",      "bearer",       "binary",      "blah",          "bool",
     "boolean",    "bytes",        "changed",     "char",          "clave",
     "clear",      "cleartext",    "const",       "contrasenya",   "contrasinal",
     "cookie",     "db",           "debug",       "default",       "demo",
     "dev",        "digest",       "double",      "dummy",         "fail",
     "fake",       "float",        "function",    "ghij",          "guest",
     "heslo",      "hmac",         "hs256",       "incorrect",     "inherit",
     "insecure",   "int",          "integer",     "interface",     "invalid",
     "iso-8859-1", "jwt",          "kennwort",    "lambda",        "latin1",
     "ldap",       "localhost",    "long",        "lozinka",       "md5",
     "mock",       "mot de passe", "my-password", "my_password",   "name",
     "never",      "no",           "number",      "oauth",         "oauth2",
     "object",     "on_create",    "other",       "palavra-chave", "parola",
     "parool",     "passord",      "passwort",    "plaintext",     "public",
     "qwerty",     "read",         "return",      "root",          "rs256",
     "sa",         "salasana",     "saml",        "self",          "senha",
     "sensitive",  "session",      "sha1",        "sha256",        "sha512",
     "static",     "string0",      "super",       "system",        "temp",
     "test",       "testing",      "this",        "todo",          "unset",
     "utf-16",     "utf-8",        "utf16",       "utf8",          "void",
     "wachtwoord", "write",        "wrong",       "yes",           "zxcv"}));

constexpr std::size_t kLongestListed = 20;

static_assert(kStandIns.is_sorted());
static_assert(kWeak.is_sorted());
static_assert(kStopWords.is_sorted());

template <std::size_t Size>
bool is_listed(const WordList<Size>& words, std::string_view value) noexcept {
  if (value.size() > kLongestListed) return false;
  std::array<char, kLongestListed> lower{};
  std::transform(value.begin(), value.end(), lower.begin(), to_lower);
  return words.contains(std::string_view(lower.data(), value.size()));
}

bool is_enclosed_code(std::string_view value) noexcept {
  constexpr auto kPairs =
      std::to_array<std::string_view>({"{}", "<>", "[]", "()", "%%", "@@", "``", "''", "\"\""});
  return value.size() > 2 && std::any_of(kPairs.begin(), kPairs.end(), [value](auto pair) {
           return value.front() == pair[0] && value.back() == pair[1];
         });
}

/// Pieces of a program that a pattern took for text: quotes, concatenation, calls, references.
bool is_code(std::string_view value) noexcept {
  static constexpr MarkList kMarks(std::to_array<std::string_view>(
      {"${", "$(", "%(", "#{", "{{", "<%", "%>", "\\(", "\" ", "' ", "\"+", "'+", "\".", "!secret ",
       "process.env", "os.environ", "getenv", "System."}));
  if (kMarks.any_in(value)) return true;
  // $value[0]
  const std::size_t subscript = value.find('[');
  if (value.front() == '$' && subscript != std::string_view::npos &&
      value.find(']') != std::string_view::npos) {
    return true;
  }
  // user:$PASS
  const std::size_t dollar = value.rfind('$');
  if (dollar != std::string_view::npos && value.size() - dollar > 4 &&
      all_of(value.substr(dollar + 1), [](char c) { return is_upper(c) || c == '_'; })) {
    return true;
  }
  // $1, $PASS, but not $ecret$ or $omething!: a name and nothing else, in one case.
  if (value.size() < 2 || value.front() != '$') return false;
  const std::string_view name = value.substr(1);
  if (all_of(name, is_digit)) return name.size() <= 2;
  return all_of(name, is_word) && (count_of(name, is_lower) == 0 || count_of(name, is_digit) == 0);
}

}  // namespace

bool is_variable(std::string_view value) noexcept {
  return is_template(value) || is_enclosed_code(value) || is_code(value);
}

bool is_constant_name(std::string_view value) noexcept {
  return value.size() >= 4 && is_upper(value.front()) &&
         value.find('_') != std::string_view::npos &&
         all_of(value, [](char c) { return is_upper(c) || is_digit(c) || c == '_'; }) &&
         count_of(value, is_digit) <= 2;
}

bool is_descriptive(std::string_view value) noexcept {
  constexpr auto kNouns = std::to_array<std::string_view>(
      {"password", "passwd", "passphrase", "pwd", "secret", "token", "pass"});
  if (!all_of(value, [](char c) { return is_alpha(c) || c == '-' || c == '_' || c == '.'; })) {
    return false;
  }
  if (value.find_first_of("-_.") == std::string_view::npos) {
    return value.size() > 8 && equals_ignoring_case(value.substr(0, 4), "your");
  }
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("-_."), rest.size());
    const std::string_view word = rest.substr(0, end);
    if (std::any_of(kNouns.begin(), kNouns.end(),
                    [word](auto noun) { return equals_ignoring_case(word, noun); })) {
      return true;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool is_well_known(std::string_view value) noexcept {
  return is_listed(kWeak, value);
}

bool is_stop_word(std::string_view value) noexcept {
  return is_listed(kStandIns, value) || is_listed(kStopWords, value);
}

bool is_wordlike(std::string_view value) noexcept {
  constexpr std::size_t kMostDigits = 4;
  if (value.empty() || !is_alpha(value.front())) return false;
  if (value.back() == '!' || value.back() == '.') value.remove_suffix(1);
  std::size_t digits = 0;
  while (!value.empty() && is_digit(value.back())) {
    value.remove_suffix(1);
    ++digits;
  }
  if (digits > kMostDigits || value.empty() || !all_of(value, is_alpha)) return false;
  return all_of(value.substr(1), is_lower) || all_of(value, is_upper);
}

PasswordForm classify_password(std::string_view value) noexcept {
  constexpr std::size_t kShortest = 4;
  value = trim(value);
  if (value.empty()) return PasswordForm::Placeholder;
  if (is_variable(value)) return PasswordForm::Template;
  if (is_listed(kStandIns, value) || is_mask(value) || is_constant_name(value) ||
      is_descriptive(value) || is_spoilt_token(value) ||
      !find_placeholder(value, rules::Strength::Guessable).empty()) {
    return PasswordForm::Placeholder;
  }
  if (is_listed(kWeak, value) || value.size() < kShortest || text::is_walk(value)) {
    return PasswordForm::Weak;
  }
  return PasswordForm::Plain;
}

std::optional<std::string> encoded_text(std::string_view value) {
  constexpr std::size_t kShortestText = 4;
  if (value.size() % 4 != 0) return std::nullopt;
  std::optional<std::string> text = text::decode_base64(value);
  if (!text || text->size() < kShortestText ||
      !all_of(*text, [](char c) { return c >= ' ' && c <= '~'; }))
    return std::nullopt;
  return text;
}

namespace {

/// 123456, abcdef.
bool counts_up(std::string_view value) noexcept {
  constexpr std::size_t kShortestCount = 6;
  std::size_t count = 1;
  for (std::size_t i = 1; i < value.size(); ++i) {
    count = is_alnum(value[i]) && value[i] == value[i - 1] + 1 ? count + 1 : 1;
    if (count >= kShortestCount) return true;
  }
  return false;
}

}  // namespace

bool is_strong(std::string_view value) {
  const std::optional<std::string> encoded = encoded_text(value);
  if (encoded) value = *encoded;
  constexpr std::size_t kShortest = 10;
  constexpr double kLeastEntropy = 2.8;
  const text::CharClasses classes = text::classify(value);
  const int kinds = (classes.digits > 0 ? 1 : 0) + (classes.lower > 0 ? 1 : 0) +
                    (classes.upper > 0 ? 1 : 0) + (classes.other > 0 ? 1 : 0);
  const bool both_cases = value.size() >= 14 && std::min(classes.lower, classes.upper) >= 3;
  const bool mixed = classes.digits > 0 ? kinds >= 2 : kinds >= 3 || both_cases;
  return value.size() >= kShortest && mixed && text::shannon_entropy(value) >= kLeastEntropy &&
         !is_wordlike(value) && !is_made_of_words(value) && !text::is_walk(value) &&
         !counts_up(value);
}

}  // namespace veto::confirm
