#include "source/staged.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "git/altered_files.h"
#include "git/commit.h"
#include "git/line_diff.h"
#include "git/refs.h"
#include "source/blob_text.h"
#include "source/lfs_pointer.h"
#include "text/escape.h"

namespace veto::source {
namespace {

// A worker needs some files to be worth starting.
constexpr std::size_t kFilesPerWorker = 32;

/// A parent's version of a file, which excuses what is in it: it has to be what it says it is.
void send_old(git::ObjectStore& objects, const std::string& path, const git::Oid& id,
              model::SegmentSink& sink) {
  const model::Origin origin{model::OriginKind::Blob, path, ""};
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

}  // namespace

/// What one staged file is new against: the same path in HEAD and in the merged commits.
class StagedSource::FileChange final : public model::Change {
 public:
  FileChange(StagedSource& source, git::ObjectStore& objects, const git::StagedFile& file)
      : source_(source), objects_(objects), file_(file) {}

  [[nodiscard]] std::optional<std::vector<model::LineRange>> added_lines() const override {
    const std::vector<git::Oid> old = old_versions();
    if (old.empty()) return std::nullopt;
    const std::optional<git::Object> text = read_if_comparable(file_.id);
    std::optional<std::vector<model::LineRange>> added;
    for (const git::Oid& id : old) {
      const std::optional<git::Object> old_text = read_if_comparable(id);
      if (!text || !old_text) return std::nullopt;
      std::vector<model::LineRange> ranges;
      for (const git::AddedLines& lines :
           git::added_lines(source_.context_.library, old_text->bytes(), text->bytes()))
        ranges.push_back({lines.first, lines.last});
      added = added ? intersect(*added, ranges) : ranges;
    }
    return added;
  }

  void replay_old(model::SegmentSink& sink) const override {
    for (const git::Oid& id : old_versions()) send_old(objects_, file_.path, id, sink);
  }

 private:
  [[nodiscard]] std::vector<git::Oid> old_versions() const {
    std::vector<git::Oid> old;
    if (file_.old_id) old.push_back(*file_.old_id);
    for (const git::Oid& tree : source_.other_parents_) {
      if (const std::optional<git::Oid> id = git::find_blob(objects_, tree, file_.path))
        old.push_back(*id);
    }
    return old;
  }

  [[nodiscard]] std::optional<git::Object> read_if_comparable(const git::Oid& id) const {
    const std::optional<git::ObjectHeader> header = objects_.header(id);
    if (!header || header->size > kMaxBlobInMemory) return std::nullopt;
    return objects_.read_verified(id, git::ObjectType::Blob);
  }

  /// Lines that are in both lists of sorted ranges.
  static std::vector<model::LineRange> intersect(const std::vector<model::LineRange>& a,
                                                 const std::vector<model::LineRange>& b) {
    std::vector<model::LineRange> common;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      const std::size_t first = std::max(a[i].first, b[j].first);
      const std::size_t last = std::min(a[i].last, b[j].last);
      if (first <= last) common.push_back({first, last});
      a[i].last < b[j].last ? ++i : ++j;
    }
    return common;
  }

  StagedSource& source_;
  git::ObjectStore& objects_;
  const git::StagedFile& file_;
};

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
  const FileChange change(*this, stores_[worker], file);
  const model::Origin origin{model::OriginKind::Blob, file.path, file.id.hex()};
  const BlobKind kind =
      base::in_context([&] { return text::for_terminal(file.path); },
                       [&] { return send_blob(stores_[worker], file.id, origin, &change, sink); });
  if (kind == BlobKind::LfsPointer) pointers_[worker].push_back(file.path);
  return true;
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

void StagedSource::each_altered(const UseAltered& use) {
  git::ObjectStore& objects = stores_.front();
  for (const git::AlteredFile& file : git::altered_files(objects, changes_, other_parents_)) {
    const auto before = [&](model::SegmentSink& sink) {
      send_old(objects, file.path, file.before, sink);
    };
    const auto after = [&](model::SegmentSink& sink) {
      send_blob(objects, *file.after, {model::OriginKind::Blob, file.path, ""}, nullptr, sink);
    };
    if (!use(before, file.after ? model::Replay(after) : model::Replay())) return;
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
  return {std::min(next_.load(std::memory_order_relaxed), changes_.files.size()),
          changes_.files.size()};
}

}  // namespace veto::source
