#include "hook/purge_values.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "confirm/confirm.h"
#include "git/commit_text.h"
#include "git/object_store.h"
#include "policy/fingerprint.h"
#include "text/line_map.h"
#include "text/utf16.h"

namespace veto::hook {
namespace {

/// git-filter-repo replaces nothing in a blob with a NUL in its front.
constexpr std::size_t kLookedAt = 8192;
/// Larger ones are not read just for this.
constexpr std::size_t kMaxBlob = 256UL * 1024 * 1024;

bool is_binary(std::string_view bytes) {
  return bytes.substr(0, kLookedAt).find('\0') != std::string_view::npos ||
         text::detect_utf16(bytes).has_value();
}

std::string_view cut(std::string_view text, const model::Place& place) {
  const std::size_t begin = text::offset_of(text, {place.line, place.column});
  const std::size_t end = text::offset_of(text, {place.end_line, place.end_column});
  return text.substr(begin, std::max(end, begin) - begin);
}

}  // namespace

void add_purge_values(Session& session, const FoundFinding& found, PurgeValues& purge) {
  const rules::Rule& rule = *found.finding.rule;
  if (rule.kind == rules::RuleKind::File) {
    purge.files.insert(found.finding.places.front().path);
    return;
  }
  const source::GitContext context = session.git_context();
  git::ObjectStore objects(context.library, context.location, context.environment);
  std::optional<policy::FingerprintSalt> salt;
  std::set<base::Secret> checked;
  /// Whether these bytes are the secret: what stands elsewhere is not taken out by mistake.
  const auto is_the_secret = [&](const base::Secret& value, std::string_view bytes) {
    if (checked.contains(value)) return true;
    if (!salt)
      salt =
          rule.strength == rules::Strength::Guessable ? session.salt() : policy::FingerprintSalt();
    if (policy::fingerprint(rule, confirm::canonical_secret(rule, bytes), *salt) !=
        found.finding.id)
      return false;
    checked.insert(value);
    return true;
  };
  for (const model::Place& place : found.objects) {
    const git::Oid id = *git::Oid::from_hex(place.object);
    const bool is_blob = place.kind == model::OriginKind::Blob;
    const std::optional<git::ObjectHeader> header = objects.header(id);
    if (is_blob && header && header->size > kMaxBlob) {
      purge.blobs.insert(place.object);
      continue;
    }
    const git::Object object = objects.read(id);
    std::string buffer;
    const std::string_view bytes =
        is_blob ? object.bytes() : git::scanned_text_of(object.bytes(), buffer);
    const std::string_view piece = cut(bytes, place);
    const base::Secret value{std::string(piece)};
    const bool can_be_replaced = (!is_blob || !is_binary(bytes)) && is_the_secret(value, piece);
    if (can_be_replaced)
      purge.values.push_back(value);
    else if (is_blob)
      purge.blobs.insert(place.object);
    purge.in_messages |= !is_blob;
  }
}

}  // namespace veto::hook
