// What a history need not read again, because earlier runs did.
#include <algorithm>

#include "git/commit.h"
#include "source/history.h"
#include "source/lfs_pointer.h"

namespace veto::source {

using store::ObjectKind;
using store::ReadObject;

void HistorySource::know(const store::Knowledge& known, EarlierRuns earlier) {
  known_ = &known;
  earlier_ = earlier;
}

bool HistorySource::is_known(const git::Oid& id) const {
  return known_ != nullptr && known_->find(id) != nullptr;
}

model::SourceInfo HistorySource::describe() const {
  model::SourceInfo info;
  info.kind = model::SourceKind::History;
  info.repository =
      context_.location.work_tree.empty() ? context_.location.git_dir : context_.location.work_tree;
  return info;
}

/// Whether what the commit names is there. One of which something is missing is never known, so
/// that each run says so.
bool HistorySource::has_relatives(const git::Commit& commit) const {
  return list_.contains(commit.tree) &&
         std::all_of(commit.parents.begin(), commit.parents.end(),
                     [this](const git::Oid& parent) { return list_.contains(parent); });
}

void HistorySource::count_known(const ReadObject& object) {
  known_before_.bytes += object.bytes;
  switch (object.kind) {
    case ObjectKind::Blob:
    case ObjectKind::LfsPointer:
      ++known_before_.blobs;
      break;
    case ObjectKind::Commit:
      ++known_before_.commits;
      break;
    case ObjectKind::Tag:
      ++known_before_.tags;
      break;
    case ObjectKind::Tree:
      break;
  }
}

/// When all is listed and nothing is read yet. If something is gone, or could not be read, then
/// what names it may be known all the same: trees and commits are read again for that. The graph is
/// needed where findings are.
void HistorySource::leave_out_known() {
  total_ = list_.size();
  if (known_ == nullptr) return;
  std::size_t left_out = 0;
  for (const ReadObject& object : known_->objects()) {
    if (list_.contains(object.id))
      count_known(object);
    else
      has_lost_ = true;
  }
  reads_graph_ = has_lost_ || earlier_ == EarlierRuns::LeftSome || !known_->found().empty();
  list_.leave_out([&](const git::Oid& id) {
    const ReadObject* object = known_->find(id);
    if (object == nullptr || is_read_again(object->kind)) return false;
    ++left_out;
    return true;
  });
  total_ -= left_out;
}

bool HistorySource::is_read_again(ObjectKind kind) const {
  switch (kind) {
    case ObjectKind::Blob:
    case ObjectKind::LfsPointer:
      return false;
    case ObjectKind::Commit:
    case ObjectKind::Tag:
    case ObjectKind::Tree:
      return reads_graph_;
  }
  return true;
}

/// What was known counts as covered, and is told apart.
void HistorySource::add_known(model::ScanResult& result) {
  if (known_ == nullptr) return;
  model::Coverage& coverage = result.coverage;
  coverage.known = known_before_;
  coverage.blobs += known_before_.blobs;
  coverage.bytes += known_before_.bytes;
  for (const ReadObject& object : known_->objects()) {
    if (object.kind == ObjectKind::LfsPointer && list_.contains(object.id))
      coverage.skipped.push_back({"", object.id.hex(), kLfsPointer});
  }
  if (reads_graph_) return;
  coverage.commits += known_before_.commits;
  coverage.tags += known_before_.tags;
  if (!result.findings.empty()) read_known_graph();
}

/// The first findings of a history that had none ask for all of its commits.
void HistorySource::read_known_graph() {
  git::ObjectStore objects(context_.library, context_.location, context_.environment);
  for (const ReadObject& known : known_->objects()) {
    if (!list_.contains(known.id)) continue;
    if (known.kind == ObjectKind::Commit)
      graph_.commits.push_back(
          git::parse_commit(known.id, objects.read(known.id, git::ObjectType::Commit).bytes()));
    else if (known.kind == ObjectKind::Tag)
      graph_.tags.emplace(known.id,
                          git::parse_tag(objects.read(known.id, git::ObjectType::Tag).bytes()));
  }
}

}  // namespace veto::source
