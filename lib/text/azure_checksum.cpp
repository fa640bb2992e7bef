#include "text/azure_checksum.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "text/checksum.h"
#include "text/encoding.h"

namespace veto::text {
namespace {

std::string_view behind(std::string_view text, std::size_t skip) {
  return text.substr(std::min(skip, text.size()));
}

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<char>((value >> shift) & 0xFFU));
  return bytes;
}

std::uint32_t read_big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

// Each service has its own seeds; "Gatewy00" is spelt as published.
constexpr std::array<std::string_view, 22> kAzureSeeds{
    "Default0", "MastRO00", "MastRW00", "AbAcct00", "Classic0", "Tenant00", "IoTHub00", "Gatewy00",
    "GitKey00", "Send0000", "Listen00", "Manage00", "DpsKey00", "Device00", "Access00", "ACRDflt0",
    "Master00", "System00", "Functi00", "Query000", "PAdmin00", "UsrPwd00"};

// CASK: what is covered, and how much of the sum is written in the short form.
constexpr std::size_t kCaskBody = 80;
constexpr std::size_t kCaskTail = 4;

std::string cask_sum(std::string_view body) {
  const std::optional<std::string> bytes = decode_base64(body);
  if (!bytes) return {};
  return little_endian(marvin32(*bytes, marvin32_seed("Default0")));
}

/// Base 62 of the sum's bytes in the order in which they stand, filled up at the right.
std::string cask_digits(std::string_view sum) {
  std::string digits = to_digits(read_big_endian(sum), kBase62Digits, 0);
  digits.append(kCaskTail, '0');
  return digits.substr(0, kCaskTail);
}

// Azure DevOps: 32 bytes, of which these hold the sum from its lowest byte on.
constexpr std::size_t kDevopsSize = 32;
constexpr std::array<std::size_t, 4> kDevopsSum{22, 8, 7, 2};
constexpr std::uint32_t kDevopsUser = 0xE0B9692DU;
constexpr std::uint32_t kDevopsApplication = 0x1019F92EU;

std::string devops_sum(std::string_view bytes) {
  std::string sum;
  for (const std::size_t at : kDevopsSum) sum.push_back(bytes[at]);
  return sum;
}

/// All but the sum.
std::string devops_data(std::string_view bytes) {
  std::string data;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (std::find(kDevopsSum.begin(), kDevopsSum.end(), i) == kDevopsSum.end())
      data.push_back(bytes[i]);
  return data;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

bool verify_azure_key(std::string_view secret, std::size_t skip) {
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
std::string mint_azure_key(std::string_view token, std::size_t skip) {
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

bool verify_cask(std::string_view secret, std::size_t skip) {
  const std::string_view key = behind(secret, skip);
  if (key.size() < kCaskBody + kCaskTail) return false;
  const std::string sum = cask_sum(key.substr(0, kCaskBody));
  if (sum.empty()) return false;
  const std::string_view tail = key.substr(kCaskBody);
  const std::string base64 = encode_base64(sum);
  if (tail.size() == kCaskTail)
    return tail == cask_digits(sum) || tail == base64.substr(0, kCaskTail);
  return tail == base64 || tail == base64.substr(0, base64.find('='));
}

std::string mint_cask(std::string_view token, std::size_t skip) {
  const std::string_view body = behind(token, skip);
  if (body.size() != kCaskBody) return {};
  const std::string sum = cask_sum(body);
  return sum.empty() ? std::string() : cask_digits(sum);
}

/// The first three of six base-66 digits.
std::string mint_entra(std::string_view token, std::size_t skip) {
  constexpr std::string_view kDigits =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
  const std::uint32_t sum = marvin32(behind(token, skip), marvin32_seed("AadPwd00"));
  return to_digits(sum, kDigits, 6).substr(0, 3);
}

bool verify_azure_devops(std::string_view secret, std::size_t skip) {
  const std::optional<std::string> bytes = decode_base32(behind(secret, skip));
  if (!bytes || bytes->size() != kDevopsSize) return false;
  const std::uint32_t sum = crc32(devops_data(*bytes));
  const std::string written = devops_sum(*bytes);
  return written == little_endian(sum ^ kDevopsUser) ||
         written == little_endian(sum ^ kDevopsApplication);
}

std::string mint_azure_devops(std::string_view token, std::size_t skip) {
  constexpr std::size_t kGiven = 44;  // 27 bytes and half of the next, whose rest becomes zero
  const std::string_view digits = behind(token, skip);
  if (digits.size() != kGiven) return {};
  std::optional<std::string> bytes = decode_base32(std::string(digits) + "a");
  if (!bytes) return {};
  std::string sum = devops_sum(*bytes);
  std::reverse(sum.begin(), sum.end());
  *bytes += crc32_suffix(devops_data(*bytes), read_big_endian(sum) ^ kDevopsUser);
  return lower(encode_base32(*bytes)).substr(kGiven);
}

}  // namespace veto::text
