#include "match/cache.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "match/compile.h"
#include "match/expression.h"
#include "text/digest.h"
#include "text/encoding.h"

namespace veto::match {
namespace {

constexpr std::string_view kMagic = "git-veto rules cache 4\n";
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kMaxFile = 256 * 1024 * 1024;

/// Everything that the databases depend on.
std::string cache_key(const rules::RuleSet& set) {
  std::string text = engine_version();
  for (const rules::Rule& rule : set.rules) {
    text += '\0';
    text += rule.pattern;
    text += '\0';
    text += rules::to_string(rule.kind);
    text += std::to_string(rule.confirm.context_distance);
    for (const std::string_view word : rule.confirm.context) {
      text += '\1';
      text += word;
    }
  }
  return text::keyed_hash(kMagic, text);
}

std::string encode(const std::string& key, const CustomDatabases& databases) {
  const std::string body = key + databases.bytes;
  return std::string(kMagic) + text::keyed_hash(kMagic, body) + body;
}

std::optional<CustomDatabases> decode(std::string_view file, const std::string& key) {
  if (!file.starts_with(kMagic) || file.size() < kMagic.size() + kHashSize) return std::nullopt;
  const std::string_view hash = file.substr(kMagic.size(), kHashSize);
  const std::string_view body = file.substr(kMagic.size() + kHashSize);
  if (text::keyed_hash(kMagic, body) != hash || !body.starts_with(key)) return std::nullopt;
  return CustomDatabases{std::string(body.substr(key.size()))};
}

/// The content of a file that only this user can have written.
std::optional<std::string> read_own_file(const std::string& path) {
  // O_NONBLOCK: a pipe in its place must not make the program wait.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  struct stat status {};
  const bool trusted =
      ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == ::geteuid() &&
      (status.st_mode & (S_IWGRP | S_IWOTH)) == 0 && status.st_size <= static_cast<off_t>(kMaxFile);
  std::string content(trusted ? static_cast<std::size_t>(status.st_size) : 0, '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t count = ::read(fd, content.data() + filled, content.size() - filled);
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  ::close(fd);
  if (!trusted || filled < content.size()) return std::nullopt;
  return content;
}

/// Writes beside the target and renames, so that a reader sees all or nothing. Failure is no error:
/// the next run compiles again.
bool write_own_file(const std::string& directory, const std::string& path,
                    const std::string& content) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  std::string temporary = path + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);  // mode 0600
  if (fd < 0) return false;
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t count = ::write(fd, content.data() + written, content.size() - written);
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool complete = ::close(fd) == 0 && written == content.size() &&
                        ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!complete) ::unlink(temporary.c_str());
  return complete;
}

}  // namespace

CustomDatabases load_or_compile(const rules::RuleSet& set, const std::string& directory,
                                const base::Log& log) {
  const std::string key = cache_key(set);
  const std::string path = directory + "/rules-" + text::encode_hex(key).substr(0, 32) + ".db";
  if (!directory.empty()) {
    if (const std::optional<std::string> file = read_own_file(path)) {
      std::optional<CustomDatabases> cached = decode(*file, key);
      if (cached) return *std::move(cached);
      log.trace("custom rules: the cache is damaged, compiling again");
    }
  }
  // A pattern that only RE2 refuses would otherwise show at its first hit.
  for (const rules::Rule& rule : set.rules) RuleExpression(rule).check();
  CustomDatabases databases{compile_rules(set)};
  const bool cached = !directory.empty() && write_own_file(directory, path, encode(key, databases));
  log.trace("custom rules: {} compiled, {}", set.rules.size(), cached ? "cached" : "not cached");
  return databases;
}

}  // namespace veto::match
