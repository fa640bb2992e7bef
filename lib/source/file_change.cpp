#include "source/file_change.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "git/line_diff.h"
#include "source/blob_text.h"
#include "text/escape.h"

namespace veto::source {
namespace {

/// Lines that are in both lists of sorted ranges.
std::vector<model::LineRange> intersect(const std::vector<model::LineRange>& a,
                                        const std::vector<model::LineRange>& b) {
  std::vector<model::LineRange> both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::size_t first = std::max(a[i].first, b[j].first);
    const std::size_t last = std::min(a[i].last, b[j].last);
    if (first <= last) both.push_back({first, last});
    a[i].last < b[j].last ? ++i : ++j;
  }
  return both;
}

}  // namespace

void send_old(git::ObjectStore& objects, const std::string& path, const git::Oid& id,
              model::SegmentSink& sink) {
  const model::Origin origin{model::OriginKind::Blob, path, id.hex()};
  base::in_context([&] { return "reading the old version of " + text::for_terminal(path); },
                   [&] {
                     const std::optional<git::ObjectHeader> header = objects.header(id);
                     if (header && header->size <= kMaxBlobInMemory) {
                       const git::Object blob = objects.read_verified(id, git::ObjectType::Blob);
                       sink.accept({origin, blob.bytes(), nullptr});
                     } else {
                       send_blob(objects, id, origin, nullptr, sink);
                     }
                   });
}

std::optional<std::vector<model::LineRange>> FileChange::added_lines() const {
  const std::vector<git::Oid> old = find_old_();
  if (old.empty()) return std::nullopt;
  const std::optional<git::Object> text = read_if_comparable(file_.id);
  std::optional<std::vector<model::LineRange>> added;
  for (const git::Oid& id : old) {
    const std::optional<git::Object> old_text = read_if_comparable(id);
    if (!text || !old_text) return std::nullopt;
    std::vector<model::LineRange> ranges;
    for (const git::AddedLines& lines :
         git::added_lines(library_, old_text->bytes(), text->bytes()))
      ranges.push_back({lines.first, lines.last});
    added = added ? intersect(*added, ranges) : ranges;
  }
  return added;
}

void FileChange::replay_old(model::SegmentSink& sink) const {
  for (const git::Oid& id : find_old_()) send_old(objects_, file_.path, id, sink);
}

std::optional<git::Object> FileChange::read_if_comparable(const git::Oid& id) const {
  const std::optional<git::ObjectHeader> header = objects_.header(id);
  if (!header || header->size > kMaxBlobInMemory) return std::nullopt;
  return objects_.read_verified(id, git::ObjectType::Blob);
}

}  // namespace veto::source
