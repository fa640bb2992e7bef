// How fast packs could be read at best, and how fast they are: each entry of a repository's packs
// inflated once by libdeflate, with nothing done about deltas; and the walk of git/pack_walk.h,
// which decodes every object and is handed nothing else to do. Both with N threads, in turn.
//
//   inflate-limit GIT_DIR [THREADS [ROUNDS]]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "git/inflater.h"
#include "git/pack_walk.h"

using namespace veto;

namespace {

struct Measured {
  std::size_t objects = 0;
  std::size_t bytes = 0;
};

std::vector<git::PackToWalk> open_packs(const std::filesystem::path& git_dir) {
  std::vector<git::PackToWalk> packs;
  for (const auto& entry : std::filesystem::directory_iterator(git_dir / "objects/pack")) {
    if (entry.path().extension() != ".idx") continue;
    std::shared_ptr<git::Pack> pack = git::Pack::open(entry.path().string());
    if (!pack) continue;
    packs.push_back({pack, std::vector<bool>(pack->size(), true)});
    for (git::PackNode node = 0; node < pack->size(); ++node)
      packs.back().wanted[node] = pack->is_whole(node);
  }
  return packs;
}

template <typename Work>
Measured in_threads(unsigned threads, const Work& work) {
  std::atomic<std::size_t> objects{0};
  std::atomic<std::size_t> bytes{0};
  {
    std::vector<std::jthread> running;
    for (unsigned i = 0; i < threads; ++i)
      running.emplace_back([&] {
        const Measured part = work();
        objects += part.objects;
        bytes += part.bytes;
      });
  }
  return {objects, bytes};
}

Measured inflate_all(const std::vector<git::PackToWalk>& packs, unsigned threads) {
  constexpr git::PackNode kBatch = 64;
  Measured sum;
  for (const git::PackToWalk& each : packs) {
    std::atomic<git::PackNode> next{0};
    const Measured part = in_threads(threads, [&] {
      Measured mine;
      git::Inflater inflater;
      std::vector<char> buffer(git::kMaxWalkedObject);
      for (git::PackNode begin = next.fetch_add(kBatch); begin < each.pack->size();
           begin = next.fetch_add(kBatch)) {
        for (git::PackNode node = begin; node < std::min(begin + kBatch, each.pack->size());
             ++node) {
          const git::Pack::Stored stored = each.pack->stored(node);
          if (stored.size > buffer.size()) continue;
          if (!inflater.inflate(stored.compressed, std::span(buffer).first(stored.size))) continue;
          ++mine.objects;
          mine.bytes += stored.size;
        }
      }
      return mine;
    });
    sum.objects += part.objects;
    sum.bytes += part.bytes;
  }
  return sum;
}

Measured walk_all(std::vector<git::PackToWalk> packs, unsigned threads) {
  git::PackWalk walk(std::move(packs));
  for (unsigned i = 0; i < threads; ++i) walk.enter();
  return in_threads(threads, [&] {
    Measured mine;
    git::PackWalk::Walker walker(walk);
    git::PackedObject object;
    while (walker.next(object, git::PackWalk::Wait::Yes)) {
      ++mine.objects;
      mine.bytes += object.bytes ? object.bytes->size() : 0;
    }
    return mine;
  });
}

double user_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

template <typename Work>
void measure(const char* what, const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  const double user = user_seconds();
  const Measured done = work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  std::printf("%-8s %9zu objects %8.1f MB  %6.3f s user  %6.3f s wall\n", what, done.objects,
              static_cast<double>(done.bytes) / 1e6, user_seconds() - user, wall.count());
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const unsigned threads = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : 1;
  const int rounds = count > 3 ? std::atoi(arguments[3]) : 3;
  std::vector<git::PackToWalk> kept = open_packs(arguments[1]);
  inflate_all(kept, threads);  // the packs come into memory
  for (int round = 0; round < rounds; ++round) {
    measure("inflate", [&] { return inflate_all(kept, threads); });
    std::vector<git::PackToWalk> packs;
    measure("open", [&] {
      packs = open_packs(arguments[1]);
      return Measured{packs.empty() ? 0 : packs.front().pack->size(), 0};
    });
    measure("walk", [&] { return walk_all(std::move(packs), threads); });
  }
  return 0;
}
