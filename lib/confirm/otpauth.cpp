// The shared secret of a one-time password: base32, alone or in an otpauth: address.
#include <algorithm>
#include <array>
#include <string>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

/// What the bytes of documentation say: RFC 4226 and 6238, and Google's key URI format.
bool is_documented(std::string_view bytes) {
  constexpr std::array<std::string_view, 3> kKnown{"1234567890", "Hello!", "abcdefgh"};
  return std::any_of(kKnown.begin(), kKnown.end(),
                     [bytes](std::string_view known) { return bytes.starts_with(known); });
}

std::string_view secret_of(std::string_view text) {
  constexpr std::string_view kMember = "secret=";
  const std::size_t at = text.find(kMember);
  if (at == std::string_view::npos) return text;
  text.remove_prefix(at + kMember.size());
  return text.substr(0, text.find_first_of("&\"'# \t\r\n<"));
}

}  // namespace

Judgement judge_otpauth(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kShortest = 10;  // bytes: 80 bits
  std::string digits(secret_of(slice(candidate.window, candidate.secret)));
  digits.erase(std::remove_if(digits.begin(), digits.end(),
                              [](char c) { return c == '=' || c == '-' || c == ' '; }),
               digits.end());
  // Characters beyond the last whole byte are frequent, and readers ignore them.
  const std::size_t surplus = digits.size() % 8;
  if (surplus == 1 || surplus == 3 || surplus == 6) digits.pop_back();
  auto bytes = text::decode_base32(digits);
  if (!bytes && !digits.empty()) {
    digits.back() = 'A';
    bytes = text::decode_base32(digits);
  }
  if (!bytes) return reject(candidate, "is not base32");
  if (bytes->size() < kShortest) return reject(candidate, "is too short for a shared secret");
  if (is_documented(*bytes)) return reject(candidate, "is an example of the documentation");
  return accept(candidate, model::Verified::Structure);
}

}  // namespace veto::confirm
