#include "source/descriptor.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"

namespace veto::source {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor open_file(const std::string& path, FinalLink link) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (link == FinalLink::Refuse ? O_NOFOLLOW : 0);
  Descriptor file(::open(path.c_str(), flags));
  if (file.get() < 0) throw base::unreadable(std::string("opening: ") + std::strerror(errno));
  return file;
}

std::size_t read_some(int descriptor, std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t count = ::read(descriptor, buffer.data() + filled, buffer.size() - filled);
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw base::unreadable(std::string("reading: ") + std::strerror(errno));
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

}  // namespace veto::source
