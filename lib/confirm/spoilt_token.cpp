#include "confirm/spoilt_token.h"

#include <algorithm>
#include <array>

#include "text/token_checksum.h"

namespace veto::confirm {

namespace {

// Prefixes that nothing else has, and the shortest form of their rules.
constexpr auto kStarts = std::to_array<TokenStart>({
    {"ghp_", 40, true}, {"gho_", 40, true},  {"ghu_", 40, true}, {"ghs_", 40, true},
    {"ghr_", 40, true},  // as old ones were
    {"npm_", 40, true}, {"github_pat_", 93}, {"glpat-", 26},     {"xoxb-", 32},
    {"xoxp-", 64},      {"xapp-", 42},       {"sk_live_", 32},   {"rk_live_", 32},
    {"SG.", 69},        {"shpat_", 38},      {"shpca_", 38},     {"shppa_", 38},
    {"shpss_", 38},     {"hf_", 37},         {"dop_v1_", 71},    {"doo_v1_", 71},
    {"dor_v1_", 71},    {"AIza", 39},        {"AKIA", 20},       {"pypi-AgE", 90},
    {"dckr_pat_", 36},  {"figd_", 45},       {"glsa_", 46},      {"gsk_", 56},
    {"lin_api_", 48},   {"NRAK-", 32},       {"PMAK-", 64},      {"pul-", 44},
    {"r8_", 40},        {"xai-", 84},
});

/// Whether a token of that length would have a checksum, and this one's is wrong.
bool is_disproved(std::string_view value, const TokenStart& start) {
  constexpr std::size_t kSlip = 8;
  return start.has_checksum && value.size() < start.shortest + kSlip &&
         !text::find_checksum("crc32-base62")->verify(value, start.prefix.size());
}

}  // namespace

bool is_spoilt_token(std::string_view value) noexcept {
  return std::any_of(kStarts.begin(), kStarts.end(), [value](const TokenStart& start) {
    return value.starts_with(start.prefix) &&
           (value.size() < start.shortest || is_disproved(value, start));
  });
}

std::span<const TokenStart> token_starts() noexcept {
  return kStarts;
}

}  // namespace veto::confirm
