// The examples of the built-in rules, spoilt in ways in which documents and tests spoil tokens:
// with a wrong checksum, or with a placeholder for the random part. None of it is a secret,
// whatever rule it was an example for.
#include <array>
#include <string>
#include <string_view>

#include "rules/builtin.h"
#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

/// What stands for N random characters: the fill repeated; digits have their own.
struct Placeholder {
  std::string_view name;
  std::string_view characters;
  std::string_view digits;
  std::string_view uuid;
};

constexpr std::array<Placeholder, 6> kPlaceholders{{
    {"x", "x", "0", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"},
    {"capital-x", "X", "0", "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"},
    {"zeros", "0", "0", "00000000-0000-0000-0000-000000000000"},
    {"run", "1234567890abcdef", "1234567890", "12345678-1234-1234-1234-123456789012"},
    {"alphabet", "abcdefghijklmnopqrstuvwxyz", "1234567890",
     "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"},
    {"words", "your-token-here-", "1234567890", "your-uuid-here"},
}};

bool replace_all(std::string& text, std::string_view what, std::string_view with) {
  bool replaced = false;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
    replaced = true;
  }
  return replaced;
}

std::string repeated(std::string_view characters, std::size_t count) {
  std::string made;
  while (made.size() < count) made += characters;
  made.resize(count);
  return made;
}

/// The length N of a piece ALPHABET:N, 0 if it is another piece.
std::size_t length_of(std::string_view piece) {
  static constexpr std::string_view kAlphabets[] = {
      "base62", "lower",     "upper",        "alpha",        "base36", "base36-upper",
      "hex",    "hex-upper", "base32",       "digit",        "base64", "base64url",
      "base58", "bech32",    "base32-lower", "bech32-upper", "print"};
  const std::size_t colon = piece.find(':');
  for (const std::string_view alphabet : kAlphabets)
    if (colon != std::string_view::npos && piece.substr(0, colon) == alphabet)
      return std::stoul(std::string(piece.substr(colon + 1)));
  return 0;
}

/// The recipe with placeholders for its random pieces; those within {base64-of:...} too, which
/// are written with angle brackets. Empty if it has none.
std::string masked(std::string_view recipe, const Placeholder& placeholder) {
  std::string made;
  bool changed = false;
  for (std::size_t i = 0; i < recipe.size();) {
    const char open = recipe[i];
    const bool bracket = open == '{' || open == '<';
    const std::size_t end = bracket ? recipe.find(open == '{' ? '}' : '>', i) : recipe.npos;
    const std::string_view piece =
        end == recipe.npos ? std::string_view() : recipe.substr(i + 1, end - i - 1);
    const std::size_t length = length_of(piece);
    if (length == 0 && piece != "uuid") {
      made += recipe[i++];
      continue;
    }
    made += piece == "uuid"              ? std::string(placeholder.uuid)
            : piece.starts_with("digit") ? repeated(placeholder.digits, length)
                                         : repeated(placeholder.characters, length);
    changed = true;
    i = end + 1;
  }
  return changed ? made : "";
}

/// Whether a recipe holds a secret besides its random characters.
bool holds_structure(std::string_view recipe) {
  for (const std::string_view piece : {"{jwt", "{pem:", "{ppk", "{macaroon:"})
    if (recipe.find(piece) != std::string_view::npos) return true;
  return false;
}

/// A password that a person may have chosen stays one whatever stands in it.
bool is_masked_by_placeholders(const rules::Rule& rule) {
  return rule.strength == rules::Strength::Random;
}

}  // namespace

void add_spoilt_examples(Maker& maker) {
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    const std::string id(rule.id);
    std::string wrong;
    for (const std::string_view positive : rule.positive) {
      std::string text(positive);
      if (replace_all(text, "{checksum}", "{bad-checksum}"))
        wrong += maker.expand(text, rule.confirm.checksum, rule.confirm.skip) + "\n\n";
    }
    if (!wrong.empty()) maker.add("wrong-checksum/" + id, std::move(wrong));
    if (!is_masked_by_placeholders(rule)) continue;
    for (const Placeholder& placeholder : kPlaceholders) {
      std::string text;
      for (const std::string_view positive : rule.positive) {
        if (holds_structure(positive)) continue;
        std::string recipe = masked(positive, placeholder);
        if (recipe.empty()) continue;
        replace_all(recipe, "{checksum}", "{bad-checksum}");
        text += maker.expand(recipe, rule.confirm.checksum, rule.confirm.skip) + "\n\n";
      }
      if (!text.empty())
        maker.add("placeholder/" + std::string(placeholder.name) + "/" + id, std::move(text));
    }
  }
}

}  // namespace veto::corpus
