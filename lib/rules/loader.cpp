#include "rules/loader.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "rules/example.h"
#include "rules/strict_toml.h"

namespace veto::rules {
namespace {

constexpr std::int64_t kMaxShown = 64;
constexpr std::int64_t kMaxContextDistance = 2000;

/// Reads one [[rule]] table.
class RuleReader {
 public:
  RuleReader(RuleCollection& collection, StrictTable& table)
      : storage_(collection.storage), table_(table) {}

  Rule read(std::string_view provider) {
    Rule rule;
    rule.provider = provider;
    rule.id = storage_.keep(table_.required_text("id"));
    rule.title = storage_.keep(table_.required_text("title"));
    rule.kind = word("kind", rule.kind, parse_rule_kind, "token, context or generic");
    rule.tier = word("tier", rule.tier, parse_tier, "block, warn or info");
    rule.severity =
        word("severity", rule.severity, parse_severity, "critical, high, medium or low");
    rule.strength = word("strength", rule.strength, parse_strength, "random or guessable");
    const std::optional<std::string> family = table_.text("family");
    rule.family = family ? storage_.keep(*family) : rule.id;
    rule.pattern = read_pattern();
    rule.shown = static_cast<std::uint8_t>(table_.integer("shown", 0, kMaxShown).value_or(0));
    rule.references = keep_all(table_.texts("references"));
    rule.supersedes = keep_all(table_.texts("supersedes"));
    if (std::optional<StrictTable> confirm = table_.table("confirm"))
      rule.confirm = read_confirm(*confirm);
    read_explain(rule.explain);
    rule.positive = read_recipes("positive");
    rule.negative = read_negatives();
    rule.known_miss = read_recipes("known_miss");
    table_.finish();
    return rule;
  }

 private:
  template <class Enum>
  Enum word(std::string_view key, Enum otherwise,
            std::optional<Enum> (*parse)(std::string_view) noexcept, std::string_view words) {
    const std::optional<std::string> text = table_.text(key);
    if (!text) return otherwise;
    const std::optional<Enum> value = parse(*text);
    if (!value) throw table_.error(key, fmt::format("{} must be {}", key, words));
    return *value;
  }

  std::span<const std::string_view> keep_all(std::vector<std::string> texts) {
    std::vector<std::string_view> kept;
    kept.reserve(texts.size());
    for (std::string& text : texts) kept.push_back(storage_.keep(std::move(text)));
    return storage_.keep(std::move(kept));
  }

  std::string_view read_pattern() {
    std::string pattern;
    for (const std::string& piece : table_.texts("pattern")) pattern += piece;
    if (pattern.empty()) throw table_.error("pattern", "pattern is missing");
    // Hyperscan would read the pattern up to here, RE2 all of it.
    if (pattern.find('\0') != std::string::npos)
      throw table_.error("pattern", "pattern holds a NUL byte, write \\x00");
    return storage_.keep(std::move(pattern));
  }

  Confirm read_confirm(StrictTable& table) {
    Confirm confirm;
    confirm.checksum = storage_.keep(table.text("checksum").value_or(""));
    confirm.skip = static_cast<std::uint16_t>(table.integer("skip", 0, kMaxShown).value_or(0));
    confirm.structure = storage_.keep(table.text("structure").value_or(""));
    confirm.min_entropy = table.number("min_entropy").value_or(0.0);
    confirm.context = keep_all(table.texts("context"));
    confirm.context_distance = static_cast<std::uint16_t>(
        table.integer("context_distance", 1, kMaxContextDistance).value_or(100));
    std::vector<std::string> examples = table.texts("examples");
    for (std::string& example : examples) example = expand_example(example, "", 0, 0);
    confirm.examples = keep_all(std::move(examples));
    confirm.boundary = table.boolean("boundary").value_or(true);
    table.finish();
    return confirm;
  }

  void read_explain(Explain& explain) {
    std::optional<StrictTable> table = table_.table("explain");
    if (!table) return;
    explain.opens = storage_.keep(table->required_text("opens"));
    explain.revoke = storage_.keep(table->required_text("revoke"));
    explain.misuse = storage_.keep(table->text("misuse").value_or(""));
    table->finish();
  }

  std::span<const std::string_view> read_recipes(std::string_view key) {
    std::vector<std::string> texts;
    for (StrictTable& table : table_.tables(key)) {
      texts.push_back(table.required_text("text"));
      table.finish();
    }
    return keep_all(std::move(texts));
  }

  std::span<const NegativeExample> read_negatives() {
    std::vector<NegativeExample> examples;
    for (StrictTable& table : table_.tables("negative")) {
      const std::string_view text = storage_.keep(table.required_text("text"));
      const std::optional<Stage> stage = parse_stage(table.required_text("stage"));
      if (!stage)
        throw table.error("stage",
                          "stage must be pattern, boundary, context, example, placeholder, "
                          "entropy, checksum, structure or overlap");
      table.finish();
      examples.push_back({text, *stage});
    }
    return storage_.keep(std::move(examples));
  }

  RuleStorage& storage_;
  StrictTable& table_;
};

}  // namespace

void load_rules(RuleCollection& collection, StrictTable& table) {
  const std::string_view provider =
      collection.storage.keep(table.text("provider").value_or("Custom"));
  for (StrictTable& entry : table.tables("rule")) {
    Rule rule = RuleReader(collection, entry).read(provider);
    if (collection.view().find(rule.id) != nullptr)
      throw entry.error("id", fmt::format("there is a rule {} already", rule.id));
    collection.rules.push_back(rule);
  }
}

void load_rules(RuleCollection& collection, std::string_view text, const std::string& name) {
  const StrictDocument document(text, name);
  StrictTable root = document.root();
  load_rules(collection, root);
  root.finish();
}

}  // namespace veto::rules
