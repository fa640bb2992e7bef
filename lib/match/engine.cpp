#include "match/engine.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "match/engine_impl.h"

namespace veto::match {
namespace {

constexpr std::string_view kLoading = "loading the pattern database";

/// The image as a database, nullptr unless this engine made it for such an address. What is checked
/// here and at each scan are version and size; the bytes are the program's own.
const hs_database_t* usable_image(std::string_view image, std::string_view version) {
  const bool is_aligned = reinterpret_cast<std::uintptr_t>(image.data()) % kSectionAlignment == 0;
  if (image.empty() || !is_aligned || version != hs_version() || hs_valid_platform() != HS_SUCCESS)
    return nullptr;
  const auto* database = reinterpret_cast<const hs_database_t*>(image.data());
  std::size_t size = 0;
  if (hs_database_size(database, &size) != HS_SUCCESS || size != image.size()) return nullptr;
  return database;
}

Anchors read_anchors(const std::vector<std::unique_ptr<EnginePart>>& parts) {
  std::vector<std::string> literals;
  for (const auto& part : parts) {
    std::string_view lines = part->view.bytes(Section::Anchors);
    for (; !lines.empty(); lines.remove_prefix(literals.back().size() + 1))
      literals.emplace_back(lines.substr(0, lines.find('\n')));
  }
  return Anchors(std::move(literals));
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

void scan_block(const hs_database_t* database, std::string_view text, hs_scratch_t* scratch,
                match_event_handler on_match, void* context) {
  const hs_error_t code = hs_scan(database, text.data(), static_cast<unsigned>(text.size()), 0,
                                  scratch, on_match, context);
  if (code == HS_SCAN_TERMINATED) throw base::unreadable("matching: out of memory");
  check_engine(code, "matching");
}

Database::Database(std::string_view serialized, std::string_view image, std::string_view version)
    : database_(usable_image(image, version)) {
  if (database_ != nullptr || serialized.empty()) return;
  check_engine(hs_deserialize_database(serialized.data(), serialized.size(), base::Out(loaded_)),
               kLoading);
  database_ = loaded_.get();
}

EnginePart::EnginePart(const CompiledRules& compiled)
    : view(compiled),
      everywhere(view.bytes(Section::Everywhere), view.bytes(Section::EverywhereImage),
                 view.bytes(Section::EngineVersion)),
      near_runs(view.bytes(Section::NearRuns), view.bytes(Section::NearRunsImage),
                view.bytes(Section::EngineVersion)),
      by_words(view.bytes(Section::ByWords), view.bytes(Section::ByWordsImage),
               view.bytes(Section::EngineVersion)),
      far_across(view.bytes(Section::FarAcross), view.bytes(Section::FarAcrossImage),
                 view.bytes(Section::EngineVersion)),
      short_words(view.short_words) {
  const auto all = databases();
  const std::string_view image = view.bytes(Section::ScratchImage);
  if (!image.empty() &&
      std::none_of(all.begin(), all.end(), [](const Database* each) { return each->is_loaded(); }))
    scratch = reinterpret_cast<const hs_scratch_t*>(image.data());
}

Engine::Impl::Impl(const std::vector<CompiledRules>& parts) {
  for (const CompiledRules& compiled : parts) {
    EnginePart& part = *parts_.emplace_back(std::make_unique<EnginePart>(compiled));
    part.first_rule = rule_count_;
    rule_count_ += part.view.rules.size();
  }
  expressions_ = std::make_unique<ExpressionSlot[]>(rule_count_);
  anchors_ = read_anchors(parts_);
}

Engine::Impl::~Impl() {
  for (std::size_t i = 0; i < rule_count_; ++i) delete expressions_[i].load();
}

std::size_t Engine::Impl::part_number(std::size_t rule) const {
  std::size_t part = parts_.size() - 1;
  while (parts_[part]->first_rule > rule) --part;
  return part;
}

const RuleExtents& Engine::Impl::extents() const {
  std::call_once(extents_known_, [this] {
    std::vector<const EnginePart*> parts;
    for (const auto& part : parts_) parts.push_back(part.get());
    extents_ = std::make_unique<const RuleExtents>(parts);
  });
  return *extents_;
}

const RuleExpression& Engine::Impl::expression(std::size_t number) const {
  const std::size_t first = parts_[part_number(number)]->first_rule + plan(number).expression;
  ExpressionSlot& slot = expressions_[first];
  if (const RuleExpression* known = slot.load(std::memory_order_acquire)) return *known;
  auto made = std::make_unique<const RuleExpression>(rule(first));
  const RuleExpression* known = nullptr;
  // Another thread may have been faster: then its is used.
  if (slot.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel))
    known = made.release();
  return *known;
}

Engine::Engine(std::vector<CompiledRules> parts) : impl_(std::make_unique<Impl>(parts)) {}
Engine::~Engine() = default;

std::size_t Engine::rule_count() const noexcept {
  return impl_->rule_count();
}
const rules::Rule& Engine::rule(std::size_t number) const {
  return impl_->rule(number);
}
bool Engine::uses_images() const {
  return std::none_of(impl_->parts().begin(), impl_->parts().end(), [](const auto& part) {
    const auto databases = part->databases();
    return std::any_of(databases.begin(), databases.end(),
                       [](const Database* database) { return database->is_loaded(); });
  });
}
Layer Engine::layer(std::size_t number) const {
  return impl_->plan(number).layer;
}

}  // namespace veto::match
