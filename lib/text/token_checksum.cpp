#include "text/token_checksum.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "text/azure_checksum.h"
#include "text/checksum.h"
#include "text/encoding.h"
#include "text/seed_checksum.h"

namespace veto::text {
namespace {

constexpr std::string_view kAlphanumerics =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

std::string_view behind(std::string_view text, std::size_t skip) {
  return text.substr(std::min(skip, text.size()));
}

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<char>((value >> shift) & 0xFFU));
  return bytes;
}

std::string big_endian(std::uint32_t value) {
  std::string bytes = little_endian(value);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

/// Whether `secret` is some text, at least one byte, followed by what `Mint` makes of that text:
/// for every algorithm whose checksum is the last `Width` bytes.
template <std::size_t Width, std::string (*Mint)(std::string_view, std::size_t)>
bool verify_tail(std::string_view secret, std::size_t skip) {
  if (secret.size() <= Width || secret.size() - Width <= skip) return false;
  const std::string_view body = secret.substr(0, secret.size() - Width);
  return secret.substr(body.size()) == Mint(body, skip);
}

std::string mint_crc32_base62(std::string_view token, std::size_t skip) {
  return to_digits(crc32(behind(token, skip)), kBase62Digits, 6);
}

std::string mint_crc32_hex(std::string_view token, std::size_t skip) {
  return encode_hex(big_endian(crc32(behind(token, skip))));
}

/// The body may end in the "_" that stands before the sum.
std::string mint_crc32_hex_apart(std::string_view token, std::size_t skip) {
  const bool apart = token.ends_with('_');
  if (apart) token.remove_suffix(1);
  std::string sum = mint_crc32_hex(token, skip);
  return apart ? sum : "_" + sum;
}

/// 37 bytes of prefix and random part, "_", eight digits. The "_" may stand in `token` already.
std::string mint_grafana(std::string_view token, std::size_t /*skip*/) {
  constexpr std::size_t kBody = 37;
  if (token.size() < kBody) return {};
  std::string sum = encode_hex(little_endian(crc32(token.substr(0, kBody))));
  if (token.size() == kBody) return "_" + sum;
  return token.substr(kBody) == "_" ? sum : std::string();
}

/// Everything before the checksum counts; in a URL the "=" in front of it is written %3D.
std::string mint_atlassian(std::string_view token, std::size_t /*skip*/) {
  std::string body(token);
  for (const std::string_view escape : {"%3D", "%3d"})
    for (std::size_t at = body.find(escape); at != std::string::npos;
         at = body.find(escape, at + 1))
      body.replace(at, escape.size(), "=");
  return encode_hex_upper(big_endian(crc32(body)));
}

bool verify_atlassian(std::string_view secret, std::size_t /*skip*/) {
  return verify_tail<8, mint_atlassian>(secret, 0);
}

// GitLab: prefix, payload, ".", perhaps "01.", length of the payload, CRC of all before.
constexpr std::string_view kGitlabVersion = "01.";

/// The payload's size if `token` ends in its separator, with or without the version.
std::optional<std::size_t> gitlab_payload(std::string_view token, std::size_t skip) {
  if (!token.ends_with('.')) return std::nullopt;
  token.remove_suffix(1);
  if (token.ends_with(".01")) token.remove_suffix(kGitlabVersion.size());
  if (token.size() <= skip) return std::nullopt;
  return token.size() - skip;
}

std::string mint_gitlab(std::string_view token, std::size_t skip) {
  std::string text(token);
  if (!token.ends_with('.')) text += "." + std::string(kGitlabVersion);
  const std::optional<std::size_t> payload = gitlab_payload(text, skip);
  if (!payload || *payload >= 36 * 36) return {};
  text += to_digits(*payload, kBase36Digits, 2);
  text += to_digits(crc32(text), kBase36Digits, 7);
  return text.substr(token.size());
}

bool verify_gitlab(std::string_view secret, std::size_t skip) {
  constexpr std::size_t kTail = 2 + 7;
  if (secret.size() <= kTail) return false;
  const std::string_view head = secret.substr(0, secret.size() - kTail);
  return head.ends_with('.') && secret.substr(head.size()) == mint_gitlab(head, skip);
}

std::string mint_confluent(std::string_view token, std::size_t /*skip*/) {
  constexpr std::size_t kBody = 54;
  if (token.size() < kBody) return {};
  const std::uint32_t sum = crc32(token.substr(token.size() - kBody));
  return encode_base64(little_endian(sum)).substr(0, 6);
}

std::string mint_crates_io(std::string_view token, std::size_t /*skip*/) {
  constexpr std::size_t kBody = 31;
  if (token.size() < kBody) return {};
  unsigned sum = 0;
  for (const char c : token.substr(token.size() - kBody)) sum ^= static_cast<unsigned char>(c);
  return {kAlphanumerics[sum % kAlphanumerics.size()]};
}

/// Fine-grained tokens: the secret part goes on behind the sum. One published token satisfies it,
/// others do not: for hints only.
constexpr std::size_t kGithubBody = 77;
constexpr std::size_t kGithubSum = 8;

std::string mint_github(std::string_view token, std::size_t /*skip*/) {
  if (token.size() != kGithubBody) return {};
  return encode_base32(sha256(token)).substr(0, kGithubSum);
}

bool verify_github(std::string_view secret, std::size_t skip) {
  return secret.size() >= kGithubBody + kGithubSum &&
         secret.substr(kGithubBody, kGithubSum) == mint_github(secret.substr(0, kGithubBody), skip);
}

/// The prefix counts, and the digits go lower case first.
std::string mint_apify(std::string_view token, std::size_t /*skip*/) {
  constexpr std::string_view kDigits =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return to_digits(crc32(token), kDigits, 6);
}

/// The body starts behind the last "_".
std::string mint_salad(std::string_view token, std::size_t /*skip*/) {
  const std::size_t mark = token.rfind('_');
  if (mark == std::string_view::npos || mark + 1 == token.size()) return {};
  return to_digits(crc32(token.substr(mark + 1)), kBase62Digits, 6);
}

bool verify_salad(std::string_view secret, std::size_t /*skip*/) {
  constexpr std::size_t kTail = 6;
  if (secret.size() <= kTail) return false;
  const std::string_view body = secret.substr(0, secret.size() - kTail);
  return secret.substr(body.size()) == mint_salad(body, 0);
}

std::string mint_unkey(std::string_view token, std::size_t /*skip*/) {
  return to_digits(crc32c(token), kBitcoinDigits, 6);
}

bool verify_bech32(std::string_view secret, std::size_t skip) {
  return is_bech32(behind(secret, skip));
}

std::string mint_bech32(std::string_view token, std::size_t skip) {
  return bech32_checksum(behind(token, skip));
}

constexpr std::string_view kMismatch = "checksum does not match (";

/// `mismatch` is the sentence that names the algorithm.
constexpr ChecksumAlgorithm algorithm(std::string_view mismatch,
                                      decltype(ChecksumAlgorithm::verify) verify,
                                      decltype(ChecksumAlgorithm::mint) mint, std::string_view tail,
                                      std::string_view separator = {}) {
  std::string_view name = mismatch.substr(kMismatch.size());
  name.remove_suffix(1);
  return {name, verify, mint, tail, separator, mismatch};
}

constexpr std::string_view kBase62Tail = "[0-9A-Za-z]{6}";
constexpr std::string_view kBase58Tail = "[1-9A-HJ-NP-Za-km-z]{6}";

constexpr std::array kAlgorithms{
    algorithm("checksum does not match (crc32-base62)", verify_tail<6, mint_crc32_base62>,
              mint_crc32_base62, kBase62Tail),
    algorithm("checksum does not match (crc32-hex)", verify_tail<8, mint_crc32_hex>, mint_crc32_hex,
              "[0-9a-f]{8}"),
    algorithm("checksum does not match (crc32-hex-apart)", verify_tail<9, mint_crc32_hex_apart>,
              mint_crc32_hex_apart, "[0-9a-f]{8}", "_"),
    algorithm("checksum does not match (grafana)", verify_tail<9, mint_grafana>, mint_grafana,
              "[0-9a-f]{8}", "_"),
    algorithm("checksum does not match (atlassian)", verify_atlassian, mint_atlassian,
              "[0-9A-F]{8}"),
    algorithm("checksum does not match (gitlab-routable)", verify_gitlab, mint_gitlab,
              "[0-9a-z]{9}", ".01."),
    algorithm("checksum does not match (confluent)", verify_tail<6, mint_confluent>, mint_confluent,
              "[0-9A-Za-z+/]{6}"),
    algorithm("checksum does not match (crates-io)", verify_tail<1, mint_crates_io>, mint_crates_io,
              "[0-9A-Za-z]"),
    algorithm("checksum does not match (apify)", verify_tail<6, mint_apify>, mint_apify,
              kBase62Tail),
    algorithm("checksum does not match (salad)", verify_salad, mint_salad, kBase62Tail),
    algorithm("checksum does not match (unkey)", verify_tail<6, mint_unkey>, mint_unkey,
              kBase58Tail),
    algorithm("checksum does not match (github-fine-grained)", verify_github, mint_github,
              "[0-9A-Za-z]{8}"),
    algorithm("checksum does not match (azure-key)", verify_azure_key, mint_azure_key,
              "[0-9A-Za-z+/_-]{6}={0,2}"),
    algorithm("checksum does not match (cask)", verify_cask, mint_cask, "[0-9A-Za-z]{4}"),
    algorithm("checksum does not match (azure-devops)", verify_azure_devops, mint_azure_devops,
              "[a-z2-7]{7}[aq]"),
    algorithm("checksum does not match (entra-secret)", verify_tail<3, mint_entra>, mint_entra,
              "[0-9A-Za-z._~-]{3}"),
    algorithm("checksum does not match (bech32)", verify_bech32, mint_bech32,
              "[02-9ac-hj-np-zAC-HJ-NP-Z]{6}"),
    algorithm("checksum does not match (base58check)", verify_base58check, mint_base58check,
              kBase58Tail),
    algorithm("checksum does not match (ripple)", verify_ripple, mint_ripple, kBase58Tail),
    algorithm("checksum does not match (stellar)", verify_stellar, mint_stellar, "[A-Z2-7]{4}"),
    algorithm("checksum does not match (nkey)", verify_nkey, mint_nkey, "[A-Z2-7]{3}[AEIMQUY4]"),
};

}  // namespace

std::span<const ChecksumAlgorithm> checksum_algorithms() noexcept {
  return kAlgorithms;
}

const ChecksumAlgorithm* find_checksum(std::string_view name) noexcept {
  for (const ChecksumAlgorithm& known : kAlgorithms)
    if (known.name == name) return &known;
  return nullptr;
}

std::string tail_pattern(const ChecksumAlgorithm& algorithm, std::string_view before) {
  const std::string_view separator = algorithm.separator;
  std::string pattern;
  if (!separator.empty() && !before.ends_with(separator.back())) {
    for (const char c : separator) pattern += c == '.' ? std::string("[.]") : std::string(1, c);
  }
  return pattern += algorithm.tail_pattern;
}

}  // namespace veto::text
