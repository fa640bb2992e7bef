// The match is the BEGIN line; the block is read to its END line and parsed. The secret becomes the
// block.
#include "confirm/private_key.h"

#include <algorithm>
#include <cstdint>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "text/checksum.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

bool is_base64(char c) {
  return is_alnum(c) || c == '+' || c == '/';
}

/// The four characters of the line "=XXXX" before the END line of an OpenPGP block; empty when it
/// is missing, which RFC 9580 allows.
std::string_view crc_line(std::string_view block) {
  constexpr std::size_t kReach = 64;
  constexpr std::size_t kDigits = 4;
  block = block.substr(0, block.rfind("-----END"));
  const std::size_t mark = block.rfind('=');
  if (mark == std::string_view::npos || mark == 0 || block.size() - mark > kReach) return {};
  const std::string_view digits = block.substr(mark + 1, kDigits);
  const std::string_view behind = block.substr(std::min(mark + 1 + kDigits, block.size()));
  const char before = block[mark - 1];
  // Behind an escaped line end ("\\n") stands a letter that is no digit of the body.
  const bool apart = !is_base64(before) || (before == 'n' && mark >= 2 && block[mark - 2] == '\\');
  const bool sound = digits.size() == kDigits && all_of(digits, is_base64) && before != '=' &&
                     (behind.empty() || !is_base64(behind.front()));
  return apart && sound ? digits : std::string_view();
}

bool crc_is_wrong(const PemBlock& block, std::string_view text) {
  const auto sum = text::decode_base64(crc_line(text), text::Base64Alphabet::Standard);
  const auto bytes = text::decode_base64_lenient(block.base64, text::Base64Alphabet::Standard);
  if (!sum || sum->size() != 3 || !bytes) return false;
  std::uint32_t written = 0;
  for (const char c : *sum) written = (written << 8U) | static_cast<unsigned char>(c);
  return written != text::crc24(*bytes);
}

}  // namespace

KeyBody inspect_pem_block(const PemBlock& block) {
  constexpr std::size_t kSmallestCipherText = 64;
  const auto bytes = text::decode_base64_lenient(block.base64, text::Base64Alphabet::Standard);
  if (!bytes) return {KeyForm::None, "the body is not base64"};
  if (block.encrypted) {
    if (bytes->size() < kSmallestCipherText) {
      return {KeyForm::None, "the body is too short for a key"};
    }
    return {KeyForm::Encrypted, "the key is encrypted"};
  }
  const bool pgp = block.label.find("PGP") != std::string_view::npos;
  return pgp ? inspect_pgp_key(*bytes) : inspect_key(*bytes);
}

Judgement judge_key_block(const Candidate& candidate, model::Range where) {
  const auto block = read_pem_block(candidate.window, where.begin);
  if (!block || block->range.begin >= where.end) {
    return reject(candidate, "no BEGIN line");
  }
  const KeyBody body = inspect_pem_block(*block);
  Judgement judgement = reject(candidate, body.reason);
  if (body.form == KeyForm::None) return judgement;
  judgement.accepted = true;
  judgement.verified = model::Verified::Structure;
  judgement.secret = block->range;
  judgement.match = {std::min(candidate.match.begin, block->range.begin),
                     std::max(candidate.match.end, block->range.end)};
  if (body.form == KeyForm::Encrypted) {
    judgement.ceiling = rules::Tier::Info;
  } else if (!block->ended) {
    judgement.reason = "the end of the key is missing";
  } else if (block->label.find("PGP") != std::string_view::npos &&
             crc_is_wrong(*block, slice(candidate.window, block->range))) {
    // The packets are those of a key; what was damaged may be little.
    judgement.ceiling = rules::Tier::Warn;
    judgement.reason = "the CRC of the block does not match (pgp)";
  }
  return judgement;
}

Judgement judge_private_key(const Candidate& candidate, const Settings&) {
  return judge_key_block(candidate, candidate.match);
}

}  // namespace veto::confirm
