// Any bytes in one block and in pieces: the same candidates with the same windows. Rules of its own
// that match short texts, and the built-in ones.

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "match/cache.h"
#include "match/scanner.h"
#include "rules/builtin.h"
#include "rules/loader.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

namespace {

constexpr const char* kRules = R"(
[[rule]]
id = "open-repeat"
title = "t"
pattern = ['(ab[a-z]{0,9})']
[[rule]]
id = "line-ends"
title = "t"
pattern = ['a[ \n]{0,3}=([ \n]{0,3}b)']
[[rule]]
id = "alternatives"
title = "t"
pattern = ['((?:ab|abc|abcd)[a-d]{0,6}x?)']
[[rule]]
id = "any-case"
title = "t"
pattern = ['(?i:key)[=:]([^\x00]{1,40});']
)";

const match::Engine& engine() {
  static const rules::RuleCollection collection = [] {
    rules::RuleCollection made;
    rules::load_rules(made, kRules, "fuzz.toml");
    return made;
  }();
  static const match::CustomDatabases custom = match::load_or_compile(collection.view(), "", {});
  static const match::Engine made(
      {match::compiled(rules::builtin_rules()), custom.compiled(collection.view())});
  return made;
}

struct Found {
  const rules::Rule* rule;
  std::size_t begin;
  std::size_t end;
  std::size_t secret;
  std::size_t window;
  std::size_t window_size;
  std::size_t line;

  friend bool operator==(const Found&, const Found&) = default;
};

class Collector {
 public:
  match::OnHit receiver() {
    return [this](const match::Hit& hit) {
      const model::Candidate& candidate = hit.candidate;
      fuzz::expect(candidate.match.end <= candidate.window.size(), "a match within its window");
      fuzz::expect(candidate.match.begin <= candidate.secret.begin &&
                       candidate.secret.end <= candidate.match.end,
                   "a secret within its match");
      const std::size_t begin = hit.window_offset + candidate.match.begin;
      list.push_back({&candidate.rule, begin, begin + candidate.match.size(),
                      candidate.secret.begin, hit.window_offset, candidate.window.size(),
                      hit.lines.at(begin - hit.lines_offset).line});
      return begin % 3 != 0;  // some are rejected
    };
  }
  void sort() {
    std::stable_sort(list.begin(), list.end(),
                     [](const Found& a, const Found& b) { return a.rule < b.rule; });
  }

  std::vector<Found> list;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t piece = input.number(256) + 1;
  const std::string_view text = input.rest();
  static match::Scanner scanner(engine());
  Collector block;
  scanner.scan(text, block.receiver());
  Collector stream;
  std::string_view rest = text;
  const std::size_t read = scanner.scan_stream(
      [&](std::span<char> buffer) {
        const std::size_t count = std::min({buffer.size(), rest.size(), piece});
        std::memcpy(buffer.data(), rest.data(), count);
        rest.remove_prefix(count);
        return count;
      },
      stream.receiver());
  fuzz::expect(read == text.size(), "the whole text read");
  block.sort();
  stream.sort();
  fuzz::expect(block.list == stream.list, "block and stream agree");
  return 0;
}
