// A history scanned by the changes of its texts, text by text, and object by object through
// libgit2: the same findings, to the column.
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "scan/scan.h"
#include "source/history.h"
#include "test/support/catch.h"
#include "test/support/pack_writer.h"
#include "test/unit/git/repository.h"
#include "test/unit/match/random_text.h"
#include "test/unit/match/test_engine.h"
#include "text/utf16.h"

using namespace veto;
using git::test::Repository;
using match::test::builtin_engine;
using match::test::RandomText;
using source::PackReading;
using test::DeltaWriter;
using test::PackWriter;

namespace {

/// Versions of a text, each a delta of one before; the copies are as coarse or fine as told.
class Versions {
 public:
  std::size_t add(std::string text) {
    texts.push_back(std::move(text));
    return writer.add(PackWriter::Blob, texts.back());
  }
  /// `base` with the bytes [at, at + size) replaced.
  std::size_t edit(std::size_t base, std::size_t at, std::size_t size, const std::string& by) {
    const std::string from = texts[base];
    DeltaWriter delta(from.size(), from.size() - size + by.size());
    if (at > 0) delta.copy(0, at);
    delta.insert(by);
    if (at + size < from.size()) delta.copy(at + size, from.size() - at - size);
    texts.push_back(from.substr(0, at) + by + from.substr(at + size));
    return is_by_reference ? writer.add_reference_delta(writer.ids[base], delta.bytes)
                           : writer.add_offset_delta(base, delta.bytes);
  }
  /// `base` cut into copies of `size` bytes, every `every`-th of them left out or with `by` before
  /// it.
  std::size_t shred(std::size_t base, std::size_t size, std::size_t every, const std::string& by) {
    const std::string from = texts[base];
    std::string text;
    std::vector<std::pair<std::size_t, bool>> parts;
    for (std::size_t at = 0, i = 1; at < from.size(); at += size, ++i) {
      if (i % every == 0 && by.empty()) continue;
      const bool has_insert = i % every == 0;
      parts.emplace_back(at, has_insert);
      if (has_insert) text += by;
      text += from.substr(at, size);
    }
    DeltaWriter delta(from.size(), text.size());
    for (const auto& [at, has_insert] : parts) {
      if (has_insert) delta.insert(by);
      delta.copy(at, std::min(size, from.size() - at));
    }
    texts.push_back(text);
    return writer.add_offset_delta(base, delta.bytes);
  }
  /// `base` with `word`, which stands in it, replaced.
  std::size_t edit(std::size_t base, const std::string& word, const std::string& by) {
    const std::size_t at = texts[base].find(word);
    REQUIRE(at != std::string::npos);
    return edit(base, at, word.size(), by);
  }

  PackWriter writer;
  std::vector<std::string> texts;
  bool is_by_reference = false;
};

using Found = std::vector<std::string>;

std::string describe(const model::Finding& finding, const model::Place& place) {
  return std::string(finding.rule->id) + " " + finding.secret.reveal() + " " + place.object + ":" +
         std::to_string(place.line) + ":" + std::to_string(place.column) + "-" +
         std::to_string(place.end_line) + ":" + std::to_string(place.end_column) + " " +
         std::string(rules::to_string(finding.tier)) + " " + finding.note + " " +
         std::string(to_string(finding.verified)) + " " + std::string(to_string(finding.state));
}

struct Scanned {
  Found found;
  std::uint64_t bytes = 0;
  std::size_t blobs = 0;
};

Scanned scan_history(const Repository& repository, PackReading reading, unsigned threads) {
  const git::Location location = repository.location();
  const base::Log log;
  source::HistorySource source({git::test::library(), location, repository.environment, log},
                               source::Reported::All, reading);
  scan::ScanOptions options;
  options.threads = threads;
  const model::ScanResult result = scan::scan(source, builtin_engine(), {}, options);
  // The ids of packs that are made up here are no hashes, which is said of those with findings.
  for (const base::Diagnostic& diagnostic : result.diagnostics)
    CHECK(diagnostic.message.ends_with("its content is another object's"));
  Scanned scanned{{}, result.coverage.bytes, result.coverage.blobs};
  for (const model::Finding& finding : result.findings) {
    for (const model::Place& place : finding.places)
      scanned.found.push_back(describe(finding, place));
  }
  std::sort(scanned.found.begin(), scanned.found.end());
  return scanned;
}

/// What is found in them, whichever way.
Found check_ways(const Versions& versions) {
  const Repository repository;
  repository.directory.write("repo/.git/objects/pack/pack-1.pack", versions.writer.pack());
  repository.directory.write("repo/.git/objects/pack/pack-1.idx", versions.writer.index());
  const Scanned plain = scan_history(repository, PackReading::OneByOne, 1);
  CHECK(plain.blobs == versions.texts.size());
  for (const auto& [reading, threads] :
       {std::pair{PackReading::Whole, 1U}, std::pair{PackReading::Deltas, 1U},
        std::pair{PackReading::Deltas, 3U}}) {
    const Scanned scanned = scan_history(repository, reading, threads);
    CAPTURE(static_cast<int>(reading), threads);
    CHECK(scanned.found == plain.found);
    CHECK(scanned.bytes == plain.bytes);
    CHECK(scanned.blobs == plain.blobs);
  }
  return plain.found;
}

/// Places whose object is that of this version.
std::size_t count_in(const Found& found, const Versions& versions, std::size_t version) {
  const std::string& raw = versions.writer.ids[version];
  const std::string id = git::Oid::from_raw(raw).hex();
  return static_cast<std::size_t>(std::count_if(found.begin(), found.end(), [&](const auto& each) {
    return each.find(" " + id + ":") != std::string::npos;
  }));
}

std::string expand(const std::string& recipe, const std::string& checksum = "",
                   std::size_t skip = 0) {
  return rules::expand_example(recipe, checksum, skip, 11);
}

std::string github() {
  return expand("ghp_{base62:30}{checksum}", "crc32-base62", 4);
}

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += "line " + std::to_string(i) + " of harmless words\n";
  return text;
}

}  // namespace

TEST_CASE("history twin: a token that is put in, moved, split by a seam, spoilt and taken out") {
  for (const bool by_reference : {false, true}) {
    Versions versions;
    versions.is_by_reference = by_reference;
    const std::string token = github();
    const std::size_t none = versions.add(lines(2000));
    const std::size_t put = versions.edit(none, "line 700 of", "line 700 of " + token);
    const std::size_t moved = versions.edit(put, "line 5 of", "line 5\nand a half of");
    const std::size_t spoilt = versions.edit(put, token.substr(10, 3), "...");
    const std::size_t mended = versions.edit(spoilt, "...", token.substr(10, 3));
    const std::size_t half = versions.add(lines(900) + token.substr(0, 20) + "\n" + lines(900) +
                                          token.substr(20) + "\n" + lines(900));
    // Both halves are copied; only the seam between them is new.
    const std::size_t between = versions.texts[half].find(token.substr(0, 20)) + 20;
    const std::size_t rest = versions.texts[half].find(token.substr(20));
    const std::size_t joined = versions.edit(half, between, rest - between, "");
    const std::size_t gone = versions.edit(mended, token, "");
    const Found found = check_ways(versions);
    CHECK(count_in(found, versions, none) == 0);
    CHECK(count_in(found, versions, put) == 1);
    CHECK(count_in(found, versions, moved) == 1);
    CHECK(count_in(found, versions, spoilt) == 0);
    CHECK(count_in(found, versions, mended) == 1);
    CHECK(count_in(found, versions, half) == 0);
    CHECK(count_in(found, versions, joined) == 1);
    CHECK(count_in(found, versions, gone) == 0);
  }
}

TEST_CASE("history twin: one line of a private key's body changes") {
  Versions versions;
  const std::string key = expand("{pem:rsa}");
  const std::string line = key.substr(key.find('\n', key.find('\n', 200) + 1) + 1, 20);
  std::string other = line;
  std::swap(other[3], other[11]);
  const std::size_t base = versions.add(lines(1500) + key + lines(1500));
  const std::size_t changed = versions.edit(base, line, other);
  const std::size_t cut = versions.edit(base, "-----END", "-----MIDDLE");
  const Found found = check_ways(versions);
  CHECK(count_in(found, versions, base) == 1);
  CHECK(count_in(found, versions, changed) == 1);
  CHECK(found.front() != found.back());
  CHECK(count_in(found, versions, cut) <= 1);
}

TEST_CASE("history twin: a word comes, goes and changes beside an old value") {
  Versions versions;
  const std::string value = expand("{hex:32}");
  const std::size_t without = versions.add(lines(800) + "x = \"" + value + "\"\n" + lines(800));
  const std::size_t with = versions.edit(without, "x = \"" + value, "datadog_api_key = \"" + value);
  const std::size_t above = versions.edit(with, "datadog_api_key", "# datadog\napi_key");
  const std::size_t gone = versions.edit(above, "# datadog\napi_key", "checksum");
  const Found found = check_ways(versions);
  CHECK(count_in(found, versions, without) == 0);
  CHECK(count_in(found, versions, with) == 1);
  CHECK(count_in(found, versions, above) == 1);
  CHECK(count_in(found, versions, gone) == 0);
}

TEST_CASE("history twin: a mark beside an old token, and one that goes") {
  Versions versions;
  const std::string token = github();
  const std::size_t open = versions.add(lines(800) + token + " \n" + lines(800));
  const std::size_t marked =
      versions.edit(open, token + " ", token + " # git-veto:allow github-pat-classic a test");
  const std::size_t again = versions.edit(marked, "git-veto:allow", "git-veto:");
  const Found found = check_ways(versions);
  for (const std::size_t version : {open, marked, again})
    CHECK(count_in(found, versions, version) == 1);
}

TEST_CASE("history twin: CRLF, CR, no line ends, UTF-16, bytes of no text, and nothing") {
  Versions versions;
  const std::string token = github();
  const auto with = [&](char end) {
    std::string text = lines(600) + token + "\n" + lines(600);
    std::replace(text.begin(), text.end(), '\n', end);
    return text;
  };
  std::string crlf;
  for (const char c : with('\n')) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  std::string wide = "\xff\xfe";
  for (const char c : with('\n')) wide += {c, '\0'};
  for (const std::string& text : {with('\n'), with('\r'), with(' '), with('\0'), crlf, wide}) {
    const std::size_t base = versions.add(text);
    const std::size_t early = versions.edit(base, 4, 6, "\r\n\r");
    static_cast<void>(versions.edit(early, text.size() - 40, 0, token));
    static_cast<void>(versions.edit(base, text.size() / 2 - 300, 2, ""));
    static_cast<void>(versions.edit(base, text.size() - 1, 1, ""));
    static_cast<void>(versions.edit(base, 0, text.size(), ""));
  }
  const std::size_t large = versions.add(with('\n') + std::string(5'000'000, 'x') + "\n" + token);
  static_cast<void>(versions.edit(large, 100, 4'900'000, ""));
  const Found found = check_ways(versions);
  CHECK(count_in(found, versions, 0) == 1);
  CHECK(count_in(found, versions, large) == 2);
  CHECK(count_in(found, versions, large + 1) == 1);
}

TEST_CASE("history twin: thousands of small copies, with seams in tokens") {
  Versions versions;
  const std::string token = github();
  const std::string value = expand("{hex:32}");
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += lines(40) + "x = \"" + value + "\"\r\n" + lines(3) + "password\r\n value: \"" +
            expand("{base62:7}4#{base62:6}9K!") + "\"\n" + token + "\n" + expand("{pem:rsa}");
  }
  const std::size_t base = versions.add(text);
  for (const std::size_t size : {16U, 37U, 150U, 200U, 331U, 4000U}) {
    for (const std::size_t every : {1U, 2U, 3U, 7U, 50U}) {
      for (const std::string by : {"", "\n", "a", "datadog_api_key"}) {
        if (every == 1 && by.empty()) continue;
        static_cast<void>(versions.shred(base, size, every, by));
      }
    }
  }
  static_cast<void>(versions.shred(versions.texts.size() - 1, 500, 9, "git-veto:allow"));
  const Found found = check_ways(versions);
  CHECK(count_in(found, versions, base) > 0);
}

TEST_CASE("history twin: what stands behind a line end, and words and halves far away") {
  Versions versions;
  const std::string secret = expand("{base62:7}4#{base62:6}9K!");
  const std::size_t base =
      versions.add(lines(300) + "password\",\n  value: \"" + secret + "\"\n" + lines(300) +
                   "x = \"" + expand("{hex:32}") + "\"\n" + lines(300));
  const std::size_t spoilt = versions.edit(base, "password\",", "pazzword\",");
  const std::size_t mended = versions.edit(spoilt, "pazz", "pass");
  const std::size_t apart = versions.edit(base, "password\",", "password\",\n");
  const std::size_t joined = versions.edit(apart, "password\",\n\n", "password\",\r\n");
  std::size_t last = joined;
  for (const int line : {290, 280, 299, 5}) {
    const std::string name = "line " + std::to_string(line) + " of harmless";
    last = versions.edit(last, name, "line " + std::to_string(line) + " of datadog api_key");
  }
  const Found found = check_ways(versions);
  CHECK(count_in(found, versions, base) == count_in(found, versions, mended));
}

TEST_CASE("history twin: random versions of random texts") {
  for (std::uint64_t seed = 1; seed <= git::test::trials(12); ++seed) {
    CAPTURE(seed);
    RandomText random(builtin_engine(), seed);
    Versions versions;
    static_cast<void>(versions.add(random.make(20'000, 400)));
    for (std::size_t i = 0; i < 60; ++i) {
      const std::size_t base = versions.texts.size() - 1 -
                               random.random.below(std::min<std::size_t>(versions.texts.size(), 5));
      const std::size_t size = versions.texts[base].size();
      std::string by;
      if (random.random.below(2) == 0) by = random.example();
      if (random.random.below(2) == 0) random.add_filler(by, random.random.below(80));
      const std::size_t at = random.random.below(size + 1);
      static_cast<void>(versions.edit(base, at, std::min(random.random.below(60), size - at), by));
    }
    static_cast<void>(check_ways(versions));
  }
}
