#include "match/compile.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <hs/hs_compile.h>

#include "base/error.h"
#include "match/compiled_rules.h"
#include "match/engine.h"
#include "match/handles.h"
#include "match/rule_extent.h"
#include "match/short_words.h"
#include "text/encoding.h"

namespace veto::match {
namespace {

// The generic platform: no CPU feature beyond what the runtime needs anyway.
const hs_platform_info_t kGenericPlatform{HS_TUNE_FAMILY_GENERIC, 0, 0, 0};

// With 250 literals or more, none shorter than five bytes, the engine's literal matcher takes four
// bytes at a stride and text throughput falls to a quarter. One short literal that occurs in no
// text prevents it.
constexpr const char* kStrideGuard = "\\x01\\x01\\x01";

using CString = base::Handle<char, std::free>;

std::string serialized(const hs_database_t* database) {
  CString bytes;
  std::size_t size = 0;
  if (hs_serialize_database(database, base::Out(bytes), &size) != HS_SUCCESS)
    throw base::unreadable("serializing the pattern database");
  return {bytes.get(), size};
}

std::string_view reason_of(const CompileErrorHandle& failure) {
  return failure && failure->message ? failure->message : "out of memory";
}

/// The word as a pattern.
std::string pattern_of(std::string_view word) {
  std::string pattern;
  for (const char c : word) pattern += "\\x" + text::encode_hex(std::string_view(&c, 1));
  return pattern;
}

/// The database of the patterns of these rules, and of words that are not too short; a pattern's
/// number is its rule's, the guard's is the number of rules, and all words are numbered behind it.
std::string compile_patterns(const rules::RuleSet& set, std::vector<unsigned> ids,
                             const std::vector<Word>& words = {}) {
  if (ids.empty() && words.empty()) return {};
  std::vector<std::string> patterns;
  for (const unsigned id : ids) patterns.emplace_back(set.rules[id].pattern);
  const std::size_t rule_count = patterns.size();
  std::vector<unsigned> flags(rule_count, 0);
  const auto add = [&](std::size_t id, std::string pattern, unsigned flag) {
    ids.push_back(static_cast<unsigned>(id));
    patterns.push_back(std::move(pattern));
    flags.push_back(flag);
  };
  add(set.rules.size(), kStrideGuard, 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_short(words[i])) continue;
    add(set.rules.size() + 1 + i, pattern_of(words[i].text),
        words[i].ignores_case ? HS_FLAG_CASELESS : 0);
  }
  std::vector<const char*> expressions;
  for (const std::string& pattern : patterns) expressions.push_back(pattern.c_str());
  DatabaseHandle database;
  CompileErrorHandle failure;
  const hs_error_t code = hs_compile_multi(
      expressions.data(), flags.data(), ids.data(), static_cast<unsigned>(patterns.size()),
      HS_MODE_BLOCK, &kGenericPlatform, base::Out(database), base::Out(failure));
  if (code != HS_SUCCESS) {
    const int at = failure ? failure->expression : -1;
    const std::string who =
        at >= 0 && static_cast<std::size_t>(at) < rule_count
            ? "rule " + std::string(set.rules[ids[static_cast<std::size_t>(at)]].id)
            : std::string("rules");
    throw base::usage_error(who +
                            ": the pattern does not compile: " + std::string(reason_of(failure)));
  }
  return serialized(database.get());
}

/// The database of words, which are numbered as they come.
std::string compile_words(const std::vector<Word>& words) {
  if (words.empty()) return {};
  std::vector<const char*> texts;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> ids;
  std::vector<unsigned> flags;
  for (const Word& word : words) {
    ids.push_back(static_cast<unsigned>(texts.size()));
    texts.push_back(word.text.data());
    lengths.push_back(word.text.size());
    flags.push_back(word.ignores_case ? HS_FLAG_CASELESS : 0);
  }
  DatabaseHandle database;
  CompileErrorHandle failure;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(words.size()), HS_MODE_BLOCK, &kGenericPlatform,
                           base::Out(database), base::Out(failure)) != HS_SUCCESS)
    throw base::usage_error("words: " + std::string(reason_of(failure)));
  return serialized(database.get());
}

std::uint32_t bounded_width(const rules::Rule& rule) {
  const PatternWidth width =
      base::in_context("rule " + std::string(rule.id), [&] { return pattern_width(rule.pattern); });
  if (!width.max || *width.max > kMaxPatternWidth)
    throw base::usage_error("rule " + std::string(rule.id) + ": the pattern can match more than " +
                            std::to_string(kMaxPatternWidth) + " bytes");
  return static_cast<std::uint32_t>(*width.max);
}

std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

template <class T>
std::string bytes_of(std::span<const T> table) {
  return {reinterpret_cast<const char*>(table.data()), table.size_bytes()};
}

/// Words, and the rules that have them.
using WordUsers = std::map<Word, std::vector<std::uint32_t>>;

/// Places the rules and fills the sections.
class RuleCompiler {
 public:
  explicit RuleCompiler(const rules::RuleSet& set) : set_(set) {}

  Sections run() {
    for (const rules::Rule& rule : set_.rules) add_rule(rule);
    Sections sections;
    section(sections, Section::Limits) = bytes_of(std::span<const LayerLimits>(&limits_, 1));
    section(sections, Section::Rules) = bytes_of(std::span<const RulePlan>(plans_));
    section(sections, Section::Shapes) = bytes_of(std::span<const Shape>(shapes_));
    section(sections, Section::ShapeChecks) = bytes_of(std::span<const ShapeCheck>(checks_));
    for (const std::string& anchor : anchors_) section(sections, Section::Anchors) += anchor + '\n';
    const std::vector<Word> first_words =
        fill_words(first_word_users_, Section::FirstWords, Section::FirstWordUsers, sections);
    section(sections, Section::ShortWords) =
        bytes_of(std::span<const ShortWord>(short_words(first_words)));
    section(sections, Section::Everywhere) = compile_patterns(set_, everywhere_, first_words);
    section(sections, Section::ByWords) =
        compile_words(fill_words(word_users_, Section::Words, Section::WordUsers, sections));
    section(sections, Section::NearRuns) = compile_patterns(set_, near_runs_);
    section(sections, Section::FarAcross) = compile_patterns(set_, far_across_);
    return sections;
  }

 private:
  void add_rule(const rules::Rule& rule) {
    const auto number = static_cast<std::uint32_t>(plans_.size());
    RulePlan& plan = plans_.emplace_back();
    plan.max_width = bounded_width(rule);
    plan.expression = expressions_.emplace(rule.pattern, number).first->second;
    const Placement placement = place(rule);
    plan.layer = placement.layer;
    if (extent_of(plan, rule.pattern).is_far_across) far_across_.push_back(number);
    switch (placement.layer) {
      case Layer::Everywhere:
        everywhere_.push_back(number);
        raise(limits_.everywhere_width, plan.max_width);
        break;
      case Layer::AtWords:
        for (const Word& word : placement.words) {
          first_word_users_[word].push_back(number);
          raise(limits_.everywhere_width, word.text.size());
        }
        break;
      case Layer::NearRuns:
        near_runs_.push_back(number);
        raise(limits_.near_width, plan.max_width);
        raise(limits_.near_before, placement.before);
        raise(limits_.near_behind, placement.behind);
        anchors_.insert(placement.anchors.begin(), placement.anchors.end());
        break;
      case Layer::ByWords:
        plan.shape = shape_number(rule, plan, placement);
        for (const std::string_view word : rule.confirm.context)
          word_users_[{lower_case(word), true}].push_back(number);
        break;
    }
  }

  static void raise(std::uint32_t& most, std::size_t value) {
    most = std::max(most, static_cast<std::uint32_t>(value));
  }

  std::uint16_t shape_number(const rules::Rule& rule, const RulePlan& plan,
                             const Placement& placement) {
    const auto [known, is_new] = shape_numbers_.emplace(plan.expression, shapes_.size());
    if (is_new) {
      if (shapes_.size() > std::numeric_limits<std::uint16_t>::max())
        throw base::usage_error("too many patterns that are known by words only");
      Shape& shape = shapes_.emplace_back(placement.shape);
      shape.max_width = plan.max_width;
      shape.first_check = static_cast<std::uint32_t>(checks_.size());
      shape.check_count = static_cast<std::uint32_t>(placement.checks.size());
      checks_.insert(checks_.end(), placement.checks.begin(), placement.checks.end());
    }
    raise(shapes_[known->second].max_distance, rule.confirm.context_distance);
    return static_cast<std::uint16_t>(known->second);
  }

  static std::vector<Word> fill_words(const WordUsers& users_of, Section words_section,
                                      Section users_section, Sections& sections) {
    std::vector<WordPlan> plans;
    std::vector<std::uint32_t> all_users;
    std::vector<Word> words;
    for (const auto& [word, users] : users_of) {
      if (word.text.empty()) continue;
      std::vector<std::uint32_t> once = users;  // a rule may name a word twice
      once.erase(std::unique(once.begin(), once.end()), once.end());
      plans.push_back({static_cast<std::uint32_t>(word.text.size()),
                       static_cast<std::uint32_t>(all_users.size()),
                       static_cast<std::uint32_t>(once.size())});
      all_users.insert(all_users.end(), once.begin(), once.end());
      words.push_back(word);
    }
    section(sections, words_section) = bytes_of(std::span<const WordPlan>(plans));
    section(sections, users_section) = bytes_of(std::span<const std::uint32_t>(all_users));
    return words;
  }

  rules::RuleSet set_;
  LayerLimits limits_;
  std::vector<RulePlan> plans_;
  std::vector<Shape> shapes_;
  std::vector<ShapeCheck> checks_;
  std::map<std::string_view, std::uint32_t> expressions_;
  std::map<std::uint32_t, std::size_t> shape_numbers_;  // by expression
  WordUsers first_word_users_;
  WordUsers word_users_;
  std::set<std::string> anchors_;
  std::vector<unsigned> everywhere_;
  std::vector<unsigned> near_runs_;
  std::vector<unsigned> far_across_;
};

using AlignedMemory = base::Handle<char, std::free>;

AlignedMemory aligned_memory(std::size_t size) {
  const std::size_t whole = (size + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment;
  AlignedMemory memory(static_cast<char*>(std::aligned_alloc(kSectionAlignment, whole)));
  if (!memory) throw base::unreadable("loading the pattern database: out of memory");
  std::memset(memory.get(), 0, whole);
  return memory;
}

AlignedMemory aligned_copy(std::string_view bytes) {
  AlignedMemory memory = aligned_memory(bytes.size());
  std::memcpy(memory.get(), bytes.data(), bytes.size());
  return memory;
}

/// A database as it lies in memory at an address of that alignment. It refers to its own parts by
/// offsets, of which one depends on the alignment.
std::string image_of(std::string_view database) {
  if (database.empty()) return {};
  std::size_t size = 0;
  if (hs_serialized_database_size(database.data(), database.size(), &size) != HS_SUCCESS)
    throw base::unreadable("measuring the pattern database");
  const AlignedMemory memory = aligned_memory(size);
  if (hs_deserialize_database_at(database.data(), database.size(),
                                 reinterpret_cast<hs_database_t*>(memory.get())) != HS_SUCCESS)
    throw base::unreadable("loading the pattern database");
  return {memory.get(), size};
}

/// The front of a scratch that all of the databases can be scanned with: hs_clone_scratch reads the
/// sizes in it. Its pointers, which a clone gets its own of, are cleared, so that every build gives
/// the same bytes.
std::string scratch_image_of(std::span<const std::string* const> images) {
  constexpr std::size_t kFront = 4096;  // Hyperscan 5.4 has some 400 bytes before the first array
  ScratchHandle scratch;
  for (const std::string* image : images) {
    if (image->empty()) continue;
    const AlignedMemory memory = aligned_copy(*image);
    hs_scratch_t* grown = scratch.release();
    const hs_error_t code =
        hs_alloc_scratch(reinterpret_cast<const hs_database_t*>(memory.get()), &grown);
    scratch.reset(grown);
    if (code != HS_SUCCESS) throw base::unreadable("measuring the pattern databases");
  }
  std::size_t size = 0;
  if (!scratch || hs_scratch_size(scratch.get(), &size) != HS_SUCCESS || size < 2 * kFront)
    return {};
  std::array<std::uintptr_t, kFront / sizeof(std::uintptr_t)> words{};
  std::memcpy(words.data(), scratch.get(), kFront);
  const auto begin = reinterpret_cast<std::uintptr_t>(scratch.get()) - kFront;
  for (std::uintptr_t& word : words) {
    if (word >= begin && word - begin <= size + kFront) word = 0;
  }
  return {reinterpret_cast<const char*>(words.data()), kFront};
}

}  // namespace

std::string compile_rules(const rules::RuleSet& set) {
  return pack(RuleCompiler(set).run());
}

std::string with_images(std::string_view compiled) {
  Sections sections = unpack(compiled);
  for (const auto& [database, image] : {std::pair{Section::Everywhere, Section::EverywhereImage},
                                        std::pair{Section::NearRuns, Section::NearRunsImage},
                                        std::pair{Section::ByWords, Section::ByWordsImage},
                                        std::pair{Section::FarAcross, Section::FarAcrossImage}})
    section(sections, image) = image_of(section(sections, database));
  section(sections, Section::ScratchImage) = scratch_image_of(std::array<const std::string*, 4>{
      &section(sections, Section::EverywhereImage), &section(sections, Section::NearRunsImage),
      &section(sections, Section::ByWordsImage), &section(sections, Section::FarAcrossImage)});
  section(sections, Section::EngineVersion) = engine_version();
  return pack(sections);
}

PatternWidth pattern_width(std::string_view pattern) {
  base::Handle<hs_expr_info_t, std::free> info;
  CompileErrorHandle failure;
  const std::string text(pattern);
  if (hs_expression_info(text.c_str(), 0, base::Out(info), base::Out(failure)) != HS_SUCCESS)
    throw base::usage_error("the pattern does not compile: " + std::string(reason_of(failure)));
  PatternWidth width;
  width.min = info->min_width;
  if (info->max_width != 0xffffffffU) width.max = info->max_width;
  return width;
}

std::string engine_version() {
  return hs_version();
}

}  // namespace veto::match
