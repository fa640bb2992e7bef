#include "source/range.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "git/altered_files.h"
#include "git/commit_text.h"
#include "git/past_blobs.h"
#include "git/read_file.h"
#include "git/tree_diff.h"
#include "source/blob_text.h"
#include "source/file_change.h"
#include "source/lfs_pointer.h"
#include "text/count.h"
#include "text/escape.h"

namespace veto::source {
namespace {

// A worker needs some objects to be worth starting.
constexpr std::size_t kObjectsPerWorker = 64;
constexpr std::size_t kMissingNamed = 5;

/// Takes no finding for new, and knows whether there was any.
class Probe final : public model::Change {
 public:
  [[nodiscard]] std::optional<std::vector<model::LineRange>> added_lines() const override {
    asked_ = true;
    return std::vector<model::LineRange>();
  }
  void replay_old(model::SegmentSink& /*sink*/) const override {}
  [[nodiscard]] bool asked() const noexcept { return asked_; }

 private:
  mutable bool asked_ = false;
};

std::string list_of(const std::set<git::Oid>& ids) {
  std::string names;
  std::size_t named = 0;
  for (const git::Oid& id : ids) {
    if (++named > kMissingNamed) break;
    names += " " + id.hex();
  }
  return names + (ids.size() > kMissingNamed ? " ..." : "");
}

/// The commits whose parents a shallow clone does not have.
std::unordered_set<git::Oid, git::OidHash> shallow_commits(const git::Location& location) {
  std::unordered_set<git::Oid, git::OidHash> commits;
  const std::optional<std::string> file = git::read_file(location.common_dir + "/shallow");
  for (std::string_view rest = file ? *file : std::string_view(); !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::optional<git::Oid> id = git::Oid::from_hex(rest.substr(0, end)))
      commits.insert(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return commits;
}

}  // namespace

RangeSource::RangeSource(const GitContext& context, RangeScope scope)
    : context_(context), scope_(std::move(scope)) {
  list();
}

RangeSource::~RangeSource() = default;

void RangeSource::list() {
  std::unordered_set<git::Oid, git::OidHash> seen;
  cut_ = shallow_commits(context_.location);
  for (git::Selection selection : scope_.selections) {
    excluded_.insert(selection.excluded.begin(), selection.excluded.end());
    if (!cut_.empty()) exclude_trees(selection);
    const auto number = static_cast<std::uint32_t>(listings_.size());
    listings_.push_back(git::list_new_objects(context_.location, context_.environment, selection));
    const git::NewObjects& listing = listings_.back();
    if (!listing.failure.empty()) unreadable_.push_back(listing.failure);
    for (std::size_t i = 0; i < listing.size(); ++i) {
      if (scope_.selections.size() == 1 || seen.insert(listing.id(i)).second)
        items_.push_back({number, static_cast<std::uint32_t>(i)});
    }
    missing_.insert(listing.missing.begin(), listing.missing.end());
  }
  context_.log.trace("range: {} new objects", items_.size());
}

/// Where a clone is cut off git does not see that a commit comes after an excluded one, and would
/// list all that it holds.
void RangeSource::exclude_trees(git::Selection& selection) const {
  git::ObjectStore objects(context_.library, context_.location, context_.environment);
  std::vector<git::Oid> trees;
  for (const git::Oid& id : selection.excluded) {
    const std::optional<git::ObjectHeader> header = objects.header(id);
    if (header && header->type == git::ObjectType::Commit)
      trees.push_back(git::parse_commit(id, objects.read(id).bytes()).tree);
  }
  selection.excluded.insert(selection.excluded.end(), trees.begin(), trees.end());
}

unsigned RangeSource::start(unsigned wanted) {
  const std::size_t useful = std::max<std::size_t>(items_.size() / kObjectsPerWorker, 1);
  const auto count = static_cast<unsigned>(std::min<std::size_t>(wanted, useful));
  for (unsigned i = 0; i < count; ++i)
    workers_.emplace_back(
        git::ObjectStore(context_.library, context_.location, context_.environment));
  return count;
}

std::optional<std::size_t> RangeSource::take() {
  const std::scoped_lock lock(mutex_);
  if (next_ < items_.size() && scope_.out_of_time && scope_.out_of_time()) out_of_time_ = true;
  if (out_of_time_ || next_ == items_.size()) return std::nullopt;
  ++unfinished_;
  return next_++;
}

bool RangeSource::next(unsigned worker_number, model::SegmentSink& sink) {
  Worker& worker = workers_[worker_number];
  if (const std::optional<std::size_t> item = take()) {
    // Also when reading fails: the others wait for the end of the round.
    struct Finished {
      RangeSource& source;
      ~Finished() {
        const std::scoped_lock lock(source.mutex_);
        --source.unfinished_;
        source.first_round_ended_.notify_all();
      }
    };
    const Finished finished{*this};
    read(worker, *item, sink);
    return true;
  }
  {
    std::unique_lock lock(mutex_);
    first_round_ended_.wait(lock, [this] { return unfinished_ == 0; });
    if (!std::exchange(in_second_round_, true)) {
      end_first_round();
      find_additions(worker.objects);
    }
  }
  const std::size_t i = next_addition_.fetch_add(1, std::memory_order_relaxed);
  if (i >= additions_.size()) return false;
  read_addition(worker, additions_[i], sink);
  return true;
}

void RangeSource::read(Worker& worker, std::size_t item, model::SegmentSink& sink) {
  const git::NewObjects& listing = listings_[items_[item].listing];
  const git::Oid& id = listing.id(items_[item].position);
  const std::optional<git::ObjectHeader> header = worker.objects.header(id);
  if (!header) throw base::unreadable("object " + id.hex() + ": listed but not found");
  switch (header->type) {
    case git::ObjectType::Tree:
      worker.names.add_tree(id, listing.name(items_[item].position),
                            worker.objects.read(id).bytes());
      break;
    case git::ObjectType::Blob: {
      const Probe probe;
      const model::Origin origin{model::OriginKind::Blob,
                                 std::string(listing.name(items_[item].position)), id.hex()};
      ++worker.blobs;
      if (send_blob(worker.objects, id, origin, &probe, sink) == BlobKind::LfsPointer)
        worker.pointers.push_back(id);
      if (probe.asked()) {
        worker.suspects.insert(id);
        ++suspects_;
      }
      break;
    }
    case git::ObjectType::Commit: {
      const git::Object object = worker.objects.read(id);
      std::string buffer;
      worker.commits.emplace_back(item, git::parse_commit(id, object.bytes()));
      sink.accept({{model::OriginKind::CommitMessage, "", id.hex(), id.hex()},
                   git::scanned_text_of(object.bytes(), buffer),
                   nullptr});
      break;
    }
    case git::ObjectType::Tag: {
      const git::Object object = worker.objects.read(id);
      std::string buffer;
      ++worker.tags;
      worker.tag_targets.push_back(git::parse_tag(object.bytes()).target);
      sink.accept({{model::OriginKind::TagMessage, "", id.hex()},
                   git::scanned_text_of(object.bytes(), buffer),
                   nullptr});
      break;
    }
  }
}

/// Puts the commits that the workers have read in their order: newest first.
void RangeSource::end_first_round() {
  std::vector<std::pair<std::size_t, git::Commit>> commits;
  for (Worker& worker : workers_)
    std::move(worker.commits.begin(), worker.commits.end(), std::back_inserter(commits));
  std::sort(commits.begin(), commits.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [item, commit] : commits) {
    positions_.emplace(commit.id, commits_.size());
    commits_.push_back(std::move(commit));
  }
  for (const git::Commit& commit : commits_) boundary_.merge(hidden_parents(commit));
}

/// git takes a commit at which a shallow clone ends for one without parents: those that the range
/// does not hold all the same, and does not begin behind, are not looked at.
std::set<git::Oid> RangeSource::hidden_parents(const git::Commit& commit) const {
  std::set<git::Oid> hidden;
  if (!cut_.contains(commit.id)) return hidden;
  for (const git::Oid& parent : commit.parents) {
    if (!positions_.contains(parent) && !excluded_.contains(parent)) hidden.insert(parent);
  }
  return hidden;
}

std::size_t RangeSource::count_cut() const {
  git::ObjectStore objects(context_.library, context_.location, context_.environment);
  std::size_t count = 0;
  for (const Item& item : items_) {
    const git::Oid& id = listings_[item.listing].id(item.position);
    if (!cut_.contains(id)) continue;
    const git::Object object = objects.read(id, git::ObjectType::Commit);
    if (!hidden_parents(git::parse_commit(id, object.bytes())).empty()) ++count;
  }
  return count;
}

/// The tree of a commit of the range or before it; nullopt when it is not here.
std::optional<git::Oid> RangeSource::find_tree(git::ObjectStore& objects, const git::Oid& commit) {
  if (const auto found = positions_.find(commit); found != positions_.end())
    return commits_[found->second].tree;
  if (boundary_.contains(commit)) return std::nullopt;
  if (!objects.header(commit)) {
    missing_.insert(commit);
    return std::nullopt;
  }
  return git::parse_commit(commit, objects.read(commit, git::ObjectType::Commit).bytes()).tree;
}

/// New blobs that stand at several paths: what is no finding under the name that git lists them by
/// may be one under another.
void RangeSource::add_several_names(git::ObjectStore& objects, std::set<git::Oid>& suspects) {
  SeveralNames names;
  for (Worker& worker : workers_) names.merge(std::exchange(worker.names, {}));
  const SeveralNames::Ids several = names.blobs(objects);
  if (several.empty()) return;
  for (const Item& item : items_) {
    const git::Oid& id = listings_[item.listing].id(item.position);
    if (several.contains(id)) suspects.insert(id);
  }
}

void RangeSource::find_additions(git::ObjectStore& objects) {
  std::set<git::Oid> suspects;
  for (const Worker& worker : workers_)
    suspects.insert(worker.suspects.begin(), worker.suspects.end());
  // Should what follows fail, all of them count as new.
  for (const git::Oid& id : suspects) additions_.push_back({id, "", std::nullopt, {}});
  add_several_names(objects, suspects);
  if (suspects.empty()) return;
  git::AdditionFinder finder(objects, suspects, [this](const git::Oid& tree) {
    unreadable_.push_back("tree " + tree.hex() + ": not found");
  });
  for (std::size_t i = commits_.size(); i-- > 0;)
    finder.add_commit(commits_[i], git::parent_trees(commits_[i], [&](const git::Oid& commit) {
                        return find_tree(objects, commit);
                      }));
  for (const git::Selection& selection : scope_.selections) {
    for (const git::Oid& id : selection.reached) finder.add_tip(id);
  }
  for (const Worker& worker : workers_) {
    for (const git::Oid& id : worker.tag_targets) finder.add_tip(id);
  }
  const std::set<git::Oid> unseen = finder.unseen();
  additions_ = finder.take();
  for (const git::Oid& id : unseen) additions_.push_back({id, "", std::nullopt, {}});
}

std::set<std::string> RangeSource::old_objects(const std::set<std::string>& objects) {
  std::set<std::string> old;
  if (scope_.returned == Returned::New) return old;
  std::set<git::Oid> blobs;
  for (const git::Addition& addition : additions_) {
    if (objects.contains(addition.blob.hex())) blobs.insert(addition.blob);
  }
  if (blobs.empty()) return old;
  for (const git::Selection& selection : scope_.selections) {
    for (const git::Oid& id :
         git::past_blobs(context_.location, context_.environment, selection, blobs))
      old.insert(id.hex());
  }
  return old;
}

void RangeSource::read_addition(Worker& worker, const git::Addition& addition,
                                model::SegmentSink& sink) {
  const FileChange change(context_.library, worker.objects, {addition.path, addition.blob},
                          [&] { return addition.old; });
  const model::Origin origin{model::OriginKind::Blob, addition.path, addition.blob.hex(),
                             addition.commit ? addition.commit->hex() : ""};
  base::in_context([&] { return text::for_terminal(addition.path); },
                   [&] { send_blob(worker.objects, addition.blob, origin, &change, sink); });
  if (const auto header = worker.objects.header(addition.blob)) worker.reread += header->size;
}

void RangeSource::each_altered(const std::set<std::string>& commits, const UseAltered& use) {
  git::ObjectStore& objects = workers_.front().objects;
  const auto find = [&](const git::Oid& id) { return find_tree(objects, id); };
  for (const git::Commit& commit : commits_) {
    const std::string hex = commit.id.hex();
    if (!commits.contains(hex)) continue;
    std::vector<git::Oid> parents = git::parent_trees(commit, find);
    if (parents.empty()) continue;
    git::StagedChanges changes;
    changes.head_tree = parents.front();
    git::ChangeCollector(objects, changes).compare_trees(changes.head_tree, commit.tree, "");
    parents.erase(parents.begin());
    for (const git::AlteredFile& file : git::altered_files(objects, changes, parents)) {
      const model::Replay before = [&](model::SegmentSink& sink) {
        send_old(objects, file.path, file.before, sink);
      };
      const auto send_after = [&](model::SegmentSink& sink) {
        send_blob(objects, *file.after, {model::OriginKind::Blob, file.path, ""}, nullptr, sink);
      };
      const model::Replay after = file.after ? model::Replay(send_after) : model::Replay();
      if (!use({hex, before, after})) return;
    }
  }
}

void RangeSource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::Range;
  result.source.range = scope_.name;
  result.source.repository =
      context_.location.work_tree.empty() ? context_.location.git_dir : context_.location.work_tree;
  for (const Worker& worker : workers_) {
    result.coverage.blobs += worker.blobs;
    result.coverage.tags += worker.tags;
    result.coverage.bytes -= std::min<std::uint64_t>(worker.reread, result.coverage.bytes);
    for (const git::Oid& id : worker.pointers)
      result.coverage.skipped.push_back({"", id.hex(), kLfsPointer});
  }
  std::sort(result.coverage.skipped.begin(), result.coverage.skipped.end(),
            [](const model::Skipped& a, const model::Skipped& b) { return a.object < b.object; });
  result.coverage.commits = commits_.size();
  add_diagnostics(result);

  // Who added it, and the oldest place first.
  const auto age = [this](const model::Place& place) {
    const std::optional<git::Oid> id = git::Oid::from_hex(place.commit);
    const auto found = id ? positions_.find(*id) : positions_.end();
    return found == positions_.end() ? std::nullopt : std::optional(found->second);
  };
  for (model::Finding& finding : result.findings) {
    for (model::Place& place : finding.places) {
      if (place.kind != model::OriginKind::Blob) place.reached = "message";
      const std::optional<std::size_t> position = age(place);
      if (!position) continue;
      const git::Commit& commit = commits_[*position];
      place.author = commit.author;
      place.date = git::format_date(commit.date, commit.offset);
    }
    std::stable_sort(finding.places.begin(), finding.places.end(),
                     [&](const model::Place& a, const model::Place& b) { return age(a) > age(b); });
  }
}

void RangeSource::add_diagnostics(model::ScanResult& result) const {
  const auto add = [&result](base::DiagnosticKind kind, const char* code, std::string message) {
    result.diagnostics.push_back({kind, code, std::move(message), "", ""});
  };
  for (const std::string& text : unreadable_)
    add(base::DiagnosticKind::Incomplete, "unreadable-object", text);
  const auto unless = [this](Cut cut, Cut other) {
    return scope_.cut == cut || scope_.cut == other ? base::DiagnosticKind::Note
                                                    : base::DiagnosticKind::Incomplete;
  };
  if (!missing_.empty())
    add(unless(Cut::Promised, Cut::Promised), "missing-objects",
        text::count_of(missing_.size(), "object") + (missing_.size() == 1 ? " is" : " are") +
            " named in the range but not here:" + list_of(missing_));
  if (!boundary_.empty())
    add(unless(Cut::Complete, Cut::Promised), "shallow-clone",
        "shallow clone: the range goes on before " + text::count_of(boundary_.size(), "commit") +
            (boundary_.size() == 1 ? " that is" : " that are") + " not here:" + list_of(boundary_));
  if (out_of_time_)
    add(base::DiagnosticKind::Incomplete, "out-of-time",
        "out of time: " + std::to_string(items_.size() - next_) + " of " +
            text::count_of(items_.size(), "object") + " not read");
}

}  // namespace veto::source
