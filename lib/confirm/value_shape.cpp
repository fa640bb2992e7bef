#include "confirm/value_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

template <std::size_t Size>
bool contains_any(std::string_view text, const std::array<std::string_view, Size>& marks) noexcept {
  return std::any_of(marks.begin(), marks.end(), [text](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
}

template <std::size_t Size>
bool starts_with_any(std::string_view text,
                     const std::array<std::string_view, Size>& marks) noexcept {
  return std::any_of(marks.begin(), marks.end(),
                     [text](std::string_view mark) { return text.starts_with(mark); });
}

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
  return has_escaped_letter(value) || foreign * 2 > value.size();
}

/// A greater-than sign that ends no tag: a comparison, an arrow, a quotation.
bool is_loose_element(const Assignment& assignment) noexcept {
  if (assignment.form != Form::Element) return false;
  const bool tag = assignment.before.find('<') != std::string_view::npos ||
                   assignment.between.find_first_of("\"'") != std::string_view::npos;
  return !tag || equals_ignoring_case(assignment.name, "key");
}

/// Marks that passwords have and expressions hardly do.
bool has_password_marks(std::string_view value) noexcept {
  return is_strong(value) && value.find_first_of("!#$%^?@~") != std::string_view::npos;
}

/// A bare name that a program compares with, assigns or passes on.
bool is_operand(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  if (value.front() == '*' || assignment.form == Form::Call || assignment.form == Form::List) {
    return true;
  }
  // ConvertTo-Text: the commands of PowerShell are a verb and a noun.
  const std::size_t dash = value.find('-');
  const bool command = dash != std::string_view::npos && dash + 1 < value.size() &&
                       is_upper(value.front()) && is_upper(value[dash + 1]) &&
                       all_of(value, [](char c) { return is_alpha(c) || c == '-'; });
  if (command && assignment.between.ends_with(' ')) return true;
  const bool dotted = value.find('.') != std::string_view::npos && is_alpha(value.front()) &&
                      all_of(value, [](char c) { return is_word(c) || c == '.'; });
  if (dotted && assignment.between.ends_with(' ') && word_evidence(value) > 0.0) return true;
  if (assignment.form == Form::Comparison) return could_be_identifier(value);
  const bool ends =
      !assignment.behind.empty() &&
      std::string_view(";,)").find(assignment.behind.front()) != std::string_view::npos;
  return assignment.form == Form::Assignment && ends && assignment.between.ends_with(' ') &&
         could_be_identifier(value) && count_of(value, is_digit) <= 1;
}

bool is_code(const Assignment& assignment) noexcept {
  constexpr auto kOperators = std::to_array<std::string_view>(
      {"->", "::", "=>", "&&", "||", "==", "!=", "()", "+=", "${", "$(", "];"});
  const std::string_view value = assignment.value;
  const std::size_t padding = value.find_last_not_of('=') + 1;  // of base64
  if (contains_any(value.substr(0, padding), kOperators) &&
      (assignment.quote == 0 || !has_password_marks(value)))
    return true;
  const std::size_t open = value.find_first_of("([");
  const std::size_t close = value.find_last_of(")]");
  if (open != std::string_view::npos && close != std::string_view::npos && open < close &&
      all_of(value.substr(0, open), is_word)) {
    return true;
  }
  if (assignment.quote != 0) return false;
  if (assignment.name.ends_with('-') || is_loose_element(assignment)) return true;
  if (is_operand(assignment)) return true;
  if (assignment.form != Form::Element && value.find_first_of("([{") != std::string_view::npos) {
    return true;
  }
  // What follows a bare value tells that it was the beginning of an expression.
  constexpr auto kGoesOn = std::to_array<std::string_view>({"(", "[", "{", "->", "::", "<", "."});
  if (assignment.behind.starts_with("</")) return false;  // the end of an XML element
  return starts_with_any(assignment.behind, kGoesOn) || value.front() == '&' ||
         value.front() == '@';
}

bool is_path_or_url(std::string_view value) noexcept {
  constexpr auto kStarts =
      std::to_array<std::string_view>({"/", "./", "../", "~/", "\\\\", "file:", "http:", "https:"});
  if (value.find("://") != std::string_view::npos) return true;
  // Base64 has slashes, too.
  const bool random = value.size() >= 16 && value.find('.') == std::string_view::npos &&
                      count_of(value, is_upper) > 0 && word_evidence(value) < 8.0;
  if (starts_with_any(value, kStarts)) return !random;
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
  constexpr auto kExtensions = std::to_array<std::string_view>(
      {".cer", ".cfg", ".conf", ".crt", ".css", ".csv",  ".db",  ".dll",        ".env",
       ".exe", ".gpg", ".html", ".ini", ".jks", ".jpg",  ".js",  ".json",       ".key",
       ".log", ".md",  ".p12",  ".pem", ".pfx", ".php",  ".png", ".properties", ".py",
       ".sh",  ".svg", ".ts",   ".txt", ".xml", ".yaml", ".yml"});
  return std::any_of(kExtensions.begin(), kExtensions.end(), [value](std::string_view extension) {
    return value.size() > extension.size() &&
           equals_ignoring_case(value.substr(value.size() - extension.size()), extension);
  });
}

}  // namespace

bool is_uuid(std::string_view value) noexcept {
  if (value.size() == 38 && value.front() == '{') value = value.substr(1, 36);
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_hex(value[i])) return false;
  }
  return true;
}

namespace {

/// Digits and marks only: versions, dates, addresses, numbers, colours.
bool is_number(std::string_view value) noexcept {
  if (value.starts_with("0x") && value.size() <= 12) return true;
  return all_of(value, [](char c) {
    return is_digit(c) || std::string_view(".-:/+,_ TZ").find(c) != std::string_view::npos;
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
  constexpr auto kStarts = std::to_array<std::string_view>(
      {"$1$",       "$2a$",           "$2b$",         "$2y$",       "$5$",         "$6$",
       "$apr1$",    "$argon2",        "$pbkdf2",      "$scrypt",    "$y$",         "pbkdf2",
       "sha1-",     "sha1:",          "sha256-",      "sha256:",    "sha384-",     "sha512-",
       "sha512:",   "md5:",           "{SHA",         "{SSHA",      "{cipher}",    "{crypt}",
       "ENC[",      "ENC(",           "!vault",       "vault:",     "ssm:",        "op:",
       "arn:",      "kms:",           "AQICAH",       "gAAAAA",     "urn:",        "data:",
       "projects/", "secretsmanager", "ssh-rsa",      "ssh-ed",     "AAAAB3NzaC1", "AAAAC3NzaC1",
       "-----",     "required|",      "AWS4-HMAC",    "npm:",       "!Ref",        "!Sub",
       "!GetAtt",   "!Join",          "!ImportValue", "!FindInMap", "!If",         "!Select",
       "!secret",   "!env",           "!include",     "!lambda"});
  const bool encoded = value.starts_with("eyJ") || value.starts_with("MII");
  return starts_with_any(value, kStarts) || (encoded && value.size() > 40);
}

/// The public half of a NATS key: the letter of its kind and base32.
bool is_public_nkey(std::string_view value) noexcept {
  constexpr std::size_t kSize = 56;
  return value.size() == kSize &&
         std::string_view("ACNOUX").find(value.front()) != std::string_view::npos &&
         all_of(value, [](char c) { return is_upper(c) || (c >= '2' && c <= '7'); });
}

/// A string among strings, in the middle of a list: "login", "password", "role". The first argument
/// of a call may be a name, the second its value.
bool is_list_of_words(const Assignment& assignment) noexcept {
  constexpr std::size_t kShortestRandom = 12;
  if (assignment.form != Form::List || assignment.between.empty() ||
      !is_quote(assignment.between.front())) {
    return false;
  }
  std::string_view before = assignment.before;
  if (before.empty() || !is_quote(before.back())) return false;
  before.remove_suffix(1);
  before = trim(before);
  const std::string_view rest = trim(assignment.behind);
  if (rest.starts_with(':') || rest.starts_with('=')) return true;  // the next name of an object
  const bool goes_on = rest.starts_with(',') && rest.find_first_of("\"'") != std::string_view::npos;
  const bool comma = !before.empty() && before.back() == ',';
  if (comma) before = trim(before.substr(0, before.size() - 1));
  const bool behind_string = comma && !before.empty() && is_quote(before.back());
  const bool opens_list = !before.empty() && (before.back() == '[' || before.back() == '{');
  const bool middle = before.empty() || behind_string || (opens_list && goes_on);
  return middle && !looks_random(assignment.value, kShortestRandom);
}

/// "ghp_" + body: the beginning of something that is put together.
bool is_piece(const Assignment& assignment) noexcept {
  const std::string_view rest = trim(assignment.behind);
  return assignment.quote != 0 && rest.size() > 2 && rest.front() == '+' &&
         rest.find_first_not_of("+ ") != std::string_view::npos &&
         is_alpha(rest[rest.find_first_not_of("+ ")]);
}

/// password.encode("utf8"): what is called is a method of the thing, and few take the secret.
bool is_method(const Assignment& assignment) noexcept {
  constexpr auto kSetters =
      std::to_array<std::string_view>({"fill", "sendKeys", "send_keys", "set", "setText",
                                       "setValue", "type", "val", "value", "with"});
  const std::size_t dot = assignment.tail.rfind('.');
  return assignment.form == Form::Call && dot != std::string_view::npos &&
         std::find(kSetters.begin(), kSetters.end(), assignment.tail.substr(dot + 1)) ==
             kSetters.end();
}

/// os.Getenv("NAME"), config.get("name"): the call around the string fetches what it names.
bool is_fetched(const Assignment& assignment) noexcept {
  constexpr auto kFetchers =
      std::to_array<std::string_view>({"attr(", "env(", "fetch(", "find(", "get(", "input(",
                                       "lookup(", "prompt(", "property(", "query(", "read("});
  return std::any_of(kFetchers.begin(), kFetchers.end(), [&](std::string_view fetcher) {
    return contains_ignoring_case(assignment.between, fetcher);
  });
}

/// arn:aws:secretsmanager:region:account:secret:name: a part of a longer name.
bool is_part_of_name(const Assignment& assignment) noexcept {
  return assignment.before.ends_with(':') && assignment.between == ":";
}

/// What MySQL stores of a password.
bool is_mysql_hash(std::string_view value) noexcept {
  constexpr std::size_t kSize = 41;
  return value.size() == kSize && value.front() == '*' && all_of(value.substr(1), is_hex);
}

/// The verb pass, and nouns, before something quoted: pass "-v", key 'a'.
bool is_phrase(const Assignment& assignment) noexcept {
  constexpr auto kNouns =
      std::to_array<std::string_view>({"auth", "key", "pass", "passes", "tokens", "keys"});
  return assignment.form == Form::Word &&
         std::any_of(kNouns.begin(), kNouns.end(), [&](std::string_view noun) {
           return equals_ignoring_case(assignment.name, noun);
         });
}

bool is_selector_or_regex(std::string_view value) noexcept {
  constexpr auto kMarks =
      std::to_array<std::string_view>({"\\d", "\\w", "\\s", "\\b", "(?", "[A-Z", "[a-z", "[0-9",
                                       "|--(", ".*", ".+", "[^", "]+", "]*", "]{"});
  if (contains_any(value, kMarks)) return true;
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
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"%s", "%d", "%v", "%q", "%@", "{}", "{0}", "{1}", "%1$s", "%{"});
  if (contains_any(value, kVerbs)) return true;
  const std::size_t open = value.find('{');
  const std::size_t close = value.find('}', open == std::string_view::npos ? 0 : open);
  return open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
         all_of(value.substr(open + 1, close - open - 1), [](char c) {
           return is_word(c) || std::string_view(".:-").find(c) != std::string_view::npos;
         });
}

/// What Shannon's measure gives for random bytes of that length and alphabet, with a margin.
bool has_random_entropy(std::string_view value) noexcept {
  const bool hex = all_of(value, is_hex);
  const double least = value.size() >= 20 ? (hex ? 2.9 : 3.3) : value.size() >= 12 ? 2.6 : 2.2;
  return text::shannon_entropy(value) >= least;
}

/// Digits among the letters, or letters of both cases: the more of either the shorter the value is.
bool has_random_classes(const text::CharClasses& classes, std::size_t size) noexcept {
  const std::size_t of_one_case = std::min(classes.lower, classes.upper);
  if (classes.digits >= 2) return classes.lower + classes.upper > 0;
  if (classes.digits == 1) return size >= 20 || (size >= 12 && of_one_case >= 2);
  return size >= 16 && of_one_case >= 3;
}

/// How many separate stretches of digits a value has.
std::size_t digit_groups(std::string_view value) noexcept {
  std::size_t groups = 0;
  for (std::size_t i = 0; i < value.size(); ++i)
    groups += is_digit(value[i]) && (i == 0 || !is_digit(value[i - 1])) ? 1U : 0U;
  return groups;
}

}  // namespace

bool looks_random(std::string_view value, std::size_t shortest) noexcept {
  return value.size() >= shortest && has_random_classes(text::classify(value), value.size()) &&
         has_random_entropy(value) && !is_made_of_words(value) &&
         find_placeholder(value, rules::Strength::Random).empty();
}

/// A bare value in a program is an identifier, and identifiers may have digits: a version, an
/// index, a size, but not three separate numbers among capitals.
bool could_be_identifier(std::string_view value) noexcept {
  constexpr double kRandom = -4.0;
  const bool scattered = digit_groups(value) >= 3 && count_of(value, is_upper) >= 3;
  return is_alpha(value.front()) && all_of(value, is_word) && !scattered &&
         word_evidence(value) > kRandom;
}

std::string_view find_other_meaning(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  if (is_foreign_text(value)) return "the value is text";
  if (is_list_of_words(assignment)) return "the value is one of a list of words";
  if (is_piece(assignment)) return "the value is a piece of one";
  if (is_method(assignment)) return "the value is code";
  if (is_phrase(assignment)) return "the value is a word of a sentence";
  if (is_fetched(assignment)) return "the value is fetched by that name";
  if (is_part_of_name(assignment)) return "the value is a part of a longer name";
  if (is_known_form(value) || is_public_nkey(value) || is_mysql_hash(value)) {
    return "the value is a hash, a reference, or for another rule";
  }
  if (is_code(assignment)) return "the value is code";
  if (is_format(value)) return "the value is a format";
  if (is_path_or_url(value) || is_file_name(value) || is_dotted_name(value)) {
    return "the value is a path";
  }
  if (is_number(value)) return "the value is a number, a date or a version";
  if (is_email(value)) return "the value is an e-mail address";
  if (is_selector_or_regex(value)) return "the value is a selector or a pattern";
  return {};
}

}  // namespace veto::confirm
