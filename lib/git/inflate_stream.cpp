#include "git/inflate_stream.h"

#include <algorithm>
#include <string_view>

#include <zlib.h>

#include "base/error.h"

namespace veto::git {

struct InflateStream::State {
  explicit State(const Pack::Stored& stored) : input(stored.compressed), left(stored.size) {
    if (::inflateInit(&stream) != Z_OK) throw base::unreadable("out of memory");
  }
  ~State() { ::inflateEnd(&stream); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  std::size_t fill(std::span<char> buffer);

  z_stream stream{};
  std::string_view input;  // not yet given to the stream
  std::size_t left;        // of the object
  bool has_ended = false;
};

/// zlib counts in unsigned int.
std::size_t InflateStream::State::fill(std::span<char> buffer) {
  constexpr std::size_t kMost = std::size_t{1} << 30;
  std::size_t filled = 0;
  while (!has_ended && filled < buffer.size()) {
    if (stream.avail_in == 0) {
      const std::string_view next = input.substr(0, kMost);
      input.remove_prefix(next.size());
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next.data()));
      stream.avail_in = static_cast<uInt>(next.size());
    }
    const auto room = static_cast<uInt>(std::min(buffer.size() - filled, kMost));
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data() + filled);
    stream.avail_out = room;
    const int code = ::inflate(&stream, Z_NO_FLUSH);
    filled += room - stream.avail_out;
    has_ended = code == Z_STREAM_END;
    if (code != Z_OK && !has_ended) throw base::unreadable("damaged");
  }
  return filled;
}

InflateStream::InflateStream(const Pack::Stored& stored)
    : state_(std::make_unique<State>(stored)) {}
InflateStream::~InflateStream() = default;

std::size_t InflateStream::read(std::span<char> buffer) {
  const std::span<char> wanted = buffer.first(std::min(buffer.size(), state_->left));
  const std::size_t count = state_->fill(wanted);
  if (count < wanted.size()) throw base::unreadable("shorter than it says");
  state_->left -= count;
  return count;
}

void InflateStream::finish() {
  char excess = 0;
  if (state_->left > 0) throw base::unreadable("not read to its end");
  if (state_->fill({&excess, 1}) > 0) throw base::unreadable("longer than it says");
}

}  // namespace veto::git
