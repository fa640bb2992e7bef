#include "install/config_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStateKey = "git-veto.before";
constexpr const char* kWroteKey = "git-veto.wrote";
// What there was: no file, or one whose last line had an end or not.
constexpr std::string_view kNoFile = "none";
constexpr std::string_view kEnded = "ended";
constexpr std::string_view kUnended = "unended";
// As git writes them.
constexpr std::string_view kOwnSection = "[git-veto]\n\tbefore = ";
constexpr std::string_view kHookSection = "[hook \"git-veto-";
constexpr std::string_view kOwnKeys = "hook.git-veto-";

std::vector<std::string> split(const std::string& text, char end) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t at = std::min(text.find(end, begin), text.size());
    parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return parts;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The end of the sections of ours that begin at `begin`, as git has written them in one go.
std::size_t end_of_block(std::string_view text, std::size_t begin) {
  std::size_t at = std::min(text.find('\n', begin), text.size());
  while (at < text.size()) {
    const std::string_view rest = text.substr(at + 1);
    if (!rest.starts_with('\t') && !rest.starts_with(kHookSection)) return at + 1;
    at = std::min(text.find('\n', at + 1), text.size());
  }
  return text.size();
}

[[noreturn]] void fail(const std::string& doing) {
  throw base::unreadable(doing + ": " + std::strerror(errno));
}

/// Replaces a file of git's under the lock that git itself takes.
void replace_locked(const std::string& path, std::string_view text) {
  std::error_code failure;
  const fs::path target = fs::canonical(path, failure);
  const std::string lock = target.string() + ".lock";
  struct stat status {};
  constexpr mode_t kOwnerOnly = 0600;
  const int file = ::open(lock.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file < 0) fail("locking " + path);
  // A configuration is small: it is written in one piece or not at all.
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::stat(target.c_str(), &status) == 0 && ::fchmod(file, status.st_mode) == 0 &&
      ::fsync(file) == 0;
  ::close(file);
  if (written && std::rename(lock.c_str(), target.c_str()) == 0) return;
  const int reason = errno;
  ::unlink(lock.c_str());
  errno = reason;
  fail("writing " + path);
}

}  // namespace

ConfigFile::ConfigFile(GitCommand git, std::string path)
    : git_(std::move(git)), path_(std::move(path)) {}

std::vector<std::string> ConfigFile::values(const std::string& key) const {
  const Answer answer = git_.ask({"config", "--file", path_, "-z", "--get-all", key});
  if (answer.ok()) return split(answer.text, '\0');
  constexpr int kNoSuchKey = 1;
  if (answer.status == kNoSuchKey) return {};
  throw base::unreadable("reading " + path_ + ": " + answer.error);
}

void ConfigFile::edit(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"config", "--file", path_});
  const Answer answer = git_.ask(std::move(arguments));
  if (!answer.ok()) throw base::unreadable("writing " + path_ + ": " + answer.error);
}

void ConfigFile::note_state() const {
  if (!values(kStateKey).empty()) return;
  std::error_code failure;
  const std::string before = content_of(path_);
  const bool ended = before.empty() || before.ends_with('\n');
  edit({kStateKey, std::string(!fs::exists(path_, failure) ? kNoFile : ended ? kEnded : kUnended)});
}

bool ConfigFile::set(const std::string& key, const std::string& value) const {
  if (values(key) == std::vector{value}) return false;
  note_state();
  if (!key.starts_with(kOwnKeys) && !wrote(key)) edit({"--add", kWroteKey, key});
  edit({"--replace-all", key, value});
  return true;
}

bool ConfigFile::wrote(const std::string& key) const {
  const std::vector<std::string> keys = values(kWroteKey);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool ConfigFile::unset(const std::string& key) const {
  if (values(key).empty()) return false;
  edit({"--unset-all", key});
  if (wrote(key)) edit({"--unset-all", kWroteKey, "^" + key + "$"});
  return true;
}

void ConfigFile::cut_block() const {
  const std::string text = content_of(path_);
  const std::size_t begin = text.find(kOwnSection);
  if (begin == std::string::npos) return;
  const std::size_t end = end_of_block(text, begin);
  std::string before = text.substr(0, begin);
  const std::string_view state = std::string_view(text).substr(begin + kOwnSection.size());
  if (state.starts_with(kUnended) && end == text.size() && before.ends_with('\n'))
    before.pop_back();
  replace_locked(path_, before + text.substr(end));
  if (std::error_code failure; state.starts_with(kNoFile) && fs::is_empty(path_, failure))
    fs::remove(path_, failure);
}

std::vector<std::string> ConfigFile::hook_keys() const {
  const Answer answer = git_.ask({"config", "--file", path_, "--name-only", "-z", "--get-regexp",
                                  "^hook[.]git-veto-.*[.](event|command)$"});
  return split(answer.text, '\0');
}

void ConfigFile::remove_hooks() const {
  // The note about other settings has to stay as long as they do.
  if (values(kWroteKey).empty()) cut_block();
  for (const std::string& key : hook_keys()) unset(key);
  restore();
}

void ConfigFile::restore() const {
  if (values(kWroteKey).empty() && hook_keys().empty()) cut_block();
}

std::string config_path(const base::Environment& environment, const GitCommand& git, Reach reach) {
  if (reach == Reach::System) {
    if (auto named = environment.get_nonempty("GIT_CONFIG_SYSTEM")) return *named;
    // Known to git since 2.41; before, it is where packages of all systems have it.
    const Answer answer = git.ask({"var", "GIT_CONFIG_SYSTEM"});
    return answer.ok() && !answer.text.empty() ? answer.text : "/etc/gitconfig";
  }
  if (auto named = environment.get_nonempty("GIT_CONFIG_GLOBAL")) return *named;
  const auto home = environment.get_nonempty("HOME");
  if (!home) throw base::usage_error("HOME is not set, so git has no configuration of the user");
  const fs::path own = fs::path(*home) / ".gitconfig";
  const fs::path other =
      fs::path(environment.get_nonempty("XDG_CONFIG_HOME").value_or(*home + "/.config")) /
      "git/config";
  std::error_code failure;
  if (!fs::exists(own, failure) && fs::exists(other, failure)) return other.string();
  return own.string();
}

}  // namespace veto::install
