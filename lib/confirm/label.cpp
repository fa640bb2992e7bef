#include "confirm/label.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/ascii.h"
#include "confirm/context.h"
#include "confirm/words.h"

namespace veto::confirm {
namespace {

// How far back a line is read: minified text has lines of megabytes.
constexpr std::size_t kLineReach = 160;
constexpr std::size_t kLongestLabel = 80;

// Names of things that look like keys and are none. As whole words of a name: `commit_sha`,
// `imageTag`, `build-id`.
constexpr std::array<std::string_view, 46> kOtherThings{
    "commit",    "sha",      "sha1",        "sha256",    "sha384",   "sha512", "md5",      "hash",
    "hashes",    "digest",   "checksum",    "integrity", "etag",     "rev",    "revision", "ref",
    "refs",      "version",  "fingerprint", "uuid",      "guid",     "image",  "tag",      "tree",
    "blob",      "build",    "resolved",    "crc",       "crc32",    "h1",     "id",       "ids",
    "uid",       "name",     "filename",    "file",      "path",     "parent", "object",   "oid",
    "changeset", "snapshot", "thumbprint",  "cid",       "gravatar", "nonce"};

// What speaks for a credential, anywhere in the text before the value.
constexpr std::array<std::string_view, 17> kCredentialWords{
    "key",     "token",  "secret", "pass",   "pwd",     "auth",    "api",     "cred",   "bearer",
    "private", "access", "login",  "client", "license", "webhook", "account", "signing"};

// Directly before the value, these say what it is.
constexpr std::array<std::string_view, 13> kHashPrefixes{
    "sha1-", "sha256-", "sha384-",  "sha512-", "sha1:",  "sha256:", "sha512:",
    "md5:",  "h1:",     "/commit/", "/blob/",  "/tree/", "/raw/"};

bool is_label_byte(char c) noexcept {
  return is_word(c) || c == '-' || c == '.' || c == '$';
}

/// The text before the value on its line, at most kLineReach bytes.
std::string_view line_before(const model::Candidate& candidate) noexcept {
  std::string_view before = candidate.window.substr(0, candidate.secret.begin);
  if (before.size() > kLineReach) before.remove_prefix(before.size() - kLineReach);
  const std::size_t line = before.find_last_of("\n\r");
  return line == std::string_view::npos ? before : before.substr(line + 1);
}

/// The last name in `text`, over the quotes, blanks and signs that part it from the value.
std::string_view last_name(std::string_view text) noexcept {
  while (!text.empty() && !is_label_byte(text.back())) text.remove_suffix(1);
  std::size_t size = 0;
  while (size < text.size() && size < kLongestLabel && is_label_byte(text[text.size() - 1 - size]))
    ++size;
  return text.substr(text.size() - size);
}

/// Calls `visit` with each word of a name: parted by signs, by digits' ends and by capitals.
template <class Visit>
void for_each_word(std::string_view name, Visit visit) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const bool ends = i == name.size() || !is_alnum(name[i]) ||
                      (i > begin && is_upper(name[i]) && !is_upper(name[i - 1]));
    if (!ends) continue;
    if (i > begin) visit(name.substr(begin, i - begin));
    begin = i < name.size() && is_alnum(name[i]) ? i : i + 1;
  }
}

bool is_other_thing(std::string_view word) noexcept {
  return std::any_of(kOtherThings.begin(), kOtherThings.end(),
                     [word](std::string_view other) { return equals_ignoring_case(word, other); });
}

/// A rule for an identifier wants what is called so; object storage holds no objects of Git.
bool is_expected(const rules::Rule& rule, std::string_view label, std::string_view word) noexcept {
  constexpr std::array<std::string_view, 5> kIdentifiers{"id", "ids", "uid", "uuid", "guid"};
  if (equals_ignoring_case(word, "object")) return contains_ignoring_case(label, "storage");
  return rule.tier == rules::Tier::Info &&
         std::any_of(kIdentifiers.begin(), kIdentifiers.end(), [word](std::string_view identifier) {
           return equals_ignoring_case(word, identifier);
         });
}

bool is_public_name(std::string_view label) noexcept {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"publickey", "public_key", "public-key", "publishable", "site_key", "site-key", "sitekey"});
  return std::any_of(kNames.begin(), kNames.end(), [label](std::string_view name) {
    const std::size_t at = find_ignoring_case(label, name);
    if (at == std::string_view::npos) return false;
    return at == 0 || !is_alpha(label[at - 1]) || (is_upper(label[at]) && is_lower(label[at - 1]));
  });
}

bool names_other_thing(const rules::Rule& rule, std::string_view label) noexcept {
  bool found = false;
  for_each_word(label, [&](std::string_view word) {
    found |= is_other_thing(word) && !is_expected(rule, label, word);
  });
  return found;
}

/// Whether a word of `text` begins with one that speaks for a credential.
bool speaks_of_credentials(std::string_view text) noexcept {
  bool found = false;
  for_each_word(text, [&found](std::string_view word) {
    found |= std::any_of(
        kCredentialWords.begin(), kCredentialWords.end(), [word](std::string_view credential) {
          return word.size() >= credential.size() &&
                 equals_ignoring_case(word.substr(0, credential.size()), credential);
        });
  });
  // Names in small letters run together: apikey, accesstoken.
  for (const std::string_view ending : {"key", "token", "secret", "password"})
    found |= text.size() > ending.size() &&
             equals_ignoring_case(text.substr(text.size() - ending.size()), ending);
  return found;
}

/// Names that say nothing of what they hold: what does stands earlier on the line.
bool says_nothing(std::string_view label) noexcept {
  constexpr std::array<std::string_view, 8> kEmpty{"",        "value", "default", "string",
                                                   "content", "data",  "text",    "val"};
  return std::any_of(kEmpty.begin(), kEmpty.end(), [label](std::string_view empty) {
    return equals_ignoring_case(label, empty);
  });
}

bool holds_context_word(const rules::Rule& rule, std::string_view text) noexcept {
  const auto& words = rule.confirm.context;
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return contains_ignoring_case(text, word); });
}

bool is_context_word(const rules::Rule& rule, std::string_view text) noexcept {
  const auto& words = rule.confirm.context;
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return equals_ignoring_case(text, word); });
}

/// Services whose addresses name commits, blobs, images and archives by their hashes.
bool is_code_host(std::string_view host) noexcept {
  constexpr auto kHosts = std::to_array<std::string_view>(
      {"git", "bitbucket", "codeberg", "gitee", "sourceforge", "pypi", "docker", "npm"});
  return std::any_of(kHosts.begin(), kHosts.end(),
                     [host](std::string_view word) { return contains_ignoring_case(host, word); });
}

/// Whether a path names the thing behind it by its id: /project/32ce..., /issues/0f18...
bool names_thing(std::string_view path) noexcept {
  constexpr auto kOpeners = std::to_array<std::string_view>(
      {"api", "hook", "key", "pub", "rpc", "secret", "service", "token", "v1", "v2", "v3", "ws"});
  return std::any_of(path.begin(), path.end(), is_alpha) &&
         std::none_of(kOpeners.begin(), kOpeners.end(), [path](std::string_view opener) {
           return contains_ignoring_case(path, opener);
         });
}

/// Whether `before` ends in a URL whose host holds one of the rule's words, so that its path may
/// hold the key. A hash in it, where others name a commit or a project, is none.
bool names_host(const rules::Rule& rule, std::string_view before, bool is_hash) noexcept {
  const std::size_t scheme = before.rfind("://");
  if (scheme == std::string_view::npos || before.substr(0, scheme).ends_with("s3")) return false;
  if (before.substr(0, scheme).ends_with("gs")) return false;
  const std::string_view rest = before.substr(scheme + 3);
  if (rest.find_first_of(" \t\"'<>") != std::string_view::npos) return false;
  const std::string_view host = rest.substr(0, rest.find('/'));
  const auto& words = rule.confirm.context;
  if (std::none_of(words.begin(), words.end(),
                   [host](std::string_view word) { return holds_word(host, word); }))
    return false;
  return !is_hash || (!is_code_host(host) && !names_thing(rest.substr(host.size())));
}

/// A run of base64 on one side of it goes on with it.
bool is_part_of_base64(std::string_view before, std::string_view behind) noexcept {
  const auto is_base64 = [](char c) { return is_alnum(c) || c == '+' || c == '/'; };
  std::size_t left = 0;
  while (left < before.size() && is_base64(before[before.size() - 1 - left])) ++left;
  std::size_t right = 0;
  while (right < behind.size() && right < kLineReach && is_base64(behind[right])) ++right;
  const std::string_view run = before.substr(before.size() - left);
  const std::string_view rest = behind.substr(0, right);
  if (run.find('+') != std::string_view::npos || rest.find('+') != std::string_view::npos)
    return true;
  // `h1:AbC/VALUE=`: what stands before the run says what it is.
  const std::string_view head = before.substr(0, before.size() - left);
  return left > 0 &&
         std::any_of(kHashPrefixes.begin(), kHashPrefixes.end(),
                     [head](std::string_view prefix) { return head.ends_with(prefix); });
}

/// Hexadecimal of the length of a usual hash, a UUID, or digits only.
bool looks_like_hash(std::string_view value) noexcept {
  constexpr std::array<std::size_t, 8> kHashSizes{24, 32, 40, 48, 56, 64, 96, 128};
  constexpr std::size_t kUuid = 36;
  if (all_of(value, is_digit)) return true;
  if (value.size() == kUuid && count_of(value, [](char c) { return c == '-'; }) == 4)
    return all_of(value, [](char c) { return is_hex(c) || c == '-'; });
  return all_of(value, is_hex) &&
         std::find(kHashSizes.begin(), kHashSizes.end(), value.size()) != kHashSizes.end();
}

/// `/static/main.HASH.js`, `HASH.png`: part of a file's name.
bool is_part_of_file_name(const model::Candidate& candidate) noexcept {
  const std::string_view behind = candidate.window.substr(candidate.secret.end, 6);
  return behind.size() > 2 && behind[0] == '.' && is_alpha(behind[1]) && is_alnum(behind[2]);
}

/// Whether `line` ends in a run of hexadecimal digits of that size.
bool ends_in_hash(std::string_view line, std::size_t size) noexcept {
  while (!line.empty() && (is_space(line.back()) ||
                           std::string_view("\"',;").find(line.back()) != std::string_view::npos))
    line.remove_suffix(1);
  if (line.size() <= size || is_alnum(line[line.size() - 1 - size])) return false;
  return all_of(line.substr(line.size() - size), is_hex);
}

/// One of a list of names with hashes, as of what a lock file pins: the lines beside it hold hashes
/// of the same size. Keys may stand one below the other, too, but are named so.
bool is_listed_hash(Sight& sight, std::string_view label) noexcept {
  constexpr std::size_t kNeighbours = 2;
  for (const std::string_view word : {"key", "token", "secret", "pass"}) {
    if (contains_ignoring_case(label, word)) return false;
  }
  const model::Candidate& candidate = sight.all();
  const std::string_view window = candidate.window;
  const std::size_t size = candidate.secret.size();
  std::size_t found = 0;
  std::size_t end = window.substr(0, candidate.secret.begin).rfind('\n');
  for (std::size_t i = 0; i < kNeighbours && end != std::string_view::npos; ++i) {
    const std::size_t before = window.substr(0, end).rfind('\n');
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (end - begin <= kLineReach) found += ends_in_hash(window.substr(begin, end - begin), size);
    end = before;
  }
  std::size_t begin = window.find('\n', candidate.secret.end);
  for (std::size_t i = 0; i < kNeighbours && begin != std::string_view::npos; ++i) {
    const std::size_t next = std::min(window.find('\n', begin + 1), window.size());
    if (next - begin <= kLineReach)
      found += ends_in_hash(window.substr(begin + 1, next - begin - 1), size);
    begin = next == window.size() ? std::string_view::npos : next;
  }
  return found >= kNeighbours;
}

/// FROM...TO: two commits.
bool opens_range(const model::Candidate& candidate) noexcept {
  return candidate.window.substr(candidate.secret.end).starts_with("..") ||
         candidate.window.substr(0, candidate.secret.begin).ends_with("..");
}

}  // namespace

std::string_view find_label_fault(Sight& sight) noexcept {
  const model::Candidate& candidate = sight.lines();
  const std::string_view before = line_before(candidate);
  const std::string_view value =
      candidate.window.substr(candidate.secret.begin, candidate.secret.size());
  if (is_part_of_base64(before, candidate.window.substr(candidate.secret.end)))
    return "is a part of a longer value";
  if (is_made_of_words(value)) return "is made of words";
  for (const std::string_view prefix : kHashPrefixes) {
    if (before.ends_with(prefix)) return "stands where a hash stands";
  }
  const bool is_hash = looks_like_hash(value);
  if (is_hash && !before.empty() && (before.back() == '@' || before.back() == '#'))
    return "stands where a commit stands";
  if (is_hash && is_part_of_file_name(candidate)) return "is part of a file name";
  if (before.ends_with('/')) {
    return names_host(candidate.rule, before, is_hash) ? std::string_view()
                                                       : "is part of another host's path";
  }
  if (is_hash && opens_range(candidate)) return "stands where a commit stands";
  if (before.ends_with("credentials('") || before.ends_with("credentials(\""))
    return "names a credential of a store";
  const std::string_view label = last_name(before);
  if (names_other_thing(candidate.rule, label)) return "its name says that it is something else";
  if (is_hash && label.ends_with(".git")) return "stands where a commit stands";
  if (is_hash && is_listed_hash(sight, label)) return "is one of a list of hashes";
  if (speaks_of_credentials(label) || (says_nothing(label) && speaks_of_credentials(before)))
    return {};
  const bool is_named =
      is_hash ? is_context_word(candidate.rule, label) : holds_context_word(candidate.rule, label);
  if (is_named) return {};
  return "nothing that stands before it says that it is a credential";
}

bool names_public_half(const model::Candidate& candidate) noexcept {
  const auto& words = candidate.rule.confirm.context;
  const bool own = std::any_of(words.begin(), words.end(), is_public_name);
  if (own) return false;
  return is_public_name(last_name(line_before(candidate)));
}

}  // namespace veto::confirm
