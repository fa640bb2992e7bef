// A value behind a secretish name, without a shape of its own: most of them are code, text or
// placeholders. Two questions: is the value something else (a list of named predicates, each of
// which rejects), and if not, does it look like what its name promises.
#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/assignment.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/structures.h"
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

bool is_text(const Assignment& assignment) noexcept {
  return has_escaped_letter(assignment.value) ||
         std::any_of(assignment.value.begin(), assignment.value.end(),
                     [](char c) { return is_space(c) || !is_print(c); });
}

bool is_code(const Assignment& assignment) noexcept {
  constexpr auto kOperators = std::to_array<std::string_view>(
      {"->", "::", "=>", "&&", "||", "==", "!=", "()", "+=", "${", "$(", "];"});
  const std::string_view value = assignment.value;
  if (contains_any(value, kOperators)) return true;
  const std::size_t open = value.find_first_of("([");
  const std::size_t close = value.find_last_of(")]");
  if (open != std::string_view::npos && close != std::string_view::npos && open < close &&
      all_of(value.substr(0, open), is_word)) {
    return true;
  }
  if (assignment.quote != 0) return false;
  // What follows a bare value tells that it was the beginning of an expression.
  constexpr auto kGoesOn =
      std::to_array<std::string_view>({"(", "[", "{", "->", "::", "\"", "'", "<", "."});
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

bool is_uuid(std::string_view value) noexcept {
  if (value.size() == 38 && value.front() == '{') value = value.substr(1, 36);
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_hex(value[i])) return false;
  }
  return true;
}

/// Digits and marks only: versions, dates, addresses, numbers, colours.
bool is_number(std::string_view value) noexcept {
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
      {"$1$",     "$2a$",      "$2b$",           "$2y$",    "$5$",     "$6$",         "$apr1$",
       "$argon2", "$pbkdf2",   "$scrypt",        "$y$",     "pbkdf2",  "sha1-",       "sha1:",
       "sha256-", "sha256:",   "sha384-",        "sha512-", "sha512:", "md5:",        "{SHA",
       "{SSHA",   "{cipher}",  "{crypt}",        "ENC[",    "ENC(",    "!vault",      "vault:",
       "ssm:",    "op:",       "arn:",           "kms:",    "AQICAH",  "gAAAAA",      "urn:",
       "data:",   "projects/", "secretsmanager", "ssh-rsa", "ssh-ed",  "AAAAB3NzaC1", "AAAAC3NzaC1",
       "-----"});
  const bool encoded = value.starts_with("eyJ") || value.starts_with("MII");
  return starts_with_any(value, kStarts) || (encoded && value.size() > 40);
}

bool is_selector_or_regex(std::string_view value) noexcept {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"\\d", "\\w", "\\s", "\\b", "(?", ".*", ".+", "[^", "]+", "]*", "]{"});
  if (contains_any(value, kMarks)) return true;
  if (value.front() == '^' && value.back() == '$') return true;
  const bool css = value.front() == '#' || value.front() == '.';
  return css && value.size() > 1 && count_of(value, is_digit) <= 1 &&
         all_of(value.substr(1), is_word);
}

bool is_format(std::string_view value) noexcept {
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"%s", "%d", "%v", "%q", "%@", "{}", "{0}", "{1}", "%1$s", "%{"});
  if (contains_any(value, kVerbs)) return true;
  const std::size_t open = value.find('{');
  const std::size_t close = value.find('}', open == std::string_view::npos ? 0 : open);
  return open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
         all_of(value.substr(open + 1, close - open - 1),
                [](char c) { return is_word(c) || c == '.'; });
}

// What random values look like.

bool mixes_letters_and_digits(const text::CharClasses& classes) noexcept {
  return classes.digits > 0 && classes.lower + classes.upper > 0;
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

bool looks_random(std::string_view value, std::size_t shortest) noexcept {
  return value.size() >= shortest && has_random_classes(text::classify(value), value.size()) &&
         has_random_entropy(value) && !is_made_of_words(value) &&
         find_placeholder(value, rules::Strength::Random).empty();
}

/// How many separate stretches of digits a value has.
std::size_t digit_groups(std::string_view value) noexcept {
  std::size_t groups = 0;
  for (std::size_t i = 0; i < value.size(); ++i)
    groups += is_digit(value[i]) && (i == 0 || !is_digit(value[i - 1])) ? 1U : 0U;
  return groups;
}

/// A bare value in a program is an identifier, and identifiers may have digits: a version, an
/// index, a size, but not three separate numbers among capitals.
bool could_be_identifier(std::string_view value) noexcept {
  constexpr double kRandom = -4.0;
  const bool scattered = digit_groups(value) >= 3 && count_of(value, is_upper) >= 3;
  return is_alpha(value.front()) && all_of(value, is_word) && !scattered &&
         word_evidence(value) > kRandom;
}

/// Whether a bare value of letters and digits, or of words, is something other than a password.
bool may_be_name(std::string_view value, const text::CharClasses& classes) noexcept {
  const auto is_name_mark = [](char c) { return is_word(c) || c == '.' || c == '-'; };
  if (classes.digits >= 2 && !all_of(value, is_name_mark)) return false;
  const bool mixed_case = classes.lower > 0 && classes.upper > 0;
  return (classes.other == 0 && !mixed_case && classes.digits < 3) || is_wordlike(value) ||
         is_made_of_words(value) || could_be_identifier(value);
}

// The decision.

std::string_view find_other_meaning(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  if (is_text(assignment)) return "the value is text";
  if (is_known_form(value)) return "the value is a hash, a reference, or for another rule";
  if (is_code(assignment)) return "the value is code";
  if (is_format(value)) return "the value is a format";
  if (is_path_or_url(value) || is_file_name(value)) return "the value is a path";
  if (is_uuid(value)) return "the value is a UUID";
  if (is_number(value)) return "the value is a number, a date or a version";
  if (is_email(value)) return "the value is an e-mail address";
  if (is_selector_or_regex(value)) return "the value is a selector or a pattern";
  return {};
}

Judgement judge_random(const Candidate& candidate, const Assignment& assignment, NameKind kind) {
  const std::size_t shortest = kind == NameKind::BareKey ? 14 : assignment.quote != 0 ? 8 : 12;
  const std::string_view value = assignment.value;
  if (!looks_random(value, shortest)) return reject(candidate, "the value does not look random");
  if (assignment.quote == 0 && could_be_identifier(value)) {
    return reject(candidate, "the value may be a name");
  }
  if (kind == NameKind::BareKey && all_of(value, is_hex)) {
    return lower(candidate, rules::Tier::Info, "the value may be a hash");
  }
  return accept(candidate, model::Verified::None);
}

Judgement judge_password(const Candidate& candidate, const Assignment& assignment,
                         PasswordForm form) {
  constexpr std::size_t kShortest = 8;
  const std::string_view value = assignment.value;
  const text::CharClasses classes = text::classify(value);
  const bool random = looks_random(value, kShortest);
  if (value.size() < kShortest || !(random || mixes_letters_and_digits(classes))) {
    return reject(candidate, "the value is a word or a number");
  }
  const bool separated = value.find_first_of("_-.:|,") != std::string_view::npos;
  if (separated && is_made_of_words(value)) return reject(candidate, "the value is made of words");
  if (assignment.quote == 0 && may_be_name(value, classes)) {
    return reject(candidate, "the value is bare and may be a name");
  }
  if (form == PasswordForm::Weak) {
    return lower(candidate, rules::Tier::Info, "the password is a well-known default");
  }
  if (is_wordlike(value)) return lower(candidate, rules::Tier::Warn, "the password is a word");
  return accept(candidate, model::Verified::None);
}

}  // namespace

Judgement judge_generic_value(const Candidate& candidate, const Settings&) {
  const Assignment assignment = read_assignment(candidate);
  const NameKind kind = classify_name(assignment);
  if (assignment.value.empty()) return reject(candidate, "there is no value");
  if (kind == NameKind::About) return reject(candidate, "the name talks about a secret");
  if (kind == NameKind::Hash) return reject(candidate, "the name is that of a hash");
  const PasswordForm form = classify_password(assignment.value);
  if (form == PasswordForm::Template) return reject(candidate, "the value is a variable");
  if (form == PasswordForm::Placeholder) return reject(candidate, "the value is a placeholder");
  if (equals_ignoring_case(assignment.value, assignment.name)) {
    return reject(candidate, "the value repeats the name");
  }
  if (const std::string_view other = find_other_meaning(assignment); !other.empty()) {
    return reject(candidate, other);
  }
  Candidate read = candidate;
  read.secret = assignment.range;
  read.match.end = std::max(read.match.end, assignment.range.end);
  return kind == NameKind::Password ? judge_password(read, assignment, form)
                                    : judge_random(read, assignment, kind);
}

}  // namespace veto::confirm
