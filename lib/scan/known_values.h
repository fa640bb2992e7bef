// Known values: the user's own secrets, which are looked for by value, whatever their format, also
// as base64, percent-encoded or escaped for JSON. They stay in memory.
//
// All of them are looked for at once, in steps of several bytes (Wu and Manber): ten values cost a
// few per cent of a scan; none, nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/secret.h"
#include "model/verdict.h"
#include "text/sliding_text.h"

namespace veto::scan {

struct KnownValue {
  std::string name;    ///< of the variable; may be shown
  base::Secret value;  ///< kShortestKnown bytes or more
  std::string file;    ///< relative to the repository: the value is at home there
};

inline constexpr std::size_t kShortestKnown = 8;

class KnownValues {
 public:
  explicit KnownValues(std::vector<KnownValue> values);

  struct Match {
    std::size_t value = 0;  ///< its number
    model::Range range;     ///< in the text
    text::Position begin;
    text::Position end;
    bool on_long_line = false;  ///< as marks count it
  };

  /// Appends what begins in the stretch, in order. What lies in an earlier match is none.
  void find(const text::Stretch& stretch, std::vector<Match>& matches) const;

  [[nodiscard]] const KnownValue& operator[](std::size_t number) const { return values_[number]; }
  [[nodiscard]] bool empty() const noexcept { return needles_.empty(); }
  /// What has to be held around the beginning of a match, for text::SlidingText.
  [[nodiscard]] static std::size_t reach_before() noexcept;
  [[nodiscard]] std::size_t reach_behind() const noexcept;

 private:
  struct Needle {
    std::uint16_t key = 0;  ///< the two bytes before kShortestKnown
    std::size_t value = 0;
    std::string text;
    bool stands_alone = false;  ///< counts as a whole word only
  };

  void add(std::size_t value, std::string text);
  [[nodiscard]] static bool fits(const Needle& needle, std::string_view text, std::size_t at);

  std::vector<KnownValue> values_;
  std::vector<Needle> needles_;       // by key, longer ones first
  std::vector<std::uint8_t> shifts_;  // by two bytes of the text; 0: a needle may end there
  std::size_t longest_ = 0;
};

}  // namespace veto::scan
