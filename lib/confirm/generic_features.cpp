#include "confirm/generic_features.h"

#include <algorithm>

#include "confirm/ascii.h"
#include "confirm/file_kind.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/text_kind.h"
#include "confirm/value_shape.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

constexpr std::size_t find_feature(std::string_view id) {
  for (std::size_t i = 0; i < kFeatures; ++i) {
    if (kFeatureNames[i].id == id) return i;
  }
  throw "no feature has that id";
}

/// Fills one array, by the ids of the features: an unknown one does not compile.
class Sheet {
 public:
  Sheet() = default;
  explicit Sheet(const Features& features) noexcept : features_(features) {}
  template <std::size_t Index>
  void set(float value) noexcept {
    static_assert(Index < kFeatures);
    features_[Index] = value;
  }
  [[nodiscard]] const Features& features() const noexcept { return features_; }

 private:
  Features features_{};
};

#define VETO_SET(sheet, id, value) (sheet).set<find_feature(id)>(static_cast<float>(value))

void read_name(Sheet& sheet, const Assignment& assignment, NameKind kind) noexcept {
  const std::string_view name = assignment.name;
  VETO_SET(sheet, "name_password", kind == NameKind::Password);
  VETO_SET(sheet, "name_secret", kind == NameKind::Secret);
  VETO_SET(sheet, "name_token", kind == NameKind::Token);
  VETO_SET(sheet, "name_api_key", kind == NameKind::ApiKey);
  VETO_SET(sheet, "name_key", kind == NameKind::Key);
  VETO_SET(sheet, "name_bare_key", kind == NameKind::BareKey);
  VETO_SET(sheet, "name_salt", kind == NameKind::Salt);
  VETO_SET(sheet, "name_auth", kind == NameKind::Auth);
  VETO_SET(sheet, "name_whole", assignment.front.empty() && all_of(assignment.tail, is_alpha));
  VETO_SET(sheet, "name_example", is_name_of_example(assignment));
  VETO_SET(sheet, "name_constant",
           count_of(name, is_lower) == 0 && name.find('_') != std::string_view::npos);
}

void read_form(Sheet& sheet, const Assignment& assignment) noexcept {
  VETO_SET(sheet, "quoted", assignment.quote != 0);
  VETO_SET(sheet, "form_comparison", assignment.form == Form::Comparison);
  VETO_SET(sheet, "form_call", assignment.form == Form::Call);
  VETO_SET(sheet, "form_list", assignment.form == Form::List);
  VETO_SET(sheet, "form_element", assignment.form == Form::Element);
  VETO_SET(sheet, "form_word", assignment.form == Form::Word);
  VETO_SET(sheet, "form_prose", assignment.form == Form::Prose);
  VETO_SET(sheet, "form_option", assignment.form == Form::Option);
  VETO_SET(sheet, "form_next_line", assignment.form == Form::NextLine);
  VETO_SET(sheet, "long_line", assignment.line.size() > 400);
  const std::string_view line = trim(assignment.line);
  VETO_SET(sheet, "comment",
           line.starts_with("//") || line.starts_with("#") || line.starts_with("* ") ||
               line.starts_with("/*") || line.starts_with("--"));
}

void read_file(Sheet& sheet, FileKind file, bool test) noexcept {
  VETO_SET(sheet, "file_program", file == FileKind::Program);
  VETO_SET(sheet, "file_configuration", file == FileKind::Configuration);
  VETO_SET(sheet, "file_script", file == FileKind::Script);
  VETO_SET(sheet, "file_document", file == FileKind::Document);
  VETO_SET(sheet, "file_data", file == FileKind::Data);
  VETO_SET(sheet, "file_query", file == FileKind::Query);
  VETO_SET(sheet, "file_listing", file == FileKind::Listing);
  VETO_SET(sheet, "path_test", test);
}

void read_characters(Sheet& sheet, std::string_view value) noexcept {
  const text::CharClasses classes = text::classify(value);
  const std::size_t size = value.size();
  VETO_SET(sheet, "length_4", size < 6);
  VETO_SET(sheet, "length_6", size >= 6 && size < 8);
  VETO_SET(sheet, "length_8", size >= 8 && size < 12);
  VETO_SET(sheet, "length_12", size >= 12 && size < 20);
  VETO_SET(sheet, "length_20", size >= 20);
  VETO_SET(sheet, "length_40", size >= 40);
  VETO_SET(sheet, "no_digit", classes.digits == 0);
  VETO_SET(sheet, "two_digits", classes.digits >= 2);
  VETO_SET(sheet, "both_cases", classes.lower > 0 && count_of(value.substr(1), is_upper) > 0);
  VETO_SET(sheet, "lower_only", all_of(value, is_lower));
  VETO_SET(sheet, "upper_only", all_of(value, is_upper));
  VETO_SET(sheet, "special", count_of(value, [](char c) {
                               return is_print(c) && !is_alnum(c) &&
                                      std::string_view(" _-./:,'\"=+\\()[]{}").find(c) ==
                                          std::string_view::npos;
                             }) > 0);
  VETO_SET(sheet, "hex", size >= 16 && all_of(value, is_hex));
  VETO_SET(sheet, "uuid", is_uuid(value));
}

/// Whether the words of the value are those of the name: KEY_TOKEN = "token", clientSecret =
/// "client-secret".
bool repeats_name(std::string_view value, std::string_view name) noexcept {
  constexpr std::size_t kLongest = 48;
  std::array<char, kLongest> plain_name{};
  std::array<char, kLongest> plain_value{};
  const auto fold = [](std::string_view text, std::array<char, kLongest>& out) {
    std::size_t size = 0;
    for (const char c : text) {
      if (is_alpha(c) && size < kLongest) out[size++] = to_lower(c);
    }
    return std::string_view(out.data(), size);
  };
  if (count_of(value, is_digit) >= 3) return false;
  const std::string_view a = fold(value, plain_value);
  const std::string_view b = fold(name, plain_name);
  constexpr std::size_t kShortest = 4;
  if (a.size() < kShortest || b.size() < kShortest) return false;
  return b.find(a) != std::string_view::npos ||
         (b.size() >= kShortest + 2 && a.find(b) != std::string_view::npos);
}

bool names_secret(std::string_view value) noexcept {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"pass", "pwd", "secret", "token", "key", "auth", "login", "cred"});
  return std::any_of(kWords.begin(), kWords.end(),
                     [value](auto word) { return contains_ignoring_case(value, word); });
}

/// Words that a value for show has, alone or among others.
bool stands_in(std::string_view value) noexcept {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"your",   "example", "dummy", "fake",  "sample", "placeholder", "insert", "invalid",
       "wrong",  "enter",   "some",  "here",  "mock",   "todo",        "hidden", "encrypted",
       "hashed", "xxx",     "...",   "test-", "test_",  "replace"});
  return std::any_of(kWords.begin(), kWords.end(),
                     [value](auto word) { return contains_ignoring_case(value, word); });
}

struct Shape {
  bool random = false;
  bool words = false;
  bool wordlike = false;
  bool spaces = false;
  bool identifier = false;
};

Shape read_shape(Sheet& sheet, const Assignment& assignment) noexcept {
  constexpr std::size_t kShortestRandom = 8;
  const std::string_view value = assignment.value;
  Shape shape;
  shape.random = looks_random(value, kShortestRandom);
  shape.words = is_made_of_words(value);
  shape.wordlike = is_wordlike(value);
  shape.identifier = could_be_identifier(value);
  const std::size_t spaces = count_of(value, is_space);
  shape.spaces = spaces > 0;
  const double evidence = word_evidence(value) / static_cast<double>(value.size());
  const bool alphabetic = all_of(value, [](char c) { return is_alpha(c); });
  VETO_SET(sheet, "random", shape.random);
  VETO_SET(sheet, "words", shape.words);
  VETO_SET(sheet, "word_evidence", std::clamp(evidence / 2.0, -1.0, 1.0));
  VETO_SET(sheet, "wordlike", shape.wordlike);
  VETO_SET(sheet, "identifier", shape.identifier);
  VETO_SET(sheet, "spaces", shape.spaces);
  VETO_SET(sheet, "sentence",
           spaces >= 3 || (spaces > 0 && (value.back() == '.' || value.back() == ':')));
  VETO_SET(sheet, "humps", alphabetic && is_lower(value.front()) && count_of(value, is_upper) > 0);
  VETO_SET(sheet, "capitalised", is_upper(value.front()) && all_of(value.substr(1), is_lower));
  const bool marks = value.find_first_of("-_") != std::string_view::npos;
  VETO_SET(sheet, "joined",
           marks && all_of(value, [](char c) { return is_alpha(c) || c == '-' || c == '_'; }));
  VETO_SET(sheet, "dotted",
           !shape.random && value.find('.') != std::string_view::npos &&
               all_of(value, [](char c) { return is_word(c) || c == '.' || c == '-'; }));
  VETO_SET(sheet, "walk", text::is_walk(value));
  VETO_SET(sheet, "repeats_name", repeats_name(value, assignment.name));
  VETO_SET(sheet, "secret_word", !shape.random && names_secret(value));
  VETO_SET(sheet, "stands_in", stands_in(value));
  VETO_SET(sheet, "descriptive", is_descriptive(value));
  VETO_SET(sheet, "weak", is_well_known(value));
  return shape;
}

/// GangliaPassword, db-secret, ACCESS_TOKEN: a name of a secret rather than one.
bool ends_like_name(std::string_view value) noexcept {
  constexpr auto kNouns = std::to_array<std::string_view>(
      {"auth", "credential", "credentials", "key", "passphrase", "password", "secret", "token"});
  return all_of(value, [](char c) { return is_alpha(c) || c == '-' || c == '_' || c == '.'; }) &&
         std::any_of(kNouns.begin(), kNouns.end(), [value](std::string_view noun) {
           return value.size() > noun.size() &&
                  equals_ignoring_case(value.substr(value.size() - noun.size()), noun);
         });
}

bool is_random_kind(NameKind kind) noexcept {
  return kind != NameKind::Password;
}

bool is_bare(const Assignment& assignment) noexcept {
  return assignment.quote == 0 && assignment.form != Form::Element;
}

}  // namespace

Features read_features(const Assignment& assignment, NameKind kind, PlaceKind& place) noexcept {
  Features features = read_features_of_value(assignment, kind);
  add_features_of_place(features, assignment, kind, place);
  return features;
}

void add_features_of_place(Features& features, const Assignment& assignment, NameKind kind,
                           PlaceKind& place) noexcept {
  Sheet sheet(features);
  const FileKind file = place.file();
  const bool test = place.is_test();
  read_file(sheet, file, test);
  VETO_SET(sheet, "password_in_test", kind == NameKind::Password && test);
  VETO_SET(sheet, "bare_in_program", is_bare(assignment) && file == FileKind::Program);
  features = sheet.features();
}

Features read_features_of_value(const Assignment& assignment, NameKind kind) noexcept {
  Sheet sheet;
  read_name(sheet, assignment, kind);
  read_form(sheet, assignment);
  read_characters(sheet, assignment.value);
  const Shape shape = read_shape(sheet, assignment);
  const bool bare = is_bare(assignment);
  const std::string_view rest = trim(assignment.behind);
  const bool more = bare && !rest.empty() && (is_alpha(rest.front()) || rest.front() == '-');
  VETO_SET(sheet, "more_words", more);
  VETO_SET(sheet, "password_word", kind == NameKind::Password && shape.wordlike && !bare);
  VETO_SET(sheet, "random_kind_weak", is_random_kind(kind) && !shape.random);
  VETO_SET(sheet, "bare_word", bare && shape.wordlike);
  VETO_SET(sheet, "text_kind", is_random_kind(kind) && shape.spaces);
  constexpr std::size_t kShortestKey = 14;
  const bool long_key = kind == NameKind::BareKey && assignment.value.size() >= kShortestKey &&
                        !all_of(assignment.value, is_hex);
  const bool unambiguous = (kind != NameKind::BareKey && kind != NameKind::Key) || long_key;
  VETO_SET(sheet, "random_named", shape.random && unambiguous);
  const std::string_view before = assignment.before;
  const bool first =
      before.size() >= 2 && is_quote(before.back()) &&
      std::string_view("({[").find(before[before.size() - 2]) != std::string_view::npos;
  VETO_SET(sheet, "first_argument", assignment.form == Form::List && first);
  VETO_SET(sheet, "password_whole", kind == NameKind::Password && assignment.front.empty());
  VETO_SET(sheet, "random_kind_wordlike", is_random_kind(kind) && shape.wordlike);
  const bool argument = assignment.form == Form::List || assignment.form == Form::Call;
  VETO_SET(sheet, "list_text", argument && (shape.spaces || shape.wordlike || shape.identifier));
  VETO_SET(sheet, "list_of_name",
           assignment.form == Form::List && !assignment.between.empty() &&
               !is_quote(assignment.between.front()));
  VETO_SET(sheet, "names_itself", !shape.random && ends_like_name(assignment.value));
  VETO_SET(sheet, "key_kind_words",
           (kind == NameKind::Key || kind == NameKind::BareKey) && !shape.random);
  VETO_SET(sheet, "secret_kind_words", kind == NameKind::Secret && !shape.random);
  VETO_SET(sheet, "assigned_with_space", bare && assignment.between.ends_with(' '));
  VETO_SET(sheet, "bare_ends_statement",
           bare && !rest.empty() &&
               std::string_view(";,)").find(rest.front()) != std::string_view::npos);
  VETO_SET(
      sheet, "spoken_password",
      kind == NameKind::Password && shape.wordlike && count_of(assignment.value, is_digit) == 0);
  return sheet.features();
}

#undef VETO_SET

}  // namespace veto::confirm
