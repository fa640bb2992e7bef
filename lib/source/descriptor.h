// Reading files: an owned descriptor, and reading from one with errors as Error.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace veto::source {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_ = -1;
};

/// Opens for reading, never following a final
/// symbolic link unless told to. Throws Error(Unreadable) without the path: the caller knows it.
enum class FinalLink : unsigned char { Refuse, Follow };
[[nodiscard]] Descriptor open_file(const std::string& path, FinalLink link);

/// Fills `buffer` from the front as far as there is data; less than its size only at the end.
/// Throws Error(Unreadable).
[[nodiscard]] std::size_t read_some(int descriptor, std::span<char> buffer);

}  // namespace veto::source
