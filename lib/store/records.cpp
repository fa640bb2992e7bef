#include "store/records.h"

#include <algorithm>

#include "store/codec.h"

namespace veto::store {
namespace {

/// A number that stands for an enumerator up to `last`.
template <class Enum>
Enum enumerator(Decoder& in, Enum last) {
  const std::uint64_t value = in.number();
  if (value <= static_cast<std::uint64_t>(last)) return static_cast<Enum>(value);
  in.fail();
  return last;
}

template <class Enum>
void put(Encoder& out, Enum value) {
  out.number(static_cast<std::uint64_t>(value));
}

void put_id(Encoder& out, const git::Oid& id) {
  out.raw({reinterpret_cast<const char*>(id.bytes.data()), id.size});
}

git::Oid get_id(Decoder& in, std::size_t size) {
  const std::string_view raw = in.raw(size);
  return in.failed() ? git::Oid() : git::Oid::from_raw(raw);
}

void put_object(Encoder& out, const ReadObject& object) {
  out.number(object.id.size);
  put_id(out, object.id);
  put(out, object.kind);
  out.number(object.bytes);
}

/// The size of an id: that of SHA-1 or SHA-256.
std::size_t get_id_size(Decoder& in) {
  const std::uint64_t size = in.number();
  if (size != git::kSha1Size && size != git::kSha256Size) in.fail();
  return in.failed() ? git::kSha1Size : size;
}

ReadObject get_object(Decoder& in) {
  ReadObject object;
  object.id = get_id(in, get_id_size(in));
  object.kind = enumerator(in, ObjectKind::Tree);
  object.bytes = in.number();
  return object;
}

void put_place(Encoder& out, const model::Place& place) {
  put(out, place.kind);
  for (const std::size_t number :
       {place.line, place.column, place.end_line, place.end_column, std::size_t{place.in_head}})
    out.number(number);
  for (const std::string* text :
       {&place.path, &place.object, &place.label, &place.commit, &place.author, &place.date,
        &place.reached, &place.removed, &place.removed_date})
    out.text(*text);
  out.number(place.refs_total);
  out.number(place.refs.size());
  for (const std::string& ref : place.refs) out.text(ref);
}

model::Place get_place(Decoder& in) {
  model::Place place;
  place.kind = enumerator(in, model::OriginKind::TagMessage);
  for (std::size_t* number : {&place.line, &place.column, &place.end_line, &place.end_column})
    *number = in.number();
  place.in_head = in.number() != 0;
  for (std::string* text : {&place.path, &place.object, &place.label, &place.commit, &place.author,
                            &place.date, &place.reached, &place.removed, &place.removed_date})
    *text = in.text();
  place.refs_total = in.number();
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) place.refs.push_back(in.text());
  if (!place.object.empty() && !git::Oid::from_hex(place.object)) in.fail();
  return place;
}

void put_finding(Encoder& out, const KnownFinding& finding) {
  for (const std::string* text :
       {&finding.rule, &finding.id, &finding.salt, &finding.note, &finding.shown_as})
    out.text(*text);
  put(out, finding.tier);
  put(out, finding.verified);
  out.number(finding.fits.size());
  for (const std::size_t number : finding.fits) out.number(number);
  out.number(finding.mark.has_value());
  if (finding.mark) {
    put(out, finding.mark->how);
    out.text(finding.mark->reason);
    out.text(finding.mark->expires);
  }
  out.number(finding.places.size());
  for (const model::Place& place : finding.places) put_place(out, place);
}

KnownFinding get_finding(Decoder& in) {
  KnownFinding finding;
  for (std::string* text :
       {&finding.rule, &finding.id, &finding.salt, &finding.note, &finding.shown_as})
    *text = in.text();
  finding.tier = enumerator(in, rules::Tier::Block);
  finding.verified = enumerator(in, model::Verified::Checksum);
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) finding.fits.push_back(in.number());
  if (in.number() != 0) {
    model::Allowance& mark = finding.mark.emplace();
    mark.how = enumerator(in, model::AllowedHow::Baseline);
    mark.reason = in.text();
    mark.expires = in.text();
  }
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i)
    finding.places.push_back(get_place(in));
  if (finding.places.empty()) in.fail();
  return finding;
}

void put_findings(Encoder& out, const std::vector<KnownFinding>& findings) {
  out.number(findings.size());
  for (const KnownFinding& finding : findings) put_finding(out, finding);
}

std::vector<KnownFinding> get_findings(Decoder& in) {
  std::vector<KnownFinding> findings;
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) findings.push_back(get_finding(in));
  return findings;
}

void put_valid(Encoder& out, const ValidTime& valid) {
  out.real(valid.from);
  out.real(valid.until);
}

ValidTime get_valid(Decoder& in) {
  ValidTime valid;
  valid.from = in.real();
  valid.until = in.real();
  return valid;
}

}  // namespace

std::string encode(Batch& batch) {
  Encoder out;
  std::sort(batch.plain.begin(), batch.plain.end(),
            [](const ReadObject& a, const ReadObject& b) { return a.id < b.id; });
  // Ids together, then kinds, then sizes: that is quick to read. All ids are of one size.
  out.number(batch.plain.empty() ? git::kSha1Size : batch.plain.front().id.size);
  out.number(batch.plain.size());
  for (const ReadObject& object : batch.plain) put_id(out, object.id);
  for (const ReadObject& object : batch.plain) put(out, object.kind);
  for (const ReadObject& object : batch.plain) out.number(object.bytes);
  out.number(batch.found.size());
  for (const FoundText& text : batch.found) {
    put_object(out, text.object);
    put_valid(out, text.valid);
    put_findings(out, text.findings);
  }
  return out.take();
}

std::optional<Batch> decode_batch(std::string_view bytes) {
  Decoder in(bytes);
  Batch batch;
  const std::size_t size = get_id_size(in);
  batch.plain.resize(in.count());
  for (ReadObject& object : batch.plain) object.id = get_id(in, size);
  for (ReadObject& object : batch.plain) object.kind = enumerator(in, ObjectKind::Tree);
  for (ReadObject& object : batch.plain) object.bytes = in.number();
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) {
    FoundText text;
    text.object = get_object(in);
    text.valid = get_valid(in);
    text.findings = get_findings(in);
    batch.found.push_back(std::move(text));
  }
  if (!in.is_done()) return std::nullopt;
  return batch;
}

std::string encode(const Snapshot& snapshot) {
  Encoder out;
  out.text(snapshot.day);
  put_valid(out, snapshot.valid);
  const model::Coverage& coverage = snapshot.coverage;
  for (const std::uint64_t number : {std::uint64_t{coverage.blobs}, std::uint64_t{coverage.commits},
                                     std::uint64_t{coverage.tags}, coverage.bytes})
    out.number(number);
  out.number(coverage.skipped.size());
  for (const model::Skipped& skipped : coverage.skipped) {
    out.text(skipped.path);
    out.text(skipped.object);
    out.text(skipped.reason);
  }
  put_findings(out, snapshot.findings);
  out.number(snapshot.diagnostics.size());
  for (const base::Diagnostic& diagnostic : snapshot.diagnostics) {
    put(out, diagnostic.kind);
    out.text(diagnostic.code);
    out.text(diagnostic.message);
  }
  return out.take();
}

std::optional<Snapshot> decode_snapshot(std::string_view bytes) {
  Decoder in(bytes);
  Snapshot snapshot;
  snapshot.day = in.text();
  snapshot.valid = get_valid(in);
  model::Coverage& coverage = snapshot.coverage;
  coverage.blobs = in.number();
  coverage.commits = in.number();
  coverage.tags = in.number();
  coverage.bytes = in.number();
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) {
    model::Skipped& skipped = coverage.skipped.emplace_back();
    skipped.path = in.text();
    skipped.object = in.text();
    skipped.reason = in.text();
  }
  snapshot.findings = get_findings(in);
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) {
    base::Diagnostic& diagnostic = snapshot.diagnostics.emplace_back();
    diagnostic.kind = enumerator(in, base::DiagnosticKind::Incomplete);
    diagnostic.code = in.text();
    diagnostic.message = in.text();
  }
  if (!in.is_done()) return std::nullopt;
  return snapshot;
}

std::string encode(const std::vector<FileStamp>& files) {
  Encoder out;
  out.number(files.size());
  for (const FileStamp& file : files) {
    out.text(file.path);
    out.number(file.size);
    out.number(static_cast<std::uint64_t>(file.time));
  }
  return out.take();
}

std::optional<std::vector<FileStamp>> decode_files(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<FileStamp> files;
  for (std::size_t i = in.count(); i > 0 && !in.failed(); --i) {
    FileStamp& file = files.emplace_back();
    file.path = in.text();
    file.size = in.number();
    file.time = static_cast<std::int64_t>(in.number());
  }
  if (!in.is_done()) return std::nullopt;
  return files;
}

}  // namespace veto::store
