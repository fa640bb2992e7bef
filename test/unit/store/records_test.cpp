#include "store/records.h"

#include <string>

#include "store/codec.h"
#include "test/support/catch.h"

using namespace veto;
using namespace veto::store;

namespace {

git::Oid id_of(unsigned number) {
  git::Oid id;
  id.bytes[0] = static_cast<std::uint8_t>(number >> 8U);
  id.bytes[1] = static_cast<std::uint8_t>(number);
  return id;
}

FoundText found_text(unsigned number) {
  FoundText text;
  text.object = {id_of(number), ObjectKind::Blob, 77};
  text.valid = {5.0, 9.0};
  KnownFinding& finding = text.findings.emplace_back();
  finding.rule = "a-rule";
  finding.id = "v1:0123456789abcdef";
  finding.salt = "salt";
  finding.tier = rules::Tier::Warn;
  finding.verified = model::Verified::Pair;
  finding.note = "note";
  finding.shown_as = "abc...(9)";
  finding.fits = {1, 300};
  finding.mark = model::Allowance{model::AllowedHow::Mark, "why", ""};
  model::Place& place = finding.places.emplace_back();
  place.kind = model::OriginKind::Blob;
  place.object = text.object.id.hex();
  place.line = 3;
  place.column = 1000;
  place.label = "key = ";
  place.in_head = true;
  return text;
}

Batch batch_of_two() {
  Batch batch;
  batch.plain = {{id_of(700), ObjectKind::Tree, 0}, {id_of(3), ObjectKind::Tag, 1234567}};
  batch.found = {found_text(12)};
  return batch;
}

}  // namespace

TEST_CASE("records: a batch comes back as it was, its objects by their ids") {
  Batch batch = batch_of_two();
  const std::optional<Batch> back = decode_batch(encode(batch));
  REQUIRE(back);
  REQUIRE(back->plain.size() == 2);
  CHECK(back->plain[0].id == id_of(3));
  CHECK(back->plain[0].kind == ObjectKind::Tag);
  CHECK(back->plain[0].bytes == 1234567);
  CHECK(back->plain[1].id == id_of(700));
  REQUIRE(back->found.size() == 1);
  const FoundText& text = back->found.front();
  CHECK(text.object.id == id_of(12));
  CHECK(text.valid.holds(5));
  CHECK_FALSE(text.valid.holds(9));
  const KnownFinding& finding = text.findings.at(0);
  CHECK(finding.fits == std::vector<std::size_t>{1, 300});
  CHECK(finding.mark->reason == "why");
  CHECK(finding.tier == rules::Tier::Warn);
  CHECK(finding.verified == model::Verified::Pair);
  const model::Place& place = finding.places.at(0);
  CHECK(place.column == 1000);
  CHECK(place.label == "key = ");
  CHECK(place.in_head);
}

TEST_CASE("records: a snapshot comes back as it was") {
  Snapshot snapshot;
  snapshot.day = "2026-11-22";
  snapshot.coverage.blobs = 5;
  snapshot.coverage.bytes = std::uint64_t{1} << 40U;
  snapshot.coverage.skipped = {{"", "abc", "a reason"}};
  snapshot.findings = found_text(1).findings;
  snapshot.diagnostics = {{base::DiagnosticKind::Incomplete, "code", "message", "", ""}};
  const std::optional<Snapshot> back = decode_snapshot(encode(snapshot));
  REQUIRE(back);
  CHECK(back->day == "2026-11-22");
  CHECK(back->valid.holds(0));
  CHECK(back->coverage.bytes == std::uint64_t{1} << 40U);
  CHECK(back->diagnostics.at(0).message == "message");
  CHECK(back->coverage.skipped.at(0).reason == "a reason");
  CHECK(back->findings.at(0).shown_as == "abc...(9)");
}

TEST_CASE("records: what is cut off is none, and no byte leads astray") {
  Batch batch = batch_of_two();
  const std::string bytes = encode(batch);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_batch(std::string_view(bytes).substr(0, size)));
  CHECK_FALSE(decode_batch(bytes + "x"));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string wrong = bytes;
      wrong[at] = value;
      static_cast<void>(decode_batch(wrong));
      static_cast<void>(decode_snapshot(wrong));
    }
  }
}

TEST_CASE("codec: numbers of every size") {
  Encoder out;
  const std::vector<std::uint64_t> numbers{0, 127, 128, 16383, 16384, ~std::uint64_t{0}};
  for (const std::uint64_t value : numbers) out.number(value);
  const std::string bytes = out.take();
  Decoder in(bytes);
  for (const std::uint64_t value : numbers) CHECK(in.number() == value);
  CHECK(in.is_done());
  CHECK(in.number() == 0);
  CHECK(in.failed());
}
