#include "source/blob_text.h"

#include "base/error.h"

namespace veto::source {

void send_blob(git::ObjectStore& objects, const git::Oid& id, const model::Origin& origin,
               const model::Change* change, model::SegmentSink& sink) {
  const std::optional<git::ObjectHeader> header = objects.header(id);
  if (!header) throw base::unreadable("object " + id.hex() + ": not found");
  if (header->size <= kMaxBlobInMemory) {
    const git::Object blob = objects.read(id, git::ObjectType::Blob);
    sink.accept({origin, blob.bytes(), change});
  } else {
    objects.stream(id, [&](const git::ObjectStore::ReadPiece& read) {
      sink.accept_stream({origin, {}, change}, read);
    });
  }
}

}  // namespace veto::source
