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
#include "confirm/file_kind.h"
#include "confirm/generic_features.h"
#include "confirm/generic_weights.h"
#include "confirm/password.h"
#include "confirm/placeholder.h"
#include "confirm/structures.h"
#include "confirm/template_syntax.h"
#include "confirm/value_shape.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kShortestWalk = 8;

/// Whether the value stands for a secret rather than being one, whatever else speaks for it.
bool is_placeholder(std::string_view value) noexcept {
  while (!value.empty() && (value.back() == ':' || is_space(value.back()))) value.remove_suffix(1);
  return is_stop_word(value) || is_mask(value) ||
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

/// SRP-4096, SHA-256: how to log in, not with what.
bool is_algorithm(std::string_view value) noexcept {
  const std::size_t dash = value.find('-');
  return dash != std::string_view::npos && dash > 0 && all_of(value.substr(0, dash), is_alpha) &&
         all_of(value.substr(dash + 1), is_digit);
}

bool is_name_in_program(const Assignment& assignment, const Settings& settings) noexcept {
  return assignment.quote == 0 && assignment.form == Form::Assignment &&
         assignment.between.ends_with(' ') && could_be_identifier(assignment.value) &&
         classify_file(settings.path) == FileKind::Program;
}

}  // namespace

std::string_view find_fault(const Assignment& assignment, NameKind kind,
                            const Settings& settings) noexcept {
  const std::string_view value = assignment.value;
  if (value.size() < kShortest) return "the value is too short";
  if (kind == NameKind::About) return "the name talks about a secret";
  if (kind == NameKind::Hash) return "the name is that of a hash";
  if (is_variable(value)) return "the value is a variable";
  if (is_placeholder(trim(value))) return "the value is a placeholder";
  if (equals_ignoring_case(value, assignment.name)) return "the value repeats the name";
  if (kind != NameKind::Password && is_name_of_secret(value)) return "the value is a name";
  if (kind == NameKind::Auth && is_algorithm(value)) return "the value is an algorithm";
  if (is_name_in_program(assignment, settings)) return "the value is a name of the program";
  return find_other_meaning(assignment);
}

namespace {

float score_of(const Features& features) noexcept {
  float sum = kBias;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += kWeights[i] * features[i];
  return 1.0F / (1.0F + std::exp(-sum));
}

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

/// Blocking needs more than the score: a value that nobody makes up, behind a name that leaves no
/// doubt.
bool may_block(const Assignment& assignment, NameKind kind, float score) noexcept {
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
         assignment.value.size() >= kShortestBlocking &&
         assignment.value.size() <= kLongestBlocking && is_strong(assignment.value) &&
         !is_uuid(assignment.value) && !is_name_of_example(assignment);
}

}  // namespace

Judgement judge_generic_value(const Candidate& candidate, const Settings& settings) {
  constexpr float kReported = 0.4F;
  constexpr float kShown = 0.2F;
  constexpr std::size_t kShortestKey = 14;  // of a bare `key`, most of which are names
  const Assignment assignment = read_assignment(candidate);
  const std::size_t begin = assignment.range.begin;
  if (begin > 0 && candidate.window[begin - 1] == '(' && all_of(assignment.value, is_hex))
    return reject(candidate, "is a hash in parentheses");
  constexpr std::size_t kLongestAbbreviation = 12;
  if (assignment.quote == 0 && assignment.value.size() <= kLongestAbbreviation &&
      all_of(assignment.value, is_hex) && !all_of(assignment.value, is_digit) &&
      classify_name(assignment) != NameKind::Password)
    return reject(candidate, "is an abbreviated hash");
  const NameKind kind = classify_name(assignment);
  if (const auto fault = find_fault(assignment, kind, settings); !fault.empty()) {
    return reject(candidate, fault);
  }
  const Features features = read_features(assignment, kind, settings);
  const bool is_long_key = kind == NameKind::BareKey && assignment.form == Form::Assignment &&
                           assignment.quote != 0 && count_of(assignment.value, is_space) == 0 &&
                           looks_random(assignment.value, kShortestKey);
  const float score = std::max(score_of(features), is_long_key ? kReported : 0.0F);
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

}  // namespace veto::confirm
