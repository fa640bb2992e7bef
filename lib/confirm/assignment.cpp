#include "confirm/assignment.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kMaxName = 96;
constexpr std::size_t kMaxValue = 512;
constexpr std::size_t kMargin = 16;

constexpr bool is_name_character(char c) noexcept {
  return is_word(c) || c == '-' || c == '.';
}

/// Words behind a secretish word that make the name talk about a secret. Lower case, sorted.
constexpr auto kAboutWords = std::to_array<std::string_view>(
    {"age",        "alg",          "algorithm",   "alias",      "arg",        "arn",
     "attempts",   "attr",         "attribute",   "audience",   "box",        "bucket",
     "builder",    "button",       "callback",    "change",     "changed",    "char",
     "chars",      "class",        "client",      "cmd",        "column",     "command",
     "config",     "confirmation", "count",       "created",    "css",        "date",
     "delimiter",  "desc",         "description", "dir",        "directory",  "el",
     "element",    "enabled",      "encoding",    "endpoint",   "env",        "error",
     "errors",     "event",        "exception",   "expiration", "expires",    "expiry",
     "field",      "fields",       "file",        "filename",   "fn",         "form",
     "format",     "func",         "function",    "getter",     "handler",    "header",
     "help",       "hint",         "host",        "icon",       "identifier", "index",
     "info",       "input",        "invalid",     "issuer",     "label",      "len",
     "length",     "level",        "lifetime",    "limit",      "link",       "list",
     "location",   "manager",      "mask",        "max",        "message",    "method",
     "min",        "mode",         "msg",         "name",       "names",      "node",
     "option",     "options",      "page",        "param",      "parameter",  "parser",
     "path",       "pattern",      "placeholder", "policy",     "position",   "prefix",
     "prompt",     "property",     "provider",    "ref",        "reference",  "regex",
     "regexp",     "required",     "reset",       "role",       "rule",       "rules",
     "scope",      "selector",     "separator",   "service",    "size",       "source",
     "state",      "status",       "storage",     "store",      "strength",   "strlen",
     "suffix",     "template",     "text",        "timeout",    "title",      "ttl",
     "type",       "types",        "uri",         "url",        "urls",       "usage",
     "validation", "validator",    "var",         "variable",   "vault",      "version",
     "view",       "warning",      "widget",      "xpath"});

/// Words that only look as if they had a secretish one in them.
constexpr auto kOtherWords = std::to_array<std::string_view>(
    {"author",    "authored",    "authority", "authors",      "authorship", "bypass",
     "compass",   "donkey",      "hockey",    "hotkey",       "jockey",     "keybinding",
     "keyboard",  "keychain",    "keycode",   "keydown",      "keyframe",   "keyframes",
     "keymap",    "keypress",    "keyspace",  "keyup",        "keyword",    "keywords",
     "monkey",    "passage",     "passed",    "passenger",    "passes",     "passing",
     "passive",   "passthrough", "secretary", "tokenization", "tokenize",   "tokenized",
     "tokenizer", "turkey"});

/// What such a name ends in when it holds one.
constexpr auto kSecretWords = std::to_array<std::string_view>(
    {"apikey", "auth", "credential", "credentials", "key", "keys", "pass", "passphrase", "passwd",
     "password", "pwd", "secret", "secrets", "token", "tokens"});

/// Words before a secretish word that do the same.
constexpr auto kHarmlessFronts = std::to_array<std::string_view>(
    {"add",         "allow",     "anon",      "bad",          "cache",       "cancellation",
     "check",       "composite", "confirm",   "continuation", "csrf",        "disable",
     "dummy",       "enable",    "error",     "example",      "expected",    "fake",
     "foreign",     "forgot",    "forgotten", "has",          "hide",        "i18n",
     "incorrect",   "index",     "invalid",   "is",           "label",       "max",
     "min",         "mock",      "no",        "partition",    "placeholder", "primary",
     "prompt",      "pub",       "public",    "publishable",  "range",       "remember",
     "require",     "reset",     "sample",    "show",         "sort",        "toggle",
     "translation", "unique",    "use",       "validate",     "verify",      "wrong",
     "xsrf"});

constexpr auto kHashWords = std::to_array<std::string_view>(
    {"checksum", "commit", "crc", "digest", "etag", "fingerprint", "hash", "integrity", "md5",
     "rev", "sha", "sha1", "sha256", "thumbprint"});

static_assert(std::is_sorted(kAboutWords.begin(), kAboutWords.end()));
static_assert(std::is_sorted(kSecretWords.begin(), kSecretWords.end()));
static_assert(std::is_sorted(kOtherWords.begin(), kOtherWords.end()));
static_assert(std::is_sorted(kHarmlessFronts.begin(), kHarmlessFronts.end()));
static_assert(std::is_sorted(kHashWords.begin(), kHashWords.end()));

/// Calls `visit(word, is_last)` for the words of an identifier, in lower case: camelCase,
/// snake_case, kebab-case and dots are borders. Stops when it answers true, and answers that.
template <class Visit>
bool any_word(std::string_view name, Visit visit) noexcept {
  std::array<char, 24> word{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool next_lower = i + 1 < name.size() && is_lower(name[i + 1]);
    const bool hump = i > 0 && is_upper(c) && (is_lower(name[i - 1]) || next_lower);
    if ((hump || !is_alnum(c)) && size > 0) {
      if (visit(std::string_view(word.data(), size))) return true;
      size = 0;
    }
    if (is_alnum(c) && size < word.size()) word[size++] = to_lower(c);
  }
  return size > 0 && visit(std::string_view(word.data(), size));
}

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::array<std::string_view, Size>& words) noexcept {
  return std::binary_search(words.begin(), words.end(), word);
}

template <std::size_t Size>
bool has_word_of(std::string_view name, const std::array<std::string_view, Size>& words) noexcept {
  return any_word(name, [&words](std::string_view word) { return is_one_of(word, words); });
}

/// Whether the last word that says anything is one of those: auth_client_secret is a secret,
/// client_secret_name is not. The id of a key names it; a secret id (HashiCorp Vault's) is a
/// secret.
bool talks_about_secret(std::string_view tail) noexcept {
  bool about = false;
  bool behind_key = false;
  static_cast<void>(any_word(tail, [&](std::string_view word) {
    if (is_one_of(word, kSecretWords)) about = false;
    if (is_one_of(word, kAboutWords) || (behind_key && word == "id")) about = true;
    behind_key = word == "key" || word == "token";
    return false;
  }));
  return about;
}

/// A bare value ends where the punctuation of its line begins.
std::string_view without_punctuation(std::string_view value) noexcept {
  while (!value.empty() &&
         std::string_view(",;)}]>").find(value.back()) != std::string_view::npos) {
    value.remove_suffix(1);
  }
  return value;
}

/// Position behind the value: the closing quote, if it stands on the same line.
std::size_t closing_quote(std::string_view window, std::size_t begin, char quote) noexcept {
  const std::size_t limit = std::min(window.size(), begin + kMaxValue);
  for (std::size_t at = begin; at < limit; ++at) {
    if (window[at] == '\n' || window[at] == '\r') break;
    if (window[at] == quote) return at;
  }
  return std::string_view::npos;
}

void read_value(std::string_view window, model::Range secret, Assignment& assignment) noexcept {
  assignment.range = secret;
  const char opening = secret.begin > 0 ? window[secret.begin - 1] : '\0';
  if (is_quote(opening)) {
    assignment.quote = opening;
    std::size_t end = closing_quote(window, secret.begin, opening);
    if (end == std::string_view::npos) end = secret.end;
    // \"token\": \"...\" inside a string
    while (end > secret.begin && window[end - 1] == '\\') --end;
    assignment.range.end = end;
  } else {
    const std::string_view bare = window.substr(secret.begin, secret.size());
    assignment.range.end = secret.begin + without_punctuation(bare).size();
  }
  assignment.value =
      window.substr(assignment.range.begin, assignment.range.end - assignment.range.begin);
}

}  // namespace

Assignment read_assignment(const model::Candidate& candidate) noexcept {
  const std::string_view window = candidate.window;
  Assignment assignment;
  const std::size_t word = candidate.match.begin;
  std::size_t begin = word;
  while (begin > 0 && word - begin < kMaxName && is_name_character(window[begin - 1])) --begin;
  std::size_t end = word;
  while (end < candidate.secret.begin && end - word < kMaxName && is_name_character(window[end])) {
    ++end;
  }
  assignment.name = window.substr(begin, end - begin);
  assignment.front = window.substr(begin, word - begin);
  assignment.tail = window.substr(word, end - word);
  std::size_t line = begin;
  while (line > 0 && begin - line < kMargin && window[line - 1] != '\n') --line;
  assignment.before = window.substr(line, begin - line);
  read_value(window, candidate.secret, assignment);
  const std::size_t quote = assignment.quote != 0 ? 1 : 0;
  const std::size_t behind = std::min(window.size(), assignment.range.end + quote);
  const std::string_view rest = window.substr(behind, kMargin);
  assignment.behind = rest.substr(0, rest.find_first_of("\r\n"));
  return assignment;
}

NameKind classify_name(const Assignment& assignment) noexcept {
  if (has_word_of(assignment.name, kHashWords)) return NameKind::Hash;
  if (has_word_of(assignment.name, kOtherWords) || talks_about_secret(assignment.tail) ||
      has_word_of(assignment.front, kHarmlessFronts)) {
    return NameKind::About;
  }
  // <input type="password" name="...">
  const std::string_view before = assignment.before;
  if (before.ends_with("type=\"") || before.ends_with("type='") || before.ends_with("type=")) {
    return NameKind::About;
  }
  if (equals_ignoring_case(assignment.name, "key")) return NameKind::BareKey;
  const bool password = contains_ignoring_case(assignment.tail, "pass") ||
                        contains_ignoring_case(assignment.tail, "pwd");
  return password ? NameKind::Password : NameKind::Random;
}

}  // namespace veto::confirm
