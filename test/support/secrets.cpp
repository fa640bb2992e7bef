#include "test/support/secrets.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "rules/example.h"
#include "test/support/catch.h"

namespace veto::test {
namespace {

constexpr std::size_t kPiece = 10;
constexpr std::size_t kGithubPrefix = 4;
constexpr std::size_t kGithubSize = 40;
constexpr std::size_t kGithubChecksum = 6;

/// All pieces of kPiece characters of all secrets so far.
std::unordered_set<std::string>& pieces() {
  static std::unordered_set<std::string> all;
  return all;
}

std::uint64_t next_seed() {
  static std::uint64_t count = 0;
  constexpr std::uint64_t kStep = 1'000'003;
  return Catch::rngSeed() * kStep + ++count;
}

void remember(std::string_view secret) {
  for (std::size_t at = 0; at + kPiece <= secret.size(); ++at) {
    const std::string_view piece = secret.substr(at, kPiece);
    // Lines that begin and end a key are public.
    if (piece.find_first_of("- \n") == std::string_view::npos) pieces().emplace(piece);
  }
}

std::string expand(std::string_view recipe, std::string_view checksum, std::size_t skip) {
  return rules::expand_example(recipe, checksum, skip, next_seed());
}

}  // namespace

std::string github_token(std::string_view beginning) {
  const std::size_t random = kGithubSize - kGithubChecksum - beginning.size();
  std::string token =
      expand(std::string(beginning) + "{base62:" + std::to_string(random) + "}{checksum}",
             "crc32-base62", kGithubPrefix);
  REQUIRE(token.size() == kGithubSize);
  remember(std::string_view(token).substr(kGithubPrefix));
  return token;
}

std::string private_key(std::string_view kind) {
  std::string key = expand("{pem:" + std::string(kind) + "}", "", 0);
  REQUIRE(key.starts_with("-----BEGIN "));
  // The first line of the body is much the same in all keys of a kind: it holds the lengths.
  remember(std::string_view(key).substr(std::min(key.size(), std::size_t{200})));
  return key + "\n";
}

std::string hex_key() {
  return secret_from("{hex:32}", 0);
}

std::string password() {
  return secret_from("{alpha:8}{digit:4}{alpha:4}", 0);
}

std::string secret_from(std::string_view recipe, std::size_t shown) {
  std::string secret = expand(recipe, "", 0);
  remember(std::string_view(secret).substr(shown));
  return secret;
}

std::string text_with(std::string_view secret) {
  return "# settings\ntoken = " + std::string(secret) + "\nverbose = 1\n";
}

bool shows_a_secret(std::string_view text) {
  for (std::size_t at = 0; at + kPiece <= text.size(); ++at) {
    if (pieces().contains(std::string(text.substr(at, kPiece)))) return true;
  }
  return false;
}

}  // namespace veto::test
