// An engine of rules written in a test, and what a scan with it finds, in a form that can be
// compared.
#pragma once

#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/cache.h"
#include "match/engine.h"
#include "match/scanner.h"
#include "rules/builtin.h"
#include "rules/loader.h"
#include "test/support/catch.h"

namespace veto::match::test {

class TestEngine {
 public:
  /// `toml` is a rule file.
  explicit TestEngine(const std::string& toml)
      : collection_(load(toml)),
        databases_(load_or_compile(collection_.view(), "", {})),
        engine({databases_.compiled(collection_.view())}) {}

 private:
  static rules::RuleCollection load(const std::string& toml) {
    rules::RuleCollection collection;
    rules::load_rules(collection, toml, "test.toml");
    return collection;
  }

  rules::RuleCollection collection_;
  CustomDatabases databases_;

 public:
  Engine engine;
};

/// A [[rule]] table with an id and a pattern.
inline std::string rule_text(const std::string& id, const std::string& pattern) {
  return "[[rule]]\nid = \"" + id + "\"\ntitle = \"t\"\npattern = ['''" + pattern + "''']\n";
}

inline const Engine& builtin_engine() {
  static const Engine engine({compiled(rules::builtin_rules())});
  return engine;
}

struct FoundHit {
  std::string_view rule;
  model::Range match;  ///< in the text
  model::Range secret;
  std::size_t window_offset = 0;
  std::string window;
  text::Position position;  ///< of the secret

  friend bool operator==(const FoundHit&, const FoundHit&) = default;
};

/// Whether the candidate whose match begins at this offset is rejected.
using Reject = std::function<bool(std::size_t)>;

/// What a scan finds, sorted by rule; those of one rule in the order in which they came.
class Hits {
 public:
  [[nodiscard]] OnHit collector(const Reject& reject = {}) {
    return [this, reject](const Hit& hit) {
      const model::Candidate& candidate = hit.candidate;
      const auto in_text = [&](const model::Range& range) {
        return model::Range{hit.window_offset + range.begin, hit.window_offset + range.end};
      };
      list.push_back({candidate.rule.id, in_text(candidate.match), in_text(candidate.secret),
                      hit.window_offset, std::string(candidate.window),
                      hit.lines.at(hit.window_offset + candidate.secret.begin - hit.lines_offset)});
      return !reject || !reject(list.back().match.begin);
    };
  }
  void sort() {
    std::stable_sort(list.begin(), list.end(),
                     [](const FoundHit& a, const FoundHit& b) { return a.rule < b.rule; });
  }
  /// The matches of one rule.
  [[nodiscard]] std::vector<model::Range> matches(std::string_view rule) const {
    std::vector<model::Range> ranges;
    for (const FoundHit& hit : list) {
      if (hit.rule == rule) ranges.push_back(hit.match);
    }
    return ranges;
  }

  std::vector<FoundHit> list;
};

inline Hits scan_block(Scanner& scanner, std::string_view text, const Reject& reject = {}) {
  Hits hits;
  scanner.scan(text, hits.collector(reject));
  hits.sort();
  return hits;
}

/// `size(wanted)` says how much the next read gives, at least 1 and at most `wanted`.
template <class Size>
Hits scan_pieces(Scanner& scanner, std::string_view text, const Size& size,
                 const Reject& reject = {}) {
  Hits hits;
  const std::size_t total = text.size();
  const std::size_t read = scanner.scan_stream(
      [&](std::span<char> buffer) {
        const std::size_t wanted = std::min(buffer.size(), text.size());
        const std::size_t count = wanted == 0 ? 0 : size(wanted);
        std::memcpy(buffer.data(), text.data(), count);
        text.remove_prefix(count);
        return count;
      },
      hits.collector(reject));
  CHECK(read == total);
  hits.sort();
  return hits;
}

}  // namespace veto::match::test
