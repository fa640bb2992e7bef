#include "source/verify_found.h"

#include <map>
#include <optional>
#include <string>

#include "base/error.h"

namespace veto::source {
namespace {

git::ObjectType type_of(model::OriginKind kind) {
  switch (kind) {
    case model::OriginKind::File:
    case model::OriginKind::Blob:
      break;
    case model::OriginKind::CommitMessage:
      return git::ObjectType::Commit;
    case model::OriginKind::TagMessage:
      return git::ObjectType::Tag;
  }
  return git::ObjectType::Blob;
}

}  // namespace

void verify_found(const GitContext& context, model::ScanResult& result) {
  std::map<std::string, git::ObjectType> found;
  for (const model::Finding& finding : result.findings) {
    for (const model::Place& place : finding.places)
      if (!place.object.empty()) found.emplace(place.object, type_of(place.kind));
  }
  if (found.empty() || context.location.foreign_format) return;
  git::ObjectStore objects(context.library, context.location, context.environment);
  for (const auto& [hex, type] : found) {
    const std::optional<git::Oid> id = git::Oid::from_hex(hex);
    if (!id) continue;
    try {
      const std::optional<git::ObjectHeader> header = objects.header(*id);
      if (header && header->size <= context.memory.object())
        static_cast<void>(objects.read_verified(*id, type));
    } catch (const base::Error& error) {
      result.diagnostics.push_back(
          {base::DiagnosticKind::Incomplete, "unreadable-object", error.text(), "", hex});
    }
  }
}

}  // namespace veto::source
