// Private keys without the dress of a PEM file: a PEM file that was encoded in base64 once more
// (Kubernetes, CI variables), bare DER or OpenSSH bytes in base64, and the key stores of Java and
// Windows.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "confirm/ascii.h"
#include "confirm/byte_reader.h"
#include "confirm/der.h"
#include "confirm/embedded.h"
#include "confirm/key_body.h"
#include "confirm/private_key.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr auto kVerified = model::Verified::Structure;

/// The base64 text at the capture, read on over line ends where its lines are as long as the first.
struct Encoded {
  std::string text;
  /// Behind each line: how much of the text there is, and where it ends in the window.
  std::vector<std::pair<std::size_t, std::size_t>> lines;

  /// The end of the line that holds the last of `bytes` decoded ones: what follows is something
  /// else.
  [[nodiscard]] std::size_t end_of(std::size_t bytes) const {
    const std::size_t characters = (bytes * 4 + 2) / 3;
    for (const auto& [size, end] : lines)
      if (size >= characters) return end;
    return lines.back().second;
  }
};

/// Whether a line with - or _ may go on a text: not one of the other alphabet.
bool same_alphabet(std::string_view text, std::string_view line) {
  constexpr std::string_view kUrlOnly = "-_";
  return line.find_first_of(kUrlOnly) == std::string_view::npos ||
         text.find_first_of(kUrlOnly) != std::string_view::npos;
}

Encoded read_base64(const Candidate& candidate) {
  constexpr std::size_t kShortestLine = 60;
  constexpr std::size_t kLongestLine = 256;  // longer: not wrapped at all
  constexpr std::size_t kMaxText = 64 * 1024;
  const std::string_view window = candidate.window;
  model::Range line = extended_secret(candidate);
  Encoded encoded{std::string(slice(window, line)), {{line.size(), line.end}}};
  const std::size_t width = encoded.text.size();
  if (width < kShortestLine || width > kLongestLine) return encoded;
  while (line.size() == width && encoded.text.back() != '=' && encoded.text.size() < kMaxText) {
    std::size_t at = line.end;
    if (window.substr(at, 2) == "\\n") at += 2;
    while (at < window.size() && at - line.end < 64 && is_space(window[at])) ++at;
    if (at == line.end) break;
    Candidate next = candidate;
    next.match = next.secret = {at, at};
    line = extended_secret(next);
    const std::string_view more = slice(window, line);
    if (more.empty() || more.size() > width || !same_alphabet(encoded.text, more)) break;
    encoded.text += more;
    encoded.lines.emplace_back(encoded.text.size(), line.end);
  }
  return encoded;
}

/// How many of the bytes are the key: up to the last END line, or as its outermost element says.
std::size_t key_size(std::string_view bytes) {
  constexpr std::string_view kDashes = "-----";
  constexpr std::string_view kEnd = "-----END ";
  if (const std::size_t end = bytes.rfind(kEnd); end != std::string_view::npos) {
    const std::size_t dashes = bytes.find(kDashes, end + kEnd.size());
    return std::min(bytes.size(),
                    dashes == std::string_view::npos ? bytes.size() : dashes + kDashes.size());
  }
  DerReader outer(bytes);
  const auto sequence = outer.next(kDerSequence);
  return sequence ? static_cast<std::size_t>(sequence->content.end() - bytes.begin())
                  : bytes.size();
}

/// The first private key in a text that may begin with certificates.
KeyBody inspect_pem_text(std::string_view text) {
  KeyBody best{KeyForm::None, "decodes to no private key"};
  for (std::size_t at = text.find("-----BEGIN "); at != std::string_view::npos;
       at = text.find("-----BEGIN ", at + 1)) {
    const auto block = read_pem_block(text, at);
    if (!block) break;
    if (block->label.find("PRIVATE KEY") == std::string_view::npos) continue;
    best = inspect_pem_block(*block);
    if (best.form != KeyForm::None) break;
  }
  return best;
}

Judgement judge_body(const Candidate& candidate, const KeyBody& body, std::size_t end) {
  if (body.form == KeyForm::None) return reject(candidate, body.reason);
  Judgement judgement = accept(candidate, kVerified);
  judgement.reason = body.reason;
  if (body.form == KeyForm::Encrypted) judgement.ceiling = rules::Tier::Info;
  judgement.secret.end = std::max(judgement.secret.end, end);
  judgement.match.end = std::max(judgement.match.end, judgement.secret.end);
  return judgement;
}

bool is_pkcs12(std::string_view bytes) {
  DerReader outer(bytes);
  const auto sequence = outer.next(kDerSequence);
  if (!sequence) return false;
  DerReader reader(sequence->content);
  const auto version = reader.next(kDerInteger);
  if (!version || version->content != "\x03") return false;
  const auto content = reader.next(kDerSequence);
  return content && DerReader(content->content).next(kDerObjectId).has_value();
}

/// What stands behind the tag of a key store's certificate.
bool skip_certificate(ByteReader& reader, std::uint32_t version) {
  const auto skip = [&reader](std::size_t size_bytes) {
    const auto size = reader.number(size_bytes);
    return size && reader.bytes(*size);
  };
  constexpr std::size_t kDate = 8;
  const bool named = skip(2) && reader.bytes(kDate);
  const bool typed = version == 1 || skip(2);
  return named && typed && skip(4);
}

}  // namespace

Judgement judge_base64_key(const Candidate& candidate, const Settings&) {
  const Encoded encoded = read_base64(candidate);
  const auto bytes = text::decode_base64_lenient(encoded.text);
  if (!bytes) return reject(candidate, "is not base64");
  const bool pem = bytes->find("-----BEGIN ") != std::string::npos;
  return judge_body(candidate, pem ? inspect_pem_text(*bytes) : inspect_key(*bytes),
                    encoded.end_of(key_size(*bytes)));
}

/// As the bytes of a file, or as their base64.
Judgement judge_pkcs12(const Candidate& candidate, const Settings&) {
  constexpr char kSequence = 0x30;
  const std::string_view raw = candidate.window.substr(candidate.secret.begin);
  if (raw.starts_with(kSequence) && is_pkcs12(raw)) return accept(candidate, kVerified);
  const Encoded encoded = read_base64(candidate);
  const auto bytes = text::decode_base64_lenient(encoded.text);
  if (!bytes || !is_pkcs12(*bytes)) return reject(candidate, "is not a PKCS#12 store");
  return judge_body(candidate, {KeyForm::Plain, {}}, encoded.end_of(key_size(*bytes)));
}

/// Magic, version 1 or 2, the number of entries; each is a private key, a certificate or, in JCEKS,
/// a secret key. Trust stores hold nothing but certificates.
Judgement judge_java_keystore(const Candidate& candidate, const Settings&) {
  constexpr std::uint32_t kJks = 0xFEEDFEED;
  constexpr std::uint32_t kJceks = 0xCECECECE;
  constexpr std::uint32_t kMostEntries = 100'000;
  constexpr std::uint32_t kPrivateKey = 1;
  constexpr std::uint32_t kCertificate = 2;
  constexpr std::uint32_t kSecretKey = 3;
  ByteReader reader(candidate.window.substr(candidate.secret.begin));
  const auto magic = reader.number(4);
  const auto version = reader.number(4);
  const auto entries = reader.number(4);
  auto tag = reader.number(4);
  if (!tag || (*magic != kJks && *magic != kJceks) || *version < 1 || *version > 2 ||
      *entries < 1 || *entries > kMostEntries || *tag < kPrivateKey || *tag > kSecretKey) {
    return reject(candidate, "is not a Java key store");
  }
  std::uint32_t left = *entries;
  while (tag == kCertificate && skip_certificate(reader, *version)) {
    if (--left == 0) return reject(candidate, "holds certificates only");
    tag = reader.number(4);
  }
  if (tag == kPrivateKey || tag == kSecretKey) return accept(candidate, kVerified);
  return lower(candidate, rules::Tier::Info, "holds certificates, as far as it is read", kVerified);
}

}  // namespace veto::confirm
