#include "source/history.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iterator>
#include <map>
#include <sstream>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "git/bus_guard.h"
#include "git/commit_text.h"
#include "git/inflate_stream.h"
#include "git/plumbing.h"
#include "git/ref_list.h"
#include "git/refs.h"
#include "source/blob_text.h"
#include "source/history_provenance.h"
#include "source/large_object.h"
#include "source/lfs_pointer.h"
#include "source/verify_found.h"

namespace veto::source {
namespace {

// Long enough that a worker reads neighbours of a pack, whose delta bases it has just seen.
constexpr std::size_t kBatch = 512;
// What reading a loose object is taken for: its size is not known before.
constexpr std::uint64_t kLooseWeight = 4096;

store::ObjectKind blob_kind(bool is_lfs_pointer) {
  return is_lfs_pointer ? store::ObjectKind::LfsPointer : store::ObjectKind::Blob;
}

/// The commits that refs reach.
std::unordered_set<std::string> list_reachable(const GitContext& context) {
  const base::Output output =
      git::ask_git(context.location, context.environment, {"rev-list", "--all", "--"});
  if (output.status != 0)
    throw base::unreadable("git rev-list --all: the commits that refs reach cannot be listed");
  std::unordered_set<std::string> commits;
  std::istringstream lines(output.out);
  for (std::string line; std::getline(lines, line);) commits.insert(line);
  return commits;
}

/// What a worker has not come to the end of, by an exception, which says why.
template <class Worker>
void note_unreadable(Worker& worker) {
  if (worker.reading) worker.unreadable.insert(*std::exchange(worker.reading, std::nullopt));
}

}  // namespace

HistorySource::HistorySource(const GitContext& context, Reported reported, PackReading reading)
    : context_(context), reported_(reported), reading_(reading), list_(context) {
  git::BusGuard::install();
  if (reported_ == Reported::Reachable) reachable_ = list_reachable(context_);
}

HistorySource::~HistorySource() = default;

unsigned HistorySource::start(unsigned wanted) {
  for (unsigned i = 0; i < wanted; ++i)
    workers_.emplace_back(
        git::ObjectStore(context_.library, context_.location, context_.environment));
  return wanted;
}

/// A worker that leaves a call by an exception may never come back: the others must not wait for
/// it.
class HistorySource::Presence {
 public:
  Presence(git::PackWalk& walk, bool& has_left)
      : walk_(walk), has_left_(has_left), exceptions_(std::uncaught_exceptions()) {
    if (std::exchange(has_left_, false)) walk_.reenter();
  }
  ~Presence() {
    if (std::uncaught_exceptions() <= exceptions_) return;
    has_left_ = true;
    walk_.leave();
  }
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;

 private:
  git::PackWalk& walk_;
  bool& has_left_;
  int exceptions_;
};

/// Lists the objects if nobody has.
void HistorySource::begin(Worker& worker) {
  if (worker.walker) return;
  const std::scoped_lock lock(mutex_);
  if (!walk_) {
    list_.complete(reading_ == PackReading::OneByOne ? ObjectList::Packs::AsOthers
                                                     : ObjectList::Packs::Walk);
    leave_out_known();
    numbers_ = {list_.count(), [this](const git::Oid& id) { return list_.number(id); },
                [this](std::uint32_t number) { return list_.id(number); }};
    walk_.emplace(list_.take_packs(), context_.memory.walk(static_cast<unsigned>(workers_.size())));
    total_weight_ = walk_->stored() + kLooseWeight * list_.others().size();
    for (std::size_t i = 0; i < workers_.size(); ++i) walk_->enter();
  }
  worker.walker.emplace(*walk_);
  worker.trees.emplace(numbers_, context_.memory.trees() / workers_.size());
}

bool HistorySource::refill(Worker& worker) {
  if (worker.batch.begin != worker.batch.end) return true;
  const std::scoped_lock lock(mutex_);
  const std::size_t count = list_.others().size();
  if (next_id_ == count) return false;
  worker.batch = {next_id_, std::min(next_id_ + kBatch, count)};
  next_id_ = worker.batch.end;
  return true;
}

bool HistorySource::next(unsigned worker_number, model::SegmentSink& sink) {
  Worker& worker = workers_[worker_number];
  worker.just_read.reset();
  begin(worker);
  note_unreadable(worker);
  const Presence presence(*walk_, worker.has_left);
  if (next_packed(worker, git::PackWalk::Wait::No, sink)) return true;
  if (!refill(worker)) return next_packed(worker, git::PackWalk::Wait::Yes, sink);
  const git::Oid& id = list_.others()[worker.batch.begin++];
  done_.fetch_add(1, std::memory_order_relaxed);
  weight_.fetch_add(kLooseWeight, std::memory_order_relaxed);
  worker.reading = id;
  read(worker, id, sink);
  worker.reading.reset();
  return true;
}

bool HistorySource::next_packed(Worker& worker, git::PackWalk::Wait wait,
                                model::SegmentSink& sink) {
  git::PackedObject object;
  if (!worker.walker->next(object, wait)) return false;
  done_.fetch_add(1, std::memory_order_relaxed);
  weight_.fetch_add(object.stored, std::memory_order_relaxed);
  bytes_.fetch_add(object.bytes ? object.bytes->size() : 0, std::memory_order_relaxed);
  worker.reading = object.id;
  if (object.large && object.type == git::ObjectType::Blob)
    stream_packed(worker, object, sink);
  else if (!object.bytes)
    read(worker, object.id, sink);
  else if (object.type == git::ObjectType::Blob)
    read_blob(worker, object, sink);
  else if (object.type == git::ObjectType::Tree)
    read_tree(worker, object);
  else
    use(worker, object.id, {object.type, *object.bytes, nullptr}, sink);
  worker.reading.reset();
  return true;
}

void HistorySource::read_blob(Worker& worker, const git::PackedObject& object,
                              model::SegmentSink& sink) {
  ++worker.blobs;
  const model::Origin origin{model::OriginKind::Blob, "", object.id.hex()};
  const bool is_pointer = is_lfs_pointer(*object.bytes);
  if (is_pointer) worker.pointers.push_back(object.id);
  if (reading_ == PackReading::Deltas) {
    model::Lineage lineage{object.copies, object.base_notes, nullptr};
    sink.accept({origin, *object.bytes, nullptr, &lineage});
    *object.notes = {std::move(lineage.notes), lineage.notes_bytes};
  } else {
    sink.accept({origin, *object.bytes});
  }
  worker.just_read = {object.id, blob_kind(is_pointer)};
}

void HistorySource::stream_packed(Worker& worker, const git::PackedObject& object,
                                  model::SegmentSink& sink) {
  ++worker.blobs;
  const model::Origin origin{model::OriginKind::Blob, "", object.id.hex()};
  base::in_context([&] { return "object " + object.id.hex(); },
                   [&] {
                     git::InflateStream stream(*object.large);
                     sink.accept_stream({origin, {}, nullptr}, [&](std::span<char> buffer) {
                       return stream.read(buffer);
                     });
                     stream.finish();
                   });
  worker.just_read = {object.id, store::ObjectKind::Blob};
}

void HistorySource::read_tree(Worker& worker, const git::PackedObject& object) {
  git::TreeRecorder::Tree tree{object.id, *object.bytes};
  if (reading_ == PackReading::Deltas) {
    tree.copies = object.copies;
    tree.base = static_cast<const git::TreeNotes*>(object.base_notes.get());
  }
  std::shared_ptr<const git::TreeNotes> notes = worker.trees->add(tree);
  const std::size_t bytes = git::memory_of(*notes);
  if (notes->has_all && !is_known(object.id))
    worker.just_read = {object.id, store::ObjectKind::Tree};
  *object.notes = {std::move(notes), bytes};
}

void HistorySource::read(Worker& worker, const git::Oid& id, model::SegmentSink& sink) {
  std::optional<git::ObjectHeader> header = worker.objects.header(id);
  if (!header) {  // it may be in a pack that is new
    worker.objects = {context_.library, context_.location, context_.environment};
    header = worker.objects.header(id);
  }
  if (!header) {
    worker.gone.insert(id);
    return;
  }
  if (header->size > context_.memory.object()) return read_large(worker, id, header->type, sink);
  worker.walker->prepare_for(2 * header->size);
  if (header->type != git::ObjectType::Blob)
    return use(worker, id, worker.objects.read(id, header->type), sink);
  ++worker.blobs;
  const bool is_pointer = send_blob(worker.objects, id, {model::OriginKind::Blob, "", id.hex()},
                                    nullptr, sink) == BlobKind::LfsPointer;
  if (is_pointer) worker.pointers.push_back(id);
  worker.just_read = {id, blob_kind(is_pointer)};
}

/// What is too large to be held: in pieces.
void HistorySource::read_large(Worker& worker, const git::Oid& id, git::ObjectType type,
                               model::SegmentSink& sink) {
  if (type == git::ObjectType::Tree) {
    worker.trees->leave_out();
    return stream_tree(worker.objects, id,
                       [&](const git::TreeEntry& entry) { worker.trees->check(entry); });
  }
  const std::string hex = id.hex();
  if (type == git::ObjectType::Blob) {
    ++worker.blobs;
    worker.objects.stream(id, [&](const git::ObjectStore::ReadPiece& piece) {
      sink.accept_stream({{model::OriginKind::Blob, "", hex}, {}, nullptr}, piece);
    });
    worker.just_read = {id, store::ObjectKind::Blob};
    return;
  }
  const bool is_commit = type == git::ObjectType::Commit;
  const model::Origin origin{
      is_commit ? model::OriginKind::CommitMessage : model::OriginKind::TagMessage, "", hex};
  stream_message(worker.objects, id, {origin, {}, nullptr}, sink, [&](std::string_view head) {
    if (is_commit)
      worker.graph.commits.push_back(git::parse_commit(id, head));
    else
      worker.graph.tags.emplace(id, git::parse_tag(head));
  });
}

/// An object that is no blob.
void HistorySource::use(Worker& worker, const git::Oid& id, const git::Object& object,
                        model::SegmentSink& sink) {
  const bool is_old = is_known(id);
  const auto send_message = [&](model::OriginKind kind) {
    if (is_old) return;
    std::string buffer;
    sink.accept({{kind, "", id.hex()}, git::scanned_text_of(object.bytes(), buffer), nullptr});
  };
  bool is_whole = true;
  store::ObjectKind kind = store::ObjectKind::Tree;
  switch (object.type()) {
    case git::ObjectType::Blob:
      break;
    case git::ObjectType::Tree:
      is_whole = worker.trees->add({id, object.bytes()})->has_all;
      break;
    case git::ObjectType::Commit:
      worker.graph.commits.push_back(git::parse_commit(id, object.bytes()));
      kind = store::ObjectKind::Commit;
      is_whole = has_relatives(worker.graph.commits.back());
      send_message(model::OriginKind::CommitMessage);
      break;
    case git::ObjectType::Tag:
      kind = store::ObjectKind::Tag;
      is_whole = list_.contains(
          worker.graph.tags.emplace(id, git::parse_tag(object.bytes())).first->second.target);
      send_message(model::OriginKind::TagMessage);
      break;
  }
  if (is_whole && !is_old) worker.just_read = {id, kind};
}

/// Once all is read: what the workers have of commits, tags and missing objects.
void HistorySource::gather() {
  if (std::exchange(is_gathered_, true)) return;
  for (Worker& worker : workers_) {
    std::move(worker.graph.commits.begin(), worker.graph.commits.end(),
              std::back_inserter(graph_.commits));
    graph_.tags.merge(worker.graph.tags);
    note_unreadable(worker);
    unreadable_.merge(worker.unreadable);
    unreadable_.insert(worker.gone.begin(), worker.gone.end());
    gone_.merge(worker.gone);
    if (!worker.trees) continue;
    for (const auto& [id, number] : worker.trees->missing()) missing_.insert(id);
  }
}

void HistorySource::finish(model::ScanResult& result) {
  gather();
  result.source = describe();
  for (const Worker& worker : workers_) {
    result.coverage.blobs += worker.blobs;
    for (const git::Oid& id : worker.pointers)
      result.coverage.skipped.push_back({"", id.hex(), kLfsPointer});
  }
  result.coverage.commits = graph_.commits.size();
  result.coverage.tags = graph_.tags.size();
  add_known(result);
  std::sort(result.coverage.skipped.begin(), result.coverage.skipped.end(),
            [](const model::Skipped& a, const model::Skipped& b) { return a.object < b.object; });
  add_missing(result);
  add_provenance(result);
  if (reported_ == Reported::Reachable) keep_reachable(result);
  verify_found(context_, result);
  if (git::BusGuard::was_needed())
    result.diagnostics.push_back({base::DiagnosticKind::Incomplete, "shortened-file",
                                  "a file of the object database was cut off while it was read: "
                                  "what it held was not scanned",
                                  "", ""});
  add_gone(result);  // lists all again, which may fail
}

/// The annotated tags that refs name, one through the other, by their hexadecimal ids.
std::unordered_set<std::string> HistorySource::list_reachable_tags() const {
  std::unordered_set<std::string> reachable;
  for (const git::ListedRef& ref : git::list_refs(context_.location, context_.environment)) {
    auto tag = graph_.tags.find(ref.id);
    while (tag != graph_.tags.end() && reachable.insert(tag->first.hex()).second)
      tag = graph_.tags.find(tag->second.target);
  }
  return reachable;
}

/// Takes out what no commit introduced that refs reach. What has no commit is a tag's message, or a
/// blob that a ref or a tag names.
void HistorySource::keep_reachable(model::ScanResult& result) const {
  const std::unordered_set<std::string> tags = list_reachable_tags();
  const auto is_outside = [&](const model::Place& place) {
    if (!place.commit.empty()) return !reachable_.contains(place.commit);
    if (place.kind == model::OriginKind::TagMessage) return !tags.contains(place.object);
    for (const git::Reach reach : {git::Reach::Branch, git::Reach::Tag, git::Reach::Notes}) {
      if (place.reached == to_string(reach)) return false;
    }
    return true;
  };
  for (model::Finding& finding : result.findings) std::erase_if(finding.places, is_outside);
  std::erase_if(result.findings,
                [](const model::Finding& finding) { return finding.places.empty(); });
}

Progress HistorySource::progress() const {
  Progress progress{done_.load(std::memory_order_relaxed), total_.load(std::memory_order_relaxed)};
  progress.bytes = bytes_.load(std::memory_order_relaxed);
  progress.weight = weight_.load(std::memory_order_relaxed);
  progress.total_weight = total_weight_.load(std::memory_order_relaxed);
  return progress;
}

void HistorySource::add_provenance(model::ScanResult& result) {
  HistoryProvenance provenance(context_, graph_, result);
  if (provenance.asks_trees()) provenance.trace(require_trees(), unreadable_);
  provenance.add_refs();
}

/// Made when something is asked of it for the first time.
const git::TreeIndex& HistorySource::require_trees() {
  if (trees_) return *trees_;
  std::vector<git::TreeRecorder> recorders;
  for (Worker& worker : workers_) {
    if (worker.trees) recorders.push_back(*std::exchange(worker.trees, std::nullopt));
  }
  return trees_.emplace(numbers_, std::move(recorders));
}

}  // namespace veto::source
