#include "match/engine.h"

#include <string>

#include "base/error.h"
#include "match/engine_impl.h"

namespace veto::match {
namespace {

std::vector<DatabaseHandle> load(const std::vector<CompiledRules>& parts, Mode mode) {
  std::vector<DatabaseHandle> databases;
  for (const CompiledRules& part : parts) {
    const std::string_view bytes = mode == Mode::Block ? part.block : part.stream;
    DatabaseHandle& database = databases.emplace_back();
    check_engine(hs_deserialize_database(bytes.data(), bytes.size(), base::Out(database)),
                 "loading the pattern database");
  }
  return databases;
}

std::size_t count_rules(const std::vector<CompiledRules>& parts) {
  std::size_t count = 0;
  for (const CompiledRules& part : parts) count += part.set.rules.size();
  return count;
}

}  // namespace

void check_engine(hs_error_t code, std::string_view doing) {
  if (code == HS_SUCCESS) return;
  std::string_view why = "engine error";
  if (code == HS_NOMEM) why = "out of memory";
  if (code == HS_DB_VERSION_ERROR) why = "it was compiled by another version of the engine";
  if (code == HS_DB_PLATFORM_ERROR || code == HS_ARCH_ERROR) why = "this CPU is not supported";
  if (code == HS_INVALID) why = "it is damaged";
  throw base::unreadable(std::string(doing) + ": " + std::string(why) + " (" +
                         std::to_string(code) + ")");
}

std::vector<std::uint32_t> max_widths(const rules::RuleSet& set) {
  std::vector<std::uint32_t> widths;
  for (const rules::Rule& rule : set.rules) {
    const PatternWidth width = base::in_context("rule " + std::string(rule.id),
                                                [&] { return pattern_width(rule.pattern); });
    if (!width.max || *width.max > kMaxPatternWidth)
      throw base::usage_error("rule " + std::string(rule.id) +
                              ": the pattern can match more than " +
                              std::to_string(kMaxPatternWidth) + " bytes");
    widths.push_back(static_cast<std::uint32_t>(*width.max));
  }
  return widths;
}

Engine::Impl::Impl(std::vector<CompiledRules> parts)
    : parts_(std::move(parts)), rules_(count_rules(parts_)), block_(load(parts_, Mode::Block)) {
  std::size_t number = 0;
  for (const CompiledRules& part : parts_) {
    first_rules_.push_back(number);
    for (std::size_t i = 0; i < part.set.rules.size(); ++i, ++number) {
      rules_[number].rule = &part.set.rules[i];
      rules_[number].max_width = part.max_widths[i];
    }
  }
}

const std::vector<DatabaseHandle>& Engine::Impl::databases(Mode mode) {
  if (mode == Mode::Block) return block_;
  std::call_once(stream_loaded_, [this] { stream_ = load(parts_, Mode::Stream); });
  return stream_;
}

const RuleExpression& Engine::Impl::expression(std::size_t rule) {
  RuleEntry& entry = rules_[rule];
  std::call_once(entry.compiled,
                 [&entry] { entry.expression = std::make_unique<RuleExpression>(*entry.rule); });
  return *entry.expression;
}

Engine::Engine(std::vector<CompiledRules> parts)
    : impl_(std::make_unique<Impl>(std::move(parts))) {}
Engine::~Engine() = default;

std::size_t Engine::rule_count() const noexcept {
  return impl_->rule_count();
}
const rules::Rule& Engine::rule(std::size_t number) const {
  return impl_->rule(number);
}

}  // namespace veto::match
