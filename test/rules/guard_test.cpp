// What keeps the engine fast, checked in the structure of the rules and not by a clock.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <hs/hs.h>

#include "base/handle.h"
#include "match/compile.h"
#include "match/engine.h"
#include "rules/builtin.h"
#include "test/support/catch.h"

using namespace veto;

namespace {

using Database = base::Handle<hs_database_t, hs_free_database>;
using Scratch = base::Handle<hs_scratch_t, hs_free_scratch>;

constexpr std::size_t kMinLiteral = 3;

extern "C" int keep_id(unsigned id, unsigned long long /*from*/, unsigned long long /*to*/,
                       unsigned /*flags*/, void* ids) {
  static_cast<std::vector<unsigned>*>(ids)->push_back(id);
  return 0;
}

/// The numbers of the patterns that match `text`.
std::vector<unsigned> matching(std::string_view database, const std::string& text) {
  Database loaded;
  REQUIRE(hs_deserialize_database(database.data(), database.size(), base::Out(loaded)) ==
          HS_SUCCESS);
  hs_scratch_t* raw = nullptr;
  REQUIRE(hs_alloc_scratch(loaded.get(), &raw) == HS_SUCCESS);
  const Scratch scratch(raw);
  std::vector<unsigned> ids;
  REQUIRE(hs_scan(loaded.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch.get(),
                  keep_id, &ids) == HS_SUCCESS);
  return ids;
}

/// The length of the longest literal without which a pattern cannot match. Knows what lint lets
/// through: classes, groups, alternatives, bounded repeats, escapes.
class LiteralFinder {
 public:
  explicit LiteralFinder(std::string_view pattern) : rest_(pattern) {}

  /// Of alternatives, up to the end or the parenthesis that closes them.
  std::size_t longest() {
    std::size_t least = sequence();
    while (rest_.starts_with('|')) {
      rest_.remove_prefix(1);
      least = std::min(least, sequence());
    }
    return least;
  }

 private:
  std::size_t sequence() {
    std::size_t best = 0;
    std::size_t run = 0;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      const bool is_group = rest_.front() == '(';
      const bool is_class = rest_.front() == '[';
      std::size_t inside = 0;
      if (is_group)
        inside = group();
      else if (is_class)
        skip_class();
      else
        skip_byte();
      const std::string_view repeat = take_repeat();
      const bool may_be_missing = repeat == "?" || repeat.starts_with("{0");
      if (is_group || is_class || may_be_missing) {
        run = 0;
        if (is_group && !may_be_missing) best = std::max(best, inside);
      } else {
        best = std::max(best, ++run);
        if (!repeat.empty()) run = 0;
      }
    }
    return best;
  }

  std::size_t group() {
    rest_.remove_prefix(1);
    if (rest_.starts_with('?')) rest_.remove_prefix(rest_.find(':') + 1);
    const std::size_t inside = longest();
    rest_.remove_prefix(1);
    return inside;
  }

  void skip_class() {
    rest_.remove_prefix(rest_.starts_with("[^") ? 3 : 2);  // a bracket may stand first
    while (!rest_.starts_with(']')) skip_byte();
    rest_.remove_prefix(1);
  }

  void skip_byte() {
    rest_.remove_prefix(rest_.starts_with("\\x") ? 4 : rest_.starts_with('\\') ? 2 : 1);
  }

  std::string_view take_repeat() {
    std::size_t size = 0;
    if (rest_.starts_with('?')) size = 1;
    if (rest_.starts_with('{')) size = rest_.find('}') + 1;
    const std::string_view repeat = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return repeat;
  }

  std::string_view rest_;
};

}  // namespace

TEST_CASE("rules: the databases hold the short literal that keeps the engine's stride short") {
  const rules::BuiltinRules& rules = rules::builtin_rules();
  const match::CompiledView view(match::compiled(rules));
  for (const match::Section section : {match::Section::Everywhere, match::Section::NearRuns})
    CHECK(matching(view.bytes(section), "text \x01\x01\x01 text") ==
          std::vector<unsigned>{static_cast<unsigned>(rules.set.rules.size())});
}

TEST_CASE("rules: the width of every pattern is bounded, and the table of widths is right") {
  const rules::BuiltinRules& rules = rules::builtin_rules();
  const match::CompiledView view(match::compiled(rules));
  REQUIRE(view.rules.size() == rules.set.rules.size());
  for (std::size_t i = 0; i < rules.set.rules.size(); ++i) {
    const rules::Rule& rule = rules.set.rules[i];
    CAPTURE(rule.id);
    const match::PatternWidth width = match::pattern_width(rule.pattern);
    REQUIRE(width.max);
    CHECK(*width.max == view.rules[i].max_width);
    CHECK(*width.max <= match::kMaxPatternWidth);
    CHECK(width.min >= kMinLiteral);
  }
}

TEST_CASE("rules: every pattern needs a literal of three bytes or more, or is known by words") {
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    CAPTURE(rule.id);
    CHECK((match::place(rule).layer != match::Layer::Everywhere ||
           LiteralFinder(rule.pattern).longest() >= kMinLiteral));
  }
}

TEST_CASE("rules: the longest literal that a pattern cannot do without is found") {
  struct Case {
    std::string_view pattern;
    std::size_t longest;
  };
  for (const Case& each :
       {Case{"abc", 3}, Case{"(ab[0-9]{3}cde)", 3}, Case{"(?:abc|de)f", 2}, Case{"(?:abc|defg)", 3},
        Case{"a?bcd", 3}, Case{"abcd?", 3}, Case{"ab{2}c", 2}, Case{"(?:abcd)?[a-z]", 0},
        Case{"(?:abcd){0,3}ef", 2}, Case{"(?:abcd){1,3}", 4}, Case{"(?i:abc)", 3},
        Case{"a\\.b\\x2ec", 5}, Case{"[]a]bc", 2}, Case{"[^]a]bc[\\]]", 2}, Case{"[a-z]{40}", 0},
        Case{"", 0}}) {
    CAPTURE(each.pattern);
    CHECK(LiteralFinder(each.pattern).longest() == each.longest);
  }
}
