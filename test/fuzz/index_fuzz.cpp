// Any bytes are an index file or an error, by every way of reading it.

#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "git/index_file.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

namespace {

void read_everything(const std::string& path, std::size_t size) {
  const std::unique_ptr<git::IndexFile> index = git::IndexFile::open(path);
  fuzz::expect(index != nullptr, "an index or an error");
  static_cast<void>(index->cached_root());
  static_cast<void>(index->cache_tree());
  git::IndexCursor cursor(*index);
  std::size_t sum = 0;
  while (cursor.next()) {
    for (const char byte : cursor.entry().path) sum += static_cast<unsigned char>(byte);
    fuzz::expect(cursor.offset() <= size, "an offset within the file");
  }
  static_cast<void>(sum);
  static_cast<void>(index->is_split());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int fd = ::memfd_create("index", 0);
  fuzz::expect(fd >= 0 && ::write(fd, data, size) == static_cast<ssize_t>(size), "a file");
  try {
    read_everything("/proc/self/fd/" + std::to_string(fd), size);
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Unreadable, "an error of reading");
  }
  ::close(fd);
  return 0;
}
