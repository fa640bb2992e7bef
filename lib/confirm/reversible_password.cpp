// Passwords that programs write down "encrypted" with a key that everybody has: who reads the file
// reads the password. What decodes to printable text is one.
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/structures.h"
#include "text/obfuscation.h"

namespace veto::confirm {

namespace {

Judgement judge_password(const Candidate& candidate, const std::optional<std::string>& password) {
  const auto is_text = [](char c) { return is_print(c) || static_cast<unsigned char>(c) >= 0x80; };
  if (!password || password->empty() || !all_of(*password, is_text)) {
    return reject(candidate, "does not decode to a password");
  }
  constexpr auto kVerified = model::Verified::Structure;
  if (classify_password(*password) == PasswordForm::Weak) {
    return lower(candidate, rules::Tier::Warn, "the password is a well-known default", kVerified);
  }
  return accept(candidate, kVerified);
}

}  // namespace

Judgement judge_gpp_password(const Candidate& candidate, const Settings&) {
  return judge_password(candidate,
                        text::decode_gpp_password(slice(candidate.window, candidate.secret)));
}

Judgement judge_cisco_type7(const Candidate& candidate, const Settings&) {
  return judge_password(candidate,
                        text::decode_cisco_type7(slice(candidate.window, candidate.secret)));
}

Judgement judge_juniper_type9(const Candidate& candidate, const Settings&) {
  return judge_password(candidate,
                        text::decode_juniper_type9(slice(candidate.window, candidate.secret)));
}

}  // namespace veto::confirm
