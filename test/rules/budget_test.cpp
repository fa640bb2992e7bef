// What keeps a scan fast, in numbers that need no clock: how much is looked for in the whole text,
// how much of the text the other layers see (match/placement.h), and how often a rule's pattern is
// tried. A rule that breaks a budget needs a longer literal, a prefix without alternatives, or
// words near by; `git veto rules cost` shows what each costs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "match/pattern_branches.h"
#include "match/placement.h"
#include "match/scanner.h"
#include "rules/builtin.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::Layer;
using match::test::builtin_engine;

namespace {

/// Points of all rules together, about what they cost when the budget was set; a rule with a
/// literal of six bytes has one.
constexpr std::size_t kMaxPoints = 900;
constexpr std::size_t kMaxPointsOfOneRule = 45;
/// What the databases report for each megabyte of text: ends of matches, and first words.
constexpr double kMaxEventsPerMegabyte = 6000;
constexpr double kMaxEventsOfOneRule = 3000;
constexpr double kMaxNearRuns = 0.05;  // of the text
constexpr double kMaxByWords = 0.07;

/// The literal that an engine would look for: the longest of the branch.
std::string literal_of(const match::PatternBranch& branch) {
  std::string longest;
  std::string literal;
  for (const match::PatternItem& item : branch) {
    if (!item.is_literal) {
      literal.clear();
      continue;
    }
    literal += static_cast<char>(item.set._Find_first());
    if (item.set.count() > 1) literal += '*';  // either case: twice the work
    if (literal.size() > longest.size()) longest = literal;
  }
  return longest;
}

std::size_t points_of(const std::string& literal) {
  const auto either = static_cast<std::size_t>(std::count(literal.begin(), literal.end(), '*'));
  const std::size_t length = literal.size() - either;
  const std::size_t points = length <= 3 ? 8 : length == 4 ? 4 : length == 5 ? 2 : 1;
  return either > 0 ? 2 * points : points;
}

/// What a rule adds to the pass over the whole text: a literal each, short ones most.
std::size_t points_of(const rules::Rule& rule) {
  const match::Placement placement = match::place(rule);
  std::size_t points = 0;
  if (placement.layer == Layer::AtWords) {
    for (const match::Word& word : placement.words) points += word.ignores_case ? 2 : 1;
    return points;
  }
  if (placement.layer != Layer::Everywhere) return 0;
  const auto branches = match::branches_of(rule.pattern);
  if (!branches) return kMaxPointsOfOneRule;
  std::set<std::string> literals;
  for (const match::PatternBranch& branch : *branches) literals.insert(literal_of(branch));
  for (const std::string& literal : literals) points += points_of(literal);
  return points;
}

/// This project's C++ and documents: not random, and as much as a scan of any other.
std::vector<std::string> own_source() {
  std::vector<std::string> texts;
  const std::filesystem::path root = VETO_SOURCE_DIR;
  for (const char* folder : {"lib", "hook", "install", "docs", "test/unit", "test/e2e"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  }
  return texts;
}

}  // namespace

TEST_CASE("budget: what is looked for in the whole text stays little") {
  std::size_t points = 0;
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    CAPTURE(rule.id);
    const std::size_t of_rule = points_of(rule);
    CHECK(of_rule <= kMaxPointsOfOneRule);
    points += of_rule;
  }
  CHECK(points <= kMaxPoints);
}

TEST_CASE("budget: ordinary source gives the engine little to do") {
  const match::Engine& engine = builtin_engine();
  match::Scanner scanner(engine);
  match::ScanProfile profile;
  profile.rules.resize(engine.rule_count());
  scanner.set_profile(&profile);
  double bytes = 0.0;
  for (const std::string& text : own_source()) {
    bytes += static_cast<double>(text.size());
    scanner.scan(text, [](const match::Hit&) { return false; });
  }
  REQUIRE(bytes > 1e6);
  const auto share = [&](Layer layer) {
    return static_cast<double>(profile.of(layer).bytes) / bytes;
  };
  CHECK(share(Layer::NearRuns) <= kMaxNearRuns);
  CHECK(share(Layer::ByWords) <= kMaxByWords);
  double events = 0.0;
  for (std::size_t i = 0; i < engine.rule_count(); ++i) {
    const double of_rule = static_cast<double>(profile.rules[i].events) / (bytes / 1e6);
    CAPTURE(engine.rule(i).id);
    CHECK(of_rule <= kMaxEventsOfOneRule);
    events += of_rule;
  }
  CHECK(events <= kMaxEventsPerMegabyte);
}
