// A value behind a secretish name, without a shape of its own: most of them are code, text or
// placeholders. What is something else beyond doubt is rejected out of hand; the rest is weighed:
// the evidence of generic_features.h, the weights of generic_weights.h.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "confirm/ascii.h"
#include "confirm/assignment.h"
#include "confirm/generic_features.h"
#include "confirm/generic_weights.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/spoilt_token.h"
#include "confirm/structures.h"
#include "confirm/template_syntax.h"
#include "confirm/text_kind.h"
#include "confirm/value_place.h"
#include "confirm/value_shape.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kShortestWalk = 8;

/// Whether the value stands for a secret rather than being one, whatever else speaks for it.
bool is_placeholder(std::string_view value) noexcept {
  while (!value.empty() && (value.back() == ':' || is_space(value.back()))) value.remove_suffix(1);
  return is_stop_word(value) || is_mask(value) || contains_ignoring_case(value, "change me") ||
         (value.size() >= kShortestWalk && text::is_walk(value)) || is_constant_name(value) ||
         !find_placeholder(value, rules::Strength::Guessable).empty();
}

/// accessToken2, client_secret: an identifier with a secretish word.
bool is_name_of_secret(std::string_view value) noexcept {
  constexpr auto kWords = std::to_array<std::string_view>({"token", "secret", "credential", "key"});
  const bool joined = count_of(value, is_upper) > 0 || value.find('_') != std::string_view::npos;
  return is_lower(value.front()) && joined && could_be_identifier(value) &&
         count_of(value, is_digit) <= 1 &&
         std::any_of(kWords.begin(), kWords.end(),
                     [value](auto word) { return contains_ignoring_case(value, word); });
}

/// What a bare `key` mostly holds: the name of a setting, a label of Kubernetes, the place of a
/// file; words, or letters and digits with many marks between.
bool is_label(std::string_view value) noexcept {
  constexpr std::size_t kCharactersPerMark = 12;
  const auto is_mark = [](char c) {
    return std::string_view(" ._-/:#@*,|").find(c) != std::string_view::npos;
  };
  if (is_made_of_words(value) || all_of(value, [](char c) { return is_alpha(c) || c == '_'; }))
    return true;
  if (is_uuid(value) || value.find('.') != std::string_view::npos) return true;
  if (!all_of(value, [&](char c) { return is_alnum(c) || is_mark(c); })) return false;
  return count_of(value, is_mark) * kCharactersPerMark > value.size();
}

/// What lock files and translations have behind such names.
bool is_listed(std::string_view value, FileKind kind) noexcept {
  constexpr std::size_t kShortestRandom = 8;
  if (kind != FileKind::Listing) return false;
  return all_of(value, is_hex) || !looks_random(value, kShortestRandom);
}

/// NID_dhSinglePass = "dhSinglePass": letters and digits of the value, in their order, in the name.
bool is_taken_from_name(std::string_view value, std::string_view name) noexcept {
  constexpr std::size_t kFewest = 10;
  constexpr std::size_t kLongest = 64;
  std::array<char, kLongest> plain{};
  std::size_t size = 0;
  for (const char c : name) {
    if (is_alnum(c) && size < kLongest) plain[size++] = to_lower(c);
  }
  const std::string_view letters(plain.data(), size);
  std::array<char, kLongest> wanted{};
  std::size_t count = 0;
  for (const char c : value) {
    if (is_alnum(c) && count < kLongest) wanted[count++] = to_lower(c);
  }
  return count >= kFewest && count < kLongest &&
         letters.find(std::string_view(wanted.data(), count)) != std::string_view::npos;
}

/// KEY_PASSWORD = "pref_key_password", SET_PASSWORD: "auth/SET_PASSWORD": names of the same.
bool ends_with_name(std::string_view value, std::string_view name) noexcept {
  constexpr std::size_t kShortestName = 8;
  const bool joined = name.find_first_of("_-") != std::string_view::npos;
  return joined && name.size() >= kShortestName && value.size() > name.size() &&
         !is_alnum(value[value.size() - name.size() - 1]) &&
         equals_ignoring_case(value.substr(value.size() - name.size()), name);
}

/// What stands for a key or token: words for show, digits in their order, a prefix without a body.
bool is_sham_key(std::string_view value, NameKind kind) noexcept {
  constexpr std::size_t kLongestPrefix = 12;
  if (kind == NameKind::Password || kind == NameKind::Salt) return false;
  if (value.size() <= kLongestPrefix && (value.back() == '_' || value.back() == '-')) return true;
  if (kind == NameKind::Secret) return false;
  constexpr auto kMarks = std::to_array<std::string_view>({"1234567", "changeme", "placeholder"});
  return std::any_of(kMarks.begin(), kMarks.end(), [value](std::string_view mark) {
    return contains_ignoring_case(value, mark);
  });
}

/// mysql -u root -p shop: a blank behind -p, so that the word is the database.
bool is_database_of_command(const Candidate& candidate, const Assignment& assignment) noexcept {
  constexpr auto kCommands = std::to_array<std::string_view>({"mysql", "mariadb"});
  const std::string_view before = candidate.window.substr(0, candidate.secret.begin);
  return before.ends_with(" -p ") &&
         std::any_of(kCommands.begin(), kCommands.end(), [&](std::string_view command) {
           return assignment.line.find(command) != std::string_view::npos;
         });
}

/// One of many records that each have a `key`: their ids.
bool is_key_of_records(std::string_view lines) noexcept {
  constexpr std::size_t kFewest = 2;
  constexpr std::string_view kKey = "\"key\":";
  std::size_t count = 0;
  for (std::size_t at = lines.find(kKey); at != std::string_view::npos;
       at = lines.find(kKey, at + kKey.size()))
    ++count;
  return count >= kFewest;
}

bool is_labelled(const Assignment& assignment, PlaceKind& place) noexcept {
  if (assignment.name != "KEY" && is_label(assignment.value)) return true;
  // <add key="..." value="...">
  return trim(assignment.behind).starts_with("value") || is_key_of_records(place.lines());
}

/// SRP-4096, SHA-256: how to log in, not with what.
bool is_algorithm(std::string_view value) noexcept {
  const std::size_t dash = value.find('-');
  return dash != std::string_view::npos && dash > 0 && all_of(value.substr(0, dash), is_alpha) &&
         all_of(value.substr(dash + 1), is_digit);
}

/// A bare value of a program is a name, unless it stands inside a string or a comment.
bool is_name_in_program(const Assignment& assignment, PlaceKind& place) noexcept {
  if (assignment.quote != 0 || assignment.form != Form::Assignment) return false;
  if (!could_be_identifier(assignment.value)) return false;
  const std::string_view behind = assignment.behind;
  const bool ends =
      behind.empty() || std::string_view(",;)").find(behind[0]) != std::string_view::npos;
  return (assignment.between.ends_with(' ') ||
          (ends && assignment.before.find_first_of("\"'`#/") == std::string_view::npos)) &&
         place.file() == FileKind::Program;
}

}  // namespace

std::string_view find_fault_of_value(const Assignment& assignment, NameKind kind,
                                     PlaceKind& place) noexcept {
  const std::string_view value = assignment.value;
  if (kind == NameKind::About) return "the name talks about a secret";
  if (kind == NameKind::Hash) return "the name is that of a hash";
  if (is_variable(value)) return "the value is a variable";
  if (is_placeholder(trim(value))) return "the value is a placeholder";
  if (equals_ignoring_case(value, assignment.name)) return "the value repeats the name";
  if (kind != NameKind::Password && is_name_of_secret(value)) return "the value is a name";
  if (kind == NameKind::BareKey && is_labelled(assignment, place)) return "the value is a label";
  if (kind == NameKind::Auth && is_algorithm(value)) return "the value is an algorithm";
  if (is_name_in_program(assignment, place)) return "the value is a name of the program";
  if (is_sham_key(value, kind)) return "the value stands for a key";
  if (is_spoilt_token(value)) return "the value begins as a known token and is none";
  if (ends_with_name(value, assignment.name) || is_taken_from_name(value, assignment.name))
    return "the value repeats the name";
  return find_other_meaning(assignment);
}

std::string_view find_fault_of_place(const Assignment& assignment, PlaceKind& place) noexcept {
  if (is_binary(place.lines())) return "the value stands in no text";
  if (is_listed(assignment.value, place.file())) return "the file is a translation or lists hashes";
  return {};
}

std::string_view find_fault(const Assignment& assignment, NameKind kind,
                            PlaceKind& place) noexcept {
  const std::string_view fault = find_fault_of_value(assignment, kind, place);
  return fault.empty() ? find_fault_of_place(assignment, place) : fault;
}

namespace {

float sum_of(const Features& features) noexcept {
  float sum = kBias;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += kWeights[i] * features[i];
  return sum;
}

float score_of(float sum) noexcept {
  return 1.0F / (1.0F + std::exp(-sum));
}

constexpr float weight_of(std::string_view id) {
  for (std::size_t i = 0; i < kFeatures; ++i) {
    if (kFeatureNames[i].id == id) return std::max(kWeights[i], 0.0F);
  }
  throw "no feature has that id";
}

/// The most that the features of the place can add to the sum, and what rounding may.
constexpr float kMostByPlace =
    std::max({weight_of("file_program"), weight_of("file_configuration"), weight_of("file_script"),
              weight_of("file_document"), weight_of("file_data"), weight_of("file_query"),
              weight_of("file_listing")}) +
    weight_of("bare_in_program") + weight_of("path_test") + weight_of("password_in_test") + 0.001F;

/// The features that weigh most on one side.
void add_strongest(std::string& text, const Features& features, float sign) {
  constexpr std::size_t kNamed = 3;
  constexpr float kLeast = 0.2F;
  Features weighed{};
  for (std::size_t i = 0; i < kFeatures; ++i) weighed[i] = kWeights[i] * features[i] * sign;
  for (std::size_t count = 0; count < kNamed; ++count) {
    const auto* const most = std::max_element(weighed.begin(), weighed.end());
    if (*most < kLeast) {
      if (count == 0) text += "nothing";
      return;
    }
    if (count > 0) text += ", ";
    text += kFeatureNames[static_cast<std::size_t>(most - weighed.begin())].phrase;
    weighed[static_cast<std::size_t>(most - weighed.begin())] = 0.0F;
  }
}

std::string explain(const Features& features, float score) {
  std::string text = "score " + std::to_string(static_cast<int>(std::lround(score * 100.0F))) +
                     " of 100; for it: ";
  add_strongest(text, features, 1.0F);
  text += "; against it: ";
  add_strongest(text, features, -1.0F);
  return text;
}

/// Pa55w0rd as Password.
std::string without_leet(std::string_view value) {
  constexpr std::string_view kDigits = "01345$7@!";
  constexpr std::string_view kLetters = "oleasstai";
  static_assert(kDigits.size() == kLetters.size());
  std::string letters(value);
  for (char& c : letters) {
    if (const std::size_t at = kDigits.find(c); at != std::string_view::npos) c = kLetters[at];
  }
  return letters;
}

/// A password that nobody makes up for show.
bool is_random_password(std::string_view value, NameKind kind, float score) {
  constexpr float kCertain = 0.97F;
  constexpr std::size_t kShortestRandom = 12;
  return kind == NameKind::Password && score >= kCertain && looks_random(value, kShortestRandom) &&
         !is_made_of_words(without_leet(value));
}

/// Blocking needs more than the score: a value that nobody makes up, behind a name that leaves no
/// doubt.
bool may_block(const Assignment& assignment, NameKind kind, float score) {
  constexpr float kBlocking = 0.9F;
  const bool unambiguous = kind != NameKind::BareKey && kind != NameKind::Key &&
                           kind != NameKind::Auth && kind != NameKind::Salt;
  // Shorter ones are made up as well, plain hexadecimal may be a hash, letters may be a path.
  constexpr std::size_t kShortestBlocking = 20;
  const std::string_view digits =
      assignment.value.starts_with("0x") ? assignment.value.substr(2) : assignment.value;
  const bool hash = all_of(digits, is_hex) || count_of(digits, is_digit) == 0;
  // Longer ones are sealed or encrypted.
  constexpr std::size_t kLongestBlocking = 100;
  return score >= kBlocking && unambiguous && !hash &&
         (assignment.value.size() >= kShortestBlocking ||
          is_random_password(assignment.value, kind, score)) &&
         assignment.value.size() <= kLongestBlocking && is_strong(assignment.value) &&
         !is_uuid(assignment.value) && !is_name_of_example(assignment) &&
         (assignment.form != Form::List || assignment.between.starts_with(assignment.quote));
}

}  // namespace

namespace {

/// A bare `key` holds one only if it is nothing but random characters.
bool is_long_key(const Assignment& assignment, NameKind kind) noexcept {
  constexpr std::size_t kShortestKey = 14;
  return kind == NameKind::BareKey && assignment.form == Form::Assignment &&
         assignment.quote != 0 && looks_random(assignment.value, kShortestKey);
}

Judgement judge(Sight& sight, const Settings& settings) {
  constexpr float kReported = 0.4F;
  constexpr float kShown = 0.2F;
  const Candidate& candidate = sight.lines();
  const Assignment assignment = read_assignment(candidate);
  const std::size_t begin = assignment.range.begin;
  if (begin > 0 && candidate.window[begin - 1] == '(' && all_of(assignment.value, is_hex))
    return reject(candidate, "is a hash in parentheses");
  constexpr std::size_t kLongestAbbreviation = 12;
  if (assignment.quote == 0 && assignment.value.size() <= kLongestAbbreviation &&
      all_of(assignment.value, is_hex) && !all_of(assignment.value, is_digit) &&
      classify_name(assignment) != NameKind::Password)
    return reject(candidate, "is an abbreviated hash");
  if (is_database_of_command(candidate, assignment)) return reject(candidate, "is a database");
  if (assignment.value.size() < kShortest) return reject(candidate, "the value is too short");
  const NameKind kind = classify_name(assignment);
  PlaceKind place(settings.path, sight, assignment.range);
  if (const auto fault = find_fault_of_value(assignment, kind, place); !fault.empty())
    return reject(candidate, fault);
  // Most values are nothing wherever they stand: the text around, which costs most, is not read.
  Features features = read_features_of_value(assignment, kind);
  const bool long_key = is_long_key(assignment, kind);
  if (!long_key && !settings.explains && score_of(sum_of(features) + kMostByPlace) < kShown)
    return reject(candidate, "the score is too low");
  if (const auto fault = find_fault_of_place(assignment, place); !fault.empty())
    return reject(candidate, fault);
  add_features_of_place(features, assignment, kind, place);
  const float score = std::max(score_of(sum_of(features)), long_key ? kReported : 0.0F);
  Candidate read = candidate;
  read.secret = assignment.range;
  read.match.end = std::max(read.match.end, assignment.range.end);
  Judgement judgement = reject(read, "the score is too low");
  if (score >= kShown) judgement = lower(read, rules::Tier::Info, "the score is low");
  if (score >= kReported) judgement = lower(read, rules::Tier::Warn, "the score is high");
  if (judgement.accepted && kind == NameKind::BareKey && all_of(assignment.value, is_hex)) {
    judgement = lower(read, rules::Tier::Info, "the value may be a hash");
  }
  if (may_block(assignment, kind, score)) judgement = accept(read, model::Verified::None);
  if (settings.explains) judgement.detail = explain(features, score);
  return judgement;
}

}  // namespace

Judgement judge_generic_value_by_steps(Sight& sight, const Settings& settings) {
  Judgement judgement = judge(sight, settings);
  judgement.match = sight.in_all(judgement.match);
  judgement.secret = sight.in_all(judgement.secret);
  return judgement;
}

Judgement judge_generic_value(const Candidate& candidate, const Settings& settings) {
  Sight sight(candidate);
  return judge_generic_value_by_steps(sight, settings);
}

}  // namespace veto::confirm
