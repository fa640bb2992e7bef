#include "git/loose_object.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>

#include <zlib.h>

#include "base/error.h"
#include "base/handle.h"

namespace veto::git {
namespace {

using File = base::Handle<std::FILE, std::fclose>;

constexpr std::size_t kPiece = 32 * 1024;
// The first bytes are decompressed together with the header: small objects are done with then.
constexpr std::size_t kFront = 4096;
constexpr std::size_t kMaxHeader = 32;  // as in git

struct ParsedHeader {
  ObjectHeader header;
  std::size_t length = 0;  ///< with its NUL
};

/// "TYPE SIZE\0", the size in decimal digits without leading zeros.
ParsedHeader parse_header(std::string_view front) {
  const std::size_t end = front.substr(0, kMaxHeader).find('\0');
  const std::size_t space = front.find(' ');
  if (end == std::string_view::npos || space >= end) throw base::unreadable("malformed header");
  ParsedHeader parsed;
  parsed.header.type = parse_object_type(front.substr(0, space));
  parsed.length = end + 1;
  const std::string_view digits = front.substr(space + 1, end - space - 1);
  const auto [stop, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), parsed.header.size);
  const bool padded = digits.size() > 1 && digits.front() == '0';
  if (failure != std::errc() || stop != digits.data() + digits.size() || padded)
    throw base::unreadable("malformed size");
  return parsed;
}

/// zlib's state, which must stay where it is.
struct Inflater {
  Inflater() {
    if (::inflateInit(&stream) != Z_OK) throw base::unreadable("out of memory");
  }
  ~Inflater() { ::inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
};

}  // namespace

class LooseObject::Stream {
 public:
  explicit Stream(File file) : file_(std::move(file)) {
    front_size_ = inflate_into(front_);
    const ParsedHeader parsed = parse_header({front_.data(), front_size_});
    header_ = parsed.header;
    front_used_ = parsed.length;
    left_ = header_.size;
  }

  [[nodiscard]] const ObjectHeader& header() const { return header_; }

  std::size_t read(std::span<char> buffer) {
    const std::span<char> wanted = buffer.first(std::min(left_, buffer.size()));
    const std::size_t from_front = std::min(wanted.size(), front_size_ - front_used_);
    std::copy_n(front_.begin() + static_cast<std::ptrdiff_t>(front_used_), from_front,
                wanted.begin());
    front_used_ += from_front;
    const std::size_t count = from_front + inflate_into(wanted.subspan(from_front));
    if (count < wanted.size()) throw base::unreadable("cut off");
    left_ -= count;
    if (left_ == 0) check_end();
    return count;
  }

 private:
  /// Decompresses until `buffer` is full or the stream ends.
  std::size_t inflate_into(std::span<char> buffer) {
    zlib_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    std::size_t filled = 0;
    while (!ended_ && filled < buffer.size()) {
      if (zlib_.avail_in == 0) refill();
      // zlib counts in unsigned int.
      constexpr std::size_t kMost = std::size_t{1} << 30;
      zlib_.avail_out = static_cast<uInt>(std::min(buffer.size() - filled, kMost));
      const int code = ::inflate(&zlib_, Z_NO_FLUSH);
      filled = static_cast<std::size_t>(zlib_.next_out - reinterpret_cast<Bytef*>(buffer.data()));
      ended_ = code == Z_STREAM_END;
      if (code != Z_OK && !ended_) throw base::unreadable("damaged");
    }
    return filled;
  }

  void refill() {
    const std::size_t count = std::fread(input_.data(), 1, input_.size(), file_.get());
    if (count == 0)
      throw base::unreadable(std::ferror(file_.get()) != 0 ? std::strerror(errno) : "cut off");
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
    zlib_.avail_in = static_cast<uInt>(count);
  }

  /// The content is followed by the end of the stream, and that by nothing.
  void check_end() {
    char excess = 0;
    const bool more = front_used_ < front_size_ || inflate_into({&excess, 1}) > 0;
    if (more || zlib_.avail_in > 0 || std::fread(&excess, 1, 1, file_.get()) > 0)
      throw base::unreadable("longer than it says");
  }

  File file_;
  Inflater inflater_;
  z_stream& zlib_ = inflater_.stream;
  ObjectHeader header_;
  std::size_t left_ = 0;
  bool ended_ = false;
  std::array<char, kFront> front_;
  std::size_t front_size_ = 0;
  std::size_t front_used_ = 0;
  std::array<char, kPiece> input_;
};

LooseObject::LooseObject(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
LooseObject::~LooseObject() = default;

std::unique_ptr<LooseObject> LooseObject::open(const std::string& object_directory, const Oid& id) {
  const std::string hex = id.hex();
  const std::string path = object_directory + "/" + hex.substr(0, 2) + "/" + hex.substr(2);
  // Non-blocking: a pipe in place of an object is empty instead of endless.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return nullptr;
    throw base::unreadable(std::strerror(errno));
  }
  File file(::fdopen(fd, "rb"));
  if (!file) throw base::unreadable(std::strerror(errno));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);  // the pieces are large already
  return std::unique_ptr<LooseObject>(new LooseObject(std::make_unique<Stream>(std::move(file))));
}

const ObjectHeader& LooseObject::header() const {
  return stream_->header();
}

std::size_t LooseObject::read(std::span<char> buffer) {
  return stream_->read(buffer);
}

}  // namespace veto::git
