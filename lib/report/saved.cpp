#include "report/saved.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "report/json_cursor.h"

namespace veto::report {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kDate = "0123456789-+:.TZ";
constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789-";

/// The enumerator of this name.
template <class Enum>
Enum enumerator(const JsonCursor& cursor, std::initializer_list<Enum> all) {
  std::string names;
  for (const Enum value : all) {
    if (cursor.text() == to_string(value)) return value;
    names += (names.empty() ? "" : ", ") + std::string(to_string(value));
  }
  cursor.fail("one of " + names);
}

template <class Enum>
Enum parsed(const JsonCursor& cursor, std::optional<Enum> value) {
  if (!value) cursor.fail("another word");
  return *value;
}

std::string optional_bytes(const JsonCursor& object, const char* key) {
  const std::optional<JsonCursor> member = object.find(key);
  return member ? member->bytes() : std::string();
}

std::string optional_word(const JsonCursor& object, const char* key, std::string_view alphabet) {
  const std::optional<JsonCursor> member = object.find(key);
  return member ? member->word(alphabet) : std::string();
}

std::size_t optional_number(const JsonCursor& object, const char* key, std::size_t otherwise) {
  const std::optional<JsonCursor> member = object.find(key);
  return member ? member->number() : otherwise;
}

/// Sets what kind of place it is, and of which object.
void read_object(const JsonCursor& json, model::Place& place) {
  if (const std::optional<JsonCursor> blob = json.find("blob")) {
    place.kind = model::OriginKind::Blob;
    place.object = blob->word(kHex);
    if (place.object.empty()) blob->fail("an object");
  } else if (const std::optional<JsonCursor> kind = json.find("kind")) {
    const bool is_commit = kind->text() == "commit-message";
    if (!is_commit && kind->text() != "tag-message") kind->fail("commit-message or tag-message");
    place.kind = is_commit ? model::OriginKind::CommitMessage : model::OriginKind::TagMessage;
    place.object = optional_word(json, "object", kHex);
  } else if (place.path.empty()) {  // as written before there were kinds
    place.kind = model::OriginKind::CommitMessage;
    place.object = place.commit;
  }
}

/// How much of a secret is shown by its redacted form, "ghp_...(40)".
std::uint8_t prefix_size(const std::string& redacted) {
  const std::size_t end = redacted.rfind("...(");
  return end == std::string::npos ? 0 : static_cast<std::uint8_t>(std::min<std::size_t>(end, 255));
}

model::Place read_place(const JsonCursor& json) {
  model::Place place;
  place.path = json.at("path").bytes();
  place.line = json.at("line").number();
  place.column = json.at("column").number();
  place.end_line = optional_number(json, "end_line", 0);
  place.end_column = optional_number(json, "end_column", 0);
  place.label = optional_bytes(json, "label");
  place.commit = optional_word(json, "commit", kHex);
  place.author = optional_bytes(json, "author");
  place.date = optional_word(json, "date", kDate);
  place.reached = optional_word(json, "reached", kName);
  if (const std::optional<JsonCursor> in_head = json.find("in_head"))
    place.in_head = in_head->boolean();
  if (const std::optional<JsonCursor> removed = json.find("removed")) {
    place.removed = removed->at("commit").word(kHex);
    place.removed_date = optional_word(*removed, "date", kDate);
  }
  if (const std::optional<JsonCursor> refs = json.find("refs")) {
    for (const JsonCursor& ref : refs->elements()) place.refs.push_back(ref.bytes());
  }
  place.refs_total = optional_number(json, "refs_total", place.refs.size());
  read_object(json, place);
  return place;
}

model::Allowance read_allowance(const JsonCursor& json) {
  using model::AllowedHow;
  return {enumerator(json.at("how"), {AllowedHow::Mark, AllowedHow::AllowFile, AllowedHow::Config,
                                      AllowedHow::Baseline}),
          optional_bytes(json, "reason"), optional_word(json, "expires", kDate)};
}

class Reader {
 public:
  explicit Reader(const rules::RuleSet& known) : known_(known) {}

  SavedReport read(const JsonCursor& json) {
    if (json.at("schema").text() != "git-veto/report/1")
      json.at("schema").fail("git-veto/report/1");
    model::ScanResult& result = saved_.result;
    read_tool(json.at("tool"));
    read_source(json.at("source"));
    result.as_of = optional_word(json, "as_of", kDate);
    if (const std::optional<JsonCursor> tier = json.find("failing_tier"))
      result.failing_tier = parsed(*tier, rules::parse_tier(tier->text()));
    read_coverage(json.at("coverage"));
    if (const std::optional<JsonCursor> policy = json.find("policy")) {
      for (const JsonCursor& origin : policy->elements())
        result.policy.push_back({origin.at("kind").line(), origin.at("name").bytes()});
    }
    for (const JsonCursor& finding : json.at("findings").elements())
      result.findings.push_back(read_finding(finding));
    const bool complete = json.at("summary").at("complete").boolean();
    for (const JsonCursor& diagnostic : json.at("diagnostics").elements())
      read_diagnostic(diagnostic, complete);
    if (result.complete() != complete)
      json.at("summary").at("complete").fail("what the diagnostics say of it");
    return std::move(saved_);
  }

 private:
  void read_tool(const JsonCursor& json) {
    model::ToolInfo& tool = saved_.result.tool;
    tool.name = json.at("name").line();
    tool.version = json.at("version").line();
    tool.rules = json.at("rules").number();
    tool.rules_digest = json.at("rules_digest").line();
  }

  void read_source(const JsonCursor& json) {
    using model::SourceKind;
    model::SourceInfo& source = saved_.result.source;
    source.kind =
        enumerator(json.at("kind"), {SourceKind::Staged, SourceKind::History, SourceKind::Range,
                                     SourceKind::Files, SourceKind::Stdin, SourceKind::Message});
    source.repository = optional_bytes(json, "repository");
    source.head = optional_word(json, "head", kHex);
    source.range = optional_bytes(json, "range");
  }

  void read_coverage(const JsonCursor& json) {
    model::Coverage& coverage = saved_.result.coverage;
    coverage.files = optional_number(json, "files", 0);
    coverage.blobs = optional_number(json, "blobs", 0);
    coverage.commits = optional_number(json, "commits", 0);
    coverage.tags = optional_number(json, "tags", 0);
    coverage.bytes = json.at("bytes").number();
    for (const JsonCursor& each : json.at("skipped").elements())
      coverage.skipped.push_back({optional_bytes(each, "path"), optional_word(each, "object", kHex),
                                  each.at("reason").line()});
    coverage.seconds = json.at("seconds").fraction();
    const std::optional<JsonCursor> known = json.find("known");
    if (!known) return;
    coverage.known = {known->at("blobs").number(), known->at("commits").number(),
                      known->at("tags").number(), known->at("bytes").number(),
                      known->at("since").word(kDate)};
  }

  /// `complete` decides for reports that do not say which of their diagnostics mean it.
  void read_diagnostic(const JsonCursor& json, bool complete) {
    const std::optional<JsonCursor> incomplete = json.find("incomplete");
    const bool is_note = incomplete ? !incomplete->boolean() : complete;
    saved_.result.diagnostics.push_back(
        {is_note ? base::DiagnosticKind::Note : base::DiagnosticKind::Incomplete,
         json.at("code").line(), json.at("message").bytes(), optional_bytes(json, "path"),
         optional_word(json, "object", kHex)});
  }

  model::Finding read_finding(const JsonCursor& json) {
    using model::State;
    using model::Verified;
    model::Finding finding;
    finding.id = json.at("id").text();
    if (!finding.id.starts_with("v1:") || finding.id.size() != 19 ||
        finding.id.find_first_not_of(kHex, 3) != std::string::npos)
      json.at("id").fail("v1: and 16 hexadecimal digits");
    finding.tier = parsed(json.at("tier"), rules::parse_tier(json.at("tier").text()));
    finding.rule = rule_of(json, finding.tier);
    finding.verified = enumerator(json.at("verified"), {Verified::None, Verified::Pair,
                                                        Verified::Structure, Verified::Checksum});
    finding.note = optional_bytes(json, "note");
    finding.shown_as = json.at("redacted").bytes();
    if (const std::optional<JsonCursor> secret = json.find("secret")) {
      finding.secret = base::Secret(secret->bytes());
      finding.shown_as.clear();  // it is shown as it was then
    }
    for (const JsonCursor& place : json.at("places").elements())
      finding.places.push_back(read_place(place));
    if (finding.places.empty()) json.at("places").fail("at least one place");
    model::Place& first = finding.places.front();
    first.end_line = optional_number(json, "end_line", first.end_line);
    first.end_column = optional_number(json, "end_column", first.end_column);
    finding.state = enumerator(json.at("state"), {State::Open, State::Allowed, State::Baselined});
    if (const std::optional<JsonCursor> allowance = json.find("allowed_by"))
      finding.allowed_by = read_allowance(*allowance);
    return finding;
  }

  /// The rule as the report has it, with the help of the known one.
  const rules::Rule* rule_of(const JsonCursor& json, rules::Tier tier) {
    const std::string& id = json.at("rule").word(kName);
    if (id.empty()) json.at("rule").fail("a rule");
    for (const rules::Rule& rule : saved_.rules) {
      if (rule.id == id) return &rule;
    }
    const rules::Rule* found = known_.find(id);
    rules::Rule rule = found != nullptr ? *found : rules::Rule{};
    if (found == nullptr) {
      rule.tier = tier;
      rule.shown = prefix_size(json.at("redacted").bytes());
    }
    rule.id = saved_.texts.keep(id);
    rule.title = saved_.texts.keep(json.at("title").line());
    rule.severity = parsed(json.at("severity"), rules::parse_severity(json.at("severity").text()));
    return &saved_.rules.emplace_back(rule);
  }

  const rules::RuleSet& known_;
  SavedReport saved_;
};

}  // namespace

SavedReport read_saved_report(std::string_view text, const std::string& name,
                              const rules::RuleSet& known) {
  const nlohmann::json json = parse_json(text, name);
  return Reader(known).read(JsonCursor(json, name));
}

}  // namespace veto::report
