// Hashes of passwords as programs write them, behind "user:" or alone: each scheme's parts must
// have its own lengths, alphabets and unused bits.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr std::string_view kCryptDigits =
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBcryptDigits =
    "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool is_crypt(char c) {
  return is_alnum(c) || c == '.' || c == '/';
}

bool all_digits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && all_of(text, is_digit);
}

/// Takes the part up to the next "$" off the front.
std::string_view take_field(std::string_view& text) {
  const std::size_t end = std::min(text.find('$'), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

/// `$id$[rounds=N$]salt$hash`.
struct CryptScheme {
  std::string_view prefix;
  std::size_t salt;  ///< at most
  std::size_t hash;
  std::size_t last;  ///< the last digit is below: the bits that are left
};

constexpr std::array<CryptScheme, 6> kCryptSchemes{{{"$1$", 8, 22, 4},
                                                    {"$apr1$", 8, 22, 4},
                                                    {"$5$", 16, 43, 16},
                                                    {"$6$", 16, 86, 4},
                                                    {"$8$", 14, 43, 64},
                                                    {"$9$", 14, 43, 64}}};

bool is_crypt_hash(std::string_view text) {
  for (const CryptScheme& scheme : kCryptSchemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    text.remove_prefix(scheme.prefix.size());
    std::string_view salt = take_field(text);
    if (salt.starts_with("rounds=")) {
      if (!all_digits(salt.substr(7), 1, 9)) return false;
      salt = take_field(text);
    }
    return salt.size() <= scheme.salt && all_of(salt, is_crypt) && text.size() == scheme.hash &&
           all_of(text, is_crypt) && kCryptDigits.find(text.back()) < scheme.last;
  }
  return false;
}

/// `$2b$12$`, 22 characters of salt, 31 of hash; the last of them has two unused bits.
bool is_bcrypt(std::string_view text) {
  constexpr std::size_t kSize = 60;
  if (text.size() != kSize || !text.starts_with("$2")) return false;
  if (std::string_view("abxy").find(text[2]) == std::string_view::npos) return false;
  if (text[3] != '$' || text[6] != '$' || !all_of(text.substr(4, 2), is_digit)) return false;
  const int cost = (text[4] - '0') * 10 + (text[5] - '0');
  return cost >= 4 && cost <= 31 && all_of(text.substr(7), is_crypt) &&
         kBcryptDigits.find(text.back()) % 4 == 0;
}

bool is_base64_of(std::string_view text, std::size_t least, std::size_t most) {
  const auto bytes = text::decode_base64(text, text::Base64Alphabet::Standard);
  return bytes && bytes->size() >= least && bytes->size() <= most;
}

/// `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`; the version may be missing.
bool is_argon2(std::string_view text) {
  constexpr std::string_view kPrefix = "$argon2";
  if (!text.starts_with(kPrefix)) return false;
  text.remove_prefix(kPrefix.size());
  const std::string_view kind = take_field(text);
  if (kind != "id" && kind != "i" && kind != "d") return false;
  std::string_view parameters = take_field(text);
  if (parameters.starts_with("v=")) parameters = take_field(text);
  if (!parameters.starts_with("m=") || parameters.find(",t=") == std::string_view::npos ||
      parameters.find(",p=") == std::string_view::npos) {
    return false;
  }
  const std::string_view salt = take_field(text);
  return is_base64_of(salt, 8, 64) && is_base64_of(text, 12, 128);
}

/// Passlib's `$scrypt$ln=..$`, Cisco's and libxcrypt's `$7$`, simple scrypt's `$s0$`, Werkzeug's
/// `scrypt:N:r:p$salt$hex`; and yescrypt.
bool is_scrypt(std::string_view text) {
  if (text.starts_with("scrypt:")) {
    static_cast<void>(take_field(text));
    const std::string_view salt = take_field(text);
    return !salt.empty() && text.size() == 128 && all_of(text, is_hex);
  }
  if (text.starts_with("$scrypt$")) {
    text.remove_prefix(8);
    const std::string_view parameters = take_field(text);
    const std::string_view salt = take_field(text);
    return parameters.starts_with("ln=") && is_base64_of(salt, 4, 64) && is_base64_of(text, 16, 64);
  }
  if (text.starts_with("$s0$")) {
    text.remove_prefix(4);
    const std::string_view parameters = take_field(text);
    const std::string_view salt = take_field(text);
    return all_of(parameters, is_hex) && is_base64_of(salt, 4, 64) && is_base64_of(text, 16, 64);
  }
  const bool yescrypt = text.starts_with("$y$");
  if (!yescrypt && !text.starts_with("$7$")) return false;
  text.remove_prefix(3);
  const std::string_view first = take_field(text);
  const std::string_view salt = yescrypt ? take_field(text) : first;
  return !first.empty() && all_of(first, is_crypt) && all_of(salt, is_crypt) && text.size() == 43 &&
         all_of(text, is_crypt);
}

/// WordPress and phpBB: cost, 8 characters of salt, 22 of hash.
bool is_phpass(std::string_view text) {
  if (!text.starts_with("$P$") && !text.starts_with("$H$")) return false;
  return text.size() == 34 && all_of(text.substr(3), is_crypt) &&
         kCryptDigits.find(text.back()) < 4;
}

bool is_django(std::string_view text) {
  struct Scheme {
    std::string_view prefix;
    std::size_t size;
  };
  constexpr std::array<Scheme, 3> kSchemes{
      {{"pbkdf2_sha256$", 32}, {"pbkdf2_sha1$", 20}, {"pbkdf2_sha512$", 64}}};
  for (const Scheme& scheme : kSchemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    text.remove_prefix(scheme.prefix.size());
    if (!all_digits(take_field(text), 1, 9) || take_field(text).empty()) return false;
    return is_base64_of(text, scheme.size, scheme.size);
  }
  return false;
}

/// `{SSHA}` and its like: a digest, and the salt behind it.
bool is_ldap(std::string_view text) {
  struct Scheme {
    std::string_view prefix;
    std::size_t digest;
    bool salted;
  };
  constexpr std::size_t kMostSalt = 64;
  constexpr std::array<Scheme, 7> kSchemes{{{"{SHA}", 20, false},
                                            {"{SSHA}", 20, true},
                                            {"{SMD5}", 16, true},
                                            {"{SHA256}", 32, false},
                                            {"{SSHA256}", 32, true},
                                            {"{SHA512}", 64, false},
                                            {"{SSHA512}", 64, true}}};
  for (const Scheme& scheme : kSchemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    const std::size_t least = scheme.digest + (scheme.salted ? 1U : 0U);
    const std::size_t most = scheme.digest + (scheme.salted ? kMostSalt : 0U);
    return is_base64_of(text.substr(scheme.prefix.size()), least, most);
  }
  return false;
}

}  // namespace

Judgement judge_password_hash(const Candidate& candidate, const Settings&) {
  constexpr std::array kSchemes{is_crypt_hash, is_bcrypt, is_argon2, is_scrypt,
                                is_phpass,     is_django, is_ldap};
  std::string_view text = slice(candidate.window, candidate.secret);
  // In a password file the name stands in front.
  const std::size_t mark = text.find_first_of("${");
  if (mark != 0 && mark != std::string_view::npos && text[mark - 1] == ':') {
    text.remove_prefix(mark);
  }
  const bool known = std::any_of(kSchemes.begin(), kSchemes.end(),
                                 [text](auto is_scheme) { return is_scheme(text); });
  if (!known) return reject(candidate, "is not of the form of a password hash");
  return accept(candidate, model::Verified::Structure);
}

}  // namespace veto::confirm
