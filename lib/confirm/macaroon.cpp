// Base64url of a macaroon in libmacaroons' binary format, version 2: a location, an identifier,
// caveats and a signature of 32 bytes.
#include <algorithm>
#include <cstdint>
#include <optional>

#include "confirm/byte_reader.h"
#include "confirm/embedded.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr std::uint32_t kEnd = 0;
constexpr std::uint32_t kLocation = 1;
constexpr std::uint32_t kIdentifier = 2;
constexpr std::uint32_t kVerification = 4;
constexpr std::uint32_t kSignature = 6;

struct Field {
  std::uint32_t type = kEnd;
  std::string_view value;
};

std::optional<Field> next_field(ByteReader& reader) {
  const auto type = reader.varint();
  if (!type) return std::nullopt;
  if (*type == kEnd) return Field{};
  const auto size = reader.varint();
  if (!size) return std::nullopt;
  const auto value = reader.bytes(*size);
  return value ? std::optional<Field>({*type, *value}) : std::nullopt;
}

/// Reads fields up to the end mark: an identifier must be among them. Empty sections end the
/// caveats.
enum class Section : std::uint8_t { Broken, Empty, Read };

Section read_section(ByteReader& reader) {
  bool identified = false;
  for (bool first = true;; first = false) {
    const auto field = next_field(reader);
    if (!field) return Section::Broken;
    switch (field->type) {
      case kEnd:
        if (first) return Section::Empty;
        return identified ? Section::Read : Section::Broken;
      case kIdentifier:
        identified = true;
        break;
      case kLocation:
      case kVerification:
        break;
      default:
        return Section::Broken;
    }
  }
}

bool is_macaroon(std::string_view bytes) {
  constexpr std::uint32_t kVersion = 2;
  constexpr std::size_t kSignatureSize = 32;
  ByteReader reader(bytes);
  if (reader.number(1) != kVersion) return false;
  Section section = read_section(reader);
  if (section != Section::Read) return false;
  while (section == Section::Read) section = read_section(reader);
  if (section == Section::Broken) return false;
  const auto signature = next_field(reader);
  return signature && signature->type == kSignature && signature->value.size() == kSignatureSize;
}

}  // namespace

Judgement judge_macaroon(const Candidate& candidate, const Settings&) {
  Candidate whole = candidate;
  whole.secret = extended_secret(candidate);
  whole.match.end = std::max(candidate.match.end, whole.secret.end);
  const std::string_view secret = slice(whole.window, whole.secret);
  for (const std::size_t start : possible_starts(candidate.rule, secret, "AgE")) {
    if (start >= secret.size()) continue;
    const auto bytes = text::decode_base64_lenient(secret.substr(start));
    if (bytes && is_macaroon(*bytes)) return accept(whole, model::Verified::Structure);
  }
  return reject(candidate, "is not base64 of a macaroon");
}

}  // namespace veto::confirm
