// The private keys of ssh.com ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"): the match is the
// first line, the secret becomes the block. Magic, length, type, cipher, then the key; cipher
// "none" is what the label calls encrypted all the same.
#include <algorithm>
#include <cstdint>
#include <string>

#include "confirm/ascii.h"
#include "confirm/byte_reader.h"
#include "confirm/key_body.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kMaxBlock = 64 * 1024;

/// The base64 of the lines that are no header ("Comment: ...", which goes on behind a backslash).
std::string body_of(std::string_view text) {
  std::string body;
  bool header = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool continued = header;
    header = line.ends_with('\\') && (continued || line.find(':') != std::string_view::npos);
    if (!continued && line.find(':') == std::string_view::npos) body += line;
  }
  return body;
}

KeyBody inspect(std::string_view bytes) {
  constexpr std::uint32_t kMagic = 0x3F6FF9EB;
  constexpr std::size_t kSmallestKey = 32;
  ByteReader reader(bytes);
  if (reader.number(4) != kMagic) return {KeyForm::None, "the body is not a private key"};
  const auto size = reader.number(4);
  const auto type = reader.string32();
  const auto cipher = reader.string32();
  if (!size || !type || !cipher || reader.rest().size() < kSmallestKey) {
    return {KeyForm::None, "the body is too short for a key"};
  }
  if (*cipher != "none") return {KeyForm::Encrypted, "the key is encrypted"};
  if (!is_varied(reader.rest())) return {KeyForm::None, "the numbers of the key are constants"};
  return {KeyForm::Plain, {}};
}

}  // namespace

Judgement judge_ssh2_key(const Candidate& candidate, const Settings&) {
  constexpr std::string_view kBegin = "---- BEGIN SSH2";
  constexpr std::string_view kDashes = "----";
  constexpr std::string_view kEnd = "---- END";
  const std::string_view window = candidate.window;
  const std::size_t begin = window.find(kBegin, candidate.match.begin);
  if (begin == std::string_view::npos || begin > candidate.match.end) {
    return reject(candidate, "no BEGIN line");
  }
  const std::size_t dashes = window.find(kDashes, begin + kBegin.size());
  if (dashes == std::string_view::npos) return reject(candidate, "no BEGIN line");
  const std::size_t body = dashes + kDashes.size();
  const std::string_view rest = window.substr(body, kMaxBlock);
  const std::size_t end = std::min(rest.find(kEnd), rest.size());
  const auto bytes = text::decode_base64_lenient(body_of(rest.substr(0, end)));
  if (!bytes) return reject(candidate, "the body is not base64");
  const KeyBody found = inspect(*bytes);
  if (found.form == KeyForm::None) return reject(candidate, found.reason);
  Judgement judgement = accept(candidate, model::Verified::Structure);
  judgement.reason = found.reason;
  if (found.form == KeyForm::Encrypted) judgement.ceiling = rules::Tier::Info;
  judgement.secret = {begin, body + end};
  judgement.match = {std::min(candidate.match.begin, begin),
                     std::max(candidate.match.end, body + end)};
  return judgement;
}

}  // namespace veto::confirm
