#include "hook/output.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

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

[[noreturn]] void throw_failure(const std::string& path, int failure) {
  throw base::unreadable("writing " + text::for_terminal(path) + ": " + std::strerror(failure));
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
  std::string temporary = path + ".XXXXXX";
  const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
  const auto fail = [&](int failure) {
    if (file >= 0) ::unlink(temporary.c_str());
    throw_failure(path, failure);
  };
  if (file < 0) fail(errno);
  const bool written =
      write_all(file, text) && ::fchmod(file, static_cast<mode_t>(mode)) == 0 && ::fsync(file) == 0;
  const int failure = errno;
  if (::close(file) != 0 || !written) fail(written ? errno : failure);
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail(errno);
}

bool append_line(const std::string& path, std::string_view line, unsigned mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC,
                          static_cast<mode_t>(mode));
  const bool written = file >= 0 && write_all(file, line);
  return file >= 0 && ::close(file) == 0 && written;
}

void write_report(const std::string& path, std::string_view text) {
  constexpr mode_t kPrivate = 0600;
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode))
    return write_file(path, text, kPrivate);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kPrivate);
  const bool written = file >= 0 && write_all(file, text);
  const int failure = errno;
  const bool closed = file >= 0 && ::close(file) == 0;
  if (!written || !closed) throw_failure(path, written ? errno : failure);
}

}  // namespace veto::hook
