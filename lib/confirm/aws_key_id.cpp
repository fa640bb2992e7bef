// An AWS key id: four letters, then base32 that has the account's number in its first bytes. Ids
// from before 2019 (fifth character I or J) decode to nothing that means something.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

/// The accounts of AWS's own documentation.
constexpr std::array<std::uint64_t, 2> kDocumentation{123456789012, 111122223333};

/// Accounts of canary services: the key is a trap that tells its owner of every use. Thinkst and
/// look-alikes, as published by TruffleHog.
constexpr std::array<std::uint64_t, 22> kCanaries{
    44858866125,  52310077262,  171436882533, 251535659677, 266735846894, 344043088457,
    351906852752, 390477818340, 426127672474, 427150556519, 439872796651, 445142720921,
    465867158099, 534261010715, 595918472158, 637958123769, 693412236332, 717712589309,
    730335385048, 819147034852, 893192397702, 992382622183};

template <std::size_t Size>
bool holds(const std::array<std::uint64_t, Size>& accounts, std::uint64_t account) {
  return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

/// The account in the base32 part: bits 7 to 46 of the first six bytes.
std::uint64_t account_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes.substr(0, 6)) number = (number << 8U) | static_cast<unsigned char>(c);
  return (number & 0x7fffffffff80ULL) >> 7U;
}

}  // namespace

Judgement judge_aws_key_id(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kPrefix = 4;
  constexpr std::size_t kBody = 16;
  const std::string_view secret = slice(candidate.window, candidate.secret);
  if (secret.size() < kPrefix + kBody) return reject(candidate, "is too short");
  if (secret.find("EXAMPLE") != std::string_view::npos) {
    return reject(candidate, "is an example of the documentation");
  }
  const auto bytes = text::decode_base32(secret.substr(kPrefix, kBody));
  if (!bytes) return reject(candidate, "the part behind the prefix is not base32");
  if (secret[kPrefix] == 'I' || secret[kPrefix] == 'J') {
    return accept(candidate, model::Verified::None);
  }
  const std::uint64_t account = account_of(*bytes);
  if (holds(kDocumentation, account)) {
    return reject(candidate, "belongs to an account of the documentation");
  }
  Judgement judgement = accept(candidate, model::Verified::Structure);
  const std::string digits = std::to_string(account);
  judgement.note =
      "AWS account " + std::string(12 - std::min<std::size_t>(12, digits.size()), '0') + digits;
  if (holds(kCanaries, account)) {
    judgement.reason = "belongs to a canary account: its use alarms the owner";
  }
  return judgement;
}

}  // namespace veto::confirm
