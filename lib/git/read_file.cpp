#include "git/read_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::git {

std::optional<std::string> read_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw base::unreadable("opening " + text::for_terminal(path) + ": " + std::strerror(errno));
  }
  struct stat status {};
  std::string content;
  int failure = ::fstat(fd, &status) == 0 ? 0 : errno;
  if (failure == 0 && S_ISDIR(status.st_mode)) failure = EISDIR;
  if (failure == 0) content.reserve(static_cast<std::size_t>(status.st_size) + 1);
  char buffer[16384];
  while (failure == 0) {
    const ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count == 0) break;
    if (count > 0)
      content.append(buffer, static_cast<std::size_t>(count));
    else if (errno != EINTR)
      failure = errno;
  }
  ::close(fd);
  if (failure != 0)
    throw base::unreadable("reading " + text::for_terminal(path) + ": " + std::strerror(failure));
  return content;
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty() &&
         (text.back() == '\n' || text.back() == '\r' || text.back() == ' ' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

std::string absolute(const std::string& path, const std::string& base) {
  if (path.empty() || path.front() == '/') return path.empty() ? base : path;
  if (path == ".") return base;
  return base + "/" + path;
}

}  // namespace veto::git
