// The engine alone: GB/s of matching with the built-in rules, per core, on the text of the files below the
// directory that VETO_BENCH_CORPUS names (see bench/README.md); loading the database; small segments.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "match/engine.h"
#include "match/scanner.h"
#include "rules/builtin.h"
#include "source/files.h"

namespace {

using namespace veto;

constexpr std::size_t kMaxCorpus = 256 * 1024 * 1024;

class CorpusSink final : public model::SegmentSink {
 public:
  void accept(const model::Segment& segment) override {
    if (bytes + segment.bytes.size() > kMaxCorpus) return;
    bytes += segment.bytes.size();
    texts.emplace_back(segment.bytes);
  }
  void accept_stream(const model::Segment& /*segment*/, const model::ReadChunk& /*read*/) override {}

  std::vector<std::string> texts;
  std::size_t bytes = 0;
};

const CorpusSink& corpus() {
  static const CorpusSink loaded = [] {
    CorpusSink sink;
    const char* directory = std::getenv("VETO_BENCH_CORPUS");
    if (directory == nullptr) {
      std::fputs("VETO_BENCH_CORPUS must name a directory of source text\n", stderr);
      std::exit(2);
    }
    source::FilesSource source({directory});
    static_cast<void>(source.start(1));
    while (source.next(0, sink)) {
    }
    return sink;
  }();
  return loaded;
}

std::vector<match::CompiledRules> builtin_parts() {
  return {match::compiled(rules::builtin_rules())};
}

void load_database(benchmark::State& state) {
  for (auto _ : state) {
    const match::Engine engine(builtin_parts());
    match::Scanner scanner(engine);
    benchmark::DoNotOptimize(&scanner);
  }
}
BENCHMARK(load_database)->Unit(benchmark::kMicrosecond);

void match_files(benchmark::State& state) {
  const match::Engine engine(builtin_parts());
  match::Scanner scanner(engine);
  const CorpusSink& files = corpus();
  std::size_t hits = 0;
  for (const std::string& text : files.texts)  // compiles the expressions that the corpus needs
    scanner.scan(text, [](const match::Hit&) { return true; });
  for (auto _ : state) {
    for (const std::string& text : files.texts)
      scanner.scan(text, [&hits](const match::Hit&) {
        ++hits;
        return true;
      });
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(corpus().bytes) * state.iterations());
  state.counters["hits/MB"] = static_cast<double>(hits) / 1e-6 /
                              static_cast<double>(corpus().bytes) /
                              static_cast<double>(state.iterations());
}
BENCHMARK(match_files)->Unit(benchmark::kMillisecond);

void match_stream(benchmark::State& state) {
  const match::Engine engine(builtin_parts());
  match::Scanner scanner(engine);
  std::string whole;
  for (const std::string& text : corpus().texts) whole += text;
  for (auto _ : state) {
    std::string_view rest = whole;
    scanner.scan_stream(
        [&rest](std::span<char> buffer) {
          const std::size_t count = std::min(buffer.size(), rest.size());
          std::memcpy(buffer.data(), rest.data(), count);
          rest.remove_prefix(count);
          return count;
        },
        [](const match::Hit&) { return true; });
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(whole.size()) * state.iterations());
}
BENCHMARK(match_stream)->Unit(benchmark::kMillisecond);

/// Segments of a fixed size, as commit messages are: what a call costs beside its bytes.
void match_pieces(benchmark::State& state) {
  const match::Engine engine(builtin_parts());
  match::Scanner scanner(engine);
  const auto size = static_cast<std::size_t>(state.range(0));
  std::string whole;
  for (const std::string& text : corpus().texts) {
    whole += text;
    if (whole.size() > 8 * 1024 * 1024) break;
  }
  for (auto _ : state) {
    for (std::size_t at = 0; at + size <= whole.size(); at += size)
      scanner.scan(std::string_view(whole).substr(at, size), [](const match::Hit&) { return true; });
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(whole.size()) * state.iterations());
}
BENCHMARK(match_pieces)->Arg(80)->Arg(400)->Arg(2000)->Arg(16384)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
