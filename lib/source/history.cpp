#include "source/history.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <sstream>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/tree.h"
#include "source/blob_text.h"
#include "source/lfs_pointer.h"

namespace veto::source {
namespace {

// Long enough that a worker reads neighbours of a pack, whose delta bases it has just seen.
constexpr std::size_t kBatch = 512;
// A power of two. Neighbouring versions of a tree name the same children, so that few lookups go
// further.
constexpr std::size_t kRecent = 32 * 1024;
constexpr std::size_t kMissingNamed = 5;

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

}  // namespace

HistorySource::HistorySource(const GitContext& context, Reported reported)
    : context_(context), reported_(reported) {
  if (reported_ == Reported::Reachable) reachable_ = list_reachable(context_);
  if (!context.location.foreign_format)
    groups_ = git::object_groups(git::object_directories(context.location));
}

HistorySource::~HistorySource() = default;

unsigned HistorySource::start(unsigned wanted) {
  for (unsigned i = 0; i < wanted; ++i)
    workers_.emplace_back(
        git::ObjectStore(context_.library, context_.location, context_.environment));
  return wanted;
}

/// Lists what is not listed yet. A part is taken before it is listed: when that fails, the next
/// call goes on behind it.
void HistorySource::list() {
  const auto add = [this](const git::Oid& id) {
    if (!seen_.insert(id).second) return;
    ids_.push_back(id);
    total_ = ids_.size();
  };
  if (context_.location.foreign_format && !std::exchange(listed_through_git_, true))
    git::list_through_git(context_.location, context_.environment, add);
  while (next_group_ < groups_.size()) {
    const git::ObjectGroup& group = groups_[next_group_++];
    for (const git::Oid& id : git::list_group(context_.library, group)) add(id);
  }
}

bool HistorySource::refill(Worker& worker) {
  const std::scoped_lock lock(mutex_);
  list();
  if (next_id_ == ids_.size()) return false;
  worker.batch = {next_id_, std::min(next_id_ + kBatch, ids_.size())};
  next_id_ = worker.batch.end;
  return true;
}

bool HistorySource::next(unsigned worker_number, model::SegmentSink& sink) {
  Worker& worker = workers_[worker_number];
  if (worker.batch.begin == worker.batch.end && !refill(worker)) return false;
  const git::Oid& id = ids_[worker.batch.begin++];
  done_.fetch_add(1, std::memory_order_relaxed);
  read(worker, id, sink);
  return true;
}

void HistorySource::read(Worker& worker, const git::Oid& id, model::SegmentSink& sink) {
  const std::optional<git::ObjectHeader> header = worker.objects.header(id);
  if (!header) throw base::unreadable("object " + id.hex() + ": listed but not found");
  const auto send_message = [&](model::OriginKind kind, std::string_view bytes) {
    sink.accept({{kind, "", id.hex()}, git::message_of(bytes), nullptr});
  };
  switch (header->type) {
    case git::ObjectType::Tree:
      check_children(worker, id);
      break;
    case git::ObjectType::Blob:
      ++worker.blobs;
      if (send_blob(worker.objects, id, {model::OriginKind::Blob, "", id.hex()}, nullptr, sink) ==
          BlobKind::LfsPointer)
        worker.pointers.push_back(id);
      break;
    case git::ObjectType::Commit: {
      const git::Object object = worker.objects.read(id);
      worker.graph.commits.push_back(git::parse_commit(id, object.bytes()));
      send_message(model::OriginKind::CommitMessage, object.bytes());
      break;
    }
    case git::ObjectType::Tag: {
      const git::Object object = worker.objects.read(id);
      ++worker.tags;
      worker.graph.tags.emplace(id, git::parse_tag(object.bytes()));
      send_message(model::OriginKind::TagMessage, object.bytes());
      break;
    }
  }
}

/// Looks for objects that are named but not here: text that nobody can scan.
void HistorySource::check_children(Worker& worker, const git::Oid& id) {
  if (worker.recently_seen.empty()) worker.recently_seen.resize(kRecent);
  const git::Object tree = worker.objects.read(id);
  git::TreeReader reader(tree.bytes(), id.size);
  while (const std::optional<git::TreeEntry> entry = reader.next()) {
    if (entry->is_submodule()) continue;
    git::Oid& recent = worker.recently_seen[git::OidHash()(entry->id) % kRecent];
    if (recent == entry->id) continue;
    if (seen_.contains(entry->id))
      recent = entry->id;
    else
      worker.missing.insert(entry->id);
  }
}

void HistorySource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::History;
  result.source.repository =
      context_.location.work_tree.empty() ? context_.location.git_dir : context_.location.work_tree;
  for (Worker& worker : workers_) {
    result.coverage.blobs += worker.blobs;
    result.coverage.tags += worker.tags;
    for (const git::Oid& id : worker.pointers)
      result.coverage.skipped.push_back({"", id.hex(), kLfsPointer});
    std::move(worker.graph.commits.begin(), worker.graph.commits.end(),
              std::back_inserter(graph_.commits));
    graph_.tags.merge(worker.graph.tags);
  }
  std::sort(result.coverage.skipped.begin(), result.coverage.skipped.end(),
            [](const model::Skipped& a, const model::Skipped& b) { return a.object < b.object; });
  result.coverage.commits = graph_.commits.size();
  add_missing(result);
  add_provenance(result);
  if (reported_ == Reported::Reachable) keep_reachable(result);
}

/// Takes out what no commit introduced that refs reach. What has no commit is reached by a tag, if
/// at all.
void HistorySource::keep_reachable(model::ScanResult& result) const {
  const auto is_outside = [this](const model::Place& place) {
    if (!place.commit.empty()) return !reachable_.contains(place.commit);
    return place.reached != "message" && place.reached != to_string(git::Reach::Tag);
  };
  for (model::Finding& finding : result.findings) std::erase_if(finding.places, is_outside);
  std::erase_if(result.findings,
                [](const model::Finding& finding) { return finding.places.empty(); });
}

/// What the repository knows to exist but does not have: a shallow or partial clone, or damage.
void HistorySource::add_missing(model::ScanResult& result) {
  std::set<git::Oid> missing;
  std::set<git::Oid> boundary;
  for (Worker& worker : workers_) missing.merge(worker.missing);
  const bool shallow = git::read_file(context_.location.common_dir + "/shallow").has_value();
  for (const git::Commit& commit : graph_.commits) {
    if (!seen_.contains(commit.tree)) missing.insert(commit.tree);
    for (const git::Oid& parent : commit.parents) {
      if (!seen_.contains(parent)) (shallow ? boundary : missing).insert(parent);
    }
  }
  const auto add = [&result](const char* code, std::string message) {
    result.diagnostics.push_back(
        {base::DiagnosticKind::Incomplete, code, std::move(message), "", ""});
  };
  if (!boundary.empty())
    add("shallow-clone", "shallow clone: " + std::to_string(boundary.size()) +
                             " commits and all before them are not here");
  if (missing.empty()) return;
  std::string names;
  std::size_t named = 0;
  for (const git::Oid& id : missing) {
    if (++named > kMissingNamed) break;
    names += " " + id.hex();
  }
  add("missing-objects", std::to_string(missing.size()) +
                             " objects are named in the history but not here:" + names +
                             (missing.size() > kMissingNamed ? " ..." : ""));
}

Progress HistorySource::progress() const {
  return {done_.load(std::memory_order_relaxed), total_.load(std::memory_order_relaxed)};
}

/// Gives the findings in blobs and messages their commits, paths and dates.
void HistorySource::add_provenance(model::ScanResult& result) {
  std::unordered_map<git::Oid, std::size_t, git::OidHash> positions;
  for (std::size_t i = 0; i < graph_.commits.size(); ++i)
    positions.emplace(graph_.commits[i].id, i);
  const auto describe = [&](const git::Oid& commit, model::Place& place) {
    const git::Commit& found = graph_.commits[positions.at(commit)];
    place.commit = found.id.hex();
    place.author = found.author;
    place.date = git::format_date(found.date, found.offset);
  };

  // A finding's position stands for its text; each has one place per blob and line so far. The
  // findings keep those until the real places are known: whatever fails on the way, none is lost.
  std::map<std::pair<git::TextId, git::Oid>, std::vector<model::Place>> by_blob;
  git::WantedBlobs wanted;
  std::vector<std::vector<model::Place>> places(result.findings.size());
  std::vector<std::vector<model::Place>> messages(result.findings.size());
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const auto text = static_cast<git::TextId>(i);
    for (model::Place& place : result.findings[i].places) {
      const git::Oid id = *git::Oid::from_hex(place.object);
      if (place.kind == model::OriginKind::Blob) {
        std::vector<git::TextId>& texts = wanted[id];
        if (texts.empty() || texts.back() != text) texts.push_back(text);
        place.reached = to_string(git::Reach::Unreachable);
        by_blob[{text, id}].push_back(place);
      } else {
        place.reached = "message";
        if (place.kind == model::OriginKind::CommitMessage) describe(id, place);
        messages[i].push_back(place);
      }
    }
  }
  if (wanted.empty()) return;

  const std::vector<git::Tip> tips = git::list_tips(context_.location, context_.environment);
  graph_.head = git::resolve_head(context_.location, context_.environment);
  git::ObjectStore objects(context_.library, context_.location, context_.environment);
  const auto unreadable = [&result](const std::string& text) {
    result.diagnostics.push_back(
        {base::DiagnosticKind::Incomplete, "unreadable-object", text, "", ""});
  };
  for (const git::Introduction& introduction :
       git::find_introductions(objects, graph_, tips, wanted, unreadable)) {
    for (model::Place place : by_blob.at({introduction.text, introduction.blob})) {
      place.path = introduction.path;
      place.reached = to_string(introduction.reach);
      if (introduction.commit) describe(*introduction.commit, place);
      place.in_head = introduction.in_head;
      if (introduction.removed) {
        const git::Commit& removal = graph_.commits[positions.at(*introduction.removed)];
        place.removed = removal.id.hex();
        place.removed_date = git::format_date(removal.date, removal.offset);
      }
      places[introduction.text].push_back(std::move(place));
    }
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::move(messages[i].begin(), messages[i].end(), std::back_inserter(places[i]));
    if (!places[i].empty()) result.findings[i].places = std::move(places[i]);
  }
}

}  // namespace veto::source
