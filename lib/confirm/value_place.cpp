#include "confirm/value_place.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/value_shape.h"
#include "confirm/words.h"

namespace veto::confirm {

namespace {

/// How many bytes no text has. By small blocks without a branch, which compilers make vectors of:
/// this reads more than all else that is asked of a value.
std::size_t count_controls(std::string_view text) noexcept {
  constexpr std::size_t kBlock = 128;
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(std::min(kBlock, text.size()))) {
    std::uint8_t in_block = 0;
    for (const char c : text.substr(0, kBlock)) {
      const auto byte = static_cast<std::uint8_t>(c);
      in_block =
          static_cast<std::uint8_t>(in_block + ((byte < 0x20) & (byte != '\t') & (byte != '\n') &
                                                (byte != '\r') & (byte != 0x1b)));
    }
    count += in_block;
  }
  return count;
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

/// token['children'], labels["key1"], f(password)['options']: a value that names an entry.
bool is_subscript(const Assignment& assignment) noexcept {
  constexpr std::size_t kShortestRandom = 12;
  const std::size_t open = assignment.between.find_first_not_of(")]");
  return open != std::string_view::npos && assignment.between[open] == '[' &&
         assignment.quote != 0 && assignment.behind.starts_with(']') &&
         !looks_random(assignment.value, kShortestRandom);
}

/// :exc:`PasswordError`, ``bytes``, `name`: markup around a name; without digits, since backquotes
/// part strings of programs as well.
bool is_markup(const Assignment& assignment) noexcept {
  if (assignment.quote != '`') return false;
  const std::string_view value = assignment.value;
  const std::string_view between = assignment.between;
  const bool role = between.ends_with(":`") || between.ends_with("``");
  if (value.find(":\"") != std::string_view::npos) return true;  // `json:"name"`, a tag of Go
  const bool name = all_of(
      value, [](char c) { return is_word(c) || c == '.' || c == '-' || c == '(' || c == ')'; });
  return role || (name && count_of(value, is_digit) == 0);
}

/// `:param password: database password`, `@param token the ...`, `type password: str`.
bool is_documented_parameter(const Assignment& assignment) noexcept {
  constexpr auto kTags = std::to_array<std::string_view>({":param ", ":type ", ":raises ", ":ivar ",
                                                          ":var ", ":keyword ", ":attr ", "@param ",
                                                          "@var ", "@property ", "@throws "});
  if (assignment.quote != 0) return false;
  return std::any_of(kTags.begin(), kTags.end(), [&](std::string_view tag) {
    return assignment.line.find(tag) != std::string_view::npos;
  });
}

/// `password: enable basic auth`, `password= before the commit`: a sentence goes on behind the
/// word. A shell's variable has no blank between; the next option of a command begins with a dash.
bool is_sentence(const Assignment& assignment) noexcept {
  const bool parted = assignment.between.ends_with(' ');
  const std::string_view behind = assignment.behind;
  return assignment.quote == 0 && parted && assignment.form != Form::Element &&
         all_of(assignment.value.substr(1), is_lower) && is_alpha(assignment.value.front()) &&
         behind.size() > 2 && behind[0] == ' ' && is_alpha(behind[1]) &&
         (is_alpha(behind[2]) || behind[2] == ' ');
}

/// t.pass('works'): a test says that it does.
bool is_call_of_pass(const Assignment& assignment) noexcept {
  return assignment.form == Form::Call && equals_ignoring_case(assignment.tail, "pass");
}

/// "identified by the vendor" and the like: the statement is written in capitals, or begins as one.
bool is_identified_by_prose(const Assignment& assignment) noexcept {
  constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"alter user", "alter role", "create user", "create role", "create database", "grant "});
  if (!equals_ignoring_case(assignment.name, "identified")) return false;
  if (count_of(assignment.name, is_lower) == 0) return false;
  return std::none_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
    return contains_ignoring_case(assignment.line, beginning);
  });
}

/// What stands before the value says that the name is none: `--- PASS: TestX`, `action=pass:x`,
/// `test.pass::before`, `should pass :name`, `urn:k8s:secret`.
bool has_other_operator(const Assignment& assignment) noexcept {
  const std::string_view between = assignment.between;
  const std::string_view before = assignment.before;
  if (between.find("::") != std::string_view::npos) return true;
  if (assignment.quote != 0 || assignment.form != Form::Assignment) return false;
  if (before.ends_with("--- ") || (before.ends_with('=') && between.starts_with(':'))) return true;
  const bool joined = between.size() > 1 && between.back() == ':';
  if (joined && (is_alpha(between[between.size() - 2]) || between[0] == ' ')) return true;
  return false;
}

/// Dir.pwd, 'coverage': the working directory and what lies in it.
bool is_working_directory(const Assignment& assignment) noexcept {
  return assignment.form == Form::List && equals_ignoring_case(assignment.tail, "pwd") &&
         !assignment.between.empty() && !is_quote(assignment.between.front());
}

/// [passwordToCheck]="form.value", #password="ngModel": the bindings of a page's template.
bool is_binding(const Assignment& assignment) noexcept {
  const bool bound = (assignment.before.ends_with('[') && assignment.between.starts_with(']')) ||
                     (assignment.before.ends_with('(') && assignment.between.starts_with(")=")) ||
                     assignment.before.ends_with(" #");
  return bound && assignment.quote != 0 && all_of(assignment.value, [](char c) {
           return is_word(c) || std::string_view(".!?()'[]").find(c) != std::string_view::npos;
         });
}

/// "New Password": "Nova Palavra-Passe": the name is a text of several words, and so is the value.
bool is_translation(const Assignment& assignment) noexcept {
  if (assignment.between.empty() || !is_quote(assignment.between.front())) return false;
  const std::size_t quote = assignment.before.rfind(assignment.between.front());
  const std::string_view words =
      quote == std::string_view::npos ? std::string_view() : assignment.before.substr(quote + 1);
  const bool phrase = words.size() > 1 && words.back() == ' ' && is_alpha(words.front());
  return phrase && count_of(assignment.value, is_digit) == 0;
}

/// set_password("anna", "...", ...): whose it is.
bool is_first_of_arguments(const Assignment& assignment) noexcept {
  const std::string_view rest = trim(assignment.behind);
  if (assignment.form != Form::Call || !rest.starts_with(',')) return false;
  const std::string_view next = trim(rest.substr(1));
  return !next.empty() && is_quote(next.front()) && is_wordlike(assignment.value);
}

/// request("Account_Password", "getObject"): what a program calls, in a list of arguments.
bool is_listed_identifier(const Assignment& assignment) noexcept {
  const std::string_view value = assignment.value;
  return assignment.form == Form::List && is_lower(value.front()) && all_of(value, is_alpha) &&
         count_of(value, is_upper) > 0 && !contains_ignoring_case(value, "pass") &&
         !contains_ignoring_case(value, "secret") && word_evidence(value) > 0.0;
}

/// The hash of a password beside it, as tests of hashes list them: ("password", "5baa61e4...").
bool is_listed_hash(const Assignment& assignment) noexcept {
  constexpr auto kSizes = std::to_array<std::size_t>({16, 32, 40, 48, 56, 64, 96, 128});
  if (assignment.form != Form::List && assignment.form != Form::Comparison &&
      assignment.form != Form::Call)
    return false;
  std::string_view value = assignment.value;
  if (value.starts_with("0x")) return value.size() > 16 && all_of(value.substr(2), is_hex);
  if (assignment.form == Form::Call && !contains_ignoring_case(assignment.tail, "pass"))
    return false;
  return all_of(value, is_hex) &&
         std::find(kSizes.begin(), kSizes.end(), value.size()) != kSizes.end();
}

/// Public Key: ..., whatever stands between the words.
bool is_public(const Assignment& assignment) noexcept {
  std::string_view before = trim(assignment.before);
  constexpr std::string_view kPublic = "public";
  return before.size() >= kPublic.size() &&
         equals_ignoring_case(before.substr(before.size() - kPublic.size()), kPublic);
}

/// nonce="..." of a page's script, csp_nonce, oauth_nonce, and what an answer to a challenge holds:
/// sent beside what it protects, and used once.
bool is_nonce_of_protocol(const Assignment& assignment) noexcept {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"cnonce", "csp-nonce", "csp_nonce", "cspnonce", "oauth_nonce", "wpnonce"});
  constexpr auto kPlaces =
      std::to_array<std::string_view>({"<link ", "<script", "<style", "digest ", "-src "});
  if (!contains_ignoring_case(assignment.tail, "nonce")) return false;
  const auto in = [](std::string_view text) {
    return [text](std::string_view part) { return contains_ignoring_case(text, part); };
  };
  return std::any_of(kNames.begin(), kNames.end(), in(assignment.name)) ||
         (equals_ignoring_case(assignment.name, "nonce") &&
          std::any_of(kPlaces.begin(), kPlaces.end(), in(assignment.line)));
}

/// A constant of an enumeration: TokenRefreshed = "TokenRefreshed".
bool is_named_like_itself(const Assignment& assignment) noexcept {
  constexpr std::size_t kShortest = 6;
  const std::string_view value = assignment.value;
  const std::string_view name = assignment.name;
  return value.size() >= kShortest && name.size() >= value.size() &&
         all_of(value, [](char c) { return is_alpha(c) || c == '_'; }) &&
         equals_ignoring_case(name.substr(name.size() - value.size()), value);
}

/// The verb pass, and nouns, before something quoted: pass "-v", key 'a'.
bool is_phrase(const Assignment& assignment) noexcept {
  constexpr auto kNouns =
      std::to_array<std::string_view>({"auth", "key", "pass", "passes", "tokens", "keys"});
  const bool quoted_code = assignment.quote == '`' && assignment.name == "pass";
  return (assignment.form == Form::Word || quoted_code) &&
         std::any_of(kNouns.begin(), kNouns.end(), [&](std::string_view noun) {
           return equals_ignoring_case(assignment.name, noun);
         });
}

/// password: CharArray? = ..., sslPass: Buffer | string: the type of a member.
bool is_type(const Assignment& assignment) noexcept {
  std::string_view value = assignment.value;
  if (assignment.quote != 0 || assignment.between.find(':') == std::string_view::npos) return false;
  const bool optional = value.back() == '?' && value.size() > 1;
  if (optional) value.remove_suffix(1);
  if (!is_upper(value.front()) || !all_of(value, is_alnum)) return false;
  const std::string_view rest = trim(assignment.behind);
  const bool goes_on =
      !rest.empty() && std::string_view("={|").find(rest.front()) != std::string_view::npos;
  return (optional && all_of(value, is_alpha)) || goes_on;
}

/// strcmp(token, "keyword"): what a parser compares its token with.
bool is_keyword(const Assignment& assignment) noexcept {
  constexpr std::size_t kShortestRandom = 12;
  return assignment.form == Form::List && contains_ignoring_case(assignment.tail, "token") &&
         assignment.before.ends_with("cmp(") && !looks_random(assignment.value, kShortestRandom);
}

/// parse_password("field:field:field:field"): a line with fields.
bool is_record(const Assignment& assignment) noexcept {
  constexpr std::size_t kFewestColons = 3;
  return assignment.form == Form::Call &&
         count_of(assignment.value, [](char c) { return c == ':'; }) >= kFewestColons;
}

/// The name is none, or that of something else.
std::string_view find_other_name(const Assignment& assignment) noexcept {
  if (has_other_operator(assignment) || is_working_directory(assignment))
    return "the word before it is no name";
  if (is_call_of_pass(assignment)) return "the name is that of an outcome";
  if (is_public(assignment)) return "the name is that of a public key";
  if (is_part_of_name(assignment)) return "the value is a part of a longer name";
  if (is_nonce_of_protocol(assignment)) return "the name is that of a nonce";
  if (is_named_like_itself(assignment)) return "the value repeats the name";
  return {};
}

/// The value belongs to a sentence or to the documentation.
std::string_view find_prose(const Assignment& assignment) noexcept {
  if (is_translation(assignment)) return "the value is a translation";
  if (is_phrase(assignment) || is_sentence(assignment) || is_identified_by_prose(assignment))
    return "the value is a word of a sentence";
  if (is_markup(assignment)) return "the value is marked as a name";
  if (is_documented_parameter(assignment)) return "the line documents a parameter";
  return {};
}

}  // namespace

std::string_view find_other_place(const Assignment& assignment) noexcept {
  if (const auto other = find_other_name(assignment); !other.empty()) return other;
  if (const auto prose = find_prose(assignment); !prose.empty()) return prose;
  if (is_list_of_words(assignment)) return "the value is one of a list of words";
  if (is_listed_hash(assignment)) return "the value is a hash";
  if (is_first_of_arguments(assignment) || is_listed_identifier(assignment))
    return "the value is another argument";
  if (is_type(assignment)) return "the value is a type";
  if (is_keyword(assignment) || is_record(assignment)) return "the value is what a parser reads";
  if (is_piece(assignment)) return "the value is a piece of one";
  if (is_method(assignment) || is_binding(assignment)) return "the value is code";
  if (is_fetched(assignment)) return "the value is fetched by that name";
  if (is_subscript(assignment)) return "the value names an entry";
  if (count_controls(assignment.value) > 0) return "the value stands in no text";
  return {};
}

bool is_binary(std::string_view text) noexcept {
  return count_controls(text) > 8;
}

}  // namespace veto::confirm
