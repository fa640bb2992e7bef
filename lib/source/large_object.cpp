#include "source/large_object.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/error.h"

namespace veto::source {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

/// Up to where the tree's entries are complete: mode and name, NUL, id.
std::size_t whole_entries(std::string_view bytes, std::size_t oid_size) {
  std::size_t end = 0;
  while (true) {
    const std::size_t name_end = bytes.find('\0', end);
    if (name_end == std::string_view::npos || bytes.size() - name_end - 1 < oid_size) return end;
    end = name_end + 1 + oid_size;
  }
}

}  // namespace

void stream_tree(git::ObjectStore& objects, const git::Oid& id,
                 const std::function<void(const git::TreeEntry&)>& use) {
  objects.stream(id, [&](const git::ObjectStore::ReadPiece& read) {
    std::string piece(kPiece, '\0');
    std::size_t held = 0;
    while (const std::size_t count = read(std::span(piece).subspan(held))) {
      held += count;
      const std::string_view text(piece.data(), held);
      const std::size_t end = whole_entries(text, id.size);
      if (end == 0 && held == piece.size())
        throw base::unreadable("object " + id.hex() + ": malformed tree");
      git::TreeReader reader(text.substr(0, end), id.size);
      while (const std::optional<git::TreeEntry> entry = reader.next()) use(*entry);
      std::memmove(piece.data(), piece.data() + end, held - end);
      held -= end;
    }
    if (held > 0) throw base::unreadable("object " + id.hex() + ": malformed tree");
  });
}

void stream_message(git::ObjectStore& objects, const git::Oid& id, const model::Segment& segment,
                    model::SegmentSink& sink,
                    const std::function<void(std::string_view head)>& use_head) {
  objects.stream(id, [&](const git::ObjectStore::ReadPiece& read) {
    std::string front(kPiece, '\0');
    std::size_t size = 0;
    while (const std::size_t count = size < kPiece ? read(std::span(front).subspan(size)) : 0)
      size += count;
    front.resize(size);
    const std::size_t line = front.find("\n\n");
    if (line == std::string::npos)
      throw base::unreadable("object " + id.hex() + ": has no message within its first " +
                             std::to_string(kPiece) + " bytes");
    std::size_t used = line + 2;
    use_head(std::string_view(front).substr(0, used));
    sink.accept_stream(segment, [&](std::span<char> buffer) {
      const std::size_t from_front = std::min(buffer.size(), front.size() - used);
      if (from_front == 0) return read(buffer);
      std::memcpy(buffer.data(), front.data() + used, from_front);
      used += from_front;
      return from_front;
    });
  });
}

}  // namespace veto::source
