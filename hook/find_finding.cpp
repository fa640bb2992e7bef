#include "hook/find_finding.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "base/error.h"
#include "hook/history_memory.h"
#include "hook/known_values.h"
#include "hook/named_files.h"
#include "source/files.h"
#include "source/history.h"
#include "source/staged.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::string_view kVersion1 = "v1:";
constexpr std::size_t kMinDigits = 8;
constexpr std::size_t kDigits = 16;

/// The history, keeping what provenance leaves out: every object that holds a secret, and not only
/// those with which it came in.
class WholeHistory final : public source::Source {
 public:
  /// `history` must outlive this.
  explicit WholeHistory(source::HistorySource& history) : history_(history) {}

  unsigned start(unsigned wanted) override { return history_.start(wanted); }
  bool next(unsigned worker, model::SegmentSink& sink) override {
    return history_.next(worker, sink);
  }
  [[nodiscard]] std::vector<model::Replay> named_texts(const git::MeantNames& meant) override {
    return history_.named_texts(meant);
  }
  void finish(model::ScanResult& result) override {
    for (const model::Finding& finding : result.findings) {
      std::vector<model::Place>& places = objects_[key_of(finding)];
      places.insert(places.end(), finding.places.begin(), finding.places.end());
    }
    history_.finish(result);
  }
  [[nodiscard]] source::Progress progress() const override { return history_.progress(); }

  [[nodiscard]] const std::vector<model::Place>& objects_of(const model::Finding& finding) {
    return objects_[key_of(finding)];
  }

 private:
  using Key = std::tuple<std::string_view, std::string, base::Secret>;

  /// A file that its name gives away has no secret but its path; what is known from earlier runs
  /// has none, and its id from the beginning.
  [[nodiscard]] static Key key_of(const model::Finding& finding) {
    if (finding.rule->kind == rules::RuleKind::File)
      return {finding.rule->id, finding.places.front().path, {}};
    return {finding.rule->id, finding.secret.size() == 0 ? finding.id : "", finding.secret};
  }

  source::HistorySource& history_;
  std::map<Key, std::vector<model::Place>> objects_;
};

bool same_place(const model::Place& a, const model::Place& b) {
  return a.object == b.object && a.path == b.path && a.commit == b.commit && a.line == b.line &&
         a.column == b.column;
}

/// What a scan of files names by the directory that it was given is named below it.
void name_below(const std::string& directory, model::ScanResult& result) {
  for (model::Finding& finding : result.findings) {
    for (model::Place& place : finding.places) {
      if (place.path.starts_with(directory)) place.path.erase(0, directory.size());
    }
  }
}

void keep_incomplete(const model::ScanResult& result, SearchResult& search) {
  std::copy_if(
      result.diagnostics.begin(), result.diagnostics.end(), std::back_inserter(search.incomplete),
      [](const base::Diagnostic& each) { return each.kind == base::DiagnosticKind::Incomplete; });
}

void search_repository(Session& session, FindingSearch& search, SearchResult& result) {
  const auto source = std::make_shared<source::HistorySource>(session.git_context());
  WholeHistory history(*source);
  const std::unique_ptr<scan::HistoryMemory> memory = memory_for_objects(session, *source);
  const model::ScanResult whole = session.scan(history, memory.get());
  search.look_in(whole);
  keep_incomplete(whole, result);
  for (FoundFinding& found : search.found()) {
    for (const model::Finding& finding : whole.findings) {
      if (finding.id != found.finding.id) continue;
      const std::vector<model::Place>& objects = history.objects_of(finding);
      found.objects.insert(found.objects.end(), objects.begin(), objects.end());
    }
  }
  result.history = source;
  if (session.git_context().location.work_tree.empty()) return;
  source::StagedSource staged(session.git_context());
  const model::ScanResult next_commit = session.scan(staged);
  search.look_in(next_commit);
  keep_incomplete(next_commit, result);
}

void search_files(Session& session, const std::string& top, FindingSearch& search,
                  SearchResult& result) {
  source::FilesSource files({top}, session.environment());
  model::ScanResult read = session.scan(files);
  name_below(top + "/", read);
  search.look_in(read);
  keep_incomplete(read, result);
}

}  // namespace

bool looks_like_id(const std::string& word) {
  const std::string_view digits =
      std::string_view(word).substr(word.starts_with(kVersion1) ? kVersion1.size() : 0);
  return digits.size() >= kMinDigits && digits.size() <= kDigits &&
         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string parse_id_word(const std::string& word) {
  const std::string id = word.starts_with(kVersion1) ? word : std::string(kVersion1) + word;
  const std::string_view digits = std::string_view(id).substr(kVersion1.size());
  if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos ||
      digits.size() > kDigits)
    throw base::usage_error(
        fmt::format("{} is no id: they have 16 hexadecimal digits, as reports show them "
                    "(v1:...)",
                    text::for_terminal(word)));
  if (digits.size() < kMinDigits)
    throw base::usage_error("an id has at least 8 digits, not " + text::for_terminal(word));
  return id;
}

FindingSearch::FindingSearch(const std::vector<std::string>& words) : found_(words.size()) {
  for (const std::string& word : words) wanted_.push_back(parse_id_word(word));
}

void FindingSearch::look_in(const model::ScanResult& result) {
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    for (const model::Finding& finding : result.findings) {
      if (finding.id.starts_with(wanted_[i])) add(found_[i], finding, result.source.kind);
    }
  }
}

void FindingSearch::add(FoundFinding& found, const model::Finding& finding,
                        model::SourceKind kind) {
  found.staged |= kind == model::SourceKind::Staged;
  found.in_history |= kind == model::SourceKind::History;
  if (found.finding.rule == nullptr) {
    found.finding = finding;
    return;
  }
  if (found.finding.id != finding.id)
    throw base::usage_error("more than one finding begins with the same digits: " +
                            found.finding.id + " and " + finding.id + ", give more of them");
  found.finding.tier = std::max(found.finding.tier, finding.tier);
  // What is excused in one place only is open.
  if (finding.state == model::State::Open) {
    found.finding.state = finding.state;
    found.finding.allowed_by.reset();
  }
  std::vector<model::Place>& places = found.finding.places;
  for (const model::Place& place : finding.places) {
    // A staged blob that no commit has is in the history without a name.
    if (kind == model::SourceKind::Staged)
      std::erase_if(places, [&](const model::Place& old) {
        return old.path.empty() && old.commit.empty() && old.object == place.object;
      });
    if (std::none_of(places.begin(), places.end(),
                     [&](const model::Place& old) { return same_place(old, place); }))
      places.push_back(place);
  }
}

const std::string* FindingSearch::missing() const {
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (found_[i].finding.rule == nullptr) return &wanted_[i];
  }
  return nullptr;
}

SearchResult find_findings(Session& session, const std::vector<std::string>& words) {
  FindingSearch search(words);
  SearchResult result;
  std::string top = ".";
  const git::Location* location = session.find_repository();
  if (location != nullptr) {
    static_cast<void>(session.require_repository(Caller::Person));
    session.look_for(collect_known_values(session));
    search_repository(session, search, result);
    top = location->work_tree;
  }
  if (search.missing() != nullptr && location != nullptr) search.look_in(find_named_files(session));
  if (search.missing() != nullptr && !top.empty()) search_files(session, top, search, result);
  if (const std::string* id = search.missing()) {
    const std::string text =
        "no finding " + *id +
        (location == nullptr
             ? " in the files here, and there is no repository: look where it was reported"
             : " in what is staged, in the history or in the files here (see git veto history)");
    if (!result.incomplete.empty())
      throw base::unreadable(text +
                             ", but not all could be read: " + result.incomplete.front().message);
    throw base::usage_error(text);
  }
  result.findings = std::move(search.found());
  return result;
}

}  // namespace veto::hook
