#include "policy/fingerprint.h"

#include "text/digest.h"
#include "text/encoding.h"

namespace veto::policy {
namespace {

// Part of the format: changing one of these makes every allow file worthless.
constexpr std::string_view kRandomKey = "git-veto fingerprint v1";
constexpr std::string_view kSaltKey = "git-veto salt v1";
constexpr std::size_t kIdBytes = 8;

}  // namespace

std::string fingerprint(const rules::Rule& rule, std::string_view canonical,
                        const FingerprintSalt& salt) {
  std::string message(rule.family);
  message += '\0';
  message += canonical;
  std::string hash;
  switch (rule.strength) {
    case rules::Strength::Random:
      hash = text::keyed_hash(kRandomKey, message);
      break;
    case rules::Strength::Guessable:
      hash = text::slow_hash(message,
                             text::keyed_hash(kSaltKey, salt.text).substr(0, text::kSlowHashSalt));
      break;
  }
  return "v1:" + text::encode_hex(std::string_view(hash).substr(0, kIdBytes));
}

}  // namespace veto::policy
