#include "match/compile.h"

#include <cstdlib>
#include <memory>
#include <vector>

#include <hs/hs_compile.h>

#include "base/error.h"
#include "match/handles.h"

namespace veto::match {
namespace {

// The generic platform: no CPU feature beyond what the runtime needs anyway.
const hs_platform_info_t kGenericPlatform{HS_TUNE_FAMILY_GENERIC, 0, 0, 0};

// With 250 literals or more, none shorter than five bytes, the engine's literal matcher takes four
// bytes at a stride and text throughput falls to a quarter. One short literal that occurs in no
// text prevents it.
constexpr const char* kStrideGuard = "\\x01\\x01\\x01";

using CString = base::Handle<char, std::free>;

}  // namespace

std::string compile_database(const rules::RuleSet& set, Mode mode) {
  std::vector<std::string> patterns;
  for (const rules::Rule& rule : set.rules) patterns.emplace_back(rule.pattern);
  patterns.emplace_back(kStrideGuard);
  std::vector<const char*> expressions;
  std::vector<unsigned> flags(patterns.size(), 0);
  std::vector<unsigned> ids;
  for (const std::string& pattern : patterns) {
    ids.push_back(static_cast<unsigned>(expressions.size()));
    expressions.push_back(pattern.c_str());
  }
  DatabaseHandle database;
  CompileErrorHandle failure;
  const hs_error_t code = hs_compile_multi(
      expressions.data(), flags.data(), ids.data(), static_cast<unsigned>(patterns.size()),
      mode == Mode::Block ? HS_MODE_BLOCK : HS_MODE_STREAM, &kGenericPlatform, base::Out(database),
      base::Out(failure));
  if (code != HS_SUCCESS) {
    const int at = failure ? failure->expression : -1;
    const std::string who = at >= 0 && static_cast<std::size_t>(at) < set.rules.size()
                                ? "rule " + std::string(set.rules[static_cast<std::size_t>(at)].id)
                                : std::string("rules");
    throw base::usage_error(who + ": the pattern does not compile: " +
                            (failure && failure->message ? failure->message : "out of memory"));
  }
  CString bytes;
  std::size_t size = 0;
  if (hs_serialize_database(database.get(), base::Out(bytes), &size) != HS_SUCCESS)
    throw base::unreadable("serializing the pattern database");
  return std::string(bytes.get(), size);
}

PatternWidth pattern_width(std::string_view pattern) {
  base::Handle<hs_expr_info_t, std::free> info;
  CompileErrorHandle failure;
  const std::string text(pattern);
  if (hs_expression_info(text.c_str(), 0, base::Out(info), base::Out(failure)) != HS_SUCCESS)
    throw base::usage_error(std::string("the pattern does not compile: ") +
                            (failure && failure->message ? failure->message : "out of memory"));
  PatternWidth width;
  width.min = info->min_width;
  if (info->max_width != 0xffffffffU) width.max = info->max_width;
  return width;
}

std::string engine_version() {
  return hs_version();
}

}  // namespace veto::match
