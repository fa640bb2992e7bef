// veto-generate-rules DIRECTORY FILE...: the build step behind rules/builtin.h.
//
// Loads and lints the rule files, compiles them and writes builtin_rules.cpp and compiled_rules.bin
// into DIRECTORY. A rule that does not load or lint stops the build with its
// message.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "match/compile.h"
#include "rules/lint.h"
#include "rules/loader.h"
#include "text/checksum.h"
#include "text/encoding.h"

namespace veto {
namespace {

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw base::unreadable("opening " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_whole(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) throw base::unreadable("writing " + path);
}

/// A C++ string literal; every byte that is not plain is octal, which cannot run into what follows.
std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c >= ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '?')
      out += c;
    else
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  }
  // An embedded NUL must not end the view: give the length.
  return fmt::format("std::string_view({}\", {})", out, text.size());
}

/// Writes the arrays that rules view, and names them.
class TableWriter {
 public:
  std::string texts(std::span<const std::string_view> list) {
    if (list.empty()) return "{}";
    std::string items;
    for (const std::string_view text : list) items += literal(text) + ", ";
    return add("std::string_view", items);
  }

  std::string negatives(std::span<const rules::NegativeExample> list) {
    if (list.empty()) return "{}";
    std::string items;
    for (const rules::NegativeExample& example : list)
      items += fmt::format("{{{}, Stage{{{}}}}}, ", literal(example.text),
                           static_cast<int>(example.stage));
    return add("NegativeExample", items);
  }

  [[nodiscard]] const std::string& arrays() const { return arrays_; }

 private:
  std::string add(std::string_view type, const std::string& items) {
    const std::string name = fmt::format("kArray{}", count_++);
    arrays_ += fmt::format("constexpr {} {}[] = {{{}}};\n", type, name, items);
    return name;
  }

  std::string arrays_;
  int count_ = 0;
};

std::string confirm_text(const rules::Confirm& confirm, TableWriter& tables) {
  return fmt::format(
      "{{.checksum = {}, .checksum_is = ChecksumIs{{{}}}, .skip = {}, .structure = {}, "
      ".min_entropy = {}, .context = {}, "
      ".context_distance = {}, .examples = {}, .boundary = {}}}",
      literal(confirm.checksum), static_cast<int>(confirm.checksum_is), confirm.skip,
      literal(confirm.structure), confirm.min_entropy, tables.texts(confirm.context),
      confirm.context_distance, tables.texts(confirm.examples), confirm.boundary);
}

std::string file_text(const rules::FileNames& file, TableWriter& tables) {
  return fmt::format("{{.names = {}, .except = {}, .content = FileContent{{{}}}, .strict = {}}}",
                     tables.texts(file.names), tables.texts(file.except),
                     static_cast<int>(file.content), file.strict);
}

std::string rule_text(const rules::Rule& rule, TableWriter& tables) {
  return fmt::format(
      "{{.id = {}, .provider = {}, .title = {}, .kind = RuleKind{{{}}}, .tier = Tier{{{}}}, "
      ".severity = Severity{{{}}}, .strength = Strength{{{}}}, .family = {}, .pattern = {}, .forms "
      "= {}, "
      ".pairs = {}, .shown = {}, .confirm = {}, .file = {}, .explain = {{.opens = {}, .revoke = "
      "{}, .misuse = "
      "{}}}, "
      ".references = {}, .supersedes = {}, .positive = {}, .negative = {}, .known_miss = {}}},\n",
      literal(rule.id), literal(rule.provider), literal(rule.title), static_cast<int>(rule.kind),
      static_cast<int>(rule.tier), static_cast<int>(rule.severity), static_cast<int>(rule.strength),
      literal(rule.family), literal(rule.pattern), tables.texts(rule.forms),
      tables.texts(rule.pairs), rule.shown, confirm_text(rule.confirm, tables),
      file_text(rule.file, tables), literal(rule.explain.opens), literal(rule.explain.revoke),
      literal(rule.explain.misuse), tables.texts(rule.references), tables.texts(rule.supersedes),
      tables.texts(rule.positive), tables.negatives(rule.negative), tables.texts(rule.known_miss));
}

std::string source_text(const rules::RuleCollection& collection) {
  TableWriter tables;
  std::string rules;
  for (const rules::Rule& rule : collection.rules) rules += rule_text(rule, tables);
  for (const rules::Rule& rule : collection.others) rules += rule_text(rule, tables);
  const std::string digest = text::encode_hex(text::sha256(rules + tables.arrays()));
  return fmt::format(R"(// Generated from patterns/*.toml by veto-generate-rules.
#include "rules/builtin.h"

extern "C" {{
extern const char veto_compiled_rules[];
extern const char veto_compiled_rules_end[];
}}

namespace veto::rules {{
namespace {{

{0}
constexpr Rule kRules[] = {{
{3}}};

}}  // namespace

const BuiltinRules& builtin_rules() noexcept {{
  static const BuiltinRules rules{{
      {{std::span(kRules).first({1})}},
      {{std::span(kRules).subspan({1})}},
      {{veto_compiled_rules,
       static_cast<std::size_t>(veto_compiled_rules_end - veto_compiled_rules)}},
      "{2}",
  }};
  return rules;
}}

}}  // namespace veto::rules
)",
                     tables.arrays(), collection.rules.size(), digest, rules);
}

void generate(const std::string& directory, std::vector<std::string> files) {
  std::sort(files.begin(), files.end());
  rules::RuleCollection collection;
  for (const std::string& file : files) rules::load_rules(collection, read_whole(file), file);
  std::vector<std::string> problems = rules::lint(collection.view());
  for (std::string& problem : rules::lint({collection.others}))
    problems.push_back(std::move(problem));
  if (!problems.empty()) throw base::usage_error(fmt::format("{}", fmt::join(problems, "\n")));
  write_whole(directory + "/compiled_rules.bin",
              match::with_images(match::compile_rules(collection.view())));
  write_whole(directory + "/builtin_rules.cpp", source_text(collection));
}

}  // namespace
}  // namespace veto

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    veto::generate(argv[1], std::vector<std::string>(argv + 2, argv + argc));
  } catch (const veto::base::Error& error) {
    fmt::print(stderr, "{}\n", error.text());
    return 2;
  }
  return 0;
}
