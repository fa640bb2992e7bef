#include "confirm/name_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/word_list.h"

namespace veto::confirm {

namespace {

/// Words behind a secretish word that make the name talk about a secret. Lower case, sorted.
constexpr WordList kAboutWords(std::to_array<std::string_view>(
    {"accessor",   "action",      "adapter",     "age",        "alg",          "algo",
     "algorithm",  "alias",       "annotation",  "arg",        "argument",     "arguments",
     "arn",        "attempts",    "attr",        "attribute",  "audience",     "background",
     "binding",    "border",      "box",         "bucket",     "builder",      "button",
     "callback",   "category",    "change",      "changed",    "char",         "chars",
     "claim",      "class",       "client",      "cmd",        "color",        "colour",
     "column",     "command",     "comment",     "config",     "confirmation", "connector",
     "connectors", "constant",    "controller",  "converter",  "cookie",       "count",
     "created",    "css",         "dao",         "date",       "decoder",      "delimiter",
     "desc",       "description", "dialog",      "digits",     "dir",          "directory",
     "dto",        "el",          "element",     "enabled",    "encoder",      "encoding",
     "endpoint",   "entity",      "entropy",     "enum",       "env",          "error",
     "errors",     "event",       "exception",   "expiration", "expires",      "expiry",
     "expression", "factory",     "failed",      "failure",    "fetcher",      "field",
     "fields",     "file",        "filename",    "filter",     "flow",         "fn",
     "font",       "form",        "format",      "func",       "function",     "generator",
     "getter",     "handler",     "handlers",    "hashers",    "header",       "help",
     "hint",       "hook",        "host",        "icon",       "identifier",   "index",
     "info",       "input",       "interceptor", "interface",  "invalid",      "issuer",
     "iterator",   "kind",        "label",       "len",        "length",       "level",
     "lexer",      "lifetime",    "limit",       "link",       "list",         "loader",
     "location",   "manager",     "margin",      "mask",       "matcher",      "matches",
     "max",        "message",     "method",      "mgr",        "middleware",   "min",
     "mode",       "module",      "msg",         "name",       "names",        "node",
     "object",     "offset",      "operator",    "option",     "options",      "order",
     "override",   "package",     "padding",     "page",       "panel",        "param",
     "parameter",  "parser",      "path",        "pattern",    "picker",       "placeholder",
     "plugin",     "plugins",     "policy",      "pool",       "position",     "prefix",
     "present",    "principal",   "priority",    "prompt",     "properties",   "property",
     "provider",   "providers",   "purpose",     "query",      "rate",         "reader",
     "ref",        "reference",   "regenerated", "regex",      "regexp",       "registry",
     "renderer",   "repository",  "request",     "required",   "requirements", "reset",
     "resets",     "resetter",    "resolver",    "resource",   "retention",    "role",
     "rotation",   "rule",        "rules",       "scheme",     "scope",        "screen",
     "section",    "selection",   "selector",    "separator",  "sequence",     "serializer",
     "service",    "setting",     "settings",    "shape",      "show",         "signature",
     "size",       "slot",        "source",      "spacing",    "spec",         "state",
     "status",     "storage",     "store",       "strategy",   "stream",       "strength",
     "strlen",     "struct",      "stub",        "style",      "subject",      "suffix",
     "supplier",   "support",     "tab",         "tag",        "target",       "task",
     "template",   "test",        "tests",       "text",       "timeout",      "tip",
     "title",      "toggle",      "tooltip",     "transform",  "translator",   "ttl",
     "type",       "types",       "updated",     "uri",        "url",          "urls",
     "usage",      "used",        "userid",      "username",   "usernames",    "util",
     "utils",      "validation",  "validator",   "validators", "var",          "variable",
     "vault",      "verifier",    "version",     "view",       "visibility",   "visible",
     "warning",    "weight",      "widget",      "window",     "wrapper",      "writer",
     "xpath"}));

/// Words that only look as if they had a secretish one in them.
constexpr WordList kOtherWords(std::to_array<std::string_view>(
    {"authenticator", "authenticators", "authn",      "author",         "authored",
     "authority",     "authorize",      "authorized", "authorizer",     "authorizers",
     "authors",       "authorship",     "authz",      "bypass",         "compass",
     "donkey",        "getpass",        "hockey",     "hotkey",         "hotkeys",
     "jockey",        "jsonwebtoken",   "keybinding", "keyboard",       "keychain",
     "keycode",       "keydown",        "keyframe",   "keyframes",      "keyid",
     "keymap",        "keyof",          "keypad",     "keypress",       "keyring",
     "keyserver",     "keyspace",       "keystroke",  "keystrokes",     "keysym",
     "keyup",         "keyword",        "keywords",   "minipass",       "monkey",
     "monkeys",       "passage",        "passbook",   "passed",         "passenger",
     "passes",        "passing",        "passive",    "passlib",        "passport",
     "passthrough",   "passwordless",   "secretary",  "secretsmanager", "tiktoken",
     "tokenization",  "tokenize",       "tokenized",  "tokenizer",      "tokenizers",
     "trespass",      "turkey"}));

/// What such a name ends in when it holds one.
constexpr WordList kSecretWords(std::to_array<std::string_view>(
    {"apikey", "auth", "credential", "credentials", "key", "keys", "pass", "passphrase", "passwd",
     "password", "pwd", "salt", "salts", "secret", "secrets", "token", "tokens"}));

/// Words before a secretish word that do the same.
constexpr WordList kHarmlessFronts(std::to_array<std::string_view>(
    {"add",          "allow",   "anon",       "antiforgery",  "authenticity", "cache",
     "cancellation", "check",   "composite",  "continuation", "correlation",  "csrf",
     "cursor",       "disable", "enable",     "error",        "foreign",      "forgot",
     "forgotten",    "from",    "has",        "hide",         "i18n",         "idempotency",
     "index",        "is",      "label",      "max",          "min",          "next",
     "no",           "page",    "pagination", "partition",    "placeholder",  "postman",
     "primary",      "prompt",  "pub",        "public",       "publishable",  "range",
     "remember",     "require", "resume",     "routing",      "shard",        "sharding",
     "show",         "sort",    "toggle",     "translation",  "unique",       "use",
     "validate",     "verify",  "xsrf"}));

constexpr WordList kExampleFronts(
    std::to_array<std::string_view>({"bad", "confirm", "dummy", "example", "expected", "fake",
                                     "incorrect", "invalid", "mock", "reset", "sample", "wrong"}));

constexpr WordList kHashWords(std::to_array<std::string_view>(
    {"checksum",    "checksums", "commit", "crc",    "digest", "digests", "etag",
     "fingerprint", "hash",      "hashed", "hasher", "hashes", "hashing", "hexdigest",
     "integrity",   "md5",       "md5sum", "rev",    "sha",    "sha1",    "sha224",
     "sha256",      "sha3",      "sha384", "sha512", "shasum", "sum",     "thumbprint"}));

static_assert(kAboutWords.is_sorted());
static_assert(kSecretWords.is_sorted());
static_assert(kOtherWords.is_sorted());
static_assert(kHarmlessFronts.is_sorted());
static_assert(kExampleFronts.is_sorted());
static_assert(kHashWords.is_sorted());

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
bool has_word_of(std::string_view name, const WordList<Size>& words) noexcept {
  return any_word(name, [&words](std::string_view word) { return words.contains(word); });
}

/// Whether the last word that says anything is one of those: auth_client_secret is a secret,
/// client_secret_name is not. The id of a key names it; a secret id (HashiCorp Vault's) is a
/// secret.
bool talks_about_secret(std::string_view tail) noexcept {
  bool about = false;
  bool behind_key = false;
  static_cast<void>(any_word(tail, [&](std::string_view word) {
    if (kSecretWords.contains(word)) about = false;
    if (kAboutWords.contains(word) || (behind_key && word == "id")) about = true;
    behind_key = word == "key" || word == "token" || word == "credential";
    return false;
  }));
  return about;
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

/// Words that follow the verb pass: passToRoute, pass_filenames, PassTLSCert.
constexpr WordList kObjectsOfPass(std::to_array<std::string_view>(
    {"all",  "along", "arg",    "args",     "around",    "as",    "back",    "by",      "count",
     "down", "event", "fail",   "filename", "filenames", "flag",  "flags",   "headers", "host",
     "if",   "in",    "into",   "lib",      "on",        "out",   "over",    "params",  "props",
     "rate", "ref",   "self",   "state",    "straight",  "style", "through", "thru",    "tls",
     "to",   "up",    "values", "via",      "with"}));
static_assert(kObjectsOfPass.is_sorted());

/// Letters of one case, or a capital and small ones: what crosses a hump is no word.
bool is_word_of_name(std::string_view letters) noexcept {
  const std::size_t upper = count_of(letters.substr(1), is_upper);
  return upper == 0 || (upper + 1 == letters.size() && is_upper(letters.front()));
}

/// Whether the secretish word is none: the psW of OpsWorks, the pAss of opAssociate, the first
/// letters of passlib.
bool is_part_of_word(std::string_view tail) noexcept {
  constexpr std::size_t kPass = 4;
  for (const std::string_view word : {"pass", "pwd", "psw", "auth", "key", "salt", "nonce"}) {
    if (tail.size() <= word.size() || !equals_ignoring_case(tail.substr(0, word.size()), word))
      continue;
    if (!is_word_of_name(tail.substr(0, word.size()))) return true;
  }
  constexpr std::string_view kPsw = "psw";  // of pswd, but not of opsworks
  if (tail.size() > kPsw.size() && equals_ignoring_case(tail.substr(0, kPsw.size()), kPsw) &&
      is_alpha(tail[kPsw.size()]) && to_lower(tail[kPsw.size()]) != 'd')
    return true;
  if (tail.size() <= kPass || !equals_ignoring_case(tail.substr(0, kPass), "pass")) return false;
  const bool runs_on = is_lower(tail[kPass]) || (is_upper(tail[kPass]) && is_upper(tail[1]));
  const bool password = std::string_view("wpck").find(to_lower(tail[kPass])) !=
                        std::string_view::npos;  // password, passphrase, passcode, passkey
  return runs_on && !password;
}

/// pass, assertion_pass, test.pass(: the verb, or an outcome, and what follows it.
bool is_verb_pass(std::string_view front, std::string_view tail) noexcept {
  constexpr std::size_t kPass = 4;
  if (tail.size() <= kPass || !equals_ignoring_case(tail.substr(0, kPass), "pass")) return false;
  const std::string_view rest = tail.substr(kPass);
  const bool border = !is_alnum(rest.front()) || is_upper(rest.front());
  if (!border || !(front.empty() || !is_alnum(front.back()) || is_upper(tail.front())))
    return false;
  bool first = true;
  return any_word(rest, [&first](std::string_view word) {
    const bool found = first && kObjectsOfPass.contains(word);
    first = false;
    return found;
  });
}

/// Words before `key` that make it one that opens something.
constexpr auto kKeyFronts = std::to_array<std::string_view>(
    {"access",     "account", "api",    "app",     "auth",    "bind",    "cipher",      "crypt",
     "encryption", "hmac",    "jwt",    "license", "master",  "priv",    "private",     "secret",
     "service",    "session", "shared", "sign",    "signing", "storage", "subscription"});

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

/// "src/Password.php": "...": a file that is named after what it is about.
bool is_name_of_file(std::string_view tail) noexcept {
  constexpr auto kExtensions = std::to_array<std::string_view>(
      {".c",     ".cpp",  ".cs",  ".css", ".go",  ".h",    ".html", ".java",
       ".js",    ".json", ".kt",  ".md",  ".php", ".py",   ".rb",   ".rs",
       ".swift", ".ts",   ".tsx", ".vue", ".xml", ".yaml", ".yml"});
  const std::size_t dot = tail.rfind('.');
  return dot != std::string_view::npos &&
         std::find(kExtensions.begin(), kExtensions.end(), tail.substr(dot)) != kExtensions.end();
}

/// AccessKey: A1YA...: by Amazon's convention the name of a key, beside which a secret one stands.
bool is_access_key_id(const Assignment& assignment) noexcept {
  constexpr std::size_t kShortest = 16;
  constexpr std::size_t kLongest = 24;
  const std::size_t at = find_ignoring_case(assignment.name, "access");
  if (at == std::string_view::npos || contains_ignoring_case(assignment.name, "secret"))
    return false;
  const std::string_view rest = assignment.name.substr(at);
  const bool named = equals_ignoring_case(rest, "accesskey") ||
                     equals_ignoring_case(rest, "access_key") ||
                     equals_ignoring_case(rest, "access-key");
  return named && assignment.value.size() >= kShortest && assignment.value.size() <= kLongest &&
         all_of(assignment.value, [](char c) { return is_upper(c) || is_digit(c); });
}

}  // namespace

std::optional<SecretishWord> find_secretish_word(std::string_view tail) noexcept {
  static constexpr CharSet kFirst("pisctnalkPISCTNALK");
  for (std::size_t at = tail.size(); at-- > 0;) {
    if (!kFirst(tail[at])) continue;
    for (const KindOfWord& entry : kKindsOfWords) {
      if (to_lower(tail[at]) == entry.word.front() &&
          equals_ignoring_case(tail.substr(at, entry.word.size()), entry.word))
        return SecretishWord{entry.kind, at};
    }
  }
  return std::nullopt;
}

NameKind classify_name(const Assignment& assignment) noexcept {
  if (has_word_of(assignment.name, kHashWords)) return NameKind::Hash;
  const auto found = find_secretish_word(assignment.tail);
  const std::string_view before_kind =
      assignment.name.substr(0, assignment.front.size() + (found ? found->at : 0));
  if (has_word_of(assignment.name, kOtherWords) || talks_about_secret(assignment.tail) ||
      has_word_of(before_kind, kHarmlessFronts) || is_name_of_file(assignment.tail) ||
      is_part_of_word(assignment.tail) || is_verb_pass(assignment.front, assignment.tail)) {
    return NameKind::About;
  }
  if (is_access_key_id(assignment)) return NameKind::About;
  // The working directory.
  if (assignment.name == "PWD" || assignment.name == "OLDPWD") return NameKind::About;
  const std::string_view before = assignment.before;
  // checksum/secret: of the file that holds it
  if (before.ends_with('/') && has_word_of(before, kHashWords)) return NameKind::Hash;
  // <input type="password" name="...">
  if (before.ends_with("type=\"") || before.ends_with("type='") || before.ends_with("type=")) {
    return NameKind::About;
  }
  if (equals_ignoring_case(assignment.name, "key")) {
    // <add key="..." value="...">: what the setting is called
    return before.ends_with("<add ") ? NameKind::About : NameKind::BareKey;
  }
  const NameKind kind = found ? found->kind : NameKind::Password;
  return kind == NameKind::Key && is_key_that_opens(assignment.name) ? NameKind::ApiKey : kind;
}

bool is_name_of_example(const Assignment& assignment) noexcept {
  return has_word_of(assignment.front, kExampleFronts);
}

}  // namespace veto::confirm
