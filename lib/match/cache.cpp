#include "match/cache.h"

#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "match/expression.h"
#include "text/digest.h"
#include "text/encoding.h"

namespace veto::match {
namespace {

constexpr std::string_view kMagic = "git-veto rules cache 1\n";
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kMaxFile = 256 * 1024 * 1024;

/// Everything that the databases depend on.
std::string cache_key(const rules::RuleSet& set) {
  std::string text = engine_version();
  for (const rules::Rule& rule : set.rules) {
    text += '\0';
    text += rule.pattern;
  }
  return text::keyed_hash(kMagic, text);
}

void append_block(std::string& to, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  to.append(reinterpret_cast<const char*>(&size), sizeof size);
  to.append(bytes);
}

std::optional<std::string> take_block(std::string_view& from) {
  std::uint64_t size = 0;
  if (from.size() < sizeof size) return std::nullopt;
  std::memcpy(&size, from.data(), sizeof size);
  from.remove_prefix(sizeof size);
  if (from.size() < size) return std::nullopt;
  std::string bytes(from.substr(0, size));
  from.remove_prefix(size);
  return bytes;
}

std::string encode(const std::string& key, const CustomDatabases& databases) {
  std::string body = key;
  append_block(body, databases.block);
  append_block(body, databases.stream);
  append_block(body, {reinterpret_cast<const char*>(databases.max_widths.data()),
                      databases.max_widths.size() * sizeof(std::uint32_t)});
  return std::string(kMagic) + text::keyed_hash(kMagic, body) + body;
}

std::optional<CustomDatabases> decode(std::string_view file, const std::string& key) {
  if (!file.starts_with(kMagic) || file.size() < kMagic.size() + kHashSize) return std::nullopt;
  const std::string_view hash = file.substr(kMagic.size(), kHashSize);
  std::string_view body = file.substr(kMagic.size() + kHashSize);
  if (text::keyed_hash(kMagic, body) != hash || !body.starts_with(key)) return std::nullopt;
  body.remove_prefix(key.size());
  std::optional<std::string> block = take_block(body);
  std::optional<std::string> stream = take_block(body);
  const std::optional<std::string> widths = take_block(body);
  if (!block || !stream || !widths) return std::nullopt;
  CustomDatabases databases{*std::move(block), *std::move(stream), {}};
  databases.max_widths.resize(widths->size() / sizeof(std::uint32_t));
  std::memcpy(databases.max_widths.data(), widths->data(),
              databases.max_widths.size() * sizeof(std::uint32_t));
  return databases;
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
      if (cached && cached->max_widths.size() == set.rules.size()) return *std::move(cached);
      log.trace("custom rules: the cache is damaged, compiling again");
    }
  }
  // A pattern that only RE2 refuses would otherwise show at its first hit.
  for (const rules::Rule& rule : set.rules) static_cast<void>(RuleExpression(rule));
  CustomDatabases databases{compile_database(set, Mode::Block), compile_database(set, Mode::Stream),
                            max_widths(set)};
  const bool cached = !directory.empty() && write_own_file(directory, path, encode(key, databases));
  log.trace("custom rules: {} compiled, {}", set.rules.size(), cached ? "cached" : "not cached");
  return databases;
}

}  // namespace veto::match
