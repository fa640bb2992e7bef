// What the makers of benign files share: random pieces in the forms that such files have.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "rules/example.h"
#include "rules/example_random.h"
#include "test/corpus/benign.h"
#include "text/encoding.h"

namespace veto::corpus {

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random(seed) {}

  std::string hex(std::size_t digits) { return random.characters("0123456789abcdef", digits); }
  std::string digits(std::size_t count) { return random.characters("0123456789", count); }
  std::string base64(std::size_t bytes) { return text::encode_base64(random.bytes(bytes)); }
  std::string uuid() { return expand("{uuid}"); }
  std::string version() {
    return std::to_string(random.below(20)) + "." + std::to_string(random.below(40)) + "." +
           std::to_string(random.below(10));
  }
  std::string expand(std::string_view recipe, std::string_view checksum = "",
                     std::size_t skip = 0) {
    return rules::expand_example(recipe, checksum, skip, random.next());
  }
  std::string pick(std::initializer_list<std::string_view> words) {
    return std::string(*(words.begin() + random.below(words.size())));
  }
  /// A made-up word that reads like a name.
  std::string word() {
    static constexpr std::string_view kOnsets[] = {"b", "br", "c", "d", "f", "gr", "k", "l",
                                                   "m", "n",  "p", "r", "s", "st", "t", "v"};
    static constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "oo"};
    std::string made;
    for (std::size_t i = 1 + random.below(3); i > 0; --i)
      (made += kOnsets[random.below(std::size(kOnsets))]) +=
          kVowels[random.below(std::size(kVowels))];
    return made + pick({"", "n", "r", "s", "t", "x"});
  }
  std::string sentence(std::size_t words) {
    std::string made;
    for (std::size_t i = 0; i < words; ++i) made += (i == 0 ? "" : " ") + word();
    return made + ".";
  }
  void add(std::string path, std::string text) {
    files.push_back({std::move(path), std::move(text)});
  }

  rules::ExampleRandom random;
  std::vector<BenignFile> files;
};

void add_lock_files(Maker& maker);
void add_hashes(Maker& maker);
void add_assets(Maker& maker);
void add_code(Maker& maker);
void add_settings(Maker& maker);
void add_documents(Maker& maker);
void add_texts(Maker& maker);
void add_spoilt_examples(Maker& maker);

}  // namespace veto::corpus
