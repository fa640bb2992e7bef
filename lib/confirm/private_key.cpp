// The match is the BEGIN line; the block is read to its END line and parsed. The secret becomes the
// block.
#include "confirm/private_key.h"

#include <algorithm>

#include "confirm/key_body.h"
#include "confirm/pem_block.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

KeyBody inspect_block(const PemBlock& block) {
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

}  // namespace

Judgement judge_key_block(const Candidate& candidate, model::Range where) {
  const auto block = read_pem_block(candidate.window, where.begin);
  if (!block || block->range.begin >= where.end) {
    return reject(candidate, "no BEGIN line");
  }
  const KeyBody body = inspect_block(*block);
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
  }
  return judgement;
}

Judgement judge_private_key(const Candidate& candidate, const Settings&) {
  return judge_key_block(candidate, candidate.match);
}

}  // namespace veto::confirm
