// An AWS secret key: 40 base64 characters without a shape of their own. What else has 40 of them:
// hashes in hexadecimal, paths, identifiers and pieces of longer base64.
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "confirm/words.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

enum class Class : unsigned char { Lower, Upper, Digit, Symbol };

Class class_of(char c) noexcept {
  if (is_lower(c)) return Class::Lower;
  if (is_upper(c)) return Class::Upper;
  return is_digit(c) ? Class::Digit : Class::Symbol;
}

/// How often the class of characters changes: about 25 times in 40 random base64 characters, with a
/// standard deviation of 3; words and paths of that length change a dozen times.
std::size_t class_changes(std::string_view text) noexcept {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    changes += class_of(text[i - 1]) != class_of(text[i]) ? 1U : 0U;
  }
  return changes;
}

bool is_part_of_longer_base64(const Candidate& candidate) noexcept {
  const auto joins = [&candidate](std::size_t at) {
    const char c = at < candidate.window.size() ? candidate.window[at] : ' ';
    return c == '+' || c == '/';
  };
  const model::Range secret = candidate.secret;
  const bool padded = candidate.window.substr(secret.end, 1) == "=";
  return padded || joins(secret.end) || (secret.begin > 0 && joins(secret.begin - 1));
}

}  // namespace

Judgement judge_aws_secret(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kLeastChanges = 12;
  constexpr double kMostWords = 24.0;    // less than 1 in 100,000 random keys
  constexpr double kLeastEntropy = 4.0;  // 40 random base64 characters have 4.8
  const std::string_view secret = slice(candidate.window, candidate.secret);
  if (all_of(secret, is_hex)) return reject(candidate, "is hexadecimal");
  if (count_of(secret, is_upper) == 0 || count_of(secret, is_lower) == 0) {
    return reject(candidate, "has letters of one case only");
  }
  if (secret.ends_with("EXAMPLEKEY")) {
    return reject(candidate, "is an example of the documentation");
  }
  if (is_part_of_longer_base64(candidate)) {
    return reject(candidate, "is a piece of longer base64");
  }
  if (word_evidence(secret) >= kMostWords || class_changes(secret) < kLeastChanges ||
      text::shannon_entropy(secret) < kLeastEntropy) {
    return reject(candidate, "is made of words");
  }
  return accept(candidate, model::Verified::None);
}

}  // namespace veto::confirm
