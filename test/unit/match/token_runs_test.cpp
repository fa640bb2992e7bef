#include "match/token_runs.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::marked_runs;
using match::RunReader;
using model::Range;

namespace {

/// Texts of runs and separators, whose runs are long enough now and then.
std::string run_text(rules::ExampleRandom& random, std::size_t size) {
  static constexpr std::string_view kAlphabets[] = {"abcdefghijklmnopqrstuvwxyz",
                                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                                    "aB",
                                                    "abcdefXYZ_-/+",
                                                    "a1Z",
                                                    "0123456789abcdef",
                                                    "_-/+"};
  static constexpr std::string_view kSeparators[] = {" ", ".",    "\n",   "\"",
                                                     "=", "\x80", "@[`{", ":"};
  std::string text;
  while (text.size() < size) {
    if (random.below(8) == 0) text += random.below(2) == 0 ? "tok_" : "aBaB";
    for (std::size_t parts = 1 + random.below(3); parts > 0; --parts)
      text += random.characters(kAlphabets[random.below(std::size(kAlphabets))],
                                random.below(random.below(20) == 0 ? 200 : 24));
    if (random.below(10) == 0)
      text += random.bytes(random.below(5));
    else
      text += kSeparators[random.below(std::size(kSeparators))];
  }
  text.resize(size);
  return text;
}

const match::Anchors& anchors() {
  static const match::Anchors some({"tok_", "tok_ab", "aBaB", "XYZabc"});
  return some;
}

std::vector<Range> in_pieces(const std::string& text, rules::ExampleRandom& random,
                             RunReader reader) {
  match::RunMarker marker(reader, &anchors());
  std::vector<Range> runs;
  std::size_t at = 0;
  while (at < text.size()) {
    at += std::min(text.size() - at, 1 + random.below(random.below(4) == 0 ? 300 : 70));
    const std::size_t offset = at > 9000 ? at - 9000 : 0;  // pieces are shorter than what is held
    marker.read(std::string_view(text).substr(offset, at - offset), offset, runs);
    REQUIRE(marker.decided() <= at);
    for (const Range& run : runs) REQUIRE(run.end <= at);
  }
  marker.finish(text, 0, runs);
  return runs;
}

std::size_t count(std::string_view text) {
  return marked_runs(text, RunReader::Plain).size();
}

}  // namespace

TEST_CASE("token runs: what marks a run, and what does not") {
  struct Case {
    std::string_view run;
    bool is_marked;
  };
  for (const Case& each : {
           Case{"a23456789012345", false},  // 15 bytes
           Case{"a234567890123456", true},
           Case{"abcdefghijklmno_1", true},
           Case{"get_element_by_name", false},
           Case{"getElementsByTagName", false},
           Case{"src/library/module/file", false},
           Case{"abcdefghijklmnop", true},  // 16 of one case
           Case{"abcdefghijklmno_pqrst", false},
           Case{"ABCDEFGHIJKLMNOP", true},
           Case{"SOME_CONSTANT_NAME_HERE", false},
           Case{"aBcDefghijk_lmnop", false},  // one odd change: B c D
           Case{"aBcDefghiXyZjk_lm", true},   // two
           Case{"parseXMLFileFromURL", false},
           Case{"parseXMLFileFromURLNow", true},
           Case{"----------------", false},
       }) {
    CAPTURE(each.run);
    CHECK((count(std::string("= ") + std::string(each.run) + ";") == 1) == each.is_marked);
    CHECK((count(each.run) == 1) == each.is_marked);  // the text's ends end a run
  }
  CHECK(marked_runs("x=\"abcdefgh/12345678\" + 1", RunReader::Plain) ==
        std::vector<Range>{{3, 20}});
  CHECK(marked_runs("", RunReader::Plain).empty());
}

TEST_CASE("token runs: an anchor marks a run that has letters of both cases") {
  const auto is_marked = [](std::string_view run) {
    return !marked_runs(run, RunReader::Plain, &anchors()).empty();
  };
  CHECK(is_marked("tok_abcdefghijkLmno"));
  CHECK(is_marked("x/tok_abcdefghijkLmno"));
  CHECK(is_marked("abcdefghijk_Lmnotok_"));
  CHECK(is_marked("_XYZabc_abc_abc_abc"));
  CHECK_FALSE(is_marked("tok_abcdefghijk_lmno"));
  CHECK_FALSE(is_marked("tok-abcdefghijkLmno"));
  CHECK_FALSE(is_marked("tok_abcdefghiJk"));  // too short
  CHECK_FALSE(is_marked("_XYZab_abc_abc_abc"));
  CHECK_FALSE(marked_runs("getTheName_tok_Of", RunReader::Plain).size() == 1);
  CHECK(is_marked("getTheName_tok_Of"));
}

TEST_CASE("token runs: a run of 4 KiB is data, whatever it holds") {
  CHECK(count(std::string(match::kDataRun - 1, '-')) == 0);
  CHECK(count(std::string(match::kDataRun, '-')) == 1);
  CHECK(marked_runs(" " + std::string(100'000, '-') + " ") == std::vector<Range>{{1, 100'001}});
}

TEST_CASE("token runs: all readers mark the same, whole and in pieces") {
  rules::ExampleRandom random(11);
  std::size_t by_anchor = 0;
  for (int trial = 0; trial < 300; ++trial) {
    std::string text = run_text(random, random.below(3000));
    if (trial % 20 == 0) text += std::string(3000 + random.below(3000), 'a');
    text += run_text(random, random.below(200));
    CAPTURE(trial, text);
    const std::vector<Range> plain = marked_runs(text, RunReader::Plain, &anchors());
    by_anchor += plain.size() - marked_runs(text, RunReader::Plain).size();
    for (const RunReader reader : {RunReader::Plain, RunReader::Ssse3, RunReader::Avx2}) {
      if (!match::is_supported(reader)) continue;
      REQUIRE(marked_runs(text, reader, &anchors()) == plain);
      REQUIRE(in_pieces(text, random, reader) == plain);
    }
  }
  CHECK(by_anchor > 20);
}

TEST_CASE("token runs: the classes of bytes are right for every byte and place in a block") {
  for (unsigned c = 0; c < 256; ++c) {
    for (std::size_t at = 0; at < 70; ++at) {
      std::string text(140, '.');
      text.replace(at, 17, "abcdefgh_abcdefg1");
      text[at + 8] = static_cast<char>(c);
      CAPTURE(c, at);
      const std::size_t expected = match::is_run_byte(static_cast<unsigned char>(c)) ? 1 : 0;
      for (const RunReader reader : {RunReader::Plain, RunReader::Ssse3, RunReader::Avx2}) {
        if (match::is_supported(reader)) REQUIRE(marked_runs(text, reader).size() == expected);
      }
    }
  }
}
