// The match is the first line of a PuTTY key file; the secret becomes the whole file.
#include <algorithm>

#include "confirm/key_body.h"
#include "confirm/putty_block.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

Judgement judge_putty_key(const Candidate& candidate, const Settings&) {
  // An Ed25519 key: its 32 bytes behind a length.
  constexpr std::size_t kSmallestKey = 36;
  const auto block = read_putty_block(candidate.window, candidate.match.begin);
  if (!block || block->range.begin >= candidate.match.end) {
    return reject(candidate, "no PuTTY key file");
  }
  if (block->encryption.empty()) return reject(candidate, "no Encryption line");
  if (!block->whole) return reject(candidate, "the private lines are missing");
  const auto bytes =
      text::decode_base64_lenient(block->private_base64, text::Base64Alphabet::Standard);
  if (!bytes || bytes->size() < kSmallestKey) {
    return reject(candidate, "the private lines are no key");
  }
  const bool encrypted = block->encryption != "none";
  if (!encrypted && !is_varied(*bytes)) {
    return reject(candidate, "the numbers of the key are constants");
  }
  Judgement judgement = accept(candidate, model::Verified::Structure);
  judgement.secret = block->range;
  judgement.match = {std::min(candidate.match.begin, block->range.begin),
                     std::max(candidate.match.end, block->range.end)};
  if (encrypted) {
    judgement.ceiling = rules::Tier::Info;
    judgement.reason = "the key is encrypted";
  }
  return judgement;
}

}  // namespace veto::confirm
