#include "source/history_provenance.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "git/containing_refs.h"

namespace veto::source {
namespace {

constexpr std::size_t kRefsNamed = 10;

/// What a branch or tag must contain to hold what stands there.
git::Oid contained(const model::Place& place) {
  return *git::Oid::from_hex(place.commit.empty() ? place.object : place.commit);
}

}  // namespace

HistoryProvenance::HistoryProvenance(const GitContext& context, git::HistoryGraph& graph,
                                     model::ScanResult& result)
    : context_(context),
      graph_(graph),
      result_(result),
      texts_(static_cast<git::TextId>(result.findings.size())),
      places_(result.findings.size()),
      messages_(result.findings.size()) {
  if (result.findings.empty()) return;
  commits_.emplace(graph);
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const auto text = static_cast<git::TextId>(i);
    model::Finding& finding = result.findings[i];
    for (model::Place& place : finding.places) {
      const git::Oid id = *git::Oid::from_hex(place.object);
      if (place.kind == model::OriginKind::Blob) {
        want(text, place);
        place.reached = to_string(git::Reach::Unreachable);
        by_blob_[{text, id}].push_back(&place);
      } else {
        place.reached = "message";
        if (place.kind == model::OriginKind::CommitMessage) describe(id, place);
        messages_[i].push_back(place);
      }
    }
    if (finding.rule->kind != rules::RuleKind::File) continue;
    wanted_.at_path[text] = {finding.places.front().path, text};
    want_graver_versions(text);
  }
  for (auto& [id, texts] : wanted_.blobs) std::sort(texts.begin(), texts.end());
}

void HistoryProvenance::want(git::TextId text, const model::Place& place) {
  std::vector<git::TextId>& texts = wanted_.blobs[*git::Oid::from_hex(place.object)];
  if (texts.empty() || texts.back() != text) texts.push_back(text);
}

/// A file that was a warning, and blocks from some version on, came in twice.
void HistoryProvenance::want_graver_versions(git::TextId file) {
  const std::vector<model::Place>& places = result_.findings[file].places;
  std::set<rules::Tier> tiers;
  for (const model::Place& place : places) tiers.insert(place.tier);
  for (auto tier = tiers.begin(); tier != tiers.end(); ++tier) {
    if (tier == tiers.begin()) continue;
    const git::TextId graver = texts_++;
    wanted_.at_path[graver] = {places.front().path, file};
    for (const model::Place& place : places) {
      if (place.tier >= *tier) want(graver, place);
    }
  }
}

void HistoryProvenance::describe(const git::Oid& commit, model::Place& place) const {
  const git::Commit& found = commits_->commit(commits_->find(commit).value());
  place.commit = found.id.hex();
  place.author = found.author;
  place.date = git::format_date(found.date, found.offset);
}

const std::vector<git::Tip>& HistoryProvenance::tips() {
  if (!tips_) tips_ = git::list_tips(context_.location, context_.environment);
  return *tips_;
}

void HistoryProvenance::trace(const git::TreeIndex& trees, const std::set<git::Oid>& unreadable) {
  graph_.head = git::resolve_head(context_.location, context_.environment);
  git::ObjectStore objects(context_.library, context_.location, context_.environment);
  objects.leave_out(unreadable);
  // What could not be read, or was missing from the beginning, is named elsewhere.
  const auto tell = [&](const git::Oid& tree) {
    if (unreadable.contains(tree) || !trees.numbers().find(tree)) return;
    result_.diagnostics.push_back({base::DiagnosticKind::Incomplete, "unreadable-object",
                                   "tree " + tree.hex() + ": not found", "", tree.hex()});
  };
  for (const git::Introduction& introduction :
       git::find_introductions({objects, tell, &trees}, *commits_, tips(), wanted_)) {
    for (const model::Place* place : by_blob_.at({introduction.text, introduction.blob}))
      add_place(introduction, *place);
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    std::move(messages_[i].begin(), messages_[i].end(), std::back_inserter(places_[i]));
    if (!places_[i].empty()) result_.findings[i].places = std::move(places_[i]);
  }
}

void HistoryProvenance::add_place(const git::Introduction& introduction,
                                  const model::Place& in_blob) {
  model::Place& place = places_[introduction.text].emplace_back(in_blob);
  place.path = introduction.path;
  place.reached = to_string(introduction.reach);
  if (introduction.commit) describe(*introduction.commit, place);
  place.in_head = introduction.in_head;
  if (!introduction.removed) return;
  const git::Commit& removal = commits_->commit(commits_->find(*introduction.removed).value());
  place.removed = removal.id.hex();
  place.removed_date = git::format_date(removal.date, removal.offset);
}

void HistoryProvenance::add_refs() {
  if (!commits_) return;
  std::set<git::Oid> objects;
  for (const model::Finding& finding : result_.findings) {
    for (const model::Place& place : finding.places) objects.insert(contained(place));
  }
  const auto refs =
      git::find_containing_refs(*commits_, tips(), {objects.begin(), objects.end()}, kRefsNamed);
  for (model::Finding& finding : result_.findings) {
    for (model::Place& place : finding.places) {
      const auto found = refs.find(contained(place));
      if (found == refs.end()) continue;
      place.refs = found->second.first;
      place.refs_total = found->second.total;
    }
  }
}

}  // namespace veto::source
