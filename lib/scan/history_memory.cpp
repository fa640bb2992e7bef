#include "scan/history_memory.h"

#include <algorithm>
#include <set>
#include <utility>

#include "scan/finding_id.h"
#include "scan/scan_digest.h"

namespace veto::scan {
namespace {

bool is_guessable(const rules::Rule& rule) {
  return rule.strength == rules::Strength::Guessable;
}

/// What is said of the repository's state, and not of an attempt to read it: it is as true as long
/// as the state is the same, in which what is missing is looked for each time.
bool is_of_state(const base::Diagnostic& diagnostic) {
  return diagnostic.code == "missing-objects" || diagnostic.code == "shallow-clone";
}

void narrow(store::ValidTime& valid, const store::ValidTime& other) {
  valid.from = std::max(valid.from, other.from);
  valid.until = std::min(valid.until, other.until);
}

}  // namespace

HistoryMemory::HistoryMemory(source::HistorySource& source, MemorySettings settings)
    : source_(source), settings_(std::move(settings)) {}

bool HistoryMemory::recall(const WorkerSettings& settings,
                           std::function<policy::FingerprintSalt()> salt,
                           model::ScanResult& result) {
  scan_ = &settings;
  ask_salt_ = std::move(salt);
  store_.emplace(settings_.path, digest_of(settings, settings_.program), settings_.day);
  state_ = state();
  // Without the memory for it, everything is read.
  std::vector<base::Diagnostic> ignored;
  bool is_recalled = false;
  attempt(ignored, settings.log, [&] {
    if (settings_.use == MemorySettings::Use::Refresh)
      store_->forget();
    else if (!(is_recalled = recall_report(result)))
      load();
    return true;
  });
  if (known_ && !is_recalled)
    settings.log.trace("history: {} objects known", known_->objects().size());
  return is_recalled;
}

source::HistoryState HistoryMemory::state() const {
  source::HistoryState state;
  std::vector<base::Diagnostic> ignored;
  attempt(ignored, scan_->log, [&] { return state = source_.state(), true; });
  return state;
}

/// What a report is a function of: the state, and the salt of its ids as far as it is not the root
/// commit's id, which follows from the state.
std::string HistoryMemory::report_key() const {
  return state_.hash + scan_->policy->salt();
}

bool HistoryMemory::recall_report(model::ScanResult& result) {
  if (state_.hash.empty() || !settings_.keeps_report) return false;
  std::optional<store::Snapshot> snapshot = store_->snapshot(report_key());
  if (!snapshot || !snapshot->valid.holds(scan_->confirm.now_unix)) return false;
  std::vector<model::Finding> findings;
  for (store::KnownFinding& known : snapshot->findings) {
    const rules::Rule* rule = find_rule(known.rule);
    if (rule == nullptr) return false;
    model::Finding& finding = findings.emplace_back();
    finding.id = std::move(known.id);
    finding.rule = rule;
    finding.tier = known.tier;
    finding.verified = known.verified;
    finding.note = std::move(known.note);
    finding.shown_as = std::move(known.shown_as);
    finding.fits = std::move(known.fits);
    finding.places = std::move(known.places);
    if (known.mark) finding.state = model::State::Allowed;
    finding.allowed_by = std::move(known.mark);
  }
  result.source = source_.describe();
  result.coverage = std::move(snapshot->coverage);
  const model::Coverage& all = result.coverage;
  result.coverage.known = {all.blobs, all.commits, all.tags, all.bytes, snapshot->day};
  result.findings = std::move(findings);
  result.diagnostics = std::move(snapshot->diagnostics);
  return true;
}

void HistoryMemory::load() {
  store::HistoryStore::Loaded loaded = store_->load();
  const auto altered = source::altered_objects(loaded.files, state_.files);
  if (loaded.batches.empty() || !altered) return;
  const std::set<git::Oid> unknown(altered->begin(), altered->end());
  for (store::Batch& batch : loaded.batches) {
    if (unknown.empty()) break;
    std::erase_if(batch.plain, [&](const auto& object) { return unknown.contains(object.id); });
    std::erase_if(batch.found, [&](const auto& text) { return unknown.contains(text.object.id); });
  }
  known_.emplace(std::move(loaded.batches),
                 [this](const store::FoundText& text) { return is_valid(text); });
  known_since_ = loaded.day;
  for (const store::FoundText& text : known_->found()) narrow(valid_, text.valid);
  source_.know(*known_,
               loaded.complete ? source::EarlierRuns::ReadAll : source::EarlierRuns::LeftSome);
}

bool HistoryMemory::is_valid(const store::FoundText& text) {
  return text.valid.holds(scan_->confirm.now_unix) &&
         std::all_of(text.findings.begin(), text.findings.end(), [&](const auto& finding) {
           const rules::Rule* rule = find_rule(finding.rule);
           return rule != nullptr && finding.places.size() == 1 &&
                  (!is_guessable(*rule) || finding.salt == salt());
         });
}

const rules::Rule* HistoryMemory::find_rule(const std::string& id) const {
  // Rules of one's own come last, and may stand for built-in ones.
  const rules::Rule* found = rules::RuleSet{scan_->other_rules}.find(id);
  for (std::size_t i = scan_->engine.rule_count(); i-- > 0 && found == nullptr;) {
    if (scan_->engine.rule(i).id == id) found = &scan_->engine.rule(i);
  }
  return found;
}

const std::string& HistoryMemory::salt() {
  const std::scoped_lock lock(mutex_);
  if (!salt_) salt_ = ask_salt_ ? ask_salt_().text : "";
  return *salt_;
}

/// Ids of guessable values take long: each secret's is made once.
const std::string& HistoryMemory::id_of(const Detection& detection) {
  const SecretKey key = key_of(detection);
  {
    const std::scoped_lock lock(mutex_);
    const auto found = ids_.find(key);
    if (found != ids_.end()) return found->second;
  }
  model::Finding finding;
  finding.rule = detection.rule;
  finding.secret = detection.secret;
  std::string id = fingerprint_of(finding, {is_guessable(*detection.rule) ? salt() : ""});
  const std::scoped_lock lock(mutex_);
  return ids_.emplace(key, std::move(id)).first->second;
}

std::optional<store::KnownFinding> HistoryMemory::known_form(Detection& detection) {
  if (detection.rule->kind == rules::RuleKind::File) return std::nullopt;
  detection.id = id_of(detection);
  store::KnownFinding known;
  known.rule = detection.rule->id;
  known.id = detection.id;
  if (is_guessable(*detection.rule)) known.salt = salt();
  known.tier = detection.tier;
  known.verified = detection.verified;
  known.note = detection.note;
  known.shown_as = detection.shown_as.empty() ? detection.secret.redacted(detection.rule->shown)
                                              : detection.shown_as;
  known.fits = scan_->policy->fitting(detection.secret);
  known.mark = detection.mark;
  known.places = {detection.place};
  return known;
}

bool HistoryMemory::Recorder::read(const std::function<bool()>& next) {
  const std::size_t first = worker_.detections.size();
  const std::size_t diagnostics = worker_.diagnostics.size();
  const std::uint64_t bytes = worker_.bytes;
  worker_.span = {};
  if (!next()) return false;
  const bool has_found = worker_.detections.size() > first;
  const store::ValidTime valid{worker_.span.from, worker_.span.until};
  if (has_found) {
    const std::scoped_lock lock(memory_.mutex_);
    narrow(memory_.valid_, valid);
  }
  std::optional<store::ReadObject> object = memory_.source_.just_read(number_);
  if (object && worker_.diagnostics.size() == diagnostics) {
    object->bytes = worker_.bytes - bytes;
    if (has_found)
      note({*object, valid, {}}, first);
    else
      batch_.plain.push_back(*object);
  }
  if (std::chrono::steady_clock::now() - kept_ >= memory_.settings_.interval) keep();
  return true;
}

/// An id that works with a secret near by is no finding of its own (group()), and not kept.
void HistoryMemory::Recorder::note(store::FoundText text, std::size_t first_detection) {
  const std::span<Detection> detections = std::span(worker_.detections).subspan(first_detection);
  std::set<SecretKey> secrets;
  for (Detection& detection : detections) secrets.insert(key_of(detection));
  bool is_kept = true;
  for (Detection& detection : detections) {
    if (detection.pair && secrets.contains(*detection.pair)) continue;
    if (std::optional<store::KnownFinding> known = memory_.known_form(detection))
      text.findings.push_back(*std::move(known));
    else
      is_kept = false;
  }
  if (is_kept) batch_.found.push_back(std::move(text));
}

void HistoryMemory::Recorder::keep() {
  memory_.store_->add(std::exchange(batch_, {}));
  kept_ = std::chrono::steady_clock::now();
}

void HistoryMemory::add_known(std::vector<Detection>& detections) {
  for (Detection& detection : detections) {
    const bool has_id = !detection.id.empty() || detection.rule->kind == rules::RuleKind::File;
    if (!has_id && !detection.pair) detection.id = id_of(detection);
  }
  if (!known_) return;
  for (const store::FoundText& text : known_->found()) {
    if (!source_.holds(text.object.id)) continue;
    for (const store::KnownFinding& known : text.findings) {
      Detection& detection = detections.emplace_back();
      detection.rule = find_rule(known.rule);
      detection.id = known.id;
      detection.tier = known.tier;
      detection.verified = known.verified;
      detection.note = known.note;
      detection.shown_as = known.shown_as;
      detection.fits = known.fits;
      detection.mark = known.mark;
      detection.place = known.places.front();
    }
  }
}

store::Snapshot HistoryMemory::snapshot_of(const model::ScanResult& result) const {
  store::Snapshot snapshot;
  snapshot.day = settings_.day;
  snapshot.valid = valid_;
  snapshot.coverage = result.coverage;
  snapshot.diagnostics = result.diagnostics;
  for (const model::Finding& finding : result.findings) {
    store::KnownFinding& known = snapshot.findings.emplace_back();
    known.rule = finding.rule->id;
    known.id = finding.id;
    known.tier = finding.tier;
    known.verified = finding.verified;
    known.note = finding.note;
    known.shown_as =
        finding.shown_as.empty() ? finding.secret.redacted(finding.rule->shown) : finding.shown_as;
    known.fits = finding.fits ? *finding.fits : scan_->policy->fitting(finding.secret);
    known.mark = finding.allowed_by;
    known.places = finding.places;
  }
  return snapshot;
}

void HistoryMemory::narrow_to(const confirm::TimeSpan& span) {
  narrow(valid_, {span.from, span.until});
}

/// Where something was found, trees are read by each run, and so they are where a name may be meant
/// that they have: a tree with such a name is kept as one in which something is.
void HistoryMemory::keep_named_tree() {
  const auto is_tree = [](const store::FoundText& text) {
    return text.object.kind == store::ObjectKind::Tree;
  };
  if (!source_.named_tree() ||
      (known_ && std::any_of(known_->found().begin(), known_->found().end(), is_tree)))
    return;
  store::Batch batch;
  batch.found.push_back({{*source_.named_tree(), store::ObjectKind::Tree, 0}, {}, {}});
  store_->add(std::move(batch));
}

void HistoryMemory::keep(model::ScanResult& result) {
  keep_named_tree();
  if (result.coverage.known.blobs + result.coverage.known.commits + result.coverage.known.tags > 0)
    result.coverage.known.since = known_since_;
  // What could not be read is tried again each time.
  const bool has_read_all =
      std::all_of(result.diagnostics.begin(), result.diagnostics.end(), is_of_state);
  const bool is_same = has_read_all && !state_.hash.empty() && state().hash == state_.hash;
  std::optional<store::Snapshot> snapshot;
  if (is_same && settings_.keeps_report) snapshot = snapshot_of(result);
  const std::string key = report_key();
  store::HistoryStore::End end;
  end.complete = has_read_all;
  end.snapshot = snapshot ? &*snapshot : nullptr;
  end.files = is_same ? &state_.files : nullptr;
  end.state = key;
  if (source_.has_lost() && end.complete)
    end.is_there = [this](const git::Oid& id) { return source_.holds(id); };
  store_->finish(end);
  if (!store_->problem().empty())
    result.diagnostics.push_back({base::DiagnosticKind::Note, "history-store",
                                  "what was read is not remembered for the next run (" +
                                      settings_.path + "): " + store_->problem(),
                                  "", ""});
}

}  // namespace veto::scan
