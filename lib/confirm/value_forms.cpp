#include "confirm/value_forms.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/word_list.h"
#include "confirm/words.h"

namespace veto::confirm {

namespace {

// What a value may be instead of a secret.

/// A letter beyond ASCII as JSON and many languages escape it; \u0026 and the like also stand in
/// passwords.
bool has_escaped_letter(std::string_view value) noexcept {
  for (std::size_t at = value.find("\\u"); at != std::string_view::npos;
       at = value.find("\\u", at + 2)) {
    const std::string_view code = value.substr(at + 2, 4);
    if (code.size() == 4 && all_of(code, is_hex) && code >= "0080") return true;
  }
  return false;
}

/// Words of another language, as a translation has them.
bool is_foreign_text(std::string_view value) noexcept {
  const std::size_t foreign =
      count_of(value, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  // of a mail: quoted-printable
  if (value.find("=C3=") != std::string_view::npos ||
      value.find("=E2=80") != std::string_view::npos)
    return true;
  const bool words = foreign > 0 && count_of(value, is_space) > 0 && count_of(value, is_digit) == 0;
  const bool entity = value.find("&#") != std::string_view::npos && count_of(value, is_alpha) > 3;
  return has_escaped_letter(value) || words || entity || foreign * 2 > value.size();
}

/// Many words: a message, a description.
bool is_long_text(std::string_view value) noexcept {
  constexpr std::size_t kFewestSpaces = 5;
  const std::size_t letters = count_of(value, [](char c) { return is_lower(c) || is_space(c); });
  return count_of(value, is_space) >= kFewestSpaces && letters * 10 >= value.size() * 8;
}

bool is_path_or_url(std::string_view value) noexcept {
  static constexpr MarkList kStarts(std::to_array<std::string_view>(
      {"/", "./", "../", "~/", "\\\\", "file:", "http:", "https:"}));
  if (value.find("://") != std::string_view::npos) return true;
  if (value.find("%3A%2F%2F") != std::string_view::npos) return true;
  // Base64 has slashes, too.
  const bool random = value.size() >= 16 && value.find('.') == std::string_view::npos &&
                      count_of(value, is_upper) > 0 && word_evidence(value) < 8.0;
  if (kStarts.begins(value)) return !random;
  const bool drive = value.size() > 2 && value[1] == ':' && is_alpha(value[0]);
  if (drive && (value[2] == '\\' || value[2] == '/')) return true;
  return count_of(value, [](char c) { return c == '/' || c == '\\'; }) >= 2 && !random;
}

/// django.contrib.auth.models: three words or more.
bool is_dotted_name(std::string_view value) noexcept {
  return count_of(value, [](char c) { return c == '.'; }) >= 2 && is_alpha(value.front()) &&
         all_of(value, [](char c) { return is_word(c) || c == '.'; }) && word_evidence(value) > 4.0;
}

bool is_file_name(std::string_view value) noexcept {
  if (value.find('.') == std::string_view::npos) return false;
  static constexpr auto kExtensions = std::to_array<std::string_view>(
      {".asc",  ".bin",        ".cer", ".cfg",  ".conf", ".cpp", ".crt",  ".css",  ".csv",
       ".db",   ".dll",        ".doc", ".env",  ".exe",  ".gif", ".go",   ".gpg",  ".gz",
       ".html", ".ini",        ".jar", ".java", ".jks",  ".jpg", ".js",   ".json", ".key",
       ".log",  ".md",         ".p12", ".p8",   ".pdf",  ".pem", ".pfx",  ".php",  ".png",
       ".pub",  ".properties", ".py",  ".rb",   ".sh",   ".sql", ".svg",  ".tar",  ".tgz",
       ".ts",   ".tsx",        ".txt", ".war",  ".whl",  ".xml", ".yaml", ".yml",  ".zip"});
  return std::any_of(kExtensions.begin(), kExtensions.end(), [value](std::string_view extension) {
    return value.size() > extension.size() &&
           equals_ignoring_case(value.substr(value.size() - extension.size()), extension);
  });
}

/// 1.2.3, v2.0.0-rc1, ^4.0.0, ~> 2.1, >=3, 1.x: what a package asks for.
bool is_version(std::string_view value) noexcept {
  const std::size_t begin = value.find_first_not_of("^~><=v! ");
  if (begin == std::string_view::npos || !is_digit(value[begin])) return false;
  const std::string_view number = value.substr(begin);
  std::size_t i = 0;
  std::size_t dots = 0;
  while (i < number.size() && (is_digit(number[i]) || number[i] == 'x' || number[i] == '*' ||
                               (number[i] == '.' && i + 1 < number.size()))) {
    dots += number[i] == '.' ? 1U : 0U;
    ++i;
  }
  if (i == number.size()) return dots > 0 || begin > 0;
  const bool suffix = std::string_view("-+ ").find(number[i]) != std::string_view::npos;
  return suffix && dots >= 2 && number.size() - i <= 24;
}

/// #f00, #a0b1c2, #a0b1c2ff, with a style before it or not: `italic #888`.
bool is_colour(std::string_view value) noexcept {
  const std::size_t hash = value.rfind('#');
  if (hash == std::string_view::npos || (hash > 0 && value[hash - 1] != ' ')) return false;
  const std::string_view digits = value.substr(hash + 1);
  return (digits.size() == 3 || digits.size() == 6 || digits.size() == 8) && all_of(digits, is_hex);
}

/// js-tokens@4.0.0
bool is_package(std::string_view value) noexcept {
  const std::size_t at = value.rfind('@');
  return at != std::string_view::npos && at > 0 && is_version(value.substr(at + 1));
}

/// 0x and 40 digits: an account of a chain, which everybody may know.
bool is_account_address(std::string_view value) noexcept {
  constexpr std::size_t kSize = 42;
  return value.size() == kSize && value.starts_with("0x") && all_of(value.substr(2), is_hex);
}

/// nullable|max:255: what a form demands of the value.
bool is_validation(std::string_view value) noexcept {
  return value.find('|') != std::string_view::npos && is_lower(value.front()) &&
         all_of(value, [](char c) {
           return is_lower(c) || is_digit(c) ||
                  std::string_view("|:,_").find(c) != std::string_view::npos;
         });
}

/// What Sealed Secrets and Pulumi seal: long base64, or versions before each part.
bool is_sealed(std::string_view value) noexcept {
  constexpr std::size_t kShortestSealed = 200;
  if (value.starts_with("v1:") && value.find(":v1:") != std::string_view::npos) return true;
  return value.starts_with("Ag") && value.size() >= kShortestSealed &&
         all_of(value, [](char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; });
}

/// fe80::204:61ff:fe9d:f156, 00:1b:44:11:3a:b7
bool is_hexadecimal_address(std::string_view value) noexcept {
  constexpr std::size_t kFewestColons = 4;
  return count_of(value, [](char c) { return c == ':'; }) >= kFewestColons &&
         all_of(value, [](char c) { return is_hex(c) || c == ':'; });
}

/// -42.1E+10
bool is_float(std::string_view value) noexcept {
  return value.size() <= 24 && value.find('.') != std::string_view::npos &&
         all_of(value, [](char c) {
           return is_digit(c) || std::string_view("+-.eE").find(c) != std::string_view::npos;
         });
}

/// Digits and marks only: versions, dates, addresses, numbers, colours.
bool is_number(std::string_view value) noexcept {
  if (value.starts_with("0x") && value.size() <= 12) return true;
  return all_of(value, [](char c) {
    return is_digit(c) || std::string_view(".-:/+*,_ TZ").find(c) != std::string_view::npos;
  });
}

bool is_email(std::string_view value) noexcept {
  const std::size_t at = value.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  const std::string_view domain = value.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2 &&
         all_of(domain, [](char c) { return is_alnum(c) || c == '.' || c == '-'; }) &&
         all_of(domain.substr(dot + 1), is_alpha);
}

/// Hashes of passwords, checksums with their method in front, encrypted values, references to a
/// store of secrets, public keys, and what other rules judge (PEM, JWT).
bool is_known_form(std::string_view value) noexcept {
  static constexpr MarkList kStarts(std::to_array<std::string_view>(
      {"$1$",          "$2a$",      "$2b$",         "$2y$",        "$5$",
       "$6$",          "$apr1$",    "$argon2",      "$pbkdf2",     "$scrypt",
       "$y$",          "pbkdf2",    "sha1-",        "sha1:",       "sha256-",
       "sha256:",      "sha384-",   "sha512-",      "sha512:",     "md5:",
       "{SHA",         "{SSHA",     "{cipher}",     "{crypt}",     "$env:",
       "encrypted:",   "@=",        "encrypted$",   "\\033[",      "\\x1b[",
       "\\e[",         "env:",      "<enc-",        "\\u003cenc-", "AQAAAAEAA",
       "AQIAAA5mAAA",  "\\u0000",   "\\x00",        "AQAAAAIAA",   "%^%#",
       "Eby8vdM02xNO", "ENC[",      "ENC(",         "!vault",      "vault:",
       "ssm:",         "op:",       "arn:",         "kms:",        "AQICAH",
       "gAAAAA",       "urn:",      "data:",        "projects/",   "secretsmanager",
       "ssh-rsa",      "ssh-ed",    "AAAAB3NzaC1",  "AAAAC3NzaC1", "-----",
       "required|",    "AWS4-HMAC", "npm:",         "!Ref",        "!Sub",
       "!GetAtt",      "!Join",     "!ImportValue", "!FindInMap",  "!If",
       "!Select",      "!secret",   "!env",         "!include",    "!lambda"}));
  const bool encoded = (value.starts_with("eyJ") && value.size() > 20) ||
                       (value.starts_with("MII") && value.size() > 40);
  return kStarts.begins(value) || encoded;
}

/// $id$... and $id,...: hashes of passwords as crypt, passlib and others write them; sha1$salt$...
/// and user:realm:... that end in the digits of a hash; {SCHEME}...
bool is_hash_form(std::string_view value) noexcept {
  constexpr std::size_t kLongestScheme = 16;
  constexpr std::size_t kShortestHash = 32;
  if (const std::size_t colon = value.find(':'); colon != std::string_view::npos) {
    if (const std::string_view rest = value.substr(colon + 1); !rest.empty() && rest[0] != ':') {
      if (is_hash_form(rest) || is_known_form(rest)) return true;
    }
  }
  if (value.starts_with("$$")) value.remove_prefix(1);  // as Compose files escape it
  if (value.front() == '$' || value.front() == '{') {
    const char close = value.front() == '{' ? '}' : '$';
    std::size_t end = 1;
    while (end < value.size() && end < kLongestScheme &&
           (is_alnum(value[end]) || value[end] == '-' || value[end] == '_'))
      ++end;
    const bool ends = end > 1 && end < value.size() &&
                      (value[end] == close || (close == '$' && value[end] == ','));
    if (ends && value.size() - end > kLongestScheme) return true;
  }
  const std::size_t dollar = value.find('$');  // crypt$salt$...
  if (dollar != std::string_view::npos && dollar >= 3 && dollar <= kLongestScheme &&
      all_of(value.substr(0, dollar),
             [](char c) { return is_lower(c) || is_digit(c) || c == '_'; }) &&
      count_of(value, [](char c) { return c == '$'; }) >= 2 && value.size() > kLongestScheme)
    return true;
  std::size_t digits = 0;
  while (digits < value.size() && is_hex(value[value.size() - 1 - digits])) ++digits;
  if (value.starts_with("md5") && value.size() == kShortestHash + 3 && digits >= kShortestHash)
    return true;
  return digits >= kShortestHash && digits < value.size() &&
         std::string_view("$:").find(value[value.size() - 1 - digits]) != std::string_view::npos;
}

/// Basic dXNlcjpwYXNz, Bearer ...: what rules of their own judge.
bool is_scheme_with_credentials(std::string_view value) noexcept {
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos || value.find(' ', space + 1) != std::string_view::npos)
    return false;
  const std::string_view scheme = value.substr(0, space);
  return equals_ignoring_case(scheme, "basic") || equals_ignoring_case(scheme, "bearer") ||
         equals_ignoring_case(scheme, "digest") || equals_ignoring_case(scheme, "negotiate");
}

/// The public half of a NATS key: the letter of its kind and base32.
bool is_public_nkey(std::string_view value) noexcept {
  constexpr std::size_t kSize = 56;
  return value.size() == kSize &&
         std::string_view("ACNOUX").find(value.front()) != std::string_view::npos &&
         all_of(value, [](char c) { return is_upper(c) || (c >= '2' && c <= '7'); });
}

/// What MySQL stores of a password.
bool is_mysql_hash(std::string_view value) noexcept {
  constexpr std::size_t kSize = 41;
  return value.size() == kSize && value.front() == '*' && all_of(value.substr(1), is_hex);
}

/// AKIA.../20250101/us-east-1/s3/aws4_request: who signs, and for what.
bool is_scope_of_signature(std::string_view value) noexcept {
  return value.ends_with("aws4_request") || value.find("aws4_request,") != std::string_view::npos;
}

bool is_selector_or_regex(std::string_view value) noexcept {
  static constexpr MarkList kMarks(
      std::to_array<std::string_view>({"\\d", "\\w", "\\s", "\\b", "(?", "[A-Z", "[a-z", "[0-9",
                                       "|--(", ".*", ".+", "[^", "]+", "]*", "]{"}));
  if (kMarks.any_in(value)) return true;
  if (value.front() == '^' && value.back() == '$') return true;
  const bool css = value.front() == '#' || value.front() == '.';
  return css && value.size() > 1 && count_of(value, is_digit) <= 1 &&
         all_of(value.substr(1), is_word);
}

/// {name: and <name-of: open a template whatever stands in it.
bool opens_template(std::string_view value) noexcept {
  const std::size_t open = value.find_first_of("{<");
  if (open == std::string_view::npos) return false;
  const std::size_t colon = value.find(':', open);
  return colon != std::string_view::npos && colon > open + 2 &&
         all_of(value.substr(open + 1, colon - open - 1),
                [](char c) { return is_word(c) || c == '-'; });
}

bool is_format(std::string_view value) noexcept {
  if (value.front() == '|' || opens_template(value)) return true;
  static constexpr MarkList kVerbs(
      std::to_array<std::string_view>({"%s", "%d", "%02", "%v", "%q", "%@", "{}", "{0}", "{1}",
                                       "%1$s", "%[1]", "%[2]", "%[3]", "%{"}));
  if (kVerbs.any_in(value)) return true;
  const std::size_t open = value.find('{');
  const std::size_t close = value.find('}', open == std::string_view::npos ? 0 : open);
  return open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
         all_of(value.substr(open + 1, close - open - 1), [](char c) {
           return is_word(c) || std::string_view(".:-").find(c) != std::string_view::npos;
         });
}

bool is_stored(std::string_view value) noexcept {
  return is_known_form(value) || is_public_nkey(value) || is_mysql_hash(value) ||
         is_hash_form(value) || is_sealed(value) || is_account_address(value) ||
         is_scheme_with_credentials(value);
}

bool is_numeric(std::string_view value) noexcept {
  return is_number(value) || is_hexadecimal_address(value) || is_float(value) ||
         is_version(value) || is_package(value);
}

}  // namespace

std::string_view find_other_form(std::string_view value) noexcept {
  if (is_foreign_text(value) || is_long_text(value)) return "the value is text";
  if (is_scope_of_signature(value)) return "the value is the scope of a signature";
  if (is_stored(value)) return "the value is a hash, a reference, or for another rule";
  if (is_format(value)) return "the value is a format";
  if (is_path_or_url(value) || is_file_name(value) || is_dotted_name(value)) {
    return "the value is a path";
  }
  if (is_numeric(value)) return "the value is a number, a date or a version";
  if (is_colour(value)) return "the value is a colour";
  if (is_email(value)) return "the value is an e-mail address";
  if (is_validation(value)) return "the value is a rule for values";
  if (is_selector_or_regex(value)) return "the value is a selector or a pattern";
  return {};
}

}  // namespace veto::confirm
