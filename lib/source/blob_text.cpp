#include "source/blob_text.h"

#include "base/error.h"
#include "source/lfs_pointer.h"

namespace veto::source {

BlobKind send_blob(git::ObjectStore& objects, const git::Oid& id, const model::Origin& origin,
                   const model::Change* change, model::SegmentSink& sink) {
  const std::optional<git::ObjectHeader> header = objects.header(id);
  if (!header) throw base::unreadable("object " + id.hex() + ": not found");
  if (header->size <= kMaxBlobInMemory) {
    const git::Object blob = objects.read(id, git::ObjectType::Blob);
    sink.accept({origin, blob.bytes(), change});
    return is_lfs_pointer(blob.bytes()) ? BlobKind::LfsPointer : BlobKind::Text;
  }
  objects.stream(id, [&](const git::ObjectStore::ReadPiece& read) {
    sink.accept_stream({origin, {}, change}, read);
  });
  return BlobKind::Text;
}

}  // namespace veto::source
