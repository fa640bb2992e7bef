#include "text/token_checksum.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "text/checksum.h"
#include "text/encoding.h"

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

// Azure keys are base64 of bytes whose last four are a Marvin32, little-endian. Each service has
// its own seeds; "Gatewy00" is spelt as published.
constexpr std::array<std::string_view, 22> kAzureSeeds{
    "Default0", "MastRO00", "MastRW00", "AbAcct00", "Classic0", "Tenant00", "IoTHub00", "Gatewy00",
    "GitKey00", "Send0000", "Listen00", "Manage00", "DpsKey00", "Device00", "Access00", "ACRDflt0",
    "Master00", "System00", "Functi00", "Query000", "PAdmin00", "UsrPwd00"};

bool verify_azure(std::string_view secret, std::size_t skip) {
  const std::optional<std::string> bytes = decode_base64(behind(secret, skip));
  if (!bytes || bytes->size() <= 4) return false;
  const std::string_view all(*bytes);
  const std::string_view body = all.substr(0, all.size() - 4);
  return std::any_of(kAzureSeeds.begin(), kAzureSeeds.end(), [&](std::string_view seed) {
    return all.substr(body.size()) == little_endian(marvin32(body, marvin32_seed(seed)));
  });
}

/// `token` is read as base64 whose last bits are filled up with zeros to a whole byte. The first
/// seed is taken whose checksum needs neither "+" nor "/", so that the result suits every alphabet.
std::string mint_azure(std::string_view token, std::size_t skip) {
  const std::string_view digits = behind(token, skip);
  if (digits.empty() || digits.ends_with('=')) return {};
  const bool url = digits.find_first_of("-_") != std::string_view::npos;
  const auto alphabet = url ? Base64Alphabet::Url : Base64Alphabet::Standard;
  std::string padded(digits);
  if (digits.size() * 6 % 8 != 0) padded += 'A';
  const std::optional<std::string> body = decode_base64_lenient(padded, alphabet);
  if (!body) return {};

  std::string result;
  for (const std::string_view seed : kAzureSeeds) {
    const std::string sum = little_endian(marvin32(*body, marvin32_seed(seed)));
    result = encode_base64(*body + sum, alphabet).substr(digits.size());
    if (result.find_first_of("+/-_") == std::string::npos) break;
  }
  return result;
}

/// The first three of six base-66 digits.
std::string mint_entra(std::string_view token, std::size_t skip) {
  constexpr std::string_view kDigits =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
  const std::uint32_t sum = marvin32(behind(token, skip), marvin32_seed("AadPwd00"));
  return to_digits(sum, kDigits, 6).substr(0, 3);
}

bool verify_bech32(std::string_view secret, std::size_t skip) {
  return is_bech32(behind(secret, skip));
}

std::string mint_bech32(std::string_view token, std::size_t skip) {
  return bech32_checksum(behind(token, skip));
}

constexpr std::array<ChecksumAlgorithm, 10> kAlgorithms{{
    {"crc32-base62", verify_tail<6, mint_crc32_base62>, mint_crc32_base62},
    {"crc32-hex", verify_tail<8, mint_crc32_hex>, mint_crc32_hex},
    {"grafana", verify_tail<9, mint_grafana>, mint_grafana},
    {"atlassian", verify_atlassian, mint_atlassian},
    {"gitlab-routable", verify_gitlab, mint_gitlab},
    {"confluent", verify_tail<6, mint_confluent>, mint_confluent},
    {"crates-io", verify_tail<1, mint_crates_io>, mint_crates_io},
    {"azure-key", verify_azure, mint_azure},
    {"entra-secret", verify_tail<3, mint_entra>, mint_entra},
    {"bech32", verify_bech32, mint_bech32},
}};

}  // namespace

std::span<const ChecksumAlgorithm> checksum_algorithms() noexcept {
  return kAlgorithms;
}

const ChecksumAlgorithm* find_checksum(std::string_view name) noexcept {
  for (const ChecksumAlgorithm& algorithm : kAlgorithms)
    if (algorithm.name == name) return &algorithm;
  return nullptr;
}

}  // namespace veto::text
