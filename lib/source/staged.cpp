#include "source/staged.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "git/altered_files.h"
#include "git/commit.h"
#include "git/refs.h"
#include "source/blob_text.h"
#include "source/file_change.h"
#include "source/lfs_pointer.h"
#include "text/escape.h"

namespace veto::source {
namespace {

// A worker needs some files to be worth starting.
constexpr std::size_t kFilesPerWorker = 32;

}  // namespace

StagedSource::StagedSource(const GitContext& context) : context_(context) {
  stores_.emplace_back(context.library, context.location, context.environment);
  changes_ = base::in_context("reading what is staged", [&] {
    return git::staged_changes(stores_.front(), context.location, context.environment);
  });
  for (const git::Oid& commit : git::merge_heads(context.location, context.environment)) {
    const git::Object object = stores_.front().read(commit, git::ObjectType::Commit);
    other_parents_.push_back(git::parse_commit(commit, object.bytes()).tree);
  }
  context.log.trace("staged: by {}, {} new or changed, {} removed, {} merged commits",
                    changes_.method, changes_.files.size(), changes_.removed.size(),
                    other_parents_.size());
}

StagedSource::~StagedSource() = default;

unsigned StagedSource::start(unsigned wanted) {
  const std::size_t useful = std::max<std::size_t>(changes_.files.size() / kFilesPerWorker, 1);
  const auto workers = static_cast<unsigned>(std::min<std::size_t>(wanted, useful));
  while (stores_.size() < workers)
    stores_.emplace_back(context_.library, context_.location, context_.environment);
  pointers_.resize(workers);
  return workers;
}

bool StagedSource::next(unsigned worker, model::SegmentSink& sink) {
  const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
  if (i >= changes_.files.size()) return false;
  const git::StagedFile& file = changes_.files[i];
  const FileChange change(context_.library, stores_[worker], {file.path, file.id},
                          [&] { return old_versions(stores_[worker], file); });
  const model::Origin origin{model::OriginKind::Blob, file.path, file.id.hex()};
  const BlobKind kind =
      base::in_context([&] { return text::for_terminal(file.path); },
                       [&] { return send_blob(stores_[worker], file.id, origin, &change, sink); });
  if (kind == BlobKind::LfsPointer) pointers_[worker].push_back(file.path);
  return true;
}

/// The same path in HEAD and in the merged commits.
std::vector<git::Oid> StagedSource::old_versions(git::ObjectStore& objects,
                                                 const git::StagedFile& file) const {
  std::vector<git::Oid> old;
  if (file.old_id) old.push_back(*file.old_id);
  for (const git::Oid& tree : other_parents_) {
    if (const std::optional<git::Oid> id = git::find_blob(objects, tree, file.path))
      old.push_back(*id);
  }
  return old;
}

std::set<std::string> StagedSource::old_objects(const std::set<std::string>& objects) {
  std::vector<git::Oid> roots = other_parents_;
  if (changes_.head_tree) roots.push_back(*changes_.head_tree);
  std::set<git::Oid> wanted;
  for (const std::string& hex : objects) {
    if (const std::optional<git::Oid> id = git::Oid::from_hex(hex)) wanted.insert(*id);
  }
  std::set<std::string> old;
  for (const git::Oid& id :
       git::contained_blobs(stores_.front(), std::move(roots), std::move(wanted)))
    old.insert(id.hex());
  return old;
}

void StagedSource::each_altered(const std::set<std::string>& /*commits*/, const UseAltered& use) {
  git::ObjectStore& objects = stores_.front();
  for (const git::AlteredFile& file : git::altered_files(objects, changes_, other_parents_)) {
    const auto before = [&](model::SegmentSink& sink) {
      send_old(objects, file.path, file.before, sink);
    };
    const auto after = [&](model::SegmentSink& sink) {
      send_blob(objects, *file.after, {model::OriginKind::Blob, file.path, ""}, nullptr, sink);
    };
    if (!use({"", before, file.after ? model::Replay(after) : model::Replay()})) return;
  }
}

void StagedSource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::Staged;
  result.source.repository =
      context_.location.work_tree.empty() ? context_.location.git_dir : context_.location.work_tree;
  const auto add = [&result](base::DiagnosticKind kind, const char* code, std::string message,
                             std::string path) {
    result.diagnostics.push_back({kind, code, std::move(message), std::move(path), ""});
  };
  for (const std::string& path : changes_.unmerged)
    add(base::DiagnosticKind::Incomplete, "unmerged",
        "in conflict: resolve it and stage the result", path);
  for (const std::string& text : changes_.unreadable)
    add(base::DiagnosticKind::Incomplete, "unreadable-object", text, "");
  for (const std::string& path : changes_.submodules)
    result.coverage.skipped.push_back({path, "", "submodule: its content is another repository's"});
  for (const std::vector<std::string>& paths : pointers_) {
    for (const std::string& path : paths)
      result.coverage.skipped.push_back({path, "", kLfsPointer});
  }
  std::sort(result.coverage.skipped.begin(), result.coverage.skipped.end(),
            [](const model::Skipped& a, const model::Skipped& b) { return a.path < b.path; });
  result.coverage.files = changes_.files.size();
  result.coverage.blobs = changes_.files.size();
}

Progress StagedSource::progress() const {
  const std::size_t total = changes_.files.size();
  Progress progress{std::min(next_.load(std::memory_order_relaxed), total), total};
  progress.unit = "file";
  return progress;
}

}  // namespace veto::source
