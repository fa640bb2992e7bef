#include "rules/loader.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "rules/example.h"
#include "rules/form.h"
#include "rules/strict_toml.h"

namespace veto::rules {
namespace {

constexpr std::int64_t kMaxShown = 64;
constexpr std::int64_t kMaxContextDistance = 2000;

/// What a file says once for all its rules.
struct FileDefaults {
  std::string_view provider;
  std::span<const std::string_view> references;
  std::string_view revoke;
  std::string_view misuse;
};

/// Reads one [[rule]] table.
class RuleReader {
 public:
  RuleReader(RuleCollection& collection, const FileDefaults& defaults, StrictTable& table)
      : storage_(collection.storage), defaults_(defaults), table_(table) {}

  Rule read() {
    Rule rule;
    rule.provider = defaults_.provider;
    rule.id = storage_.keep(table_.required_text("id"));
    rule.title = storage_.keep(table_.required_text("title"));
    rule.kind = word("kind", rule.kind, parse_rule_kind, "token, context or generic");
    rule.tier = word("tier", rule.tier, parse_tier, "block, warn or info");
    rule.severity =
        word("severity", rule.severity, parse_severity, "critical, high, medium or low");
    rule.strength = word("strength", rule.strength, parse_strength, "random or guessable");
    const std::optional<std::string> family = table_.text("family");
    rule.family = family ? storage_.keep(*family) : rule.id;
    rule.shown = static_cast<std::uint8_t>(table_.integer("shown", 0, kMaxShown).value_or(0));
    rule.references = keep_all(table_.texts("references"));
    if (rule.references.empty()) rule.references = defaults_.references;
    rule.supersedes = keep_all(table_.texts("supersedes"));
    rule.pairs = keep_all(table_.texts("pairs"));
    if (std::optional<StrictTable> confirm = table_.table("confirm"))
      rule.confirm = read_confirm(*confirm);
    if (has_pattern(rule)) read_shape(rule);
    if (rule.kind == RuleKind::File) rule.file = read_file_names();
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

  /// The pattern, from the form where it is not written out; the form brings the least entropy too.
  void read_shape(Rule& rule) {
    const std::vector<std::string> forms = table_.texts("form");
    std::string pattern;
    for (const std::string& piece : table_.texts("pattern")) pattern += piece;
    if (pattern.empty() && forms.empty())
      throw table_.error("pattern", "pattern is missing, or form");
    if (pattern.empty()) {
      pattern = base::in_context(fmt::format("rule {}", rule.id),
                                 [&] { return pattern_of_forms(forms, rule.confirm.checksum); });
    }
    rule.pattern = keep_pattern(std::move(pattern));
    if (!has_min_entropy_ && !forms.empty())
      rule.confirm.min_entropy = least_entropy(forms, rule.shown);
    rule.forms = keep_all(forms);
  }

  FileNames read_file_names() {
    std::optional<StrictTable> table = table_.table("file");
    if (!table) throw table_.error("kind", "a rule of kind file has a table [rule.file]");
    FileNames file;
    file.names = keep_all(table->texts("names"));
    file.except = keep_all(table->texts("except"));
    const std::optional<FileContent> content =
        parse_file_content(table->text("content").value_or("any"));
    if (!content)
      throw table->error("content",
                         "content must be any, settings, credentials, example, private-key or "
                         "configured");
    file.content = *content;
    file.strict = table->boolean("strict").value_or(true);
    table->finish();
    return file;
  }

  std::string_view keep_pattern(std::string pattern) {
    // Hyperscan would read the pattern up to here, RE2 all of it.
    if (pattern.find('\0') != std::string::npos)
      throw table_.error("pattern", "pattern holds a NUL byte, write \\x00");
    return storage_.keep(std::move(pattern));
  }

  Confirm read_confirm(StrictTable& table) {
    Confirm confirm;
    confirm.checksum = storage_.keep(table.text("checksum").value_or(""));
    const std::string meaning = table.text("checksum_is").value_or("proof");
    const std::optional<ChecksumIs> parsed = parse_checksum_is(meaning);
    if (!parsed) throw table.error("checksum_is", "checksum_is must be proof or hint");
    confirm.checksum_is = *parsed;
    confirm.skip = static_cast<std::uint16_t>(table.integer("skip", 0, kMaxShown).value_or(0));
    confirm.structure = storage_.keep(table.text("structure").value_or(""));
    const std::optional<double> min_entropy = table.number("min_entropy");
    has_min_entropy_ = min_entropy.has_value();
    confirm.min_entropy = min_entropy.value_or(0.0);
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
    explain.revoke = defaults_.revoke.empty() ? storage_.keep(table->required_text("revoke"))
                                              : or_default(*table, "revoke", defaults_.revoke);
    explain.misuse = or_default(*table, "misuse", defaults_.misuse);
    table->finish();
  }

  std::string_view or_default(StrictTable& table, std::string_view key,
                              std::string_view otherwise) {
    std::optional<std::string> text = table.text(key);
    return text ? storage_.keep(*std::move(text)) : otherwise;
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
  const FileDefaults& defaults_;
  StrictTable& table_;
  bool has_min_entropy_ = false;
};

FileDefaults read_defaults(RuleStorage& storage, StrictTable& table) {
  FileDefaults defaults;
  defaults.provider = storage.keep(table.text("provider").value_or("Custom"));
  std::vector<std::string_view> references;
  for (std::string& reference : table.texts("references"))
    references.push_back(storage.keep(std::move(reference)));
  defaults.references = storage.keep(std::move(references));
  if (std::optional<StrictTable> explain = table.table("explain")) {
    defaults.revoke = storage.keep(explain->required_text("revoke"));
    defaults.misuse = storage.keep(explain->text("misuse").value_or(""));
    explain->finish();
  }
  return defaults;
}

}  // namespace

void load_rules(RuleCollection& collection, StrictTable& table) {
  const FileDefaults defaults = read_defaults(collection.storage, table);
  for (StrictTable& entry : table.tables("rule")) {
    Rule rule = RuleReader(collection, defaults, entry).read();
    if (collection.view().find(rule.id) != nullptr ||
        RuleSet{collection.others}.find(rule.id) != nullptr)
      throw entry.error("id", fmt::format("there is a rule {} already", rule.id));
    (has_pattern(rule) ? collection.rules : collection.others).push_back(rule);
  }
}

void load_rules(RuleCollection& collection, std::string_view text, const std::string& name) {
  const StrictDocument document(text, name);
  StrictTable root = document.root();
  load_rules(collection, root);
  root.finish();
}

}  // namespace veto::rules
