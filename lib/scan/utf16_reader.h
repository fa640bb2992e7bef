// Streams that may be UTF-16: hands their pieces on as UTF-8 when they are, unchanged when they are
// not. The beginning decides. Columns of findings then count bytes of the UTF-8 text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "model/segment.h"
#include "text/utf16.h"

namespace veto::scan {

class Utf16Reader {
 public:
  /// `read` must outlive the reader.
  explicit Utf16Reader(const model::ReadChunk& read) : read_(read) {}

  /// As model::ReadChunk.
  std::size_t read(std::span<char> buffer);
  /// Bytes of the stream itself that were read so far.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  bool refill();

  const model::ReadChunk& read_;
  bool started_ = false;
  std::optional<text::Utf16Order> order_;
  std::string carry_;  // raw bytes of a character that is not complete yet
  std::string ready_;  // what can be handed on, from given_ on
  std::size_t given_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace veto::scan
