// What a history shows under names that are meant: nothing is looked up before some name is.
#include <algorithm>
#include <functional>

#include "source/blob_text.h"
#include "source/history.h"
#include "source/history_names.h"

namespace veto::source {
namespace {

bool any_may_be_meant(const git::NameTable& names, const git::MeantNames& meant) {
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    if (meant.file(names.name(i)) || meant.directory(names.name(i))) return true;
  }
  return false;
}

}  // namespace

std::vector<model::Replay> HistorySource::named_texts(const git::MeantNames& meant) {
  gather();
  HistoryNames names(context_, list_, meant, unreadable_);
  const std::vector<git::Tip> tips = git::list_tips(context_.location, context_.environment);
  names.add_staged(tips);
  const bool any = std::any_of(workers_.begin(), workers_.end(), [&](const Worker& worker) {
    return worker.trees && any_may_be_meant(worker.trees->names(), meant);
  });
  if (any) names.add_trees(graph_, tips, require_trees());
  named_tree_ = names.tree();
  std::vector<model::Replay> texts;
  for (const auto& [path, blobs] : names.files()) {
    for (const git::Oid& id : blobs)
      texts.emplace_back(
          [this, id, path = path](model::SegmentSink& sink) { read_named(id, path, sink); });
  }
  return texts;
}

void HistorySource::read_named(const git::Oid& id, const std::string& path,
                               model::SegmentSink& sink) {
  git::ObjectStore& objects = workers_.front().objects;
  const model::Origin origin{model::OriginKind::Blob, path, id.hex()};
  const std::optional<git::ObjectHeader> header = objects.header(id);
  if (!header) {  // it has been read without its name
    gone_.insert(id);
    return;
  }
  if (header->size <= context_.memory.object()) {
    send_blob(objects, id, origin, nullptr, sink);
    return;
  }
  objects.stream(id, [&](const git::ObjectStore::ReadPiece& piece) {
    sink.accept_stream({origin, {}, nullptr}, piece);
  });
}

}  // namespace veto::source
