// Any window, any ranges in it, any rule: the chain answers, with ranges that lie in the window.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "confirm/confirm.h"
#include "confirm/structure.h"
#include "test/fuzz/fuzz.h"
#include "text/token_checksum.h"

using namespace veto;

namespace {

/// A rule whose settings are bits of the input.
rules::Rule rule_from(fuzz::Input& input) {
  static constexpr std::array<std::string_view, 2> kWords{"key", "token"};
  static constexpr std::array<std::string_view, 1> kExamples{"example"};
  rules::Rule rule;
  rule.id = "fuzz-key";
  const auto structures = confirm::structures();
  const std::size_t structure = input.number(structures.size() + 1);
  if (structure < structures.size()) {
    const std::string_view name = structures[structure].name;
    rule.confirm.structure = name == "base64"        ? "base64:digit{2}':'byte{3,}|...'a'"
                             : name == "base64-part" ? "base64-part?:.1 print{2,}"
                             : name == "hex"         ? "hex:byte{2,}"
                             : name == "base58"      ? "base58:byte{2,}"
                             : name == "jwt"         ? "jwt:iss~a|b,exp"
                                                     : name;
  }
  const auto checksums = text::checksum_algorithms();
  const std::size_t checksum = input.number(2 * checksums.size() + 1);
  if (checksum < checksums.size()) rule.confirm.checksum = checksums[checksum].name;
  const std::size_t bits = input.number(64);
  rule.confirm.boundary = (bits & 1U) != 0;
  rule.strength = (bits & 2U) != 0 ? rules::Strength::Guessable : rules::Strength::Random;
  if ((bits & 4U) != 0) rule.confirm.context = kWords;
  if ((bits & 8U) != 0) rule.confirm.examples = kExamples;
  if ((bits & 16U) != 0) rule.confirm.min_entropy = 3.0;
  rule.confirm.context_distance = static_cast<std::uint16_t>(input.number(100));
  rule.confirm.skip = static_cast<std::uint16_t>(input.number(12));
  rule.shown = static_cast<std::uint8_t>(input.number(12));
  return rule;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const rules::Rule rule = rule_from(input);
  std::array<std::size_t, 4> offsets{};
  for (std::size_t& offset : offsets) offset = input.number(256) * 256 + input.number(256);
  // The input itself is the window, so that a read beyond its end shows.
  const std::string_view window = input.rest();
  for (std::size_t& offset : offsets) offset %= window.size() + 1;
  std::sort(offsets.begin(), offsets.end());
  const model::Candidate candidate{
      rule, window, {offsets[0], offsets[3]}, {offsets[1], offsets[2]}};
  const model::Verdict verdict = confirm::confirm(candidate, {.now_unix = 1'700'000'000});
  fuzz::expect(verdict.match.begin <= verdict.match.end && verdict.match.end <= window.size(),
               "a match within the window");
  fuzz::expect(verdict.secret.begin <= verdict.secret.end && verdict.secret.end <= window.size(),
               "a secret within the window");
  fuzz::expect(verdict.tier <= rule.tier, "a tier that is not raised");
  if (verdict.accepted)
    static_cast<void>(confirm::canonical_secret(
        rule, window.substr(verdict.secret.begin, verdict.secret.size())));
  return 0;
}
