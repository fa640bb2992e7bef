#include "scan/known_values.h"

#include <string>
#include <vector>

#include "test/support/catch.h"
#include "text/encoding.h"

using namespace veto;
using scan::KnownValues;

namespace {

/// Nothing that a scan of this file would take for a secret.
const std::string kValue = "v alue/\"1\"+" + std::string("of") + "+mine";

KnownValues values_of(const std::vector<std::string>& values) {
  std::vector<scan::KnownValue> list;
  for (const std::string& value : values) list.push_back({"NAME", base::Secret(value), ""});
  return KnownValues(std::move(list));
}

/// Where values begin, each as "offset:number ".
std::string found(const KnownValues& known, const std::string& text, std::size_t piece = 0) {
  std::vector<KnownValues::Match> matches;
  const auto look = [&](const text::Stretch& stretch) { known.find(stretch, matches); };
  if (piece == 0) {
    text::look_through(text, look);
  } else {
    text::SlidingText sliding(KnownValues::reach_before(), known.reach_behind());
    for (std::size_t at = 0; at < text.size(); at += piece)
      sliding.feed(std::string_view(text).substr(at, piece), look);
    sliding.finish(look);
  }
  std::string list;
  for (const KnownValues::Match& match : matches)
    list += std::to_string(match.range.begin) + ":" + std::to_string(match.value) + " ";
  return list;
}

}  // namespace

TEST_CASE("known values: found as they are, in base64, in URLs and in JSON") {
  const KnownValues known = values_of({kValue});
  CHECK(found(known, "a " + kValue + " b") == "2:0 ");
  CHECK(found(known, kValue + kValue) == "0:0 " + std::to_string(kValue.size()) + ":0 ");
  CHECK(found(known, "v%20alue%2F%221%22%2Bof%2Bmine") == "0:0 ");
  CHECK(found(known, "v%20alue%2f%221%22%2bof%2bmine") == "0:0 ");
  CHECK(found(known, "v alue/\\\"1\\\"+of+mine") == "0:0 ");
  for (const char* before : {"", "x", "xy", "xyz"}) {
    const std::string bytes = before + kValue + "z";
    CHECK_FALSE(found(known, text::encode_base64(bytes)).empty());
    CHECK_FALSE(found(known, text::encode_base64(bytes, text::Base64Alphabet::Url)).empty());
  }
  CHECK(found(known, kValue.substr(1)).empty());
  CHECK(found(known, "").empty());
}

TEST_CASE("known values: short ones count as whole words only") {
  const KnownValues known = values_of({"ab12cd34"});
  CHECK(found(known, "ab12cd34") == "0:0 ");
  CHECK(found(known, "(ab12cd34)") == "1:0 ");
  CHECK(found(known, "xab12cd34").empty());
  CHECK(found(known, "ab12cd345").empty());
}

TEST_CASE("known values: several are told apart, and pieces change nothing") {
  std::vector<std::string> values;
  for (int i = 10; i < 60; ++i) values.push_back("value-number-" + std::to_string(i) + "-of-many");
  const KnownValues known = values_of(values);
  std::string text;
  std::string expected;
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += std::string(i * 7, '.') + "\n";
    expected += std::to_string(text.size()) + ":" + std::to_string(i) + " ";
    text += values[i];
  }
  CHECK(found(known, text) == expected);
  for (const std::size_t piece : {1U, 10U, 100U, 3000U})
    CHECK(found(known, text, piece) == expected);
}

TEST_CASE("known values: none, or such as are too short, cost nothing") {
  CHECK(values_of({}).empty());
  CHECK(values_of({"short"}).empty());
}
