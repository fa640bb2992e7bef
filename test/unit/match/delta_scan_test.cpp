// A text that is made of another one, scanned by its changes and as a whole: the same candidates
// become the same, and the same is noted for the next one.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <vector>

#include "match/scan_notes.h"
#include "match/scanner.h"
#include "test/support/catch.h"
#include "test/unit/match/random_text.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::Scanner;
using match::test::builtin_engine;
using match::test::RandomText;
using match::test::rule_text;
using match::test::TestEngine;
using text::CopiedRange;

namespace {

using Notes = std::shared_ptr<const match::ScanNotes>;

std::size_t trials(std::size_t usual) {
  const char* wanted = std::getenv("VETO_TRIALS");
  return wanted == nullptr ? usual : static_cast<std::size_t>(std::strtoull(wanted, nullptr, 10));
}

/// Candidates that are taken. Which are depends on nothing but the text near by.
struct Taken {
  match::OnHit receiver() {
    return [this](const match::Hit& hit) {
      const model::Candidate& candidate = hit.candidate;
      constexpr std::size_t kNear = 60;
      const std::size_t begin = candidate.match.begin - std::min(candidate.match.begin, kNear);
      const std::string near(candidate.window.substr(begin, candidate.match.end + kNear - begin));
      const bool is_taken = std::hash<std::string>()(near) % 3 != 0;
      if (is_taken)
        list.push_back(std::string(candidate.rule.id) + " at " +
                       std::to_string(hit.window_offset + candidate.secret.begin) + ": " +
                       std::string(candidate.window));
      return match::Answer(is_taken, is_taken, {kNear, kNear});
    };
  }
  std::vector<std::string> sorted() {
    std::sort(list.begin(), list.end());
    return list;
  }

  std::vector<std::string> list;
};

using Noted =
    std::tuple<unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, bool, std::size_t>;

std::vector<Noted> all_of(const match::ScanNotes& notes) {
  std::vector<Noted> all;
  for (const match::NotedCandidate& each : notes.candidates)
    all.emplace_back(each.rule, each.event, each.match.begin, each.match.end, each.secret.begin,
                     each.secret.end, each.is_taken, each.reach.reach().before);
  return all;
}

struct Changed {
  std::string text;
  std::vector<CopiedRange> copies;

  void copy(std::string_view base, std::size_t at, std::size_t size) {
    if (size > 0) copies.push_back({text.size(), at, size});
    text += base.substr(at, size);
  }
};

/// Some changes, or very many: bytes put in, taken out and replaced, stretches that change places.
Changed change(const std::string& base, RandomText& random) {
  Changed changed;
  std::size_t at = 0;
  const std::size_t widest = random.random.below(4) == 0 ? 400 : base.size() / 2;
  const std::size_t stride = 1 + random.random.below(widest + 1);
  while (at < base.size()) {
    const std::size_t size = std::min(random.random.below(2 * stride), base.size() - at);
    changed.copy(base, at, size);
    at += size;
    switch (random.random.below(7)) {
      case 0:
        random.add_filler(changed.text, random.random.below(200));
        break;
      case 1:
        changed.text += random.example();
        break;
      case 2:
        at += random.random.below(100);
        break;
      case 3:  // one byte is another
        changed.text += static_cast<char>(random.random.below(2) == 0 ? '\n' : 'x');
        ++at;
        break;
      case 4:  // something from elsewhere
        if (!base.empty()) {
          const std::size_t from = random.random.below(base.size());
          changed.copy(base, from, std::min(random.random.below(3000), base.size() - from));
        }
        break;
      case 5:  // copied as it was, by another copy
        break;
      default:
        changed.text += random.random.below(2) == 0 ? "\r\n" : " token key secret ";
        break;
    }
    at = std::min(at, base.size());
  }
  return changed;
}

/// A few stretches are others.
Changed change_a_little(const std::string& base, RandomText& random) {
  Changed changed;
  std::size_t at = 0;
  for (std::size_t i = random.random.below(6); i > 0; --i) {
    const std::size_t size = random.random.below(base.size() - at + 1);
    changed.copy(base, at, size);
    at = std::min(base.size(), at + size + random.random.below(300));
    random.add_filler(changed.text, random.random.below(300));
    if (random.random.below(2) == 0) changed.text += random.example();
  }
  changed.copy(base, at, base.size() - at);
  return changed;
}

struct Tally {
  std::size_t all = 0;
  std::size_t by_changes = 0;
};

struct Base {
  std::string_view text;
  const match::ScanNotes* notes = nullptr;  ///< null: nothing is known of it
};

/// Scans both ways, which find the same; the notes of the way by changes.
Notes check(Scanner& scanner, const Base& base, const Changed& changed, Tally& tally) {
  Taken whole;
  const Notes expected = scanner.scan_noting(changed.text, whole.receiver());
  Taken part;
  const match::OnHit on_hit = part.receiver();
  std::optional<Scanner::Origin> origin;
  if (base.notes != nullptr) origin.emplace(Scanner::Origin{changed.copies, *base.notes});
  const Scanner::Noted found =
      scanner.scan_changes(changed.text, origin, {on_hit, [&] { part.list.clear(); }});
  ++tally.all;
  if (found.is_by_changes) ++tally.by_changes;
  REQUIRE(part.sorted() == whole.sorted());
  REQUIRE((found.notes == nullptr) == (expected == nullptr));
  if (expected) REQUIRE(all_of(*found.notes) == all_of(*expected));
  return found.notes;
}

void check_versions(const match::Engine& engine, RandomText& random, std::string text,
                    Tally& tally) {
  Scanner scanner(engine);
  Taken taken;
  Notes notes = scanner.scan_noting(text, taken.receiver());
  for (std::size_t version = 0; version < 6 && notes; ++version) {
    CAPTURE(version);
    Changed changed = change(text, random);
    notes = check(scanner, {text, notes.get()}, changed, tally);
    text = std::move(changed.text);
  }
}

/// Of many texts, each is made of one of those before, sometimes of two; of some it is known.
void check_relatives(const match::Engine& engine, RandomText& random, std::string text,
                     Tally& tally) {
  Scanner scanner(engine);
  struct Known {
    std::string text;
    Notes notes;
  };
  std::vector<Known> known;
  Tally unused;
  const auto add = [&](const Base& base, const Changed& changed, Tally& counted) {
    CAPTURE(known.size());
    Notes notes = check(scanner, base, changed, counted);
    known.push_back({changed.text, std::move(notes)});
  };
  add({}, {std::move(text), {}}, unused);
  while (known.size() < 12) {
    const Known& base = known[random.random.below(known.size())];
    Changed changed = random.random.below(4) == 0 ? change(base.text, random)
                                                  : change_a_little(base.text, random);
    if (random.random.below(3) == 0) {
      const std::string& other = known[random.random.below(known.size())].text;
      const std::size_t at = random.random.below(other.size() + 1);
      changed.text += other.substr(at);
    }
    if (base.notes && random.random.below(2) == 0)
      add({base.text, base.notes.get()}, changed, unused);
    else
      add({}, changed, tally);
  }
}

/// Rules whose matches reach into each other, near words, near runs, over lines, and far.
const TestEngine& hard_engine() {
  static const TestEngine engine(
      rule_text("r-open", "(key[0-9a-z]{0,40})") + rule_text("r-lazy", "(key[0-9a-z]{0,40}?=)") +
      rule_text("r-alternatives", "((?:ab|abc|abcd)[a-d]{0,6}x?)") +
      rule_text("r-nested", "a(?:b(c)){1,9}") + rule_text("r-wide", "aa([^\\x00]{0,1000})bb") +
      rule_text("r-lines", "a[ \\n]{0,3}=([ \\n]{0,3}b)") +
      rule_text("r-short", "(bca[^\\x00]{0,20}?=)") +
      rule_text("r-line-end", "(abc[a-d =]{0,90}[x\\n])") +
      rule_text("r-two-lines", "pass[a-d]{0,9}[ ]{0,3}\\r?\\n?[ ]{0,9}=[ ]{0,3}([a-d]{1,40}\\n?)") +
      rule_text("r-run-end", "([0-9a-f]{32}[;\\n])") + rule_text("r-long", "(abab[ab]{0,900}c)") +
      rule_text("r-word", "(abcd[a-d]{0,9}x?)") + rule_text("r-words", "(abcab[^\\x00]{0,60}?=)") +
      rule_text("r-optional", "(abc?)") +
      rule_text("r-password", "pass[ \\n]{0,9}=[ \\n]{0,9}([a-d]{1,40})") +
      rule_text("r-runs", "([0-9a-f]{32}[ =\\n]{0,20}x?)"));
  return engine;
}

std::string hard_text(rules::ExampleRandom& random, std::size_t max_size) {
  static constexpr std::string_view kPieces[] = {
      "a",   "b", "c",       "d",    "ab",        "abc",
      "key", "=", "x",       "\n",   " ",         "aa",
      "bb",  "0", "pass = ", "\r\n", "pass\n = ", "0123456789abcdef0123456789abcdef"};
  std::string text;
  const std::size_t size = 300 + random.below(max_size);
  while (text.size() < size) {
    for (std::size_t i = random.below(12); i > 0; --i)
      text += kPieces[random.below(std::size(kPieces))];
    for (std::size_t i = random.below(400); i > 0; --i) text += "zzz zzzz\n";
    // A row in which each match begins where the one before ends.
    if (random.below(6) != 0) continue;
    for (std::size_t i = random.below(400); i > 0; --i) text += "key";
  }
  return text;
}

}  // namespace

TEST_CASE("delta scan: random versions of texts with examples of all rules") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= trials(60); ++seed) {
    CAPTURE(seed);
    RandomText random(builtin_engine(), seed);
    check_versions(builtin_engine(), random,
                   random.make(2000 + random.random.below(60'000), 100 + 50 * (seed % 20)), tally);
  }
  CAPTURE(tally.all, tally.by_changes);
  CHECK(tally.by_changes * 10 > tally.all);
}

TEST_CASE("delta scan: random versions of texts in which matches reach into each other") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= trials(300); ++seed) {
    CAPTURE(seed);
    RandomText random(hard_engine().engine, seed);
    check_versions(hard_engine().engine, random, hard_text(random.random, 60'000), tally);
  }
  CAPTURE(tally.all, tally.by_changes);
  CHECK(tally.by_changes * 10 > tally.all);
}

TEST_CASE("delta scan: texts that have much in common with any text before") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= trials(30); ++seed) {
    CAPTURE(seed);
    RandomText random(builtin_engine(), seed);
    check_relatives(builtin_engine(), random,
                    random.make(20'000 + random.random.below(60'000), 300 + 100 * (seed % 30)),
                    tally);
  }
  CAPTURE(tally.all, tally.by_changes);
  CHECK(tally.by_changes * 4 > tally.all);
}

TEST_CASE("delta scan: such texts, in which matches reach into each other") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= trials(60); ++seed) {
    CAPTURE(seed);
    RandomText random(hard_engine().engine, seed);
    check_relatives(hard_engine().engine, random, hard_text(random.random, 80'000), tally);
  }
  CAPTURE(tally.all, tally.by_changes);
  CHECK(tally.by_changes * 40 > tally.all);
}

TEST_CASE("delta scan: a change that makes data of a run, or no data, far from its values") {
  const std::string value = rules::expand_example("{hex:32}", "", 0, 3);
  const TestEngine engine(rule_text("test-key", "([0-9a-f]{32})") +
                          "kind = \"context\"\n[rule.confirm]\ncontext = [\"exampleword\"]\n" +
                          "context_distance = 60\n");
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += "some words on a line\n";
  const auto text = [&](std::size_t size) {
    return lines + std::string(size, '/') + value + " exampleword\n" + lines;
  };
  Scanner scanner(engine.engine);
  Tally tally;
  for (const auto& [before, after] :
       {std::pair<std::size_t, std::size_t>{4000, 4200}, {4200, 4000}, {4000, 4001}}) {
    const std::string base = text(before);
    Taken taken;
    const Notes notes = scanner.scan_noting(base, taken.receiver());
    Changed changed;
    const std::size_t at = lines.size() + 100;
    changed.copy(base, 0, at);
    if (after > before) changed.text += std::string(after - before, '/');
    const std::size_t from = at + (after < before ? before - after : 0);
    changed.copy(base, from, base.size() - from);
    REQUIRE(changed.text == text(after));
    static_cast<void>(check(scanner, {base, notes.get()}, changed, tally));
  }
  CHECK(tally.by_changes == 3);
}

TEST_CASE("delta scan: long lines, lines of one run, and no line ends at all") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= trials(60); ++seed) {
    CAPTURE(seed);
    RandomText random(builtin_engine(), seed);
    std::string text = random.make(20'000, 600);
    for (char& c : text) {
      const bool stays = seed % 3 == 0 && random.random.below(8) == 0;
      if (c == '\n' && !stays) c = seed % 2 == 0 ? ' ' : 'A';
    }
    if (seed % 4 == 0) text.insert(text.size() / 2, std::string(6000, 'Q') + "1");
    check_versions(builtin_engine(), random, text, tally);
  }
  CAPTURE(tally.all, tally.by_changes);
  CHECK(tally.by_changes > 0);
}
