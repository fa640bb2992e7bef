#include "rules/surroundings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "rules/example.h"
#include "rules/example_random.h"
#include "rules/form.h"

namespace veto::rules {
namespace {

struct Surroundings {
  std::string_view name;
  std::string_view text;  ///< $T is the credential, $W a context word, $U the word in capitals
};

// A token is known by its own form: any of these will do, however little they say.
constexpr std::array<Surroundings, 29> kTokenSurroundings{{
    {"alone in a file", "$T"},
    {"shell", "export SERVICE_VALUE='$T'  # rotate in May\n"},
    {"dotenv", "A=1\nSERVICE_VALUE=$T\nB=2\n"},
    {"YAML", "service:\n  value: $T\n  retries: 3\n"},
    {"quoted YAML", "service:\n  value: \"$T\"\n"},
    {"JSON", "{\"name\": \"service\", \"value\": \"$T\", \"n\": 3}"},
    {"compact JSON", "{\"value\":\"$T\",\"n\":3}"},
    {"escaped JSON", "body = \"{\\\"value\\\": \\\"$T\\\", \\\"n\\\": 3}\"\n"},
    {"TOML", "[service]\nvalue = \"$T\"\n"},
    {"INI", "[service]\nvalue=$T\n; end\n"},
    {"HCL", "provider \"service\" {\n  value = \"$T\"\n}\n"},
    {"XML element", "<service><value>$T</value></service>\n"},
    {"XML attribute", "<add key=\"Value\" value=\"$T\" />\n"},
    {"Java properties", "service.value=$T\nservice.retries=3\n"},
    {"Java", "    private static final String VALUE = \"$T\";\n"},
    {"Kotlin", "val value by lazy { Client(\"$T\") }\n"},
    {"PHP define", "define('SERVICE_VALUE', '$T');\n"},
    {"null coalescing", "$value ?\?= '$T';\n"},
    {"Python call", "client = Client(\"$T\", timeout=3)\n"},
    {"Dockerfile", "FROM debian\nENV SERVICE_VALUE=$T\nRUN make\n"},
    {"SQL", "INSERT INTO settings VALUES (3, '$T', NULL);\n"},
    {"HTTP header", "curl -H 'Authorization: Bearer $T' https://service.test/v1\n"},
    {"basic credentials", "curl -u $T: https://service.test/v1\n"},
    {"CSV", "3,service,$T,2026-01-02\n"},
    {"Markdown", "Use the value `$T` for the service.\n"},
    {"prose", "The value is $T, and it is old.\n"},
    {"Windows line ends", "A=1\r\nSERVICE_VALUE=$T\r\nB=2\r\n"},
    {"comment", "// old: $T\n"},
    {"list", "values:\n  - $T\n  - none\n"},
}};

// A URL ends where a query or a path goes on, so that only tokens of letters stand in one.
constexpr std::array<Surroundings, 2> kQuerySurroundings{{
    {"URL query", "https://service.test/v1?value=$T&page=2\n"},
    {"URL path", "https://service.test/v1/$T/items\n"},
}};

// Behind an escaped line end a form must begin with a text of its own: the n would else belong to
// it.
constexpr std::array<Surroundings, 1> kEscapedLineSurroundings{{
    {"JSON string with line ends", "{\"log\": \"started\\n$T\\nended\"}"},
}};

// A value without a form of its own: the provider is named near by.
constexpr std::array<Surroundings, 20> kContextSurroundings{{
    {"dotenv", "$U_API_KEY=$T\n"},
    {"shell", "export $U_TOKEN='$T'\n"},
    {"YAML block", "$W:\n  region: eu\n  api_key: $T\n"},
    {"JSON", "{\"$W_api_key\": \"$T\", \"n\": 3}"},
    {"JSON, provider on another line",
     "{\n  \"provider\": \"$W\",\n  \"credentials\": {\n    \"token\": \"$T\"\n  }\n}\n"},
    {"escaped JSON", "x = \"{\\\"$W\\\": {\\\"apiKey\\\": \\\"$T\\\"}}\"\n"},
    {"TOML section", "[$W]\nretries = 3\nsecret = \"$T\"\n"},
    {"INI section", "[$W]\napi_key=$T\n"},
    {"HCL", "provider \"$W\" {\n  api_key = \"$T\"\n}\n"},
    {"XML", "<$W><apiKey>$T</apiKey></$W>\n"},
    {"XML attribute", "<add key=\"$W.ApiKey\" value=\"$T\" />\n"},
    {"Java properties", "$W.api.key=$T\n"},
    {"Kotlin", "val $WKey = \"$T\"\n"},
    {"PHP define", "define('$U_SECRET', '$T');\n"},
    {"null coalescing", "$config['$W_token'] ?\?= '$T';\n"},
    {"comment above", "# $W\nAPI_KEY = \"$T\"\n"},
    {"HTTP header", "curl -H 'X-$W-Api-Key: $T' https://service.test/v1\n"},
    {"URL query", "https://api.$W.test/v1/items?api_key=$T&page=2\n"},
    {"Python call", "client = $W.Client(api_key='$T')\n"},
    {"Dockerfile", "ENV $U_API_TOKEN=$T\n"},
}};

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find(from, at)) != std::string::npos; at += to.size())
    result.replace(at, from.size(), to);
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

enum class Which : std::uint8_t { Last, All };

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

class Writer {
 public:
  Writer(const Rule& rule, std::uint64_t seed) : rule_(rule), random_(seed) {}

  /// A fresh credential of any of the forms.
  std::string credential() {
    const std::string_view form = rule_.forms[random_.below(rule_.forms.size())];
    return expand_example(form, rule_.confirm.checksum, rule_.confirm.skip, random_.next());
  }

  std::string write(std::string_view text, std::string_view credential) {
    const std::string_view word = context_word();
    // The credential last: it may hold anything.
    return replaced(replaced(replaced(text, "$W", word), "$U", upper(word)), "$T", credential);
  }

  template <std::size_t N>
  void write_all(const std::array<Surroundings, N>& all, std::vector<SurroundedExample>& to) {
    for (const Surroundings& each : all) {
      std::string secret = credential();
      std::string text = write(each.text, secret);
      to.push_back({each.name, std::move(text), std::move(secret)});
    }
  }

  /// A credential of the form whose last random piece, or all of them, are changed.
  template <class Change>
  std::string changed_credential(std::string_view form, Which which, Change change) {
    const std::vector<FormPiece> pieces = parse_form(form);
    std::size_t last = pieces.size();
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (pieces[i].kind == FormPiece::Kind::Random && pieces[i].min > 1) last = i;
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      std::string part = text_of(pieces[i]);
      const bool is_random = pieces[i].kind == FormPiece::Kind::Random;
      const bool is_chosen = which == Which::All ? is_random : i == last;
      text += is_chosen ? change(std::move(part)) : part;
    }
    return text;
  }

 private:
  /// One of which names can be made, if there is any.
  std::string_view context_word() {
    std::vector<std::string_view> words;
    for (const std::string_view word : rule_.confirm.context)
      if (std::all_of(word.begin(), word.end(), is_name_byte)) words.push_back(word);
    if (words.empty()) words.assign(rule_.confirm.context.begin(), rule_.confirm.context.end());
    return words.empty() ? "service" : words[random_.below(words.size())];
  }

  std::string text_of(const FormPiece& piece) {
    if (piece.kind == FormPiece::Kind::Literal) return std::string(piece.text);
    if (piece.kind != FormPiece::Kind::Random) return {};
    const std::string recipe = "{[" + std::string(piece.class_items) +
                               "]:" + std::to_string(std::max<std::size_t>(piece.min, 1)) + "}";
    return expand_example(recipe, "", 0, random_.next());
  }

  const Rule& rule_;
  ExampleRandom random_;
};

bool begins_with_literal(std::string_view form) {
  const std::vector<FormPiece> pieces = parse_form(form);
  return !pieces.empty() && pieces.front().kind == FormPiece::Kind::Literal;
}

bool fits_url(std::string_view form) {
  for (const FormPiece& piece : parse_form(form)) {
    if (piece.kind == FormPiece::Kind::Opaque) return false;
    const std::string_view text =
        piece.kind == FormPiece::Kind::Literal ? piece.text : piece.class_items;
    if (text.find_first_of("/+=&?#:") != std::string_view::npos) return false;
  }
  return true;
}

/// Whether every part of the form has one length: then one character more or less is no credential.
bool has_fixed_length(std::string_view form) {
  const std::vector<FormPiece> pieces = parse_form(form);
  return std::all_of(pieces.begin(), pieces.end(), [](const FormPiece& piece) {
    return piece.kind != FormPiece::Kind::Opaque && piece.min == piece.max;
  });
}

std::size_t random_pieces(std::string_view form) {
  const std::vector<FormPiece> pieces = parse_form(form);
  return static_cast<std::size_t>(
      std::count_if(pieces.begin(), pieces.end(), [](const FormPiece& piece) {
        return piece.kind == FormPiece::Kind::Random;
      }));
}

}  // namespace

std::vector<SurroundedExample> surrounded_examples(const Rule& rule, std::uint64_t seed) {
  std::vector<SurroundedExample> examples;
  if (rule.forms.empty()) return examples;
  Writer writer(rule, seed);
  const bool needs_context = !rule.confirm.context.empty();
  if (needs_context)
    writer.write_all(kContextSurroundings, examples);
  else
    writer.write_all(kTokenSurroundings, examples);
  if (!needs_context && std::all_of(rule.forms.begin(), rule.forms.end(), fits_url))
    writer.write_all(kQuerySurroundings, examples);
  if (!needs_context && std::all_of(rule.forms.begin(), rule.forms.end(), begins_with_literal))
    writer.write_all(kEscapedLineSurroundings, examples);
  return examples;
}

std::vector<SurroundedExample> near_misses(const Rule& rule, std::uint64_t seed) {
  std::vector<SurroundedExample> misses;
  if (rule.forms.empty()) return misses;
  Writer writer(rule, seed);
  const std::string_view around = rule.confirm.context.empty() ? "VALUE='$T'\n" : "$U_KEY='$T'\n";
  const std::string_view form = rule.forms.front();
  const auto add = [&](std::string_view name, const std::string& credential) {
    misses.push_back({name, writer.write(around, credential), {}});
  };
  // Of a structure the pattern is often wider than the form.
  const bool is_exact = rule.forms.size() == 1 && rule.confirm.structure.empty();
  if (is_exact && has_fixed_length(form)) {
    add("too short", writer.changed_credential(form, Which::Last, [](std::string part) {
      part.resize(part.size() / 2);
      return part;
    }));
    // Signs that end a word end a credential too.
    if (fits_url(form))
      add("continued", writer.changed_credential(
                           form, Which::Last, [](const std::string& part) { return part + part; }));
  }
  if (rule.confirm.min_entropy > 0.0 && random_pieces(form) == 1)
    add("one character repeated",
        writer.changed_credential(form, Which::All, [](const std::string& part) {
          return std::string(part.size(), part.empty() ? 'x' : part.front());
        }));
  if (form.find("{checksum}") != std::string_view::npos &&
      rule.confirm.checksum_is == ChecksumIs::Proof) {
    const std::string wrong = replaced(form, "{checksum}", "{bad-checksum}");
    add("wrong checksum", expand_example(wrong, rule.confirm.checksum, rule.confirm.skip, seed));
  }
  if (!rule.confirm.context.empty())
    misses.push_back({"no context", "value = \"" + writer.credential() + "\"\n", {}});
  return misses;
}

}  // namespace veto::rules
