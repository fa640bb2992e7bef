// Any bytes as a pack, with an index that names any offsets in it: what is decoded is what its
// header says, and nothing is given twice. And any bytes as a delta of any others.

#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "base/error.h"
#include "git/delta.h"
#include "git/inflate_stream.h"
#include "git/pack_walk.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

namespace {

constexpr std::size_t kIdSize = 20;
constexpr std::size_t kMostObjects = 64;
constexpr std::size_t kMostWalked = 10'000;

std::string number(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// Ids are 0, 1, 2 ... in their first bytes.
std::string index_of(const std::string& offsets, std::size_t count) {
  std::string bytes("\377tOc\0\0\0\2", 8);
  for (std::size_t first = 0; first < 256; ++first) bytes += number(std::min(first + 1, count));
  for (std::size_t i = 0; i < count; ++i)
    bytes += static_cast<char>(i) + std::string(kIdSize - 1, 'i');
  return bytes + std::string(4 * count, '\0') + offsets + std::string(2 * kIdSize, '~');
}

/// In pieces, to its end or to where it is damaged.
void inflate(const git::Pack::Stored& stored) {
  try {
    git::InflateStream stream(stored);
    std::array<char, 100> piece{};
    std::size_t size = 0;
    while (const std::size_t count = stream.read(piece)) size += count;
    stream.finish();
    fuzz::expect(size == stored.size, "as large as it says");
  } catch (const base::Error&) {
    return;
  }
}

void walk(std::unique_ptr<git::Pack> pack) {
  std::vector<bool> wanted;
  for (git::PackNode node = 0; node < pack->size(); ++node) wanted.push_back(pack->is_whole(node));
  std::vector<git::PackToWalk> packs;
  packs.push_back({std::move(pack), std::move(wanted)});
  git::PackWalk walk(std::move(packs), {kMostWalked, 1000, 1000, 1});
  walk.enter();
  git::PackWalk::Walker walker(walk);
  git::PackedObject object;
  std::set<git::Oid> seen;
  std::size_t sum = 0;
  while (walker.next(object, git::PackWalk::Wait::Yes)) {
    fuzz::expect(seen.insert(object.id).second, "each object once");
    if (object.large) inflate(*object.large);
    if (!object.bytes) continue;
    for (const char byte : *object.bytes) sum += static_cast<unsigned char>(byte);
    for (const text::CopiedRange& copy : object.copies)
      fuzz::expect(copy.target + copy.size <= object.bytes->size() &&
                       copy.base + copy.size <= object.base_size,
                   "copies within both");
  }
  static_cast<void>(sum);
}

void apply(std::string_view base, std::string_view delta) {
  constexpr std::size_t kMost = 1U << 20U;
  const std::optional<git::DeltaSizes> sizes = git::read_delta_sizes(delta);
  if (!sizes || sizes->result > kMost) return;
  std::string result(sizes->result, '\0');
  std::vector<text::CopiedRange> copies;
  if (!git::apply_delta(delta, base, result, &copies)) return;
  std::size_t end = 0;
  for (const text::CopiedRange& copy : copies) {
    fuzz::expect(copy.target >= end, "copies in order");
    end = copy.target + copy.size;
    fuzz::expect(std::string_view(result).substr(copy.target, copy.size) ==
                     base.substr(copy.base, copy.size),
                 "copies as they say");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string directory = [] {
    std::string path = "/tmp/veto-pack-fuzz-XXXXXX";
    fuzz::expect(::mkdtemp(path.data()) != nullptr, "a directory");
    return path;
  }();
  fuzz::Input input(data, size);
  const std::size_t count = input.number(kMostObjects);
  std::string offsets;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t high = input.number(256);
    offsets += number(high << 8U | input.number(256));
  }
  const std::string_view rest = input.rest();
  apply(rest.substr(0, count), rest.substr(std::min(count, rest.size())));
  const std::string path = directory + "/p";
  std::ofstream(path + ".idx", std::ios::binary) << index_of(offsets, count);
  std::ofstream(path + ".pack", std::ios::binary)
      << std::string("PACK\0\0\0\2", 8) << number(count) << rest << std::string(kIdSize, '~');
  std::unique_ptr<git::Pack> pack = git::Pack::open(path + ".idx");
  fuzz::expect(pack != nullptr, "a pack");
  walk(std::move(pack));
  return 0;
}
