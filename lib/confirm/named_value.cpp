#include "confirm/named_value.h"

#include <algorithm>
#include <array>
#include <optional>

#include "confirm/ascii.h"
#include "confirm/assignment.h"
#include "confirm/name_kind.h"
#include "confirm/password.h"
#include "confirm/value_shape.h"
#include "confirm/word_list.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {
namespace {

constexpr std::size_t kShortestSecret = 4;

constexpr WordList kAsking(std::to_array<std::string_view>(
    {"bar",     "changeit", "changeme", "changethis", "changethisvalue", "dummy",
     "empty",   "fake",     "fillin",   "fillme",     "fillmein",        "fixme",
     "foo",     "foobar",   "notset",   "replaceme",  "replacethis",     "setme",
     "setthis", "tbd",      "todo",     "unset"}));
static_assert(kAsking.is_sorted());

/// nullopt for a name that says nothing of a secret.
std::optional<NameKind> kind_of(std::string_view name) noexcept {
  const std::optional<SecretishWord> word = find_secretish_word(name);
  const std::size_t at = word ? word->at : name.size();
  Assignment assignment;
  assignment.name = name;
  assignment.front = name.substr(0, at);
  assignment.tail = name.substr(at);
  const NameKind kind = classify_name(assignment);
  return word || kind == NameKind::Hash ? std::optional(kind) : std::nullopt;
}

/// Of what is not secret however it looks: APP_ID, trackingId, RELEASE_REV.
bool is_name_of_identifier(std::string_view name) noexcept {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"id", "ids", "uuid", "guid", "rev", "version", "release", "build", "tag", "arn", "name"});
  return std::any_of(kEndings.begin(), kEndings.end(), [name](std::string_view ending) {
    if (name.size() < ending.size()) return false;
    const std::size_t at = name.size() - ending.size();
    if (!equals_ignoring_case(name.substr(at), ending)) return false;
    return at == 0 || !is_alnum(name[at - 1]) || (is_upper(name[at]) && is_lower(name[at - 1]));
  });
}

/// Whether whoever chose the name meant a secret, whatever the value.
bool is_secret(std::optional<NameKind> kind) noexcept {
  if (!kind) return false;
  switch (*kind) {
    case NameKind::Password:
    case NameKind::Secret:
    case NameKind::Token:
    case NameKind::ApiKey:
    case NameKind::Auth:
      return true;
    case NameKind::About:
    case NameKind::Hash:
    case NameKind::BareKey:
    case NameKind::Key:
    case NameKind::Salt:
      return false;
  }
  return false;
}

bool is_switch(std::string_view value) noexcept {
  for (const std::string_view word : {"true", "false", "yes", "no", "on", "off", "none", "null"}) {
    if (equals_ignoring_case(value, word)) return true;
  }
  return false;
}

/// 30, 1.5, 10m, 127.0.0.1:80, 2024-01-31: digits, marks and a unit.
bool is_numeric(std::string_view value) noexcept {
  std::size_t letters = 0;
  for (const char c : value) {
    if (is_alpha(c))
      ++letters;
    else if (!is_digit(c) && std::string_view(".,:-_+%/ ").find(c) == std::string_view::npos)
      return false;
  }
  return letters <= 2 && is_digit(value.front());
}

bool is_path(std::string_view value) noexcept {
  static constexpr MarkList kBeginnings(
      std::to_array<std::string_view>({"/", "./", "../", "~/", "~\\"}));
  const bool drive = value.size() > 2 && is_alpha(value[0]) && value[1] == ':' && value[2] == '\\';
  const bool local = kBeginnings.begins(value);
  // Base64 may begin with a slash too.
  return drive || (local && value.back() != '=' && value.find_first_of(" +") == value.npos);
}

/// The password of an address; empty if it has none, nullopt if the value is no address.
std::optional<std::string_view> password_in_url(std::string_view value) noexcept {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos || scheme > 20) return std::nullopt;
  const std::string_view rest = value.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?# "));
  const std::size_t at = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (at == std::string_view::npos || colon >= at) return std::string_view();
  return authority.substr(colon + 1, at - colon - 1);
}

bool stands_for_secret(std::string_view value) noexcept {
  const PasswordForm form = classify_password(value);
  return form == PasswordForm::Placeholder || form == PasswordForm::Template;
}

/// Where the value is kept, or that it is encrypted: vault:path, ssm:/path, ENC[...].
bool is_reference(std::string_view value) noexcept {
  static constexpr MarkList kBeginnings(std::to_array<std::string_view>({"!vault",
                                                                         "@Microsoft.KeyVault(",
                                                                         "arn:aws",
                                                                         "awssm:",
                                                                         "azurekeyvault:",
                                                                         "ENC[",
                                                                         "encrypted:",
                                                                         "env:",
                                                                         "file:",
                                                                         "gcpsm:",
                                                                         "k8s:",
                                                                         "keyvault:",
                                                                         "kms:",
                                                                         "op:",
                                                                         "ref+",
                                                                         "secret:",
                                                                         "secretref:",
                                                                         "secretsmanager:",
                                                                         "sm:",
                                                                         "sops:",
                                                                         "ssm:",
                                                                         "vault:"}));
  return kBeginnings.begins(value);
}

/// change-me, tbd, "insert token here".
bool asks_for_value(std::string_view value) {
  std::string letters;
  for (const char c : value) {
    if (is_alpha(c))
      letters += to_lower(c);
    else if (std::string_view(" -_!.").find(c) == std::string_view::npos)
      return false;
  }
  if (kAsking.contains(letters)) return true;
  const std::string_view text = letters;
  return text.ends_with("here") && (text.starts_with("insert") || text.starts_with("enter") ||
                                    text.starts_with("put") || text.starts_with("paste"));
}

/// host.example.com, me@example.com
bool is_host(std::string_view value) noexcept {
  value.remove_prefix(value.find('@') + 1);
  const std::size_t dot = value.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || value.size() - dot < 3) return false;
  return all_of(value.substr(dot + 1), is_lower) && all_of(value, [](char c) {
           return is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == ':';
         });
}

/// What other text may hold without anybody having pasted it.
bool is_common(std::string_view value) {
  constexpr std::size_t kFewWords = 16;
  return is_wordlike(value) || is_numeric(value) || is_path(value) || is_host(value) ||
         is_well_known(value) || text::is_walk(value) ||
         (value.size() < kFewWords && is_made_of_words(value));
}

ValueIs secret(std::string_view value) {
  return is_strong(value) ? ValueIs::Strong : ValueIs::Secret;
}

}  // namespace

ValueIs classify_setting(std::string_view name, std::string_view value) {
  value = trim(value);
  if (value.empty() || is_switch(value)) return ValueIs::Public;
  if (const std::optional<std::string_view> password = password_in_url(value)) {
    const bool none = password->empty() || stands_for_secret(*password);
    return none ? ValueIs::Public : secret(*password);
  }
  if (is_path(value) || stands_for_secret(value) || is_reference(value) || asks_for_value(value))
    return ValueIs::Public;
  if (kind_of(name) == NameKind::Auth && is_host(value)) return ValueIs::Public;
  if (is_secret(kind_of(name))) {
    const bool short_number =
        value.size() < kShortestSecret || (is_numeric(value) && value.size() < 6);
    return short_number ? ValueIs::Public : secret(value);
  }
  // A key of some kind, or a name that says nothing: nobody writes a setting that looks like that.
  const std::optional<NameKind> kind = kind_of(name);
  const bool may_hold = !kind || kind == NameKind::Key || kind == NameKind::BareKey;
  const bool opaque = may_hold && !is_name_of_identifier(name) && !is_uuid(value) &&
                      !is_numeric(value) && value.find_first_of(" ,@./:") == std::string_view::npos;
  return opaque && is_strong(value) ? ValueIs::Strong : ValueIs::Public;
}

bool is_published_name(std::string_view name) noexcept {
  static constexpr MarkList kBeginnings(
      std::to_array<std::string_view>({"EXPO_PUBLIC_", "GATSBY_", "NEXT_PUBLIC_", "NUXT_PUBLIC_",
                                       "PUBLIC_", "REACT_APP_", "VITE_", "VUE_APP_"}));
  return kBeginnings.begins(name);
}

std::optional<std::string_view> secret_of_setting(std::string_view name, std::string_view value) {
  value = trim(value);
  if (value.empty()) return std::nullopt;
  if (const std::optional<std::string_view> password = password_in_url(value)) {
    const bool none = password->empty() || stands_for_secret(*password) || is_common(*password);
    return none ? std::nullopt : password;
  }
  const std::optional<NameKind> kind = kind_of(name);
  // Logins have names, and keys may be any.
  const bool needs_looks = kind == NameKind::Auth || kind == NameKind::Key;
  const bool named = needs_looks ? is_strong(value) : is_secret(kind);
  if (!named || is_switch(value) || stands_for_secret(value) || is_common(value))
    return std::nullopt;
  return value;
}

}  // namespace veto::confirm
