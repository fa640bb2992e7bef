// Decompresses git objects with libdeflate where zlib is asked to, which takes half the time.
//
// libgit2 calls zlib's inflate() with all of the input at hand and room for exactly the object. The
// linker sends those calls here (--wrap=inflate); whatever is not such a whole object (the first
// bytes of one, a stream in pieces, damaged data) goes on to zlib itself, which also decides what
// is an error.

#include <cstddef>
#include <memory>

#include <libdeflate.h>
#include <zlib.h>

#include "base/handle.h"

namespace {

using Decompressor = veto::base::Handle<libdeflate_decompressor, libdeflate_free_decompressor>;

// Below this, asking libdeflate in vain costs more than it saves: object headers are read in such
// pieces.
constexpr unsigned kSmallestOutput = 128;

bool is_untouched(const z_stream& stream) {
  return stream.total_in == 0 && stream.total_out == 0;
}

/// True when the whole stream was decompressed and `stream` says so.
bool inflate_whole(z_stream& stream) {
  thread_local const Decompressor decompressor(libdeflate_alloc_decompressor());
  std::size_t in = 0;
  std::size_t out = 0;
  if (!decompressor || libdeflate_zlib_decompress_ex(
                           decompressor.get(), stream.next_in, stream.avail_in, stream.next_out,
                           stream.avail_out, &in, &out) != LIBDEFLATE_SUCCESS)
    return false;
  stream.next_in += in;
  stream.avail_in -= static_cast<uInt>(in);
  stream.total_in = in;
  stream.next_out += out;
  stream.avail_out -= static_cast<uInt>(out);
  stream.total_out = out;
  return true;
}

}  // namespace

// The names that --wrap=inflate gives to zlib's function and to its replacement.
extern "C" {
int __real_inflate(z_stream* stream, int flush);  // NOLINT(bugprone-reserved-identifier)
int __wrap_inflate(z_stream* stream, int flush);  // NOLINT(bugprone-reserved-identifier)

int __wrap_inflate(z_stream* stream, int flush) {
  if (is_untouched(*stream) && stream->avail_out >= kSmallestOutput && inflate_whole(*stream))
    return Z_STREAM_END;
  return __real_inflate(stream, flush);
}
}
