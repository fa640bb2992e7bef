// Writes a pack that is hard on memory, with its index, for bench/memory.sh. Its ids are numbers,
// no hashes, which readers of packs do not look at.
//
//   heavy-pack KIND COUNT MEGABYTES PATH   writes PATH.pack and PATH.idx
//
//   chain  one text and COUNT deltas, each of the one before
//   wide   one text and COUNT deltas of it, each with a delta of its own
//   tiny   COUNT objects of a few bytes
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace {

std::string big_endian(std::uint64_t value, unsigned size) {
  std::string bytes;
  while (size-- > 0) bytes += static_cast<char>(value >> (8 * size));
  return bytes;
}

std::string varying(std::size_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>(value | 0x80U);
  return bytes + static_cast<char>(value);
}

std::string compressed(const std::string& bytes) {
  uLongf size = ::compressBound(bytes.size());
  std::string buffer(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(buffer.data()), &size,
              reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 1);
  buffer.resize(size);
  return buffer;
}

class Pack {
 public:
  explicit Pack(const std::string& path)
      : path_(path), file_(path + ".pack", std::ios::binary | std::ios::trunc) {
    file_ << std::string(12, '\0');
  }

  std::size_t add(unsigned type, std::size_t size, std::string_view extra, std::string_view body) {
    offsets_.push_back(at_);
    unsigned byte = type << 4U | (size & 0x0fU);
    for (size >>= 4U; size > 0; size >>= 7U) {
      write(std::string(1, static_cast<char>(byte | 0x80U)));
      byte = size & 0x7fU;
    }
    write(std::string(1, static_cast<char>(byte)));
    write(extra);
    write(body);
    return offsets_.size() - 1;
  }
  std::size_t add_blob(const std::string& text) {
    return add(3, text.size(), "", compressed(text));
  }

  /// The base with another line of its own at the front.
  std::size_t add_delta(std::size_t base, std::size_t text_size) {
    std::uint64_t distance = at_ - offsets_[base];
    std::string extra(1, static_cast<char>(distance & 0x7fU));
    while ((distance >>= 7U) > 0)
      extra.insert(0, 1, static_cast<char>(0x80U | (--distance & 0x7fU)));
    std::string line = "version " + std::to_string(offsets_.size());
    line.resize(31, '.');
    line += '\n';
    std::string delta = varying(text_size) + varying(text_size);
    delta += static_cast<char>(line.size());
    delta += line;
    for (std::size_t from = line.size(); from < text_size; from += 0xff0000) {
      const std::size_t size = std::min<std::size_t>(0xff0000, text_size - from);
      delta += '\xff';
      for (unsigned i = 0; i < 4; ++i) delta += static_cast<char>(from >> (8 * i));
      for (unsigned i = 0; i < 3; ++i) delta += static_cast<char>(size >> (8 * i));
    }
    return add(6, delta.size(), extra, compressed(delta));
  }

  void finish() {
    const std::string trailer(20, '\x7e');
    file_ << trailer;
    file_.seekp(0);
    file_ << "PACK" << big_endian(2, 4) << big_endian(offsets_.size(), 4);
    std::ofstream index(path_ + ".idx", std::ios::binary | std::ios::trunc);
    index << std::string("\377tOc\0\0\0\2", 8);
    const std::uint64_t step = ~std::uint64_t{0} / offsets_.size();
    for (std::uint64_t first = 1; first <= 256; ++first) {
      std::uint64_t below = 0;
      if (first < 256) below = ((first << 56U) - 1) / step + 1;
      index << big_endian(first == 256 ? offsets_.size() : std::min(below, offsets_.size()), 4);
    }
    for (std::uint64_t i = 0; i < offsets_.size(); ++i)
      index << big_endian(i * step, 8) << std::string(12, 'x');
    index << std::string(4 * offsets_.size(), '\0');
    for (const std::uint64_t offset : offsets_) index << big_endian(offset, 4);
    index << trailer << trailer;
  }

 private:
  void write(std::string_view bytes) {
    file_ << bytes;
    at_ += bytes.size();
  }

  std::string path_;
  std::ofstream file_;
  std::vector<std::uint64_t> offsets_;
  std::uint64_t at_ = 12;
};

std::string text_of(std::size_t size) {
  std::string text;
  text.reserve(size + 64);
  for (std::uint64_t i = 1; text.size() < size; i = i * 6364136223846793005U + 1442695040888963407U)
    text += "line " + std::to_string(i >> 40U) + " says nothing\n";
  text.resize(size);
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const std::string kind = arguments[1];
  const auto objects = static_cast<std::size_t>(std::atoll(arguments[2]));
  const std::size_t size = static_cast<std::size_t>(std::atoll(arguments[3])) << 20U;
  Pack pack(arguments[4]);
  if (kind == "tiny") {
    for (std::size_t i = 0; i < objects; ++i) pack.add_blob(std::to_string(i) + "\n");
  } else {
    const std::string text = text_of(size);
    const std::size_t root = pack.add_blob(text);
    std::size_t last = root;
    for (std::size_t i = 0; i < objects; ++i) {
      last = pack.add_delta(kind == "chain" ? last : root, text.size());
      if (kind == "wide") pack.add_delta(last, text.size());
    }
  }
  pack.finish();
  return 0;
}
