// Random texts in which the examples of rules stand at random places, whole, cut, and next to each
// other.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "match/engine.h"
#include "rules/example.h"
#include "rules/example_random.h"

namespace veto::match::test {

class RandomText {
 public:
  RandomText(const Engine& engine, std::uint64_t seed) : engine_(engine), random(seed) {}

  /// About `size` bytes with about one example in every `distance`.
  std::string make(std::size_t size, std::size_t distance) {
    std::string text;
    text.reserve(size + 1000);
    while (text.size() < size) {
      add_filler(text, random.below(2 * distance));
      for (std::size_t i = 1 + random.below(3); i > 0; --i) text += example();
    }
    text.resize(size);
    return text;
  }

  /// An example of some rule, sometimes damaged.
  std::string example() {
    const std::size_t number = random.below(engine_.rule_count());
    const rules::Rule& rule = engine_.rule(number);
    used.insert(number);
    std::string_view recipe = rule.pattern;
    const std::size_t count = rule.positive.size() + rule.negative.size();
    if (count > 0) {
      const std::size_t chosen = random.below(count);
      recipe = chosen < rule.positive.size() ? rule.positive[chosen]
                                             : rule.negative[chosen - rule.positive.size()].text;
    }
    std::string text =
        rules::expand_example(recipe, rule.confirm.checksum, rule.confirm.skip, random.next());
    if (random.below(8) == 0) text.resize(random.below(text.size() + 1));
    if (random.below(8) == 0 && !text.empty())
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    if (random.below(8) == 0) text.insert(random.below(text.size() + 1), "\n");
    return text;
  }

  void add_filler(std::string& text, std::size_t size) {
    static constexpr std::string_view kWords[] = {"word", "=", " ", "\n", "\r\n", "\"", ": ",
                                                  "a",    "0", "_", "-",  "/",    "x",  "://"};
    static constexpr std::string_view kNames[] = {"key", "token=", "secret", "password: "};
    const std::size_t end = text.size() + size;
    while (text.size() < end) {
      const std::size_t kind = random.below(40);
      if (random.below(200) == 0)
        text += kNames[random.below(std::size(kNames))];
      else if (kind == 0)
        text += random.bytes(1 + random.below(20));
      else if (kind < 4)
        text +=
            random.characters("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-",
                              1 + random.below(60));
      else
        text += kWords[random.below(std::size(kWords))];
    }
    text.resize(end);
  }

 private:
  const Engine& engine_;

 public:
  rules::ExampleRandom random;
  std::set<std::size_t> used;  ///< rules whose examples were written since it was last cleared
};

}  // namespace veto::match::test
