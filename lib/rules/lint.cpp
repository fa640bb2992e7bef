#include "rules/lint.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "rules/file_names.h"
#include "rules/structure_name.h"
#include "text/byte_template.h"
#include "text/token_checksum.h"

namespace veto::rules {
namespace {

constexpr std::size_t kMinExamples = 3;
constexpr std::size_t kMaxRepeat = 1000;

// Names of the structure decoders (lib/confirm implements them; a test compares the two lists).
constexpr auto kStructures = std::to_array<std::string_view>({"private-key",
                                                              "putty-key",
                                                              "jwt",
                                                              "jwt-session",
                                                              "url-credentials",
                                                              "password",
                                                              "basic-auth",
                                                              "aws-key-id",
                                                              "aws-secret",
                                                              "macaroon",
                                                              "base64-json",
                                                              "gcp-service-account",
                                                              "jwt-base64",
                                                              "base64",
                                                              "base64-part",
                                                              "hex",
                                                              "base58",
                                                              "layout",
                                                              "json-near",
                                                              "base64-key",
                                                              "pkcs12",
                                                              "java-keystore",
                                                              "ssh2-key",
                                                              "openvpn-key",
                                                              "wireguard-key",
                                                              "otpauth",
                                                              "signed-url",
                                                              "apim-token",
                                                              "password-hash",
                                                              "gpp-password",
                                                              "cisco-type7",
                                                              "juniper-type9",
                                                              "bitcoin-wif",
                                                              "bip32-key",
                                                              "secp256k1-key",
                                                              "solana-key",
                                                              "bip39",
                                                              "monero-seed",
                                                              "generic-value"});

/// Which of them the parameter of is a byte template, and which take none.
constexpr auto kTemplated =
    std::to_array<std::string_view>({"base64", "base64-part", "hex", "base58"});
constexpr auto kParametrised = std::to_array<std::string_view>({"jwt", "base64-json", "json-near"});

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Empty, or what is wrong.
std::string lint_structure(std::string_view text) {
  if (text.empty()) return {};
  const StructureName structure = split_structure(text);
  const std::string_view name = structure.name;
  if (!holds(kStructures, name)) return fmt::format("there is no structure {}", name);
  std::string_view notation = structure.parameter;
  if (holds(kTemplated, name)) {
    // In front of the template: the separator, and the number of the part.
    if (name == "base64-part") notation.remove_prefix(std::min<std::size_t>(2, notation.size()));
    if (!text::ByteTemplate::parse(notation))
      return fmt::format("the template of {} is malformed: {}", name, notation);
    return {};
  }
  const bool may_have = holds(kParametrised, name);
  if (!notation.empty() && !may_have) return fmt::format("{} takes no parameter", name);
  return {};
}

bool is_id(std::string_view id) {
  return !id.empty() && id.find('-') != std::string_view::npos &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

/// Problems that can be seen in the pattern's text.
class PatternLint {
 public:
  explicit PatternLint(std::string_view pattern) : pattern_(pattern) {}

  std::vector<std::string> run() {
    for (at_ = 0; at_ < pattern_.size(); ++at_) step();
    if (groups_ != 1)
      problems_.push_back(fmt::format("the pattern has {} capture groups, not one", groups_));
    return std::move(problems_);
  }

 private:
  [[nodiscard]] char next() const { return at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0'; }

  void step() {
    switch (pattern_[at_]) {
      case '\\':
        check_escape();
        ++at_;
        break;
      case '[':
        skip_class();
        break;
      case '(':
        check_group();
        break;
      case '{':
        check_repeat();
        break;
      case '*':
      case '+':
        problems_.push_back("a repeat without an upper bound");
        break;
      case '^':
      case '$':
        problems_.push_back("an anchor: boundaries belong to the confirm stage");
        break;
      case '.':
        problems_.push_back("a dot: name the class");
        break;
      default:
        break;
    }
  }

  void check_escape() {
    if (std::string_view("sSdDwWbBAzZGQEpPXR").find(next()) != std::string_view::npos)
      problems_.push_back(
          fmt::format("\\{}: the two engines differ on it, write the class", next()));
  }

  void skip_class() {
    ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == ']') ++at_;
    while (at_ < pattern_.size() && pattern_[at_] != ']') {
      if (pattern_[at_] == '\\') {
        check_escape();
        ++at_;
      }
      ++at_;
    }
  }

  void check_group() {
    if (next() != '?') {
      ++groups_;
      return;
    }
    const std::string_view rest = pattern_.substr(at_ + 2);
    if (!rest.starts_with(':') && !rest.starts_with("i:"))
      problems_.push_back("a group other than (...), (?:...) and (?i:...)");
    at_ += rest.starts_with("i:") ? 3U : 2U;
  }

  void check_repeat() {
    const std::size_t end = pattern_.find('}', at_);
    const std::string_view range =
        pattern_.substr(at_ + 1, std::min(end, pattern_.size()) - at_ - 1);
    if (range.ends_with(',')) problems_.push_back("a repeat without an upper bound");
    std::size_t number = 0;
    for (const char c : range) {
      number =
          c >= '0' && c <= '9' ? number * 10 + static_cast<std::size_t>(c - '0') : std::size_t{0};
      if (number > kMaxRepeat) {
        problems_.push_back(fmt::format("a repeat of more than {}", kMaxRepeat));
        break;
      }
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t groups_ = 0;
  std::vector<std::string> problems_;
};

/// The names, against the rule's examples, which are paths.
std::vector<std::string> lint_file(const Rule& rule) {
  std::vector<std::string> problems;
  const bool is_configured = rule.file.content == FileContent::Configured;
  if (rule.file.names.empty() != is_configured)
    problems.emplace_back("a file rule has names, or they are configured");
  if (is_configured) return problems;
  for (const std::string_view path : rule.positive) {
    if (!names_file(rule.file, path))
      problems.push_back(fmt::format("{} is not among its names", path));
  }
  for (const NegativeExample& example : rule.negative) {
    if (names_file(rule.file, example.text))
      problems.push_back(fmt::format("{} is among its names", example.text));
  }
  return problems;
}

std::vector<std::string> lint_description(const Rule& rule) {
  std::vector<std::string> problems;
  if (rule.title.empty()) problems.emplace_back("the title is empty");
  if (rule.explain.opens.empty()) problems.emplace_back("explain says nothing");
  // The examples are made from the form.
  if (!rule.forms.empty() || rule.kind == RuleKind::Known) return problems;
  if (rule.positive.size() < kMinExamples) problems.emplace_back("fewer than 3 positive examples");
  if (rule.negative.size() < kMinExamples) problems.emplace_back("fewer than 3 negative examples");
  return problems;
}

}  // namespace

std::vector<std::string> lint_definition(const Rule& rule) {
  std::vector<std::string> problems;
  if (!is_id(rule.id)) problems.emplace_back("the id must be provider-kind in lower case");
  if (has_pattern(rule)) {
    for (std::string& problem : PatternLint(rule.pattern).run())
      problems.push_back(std::move(problem));
  }
  if (rule.kind == RuleKind::File) {
    for (std::string& problem : lint_file(rule)) problems.push_back(std::move(problem));
  }
  if (!rule.confirm.checksum.empty() && text::find_checksum(rule.confirm.checksum) == nullptr)
    problems.push_back(fmt::format("there is no checksum {}", rule.confirm.checksum));
  if (std::string problem = lint_structure(rule.confirm.structure); !problem.empty())
    problems.push_back(std::move(problem));
  if (rule.kind == RuleKind::Generic && rule.strength == Strength::Random)
    problems.emplace_back("a generic rule's values are guessable");
  return problems;
}

std::vector<std::string> lint(const RuleSet& set) {
  std::vector<std::string> problems;
  std::set<std::string_view> ids;
  for (const Rule& rule : set.rules) {
    if (!ids.insert(rule.id).second) problems.push_back(fmt::format("{}: twice", rule.id));
    for (const auto& found : {lint_definition(rule), lint_description(rule)}) {
      for (const std::string& problem : found)
        problems.push_back(fmt::format("{}: {}", rule.id, problem));
    }
  }
  for (const Rule& rule : set.rules) {
    for (const std::string_view other : rule.supersedes) {
      if (!ids.contains(other))
        problems.push_back(fmt::format("{}: supersedes an unknown rule {}", rule.id, other));
    }
    for (const std::string_view other : rule.pairs) {
      if (!ids.contains(other))
        problems.push_back(fmt::format("{}: pairs with an unknown rule {}", rule.id, other));
    }
  }
  return problems;
}

}  // namespace veto::rules
