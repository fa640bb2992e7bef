// Base64 of "user:password", as in an Authorization header or the `auth` member of a Docker
// configuration.
#include <string>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/structures.h"
#include "text/encoding.h"
#include "text/entropy.h"

namespace veto::confirm {

namespace {

using rules::Tier;

constexpr auto kVerified = model::Verified::Structure;

/// Some services take a key as the user name and no password.
Judgement judge_user_alone(const Candidate& candidate, std::string_view user) {
  constexpr std::size_t kShortestKey = 16;
  constexpr double kLeastEntropy = 3.0;
  const bool random = user.size() >= kShortestKey && text::shannon_entropy(user) >= kLeastEntropy &&
                      text::classify(user).digits > 0;
  return random ? accept(candidate, kVerified) : reject(candidate, "there is no password");
}

Judgement judge_pair(const Candidate& candidate, std::string_view user, std::string_view password) {
  if (user == "Aladdin" && equals_ignoring_case(password, "open sesame")) {
    return reject(candidate, "is the example of RFC 7617");
  }
  const auto is_name = [](char c) { return is_upper(c) || is_digit(c) || c == '_' || c == '%'; };
  if (password.find('_') != std::string_view::npos && all_of(password, is_name))
    return reject(candidate, "the password is a variable's name");
  switch (classify_password(password)) {
    case PasswordForm::Template:
      return reject(candidate, "the password is a variable");
    case PasswordForm::Placeholder:
      return reject(candidate, "the password is a placeholder");
    case PasswordForm::Weak:
      return lower(candidate, Tier::Info, "the password is a well-known default", kVerified);
    case PasswordForm::Plain:
      break;
  }
  if (equals_ignoring_case(user, password)) {
    return lower(candidate, Tier::Info, "the password is the user name", kVerified);
  }
  if (!is_strong(password)) {
    return lower(candidate, Tier::Warn, "the password may be an example", kVerified);
  }
  return accept(candidate, kVerified);
}

}  // namespace

Judgement judge_basic_auth(const Candidate& candidate, const Settings&) {
  const std::string_view secret = slice(candidate.window, candidate.secret);
  const auto decoded = text::decode_base64_lenient(secret);
  if (!decoded) return reject(candidate, "is not base64");
  const std::string_view pair = trim(*decoded);
  const auto is_text = [](char c) { return is_print(c) || static_cast<unsigned char>(c) >= 0x80; };
  const std::size_t colon = pair.find(':');
  if (colon == std::string_view::npos || !all_of(pair, is_text)) {
    return reject(candidate, "is not base64 of user:password");
  }
  const std::string_view password = pair.substr(colon + 1);
  return password.empty() ? judge_user_alone(candidate, pair.substr(0, colon))
                          : judge_pair(candidate, pair.substr(0, colon), password);
}

}  // namespace veto::confirm
