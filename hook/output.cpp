#include "hook/output.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// False when not everything could be written; errno says why.
bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::string failure_text(const std::string& path, int failure) {
  std::string reason = std::strerror(failure);
  const std::string directory = std::filesystem::path(path).parent_path().string();
  if (failure == ENOENT && !directory.empty())
    reason = "there is no directory " + text::for_terminal(directory) + ": make it first";
  return "writing " + text::for_terminal(path) + ": " + reason;
}

/// 0, or the errno of what went wrong.
int replace_file(const std::string& path, std::string_view text, mode_t mode) {
  std::string temporary = path + ".XXXXXX";
  const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return errno;
  int failure = 0;
  if (!write_all(file, text) || ::fchmod(file, mode) != 0 || ::fsync(file) != 0) failure = errno;
  if (::close(file) != 0 && failure == 0) failure = errno;
  if (failure == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) failure = errno;
  if (failure != 0) ::unlink(temporary.c_str());
  return failure;
}

/// Adds to what is there and stays: a pipe, a device. 0 or errno.
int write_into(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) return errno;
  int failure = write_all(file, text) ? 0 : errno;
  if (::close(file) != 0 && failure == 0) failure = errno;
  return failure;
}

/// Pipes, devices and directories; and /dev/stdout, even where that is a file.
bool is_no_file(const std::string& path) {
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return true;
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

bool is_below(const std::string& directory, const std::string& tree) {
  std::error_code failure;
  const std::string top = std::filesystem::canonical(tree, failure).string();
  return !failure && (directory + "/").starts_with(top + (top.ends_with('/') ? "" : "/"));
}

/// The file to replace for `path`: where a link leads, or the link itself if it is not to be
/// trusted.
std::string destination_of(const std::string& path, const std::string& tree) {
  std::error_code failure;
  if (!std::filesystem::is_symlink(path, failure)) return path;
  const std::filesystem::path parent = std::filesystem::absolute(path, failure).parent_path();
  const std::string directory = std::filesystem::canonical(parent, failure).string();
  if (failure || is_below(directory, ".") || (!tree.empty() && is_below(directory, tree)))
    return path;
  const std::string target = std::filesystem::weakly_canonical(path, failure).string();
  return failure ? path : target;
}

}  // namespace

void write_output(std::string_view text) {
  if (!write_all(STDOUT_FILENO, text) && errno != EPIPE)
    throw base::unreadable(std::string("writing to standard output: ") + std::strerror(errno));
}

void write_error(std::string_view text) {
  // There is nowhere left to complain to.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

void write_file(const std::string& path, std::string_view text, unsigned mode) {
  if (const int failure = replace_file(path, text, static_cast<mode_t>(mode)); failure != 0)
    throw base::unreadable(failure_text(path, failure));
}

bool append_line(const std::string& path, std::string_view line, unsigned mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC,
                          static_cast<mode_t>(mode));
  const bool written = file >= 0 && write_all(file, line);
  return file >= 0 && ::close(file) == 0 && written;
}

std::string write_report(const std::string& path, std::string_view text, const std::string& tree) {
  constexpr mode_t kPrivate = 0600;
  const int failure = is_no_file(path) ? write_into(path, text)
                                       : replace_file(destination_of(path, tree), text, kPrivate);
  return failure == 0 ? "" : failure_text(path, failure);
}

}  // namespace veto::hook
