#include "scan/worker.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "confirm/confirm.h"
#include "confirm/shown_label.h"
#include "rules/structure_name.h"
#include "scan/file_content.h"
#include "scan/utf16_decoder.h"
#include "text/escape.h"
#include "text/utf16.h"

namespace veto::scan {
namespace {

constexpr std::size_t kPiece = 256 * 1024;

std::string describe(const model::Origin& origin) {
  return origin.path.empty() ? origin.object : text::for_terminal(origin.path);
}

/// The outcome, with the name of the structure that rejected.
std::string describe(const model::Verdict& verdict, const rules::Rule& rule) {
  if (verdict.accepted) return "accepted";
  std::string text(rules::to_string(verdict.stage));
  if (verdict.stage != rules::Stage::Structure) return text;
  return text + " (" + std::string(rules::split_structure(rule.confirm.structure).name) + ")";
}

std::string note_of(const model::Verdict& verdict) {
  const bool both = !verdict.note.empty() && !verdict.reason.empty();
  return verdict.note + (both ? "; " : "") + std::string(verdict.reason);
}

bool overlaps(const model::LineRange& lines, const std::vector<model::LineRange>& added) {
  const auto at = std::lower_bound(
      added.begin(), added.end(), lines.first,
      [](const model::LineRange& range, std::size_t line) { return range.last < line; });
  return at != added.end() && at->first <= lines.last;
}

/// Rejected, but what the rule is about: no accident of its pattern.
bool is_known(const model::Verdict& verdict) {
  if (verdict.accepted) return false;
  switch (verdict.stage) {
    case rules::Stage::Example:
    case rules::Stage::Placeholder:
    case rules::Stage::Checksum:
    case rules::Stage::Structure:
      return true;
    case rules::Stage::Pattern:
    case rules::Stage::Boundary:
    case rules::Stage::Context:
    case rules::Stage::Entropy:
    case rules::Stage::Overlap:
      return false;
  }
  return false;
}

}  // namespace

bool WorkerSettings::is_off(const rules::Rule& rule) const {
  const bool selected = only_rules.empty() || std::find(only_rules.begin(), only_rules.end(),
                                                        rule.id) != only_rules.end();
  return !selected || (policy != nullptr && policy->is_off(rule.id));
}

policy::MarkSettings WorkerSettings::marks() const {
  return policy == nullptr ? policy::MarkSettings() : policy->marks();
}

policy::RuleState WorkerSettings::state_of(std::string_view id) const {
  const rules::Rule* found = rules::RuleSet{other_rules}.find(id);
  for (std::size_t i = 0; i < engine.rule_count() && found == nullptr; ++i) {
    if (engine.rule(i).id == id) found = &engine.rule(i);
  }
  if (found == nullptr) return policy::RuleState::Unknown;
  return is_off(*found) ? policy::RuleState::Off : policy::RuleState::On;
}

const rules::Rule* WorkerSettings::known_rule() const {
  const auto found =
      std::find_if(other_rules.begin(), other_rules.end(),
                   [](const rules::Rule& rule) { return rule.kind == rules::RuleKind::Known; });
  return known == nullptr || found == other_rules.end() || is_off(*found) ? nullptr : &*found;
}

Worker::Worker(const WorkerSettings& settings)
    : settings_(settings), marks_(settings.marks()), scanner_(settings.engine) {}

void Worker::accept(const model::Segment& segment) {
  bytes += segment.bytes.size();
  Harvest harvest;
  // A trace tells of every candidate of every text.
  harvest.found = segment.lineage != nullptr && !settings_.log.enabled()
                      ? detect_noting(segment)
                      : detect(segment.origin, [&](const match::OnHit& on_hit) {
                          scanner_.scan(segment.bytes, on_hit);
                        });
  watch(segment.origin, segment.bytes, harvest.found, harvest.remarks);
  harvest.files = file_rules_for(segment.origin);
  harvest.head = segment.bytes;
  harvest.is_empty = segment.bytes.empty();
  std::string decoded;
  if (text::detect_utf16(segment.bytes)) harvest.head = decoded = detect_utf16(segment, harvest);
  if (!harvest.empty()) keep_new(segment, std::move(harvest));
}

/// The same detections, found with the help of what was noted of other texts, the one that this is
/// made of above all; and notes for those made of this one.
std::vector<Detection> Worker::detect_noting(const model::Segment& segment) {
  model::Lineage& lineage = *segment.lineage;
  Found found;
  const match::OnHit on_hit = [&](const match::Hit& hit) {
    return add_hit(segment.origin, hit, found);
  };
  const auto base = std::static_pointer_cast<const match::ScanNotes>(lineage.base_notes);
  std::optional<match::Scanner::Origin> origin;
  if (base) origin.emplace(match::Scanner::Origin{lineage.copies, *base});
  match::Scanner::Noted noted =
      scanner_.scan_changes(segment.bytes, origin, {on_hit, [&] { found = {}; }});
  lineage.notes_bytes = noted.notes ? match::memory_of(*noted.notes) : 0;
  lineage.notes = std::move(noted.notes);
  return found.resolve();
}

/// The bytes as they are and, in case they are UTF-16, the text that they encode: what only begins
/// like one of the two is read as the other all the same.
void Worker::accept_stream(const model::Segment& segment, const model::ReadChunk& read) {
  const model::Origin& origin = segment.origin;
  Found found;
  Found wide;
  match::StreamScan raw(scanner_,
                        [&](const match::Hit& hit) { return add_hit(origin, hit, found); });
  match::StreamScan decoded(scanner_,
                            [&](const match::Hit& hit) { return add_hit(origin, hit, wide); });
  TextWatch raw_watch(marks_, settings_.known);
  TextWatch decoded_watch(marks_, settings_.known);
  Utf16Decoder decoder;
  Harvest harvest;
  harvest.files = file_rules_for(origin);
  std::string head;
  const auto feed_decoded = [&](const std::string& text) {
    decoded.feed(text);
    decoded_watch.feed(text);
  };
  std::string buffer(kPiece, '\0');
  while (const std::size_t count = read(buffer)) {
    const std::string_view piece = std::string_view(buffer).substr(0, count);
    bytes += count;
    if (!harvest.files.empty() && head.size() < kMaxSettings) head += piece;
    raw.feed(piece);
    raw_watch.feed(piece);
    feed_decoded(decoder.feed(piece));
  }
  feed_decoded(decoder.finish());
  raw.finish();
  decoded.finish();
  raw_watch.finish();
  decoded_watch.finish();
  harvest.found = found.resolve();
  add_known(origin, raw_watch, harvest.found);
  use_marks(origin, raw_watch, harvest.found, harvest.remarks);
  std::vector<Detection> inner = wide.resolve();
  add_known(origin, decoded_watch, inner);
  use_marks(origin, decoded_watch, inner, harvest.remarks);
  add_utf16(std::move(inner), harvest.found);
  harvest.head = head;
  harvest.is_empty = head.empty();
  if (!harvest.empty()) keep_new(segment, std::move(harvest));
}

std::vector<Detection> Worker::detect(const model::Origin& origin, const Scan& scan) {
  Found found;
  scan([&](const match::Hit& hit) { return add_hit(origin, hit, found); });
  return found.resolve();
}

std::vector<Detection> Worker::Found::resolve() {
  resolve_overlaps(detections, vetoes);
  join_pairs(detections);
  return std::move(detections);
}

/// Scans the text that the segment encodes, and returns it; lines are the same, columns count bytes
/// of the original.
std::string Worker::detect_utf16(const model::Segment& segment, Harvest& harvest) {
  const text::Utf16Order order = *text::detect_utf16(segment.bytes);
  std::string text = text::utf16_to_utf8(segment.bytes, order);
  const bool marked = text::has_utf16_bom(segment.bytes);
  std::vector<Detection> inner =
      detect(segment.origin, [&](const match::OnHit& on_hit) { scanner_.scan(text, on_hit); });
  const std::size_t remarks = harvest.remarks.size();
  watch(segment.origin, text, inner, harvest.remarks);
  for (std::size_t i = remarks; i < harvest.remarks.size(); ++i)
    harvest.remarks[i].lines = kAnyLine;
  for (Detection& detection : inner) {
    const auto original = [&](std::size_t offset, std::size_t column) {
      const std::size_t line_begin = offset - (column - 1);
      return text::utf16_byte_offset(text, offset, marked) -
             (line_begin == 0 ? 0 : text::utf16_byte_offset(text, line_begin, marked)) + 1;
    };
    detection.place.column = original(detection.range.begin, detection.place.column);
    if (detection.place.end_line == detection.place.line)
      detection.place.end_column = original(detection.range.end, detection.place.end_column);
  }
  add_utf16(std::move(inner), harvest.found);
  return text;
}

/// git takes every byte 0x0A for a line end, also inside a character: such a detection passes for
/// touching any line.
void Worker::add_utf16(std::vector<Detection> inner, std::vector<Detection>& found) {
  for (Detection& detection : inner) {
    detection.lines = kAnyLine;
    found.push_back(std::move(detection));
  }
}

match::Answer Worker::add_hit(const model::Origin& origin, const match::Hit& hit, Found& found) {
  const rules::Rule& rule = hit.candidate.rule;
  if (settings_.policy != nullptr && settings_.policy->is_replaced(rule)) return {true, false, {}};
  confirm::Settings settings = settings_.confirm;
  settings.path = origin.path;
  settings.explains = settings_.log.enabled();
  settings.span = &span;
  rules::WindowReach reach;
  settings.reach = &reach;
  const model::Verdict verdict = confirm::confirm(hit.candidate, settings);
  if (settings_.log.enabled())
    settings_.log.trace("{}: {} at byte {}: {} {}", describe(origin), rule.id,
                        hit.window_offset + hit.candidate.match.begin, describe(verdict, rule),
                        verdict.detail.empty() ? note_of(verdict) : verdict.detail);
  const bool is_off = settings_.is_off(rule);
  const bool is_veto =
      rule.kind == rules::RuleKind::Token && (is_off ? verdict.accepted : is_known(verdict));
  if (is_veto)
    found.vetoes.push_back({&rule,
                            {hit.window_offset + hit.candidate.secret.begin,
                             hit.window_offset + hit.candidate.secret.end},
                            verdict.stage == rules::Stage::Checksum && !verdict.accepted});
  if (is_off || !verdict.accepted) return {is_off, is_veto, reach};
  const std::string_view window = hit.candidate.window;
  const std::string_view secret = window.substr(verdict.secret.begin, verdict.secret.size());
  const std::size_t base = hit.window_offset - hit.lines_offset;
  const auto position = [&](std::size_t offset) { return hit.lines.at(base + offset); };
  Detection detection;
  detection.rule = &rule;
  detection.tier = verdict.tier;
  detection.verified = verdict.verified;
  detection.note = note_of(verdict);
  detection.range = {hit.window_offset + verdict.secret.begin,
                     hit.window_offset + verdict.secret.end};
  detection.secret = base::Secret(std::string(secret));
  detection.canonical = base::Secret(confirm::canonical_secret(rule, secret));
  const model::Range whole{std::min(verdict.match.begin, verdict.secret.begin),
                           std::max(verdict.match.end, verdict.secret.end)};
  // git counts line feeds only: where we count otherwise, the finding must pass for touching any
  // line.
  const std::size_t first_line = position(whole.begin).line;
  const text::Position begin = position(verdict.secret.begin);
  const text::Position end = position(verdict.secret.end);
  detection.lines =
      hit.lines.counts_cr() ? kAnyLine : model::LineRange{first_line, position(whole.end).line};
  detection.place.kind = origin.kind;
  detection.place.path = origin.path;
  detection.place.object = origin.object;
  detection.place.commit = origin.commit;
  detection.place.line = begin.line;
  detection.place.column = begin.column;
  detection.place.end_line = end.line;
  detection.place.end_column = end.column;
  detection.place.label = confirm::shown_label(window.substr(0, verdict.secret.begin));
  detection.target = {&rule,
                      {hit.window_offset + whole.begin, hit.window_offset + whole.end},
                      {first_line, position(whole.end).line},
                      policy::is_on_long_line(window, whole, hit.lines.counts_cr() ? '\r' : '\n')};
  found.detections.push_back(std::move(detection));
  return true;
}

std::vector<const rules::Rule*> Worker::file_rules_for(const model::Origin& origin) const {
  if (settings_.files == nullptr) return {};
  std::vector<const rules::Rule*> found = settings_.files->find(origin.path);
  std::erase_if(found, [this](const rules::Rule* rule) { return settings_.is_off(*rule); });
  return found;
}

/// Keeps what is new in this segment: on lines that the change adds, and in no old version of the
/// text.
void Worker::keep_new(const model::Segment& segment, Harvest harvest) {
  std::optional<std::vector<model::LineRange>> added;
  if (segment.change != nullptr) {
    attempt(diagnostics, settings_.log,
            [&] { return added = segment.change->added_lines(), true; });
  }
  if (!harvest.files.empty()) {
    for (const Detection& each : harvest.found)
      harvest.tokens.push_back({each.rule, each.tier, each.range});
  }
  const auto is_old = [&](const auto& each) { return added && !overlaps(each.lines, *added); };
  std::erase_if(harvest.found, is_old);
  std::erase_if(harvest.remarks, is_old);
  if (segment.change != nullptr && !harvest.found.empty()) drop_old(segment, harvest.found);
  for (Remark& remark : harvest.remarks) diagnostics.push_back(std::move(remark.diagnostic));
  const bool is_altered = !added || !added->empty();  // a file that only loses lines is not
  if (!harvest.files.empty() && is_altered) {
    std::optional<Detection> file = settings_.files->judge(
        harvest.files, {segment.origin, harvest.head, harvest.is_empty, harvest.found,
                        harvest.tokens, added ? &*added : nullptr});
    if (file) harvest.found.push_back(*std::move(file));
  }
  std::move(harvest.found.begin(), harvest.found.end(), std::back_inserter(detections));
}

/// The old versions go through this worker as well; what they leave is taken back.
void Worker::drop_old(const model::Segment& segment, std::vector<Detection>& found) {
  const std::size_t kept = detections.size();
  const std::uint64_t counted = bytes;
  is_reading_old_ = true;
  attempt(diagnostics, settings_.log, [&] { return segment.change->replay_old(*this), true; });
  is_reading_old_ = false;
  std::set<SecretKey> old;
  for (std::size_t i = kept; i < detections.size(); ++i) old.insert(key_of(detections[i]));
  std::erase_if(found, [&](const Detection& detection) { return old.contains(key_of(detection)); });
  detections.resize(kept);
  bytes = counted;
}

}  // namespace veto::scan
