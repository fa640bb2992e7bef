#include "confirm/assignment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

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
    {"adapter",     "age",       "alg",        "algo",         "algorithm",  "alias",
     "arg",         "arn",       "attempts",   "attr",         "attribute",  "audience",
     "box",         "bucket",    "builder",    "button",       "callback",   "change",
     "changed",     "char",      "chars",      "class",        "client",     "cmd",
     "column",      "command",   "config",     "confirmation", "controller", "count",
     "created",     "css",       "dao",        "date",         "delimiter",  "desc",
     "description", "dir",       "directory",  "el",           "element",    "enabled",
     "encoder",     "encoding",  "endpoint",   "env",          "error",      "errors",
     "event",       "exception", "expiration", "expires",      "expiry",     "field",
     "fields",      "file",      "filename",   "fn",           "form",       "format",
     "func",        "function",  "generator",  "getter",       "handler",    "handlers",
     "hashers",     "header",    "help",       "hint",         "host",       "icon",
     "identifier",  "index",     "info",       "input",        "invalid",    "issuer",
     "label",       "len",       "length",     "level",        "lifetime",   "limit",
     "link",        "list",      "location",   "manager",      "mask",       "matcher",
     "max",         "message",   "method",     "min",          "mode",       "msg",
     "name",        "names",     "node",       "option",       "options",    "page",
     "param",       "parameter", "parser",     "path",         "pattern",    "placeholder",
     "plugins",     "policy",    "position",   "prefix",       "prompt",     "property",
     "provider",    "providers", "ref",        "reference",    "regex",      "regexp",
     "repository",  "required",  "reset",      "resetter",     "role",       "rule",
     "rules",       "scope",     "selector",   "separator",    "service",    "size",
     "source",      "state",     "status",     "storage",      "store",      "strength",
     "strlen",      "stub",      "suffix",     "template",     "test",       "tests",
     "text",        "timeout",   "title",      "ttl",          "type",       "types",
     "uri",         "url",       "urls",       "usage",        "userid",     "username",
     "usernames",   "util",      "utils",      "validation",   "validator",  "validators",
     "var",         "variable",  "vault",      "version",      "view",       "warning",
     "widget",      "xpath"});

/// Words that only look as if they had a secretish one in them.
constexpr auto kOtherWords = std::to_array<std::string_view>(
    {"authn",        "author",     "authored",       "authority",    "authors",  "authorship",
     "authz",        "bypass",     "compass",        "donkey",       "hockey",   "hotkey",
     "jockey",       "keybinding", "keyboard",       "keychain",     "keycode",  "keydown",
     "keyframe",     "keyframes",  "keyid",          "keymap",       "keypress", "keyserver",
     "keyspace",     "keystroke",  "keystrokes",     "keysym",       "keyup",    "keyword",
     "keywords",     "minipass",   "monkey",         "passage",      "passbook", "passed",
     "passenger",    "passes",     "passing",        "passive",      "passport", "passthrough",
     "passwordless", "secretary",  "secretsmanager", "tokenization", "tokenize", "tokenized",
     "tokenizer",    "tokenizers", "turkey"});

/// What such a name ends in when it holds one.
constexpr auto kSecretWords = std::to_array<std::string_view>(
    {"apikey", "auth", "credential", "credentials", "key", "keys", "pass", "passphrase", "passwd",
     "password", "pwd", "secret", "secrets", "token", "tokens"});

/// Words before a secretish word that do the same.
constexpr auto kHarmlessFronts = std::to_array<std::string_view>(
    {"add",          "allow",  "anon",        "cache",     "cancellation", "check",    "composite",
     "continuation", "csrf",   "disable",     "enable",    "error",        "foreign",  "forgot",
     "forgotten",    "has",    "hide",        "i18n",      "index",        "is",       "label",
     "max",          "min",    "no",          "partition", "placeholder",  "primary",  "prompt",
     "pub",          "public", "publishable", "range",     "remember",     "require",  "show",
     "sort",         "toggle", "translation", "unique",    "use",          "validate", "verify",
     "xsrf"});

constexpr auto kExampleFronts =
    std::to_array<std::string_view>({"bad", "confirm", "dummy", "example", "expected", "fake",
                                     "incorrect", "invalid", "mock", "reset", "sample", "wrong"});

constexpr auto kHashWords = std::to_array<std::string_view>(
    {"checksum", "commit", "crc", "digest", "etag", "fingerprint", "hash", "hashed", "hasher",
     "hashes", "hashing", "integrity", "md5", "rev", "sha", "sha1", "sha256", "thumbprint"});

static_assert(std::is_sorted(kAboutWords.begin(), kAboutWords.end()));
static_assert(std::is_sorted(kSecretWords.begin(), kSecretWords.end()));
static_assert(std::is_sorted(kOtherWords.begin(), kOtherWords.end()));
static_assert(std::is_sorted(kHarmlessFronts.begin(), kHarmlessFronts.end()));
static_assert(std::is_sorted(kExampleFronts.begin(), kExampleFronts.end()));
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

/// Whether the syntax around a bare value goes on at `at`: the next parameter, an escaped line end
/// of a string that the line stands in, the end of an element.
bool ends_bare_value(std::string_view window, std::size_t at) noexcept {
  const std::string_view rest = window.substr(at, 2);
  if (std::string_view("\"'`;,)").find(rest.front()) != std::string_view::npos) return true;
  if (rest == "</" || rest == "&&") return true;
  if (rest.front() == '\\') {
    return rest.size() > 1 && std::string_view("nrt\"'u").find(rest[1]) != std::string_view::npos;
  }
  return rest.front() == '&' && rest.size() > 1 && is_alpha(rest[1]);
}

std::size_t end_of_bare_value(std::string_view window, std::size_t begin) noexcept {
  const std::size_t limit = std::min(window.size(), begin + kMaxValue);
  std::size_t end = begin;
  while (end < limit && !is_space(window[end]) && !ends_bare_value(window, end)) ++end;
  return end;
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

/// The text of an element goes to its end, spaces included.
std::size_t end_of_element(std::string_view window, std::size_t begin) noexcept {
  const std::string_view rest = window.substr(begin, kMaxValue);
  const std::size_t end = rest.find_first_of("<\r\n");
  return end == std::string_view::npos ? end_of_bare_value(window, begin) : begin + end;
}

void read_value(std::string_view window, model::Range secret, Assignment& assignment) noexcept {
  assignment.range = secret;
  const char opening = secret.begin > 0 ? window[secret.begin - 1] : '\0';
  const std::size_t closing =
      is_quote(opening) ? closing_quote(window, secret.begin, opening) : std::string_view::npos;
  if (closing != std::string_view::npos) {
    assignment.quote = opening;
    std::size_t end = closing;
    // \"token\": \"...\" inside a string
    while (end > secret.begin && window[end - 1] == '\\') --end;
    assignment.range.end = end;
  } else {
    const std::size_t end = assignment.form == Form::Element
                                ? end_of_element(window, secret.begin)
                                : end_of_bare_value(window, secret.begin);
    const std::string_view bare = window.substr(secret.begin, end - secret.begin);
    assignment.range.end = secret.begin + without_punctuation(bare).size();
  }
  assignment.value =
      window.substr(assignment.range.begin, assignment.range.end - assignment.range.begin);
}

std::string_view line_around(std::string_view window, std::size_t at) noexcept {
  constexpr std::size_t kMost = 512;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMost && window[begin - 1] != '\n') --begin;
  const std::string_view rest = window.substr(begin, kMost);
  return rest.substr(0, rest.find('\n'));
}

struct KindOfWord {
  std::string_view word;
  NameKind kind;
};

constexpr auto kKindsOfWords = std::to_array<KindOfWord>({
    {"pass", NameKind::Password},
    {"pwd", NameKind::Password},
    {"psw", NameKind::Password},
    {"identified", NameKind::Password},
    {"securestring", NameKind::Password},
    {"secret", NameKind::Secret},
    {"token", NameKind::Token},
    {"salt", NameKind::Salt},
    {"nonce", NameKind::Salt},
    {"cred", NameKind::Auth},
    {"auth", NameKind::Auth},
    {"login", NameKind::Auth},
    {"key", NameKind::Key},
});

/// The last secretish word of a name decides: token_secret is a secret, secret_key a key. A name
/// without one is that of a command, and the pattern has other evidence: mysql -p
std::optional<NameKind> find_kind(std::string_view tail) noexcept {
  std::optional<NameKind> kind;
  std::size_t last = 0;
  for (const KindOfWord& entry : kKindsOfWords) {
    for (std::size_t at = find_ignoring_case(tail, entry.word); at != std::string_view::npos;) {
      if (at >= last) {
        kind = entry.kind;
        last = at;
      }
      const std::size_t next = find_ignoring_case(tail.substr(at + 1), entry.word);
      at = next == std::string_view::npos ? next : at + 1 + next;
    }
  }
  return kind;
}

Form form_of(std::string_view name, std::string_view between) noexcept {
  if (between.find('\n') != std::string_view::npos) return Form::NextLine;
  const std::size_t at = between.find_first_not_of("\\\"'`])} \t");
  if (at == std::string_view::npos) {
    return between.find_first_of("\"'`") == std::string_view::npos ? Form::Option : Form::Word;
  }
  const std::string_view rest = between.substr(at);
  switch (rest.front()) {
    case '(':
      return Form::Call;
    case ',':
      return Form::List;
    case '>':
      return Form::Element;
    case '!':
      return Form::Comparison;
    case '=':
      return rest.starts_with("==") ? Form::Comparison : Form::Assignment;
    default:
      break;
  }
  if (rest.front() == '-' || equals_ignoring_case(name, "identified")) return Form::Word;
  const bool word = is_alpha(rest.front()) && !rest.starts_with("value");
  return word && rest.find_first_of("=:(") == std::string_view::npos ? Form::Prose
                                                                     : Form::Assignment;
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
  assignment.between = window.substr(end, std::max(end, candidate.secret.begin) - end);
  assignment.form =
      find_kind(assignment.tail) ? form_of(assignment.name, assignment.between) : Form::Option;
  read_value(window, candidate.secret, assignment);
  const std::size_t quote = assignment.quote != 0 ? 1 : 0;
  const std::size_t behind = std::min(window.size(), assignment.range.end + quote);
  assignment.line = line_around(window, candidate.secret.begin);
  const std::string_view rest = window.substr(behind, kMargin);
  assignment.behind = rest.substr(0, rest.find_first_of("\r\n"));
  return assignment;
}

namespace {

/// Words before `key` that make it one that opens something.
constexpr auto kKeyFronts = std::to_array<std::string_view>(
    {"access", "account",    "api",     "app",    "auth",    "bind",    "cipher",  "consumer",
     "crypt",  "encryption", "hmac",    "jwt",    "license", "master",  "priv",    "private",
     "secret", "service",    "session", "shared", "sign",    "signing", "storage", "subscription"});

bool is_key_that_opens(std::string_view name) noexcept {
  constexpr std::size_t kKey = 3;
  for (std::size_t at = find_ignoring_case(name, "key"); at != std::string_view::npos;) {
    std::string_view front = name.substr(0, at);
    while (!front.empty() && !is_alnum(front.back())) front.remove_suffix(1);
    const bool opens =
        std::any_of(kKeyFronts.begin(), kKeyFronts.end(), [front](std::string_view word) {
          return front.size() >= word.size() &&
                 equals_ignoring_case(front.substr(front.size() - word.size()), word);
        });
    if (opens) return true;
    const std::size_t next = find_ignoring_case(name.substr(at + kKey), "key");
    at = next == std::string_view::npos ? next : at + kKey + next;
  }
  return false;
}

}  // namespace

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
  if (equals_ignoring_case(assignment.name, "key")) {
    // <add key="..." value="...">: what the setting is called
    return before.ends_with("<add ") ? NameKind::About : NameKind::BareKey;
  }
  const NameKind kind = find_kind(assignment.tail).value_or(NameKind::Password);
  return kind == NameKind::Key && is_key_that_opens(assignment.name) ? NameKind::ApiKey : kind;
}

bool is_name_of_example(const Assignment& assignment) noexcept {
  return has_word_of(assignment.front, kExampleFronts);
}

}  // namespace veto::confirm
