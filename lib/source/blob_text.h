// Blobs as segments: in memory when they are of ordinary size, as streams when they are not.
#pragma once

#include <cstddef>
#include <optional>

#include "git/object_store.h"
#include "model/segment.h"

namespace veto::source {

/// Larger blobs are streamed through git, so that memory stays bounded whatever is committed.
inline constexpr std::size_t kMaxBlobInMemory = 32 * 1024 * 1024;

/// What a blob turned out to be.
enum class BlobKind : unsigned char { Text, LfsPointer };

/// Hands the blob to the sink. Throws Error(Unreadable).
BlobKind send_blob(git::ObjectStore& objects, const git::Oid& id, const model::Origin& origin,
                   const model::Change* change, model::SegmentSink& sink);

}  // namespace veto::source
