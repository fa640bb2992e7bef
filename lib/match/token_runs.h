// Runs of token characters that look random: where a credential may stand, whatever its rule.
//
// A run is a maximal stretch of 16 or more of [A-Za-z0-9_+/-]. It is marked when hardly a name or a
// path looks like it: it holds a digit; or 16 letters of one case in a row; or, twice or more, a
// change of case as identifiers seldom have (a capital, one small letter, a capital; or two
// capitals and a small letter); or letters of both cases and an anchor (match/anchors.h). More
// characters never take a mark away, so that a run is marked at least as surely as any stretch of
// it (match/mark_odds.h). In real source 3 % of the text lies in marked runs.
//
// A run of 4 KiB is data, and is marked whatever it holds, so that nothing has to be remembered for
// longer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "match/anchors.h"
#include "model/verdict.h"

namespace veto::match {

inline constexpr std::size_t kMinRun = 16;
inline constexpr std::size_t kDataRun = 4096;
inline constexpr int kMinOddCases = 2;
inline constexpr int kMinSameCase = 16;

/// Which instructions a RunMarker or a ShortWordFinder uses. Plain runs anywhere and is the
/// reference for the others; all give the same.
enum class RunReader : std::uint8_t { Plain, Ssse3, Avx2 };
[[nodiscard]] bool is_supported(RunReader reader) noexcept;
/// The fastest that this CPU can do.
[[nodiscard]] RunReader best_reader() noexcept;

struct RunKernel;

/// Marks the runs of a text, which may come in pieces.
class RunMarker {
 public:
  /// `anchors` must outlive this.
  explicit RunMarker(RunReader reader = best_reader(), const Anchors* anchors = nullptr) noexcept;

  /// Forgets the text before. What is read next begins at `offset`, where no run goes on.
  void begin_text(std::size_t offset = 0) noexcept;
  /// Goes on to the end of `held`, which is the text from `held_offset` on: all that is new and the
  /// kDataRun bytes before. Adds marked runs to `runs`, in the order of the text. One of data that
  /// may go on is added as far as it is known, and again, in its place, when there is more of it.
  void read(std::string_view held, std::size_t held_offset, std::vector<model::Range>& runs);
  /// The same; the text ends here.
  void finish(std::string_view held, std::size_t held_offset, std::vector<model::Range>& runs);
  /// All marked runs that begin before this offset have been added.
  [[nodiscard]] std::size_t decided() const noexcept { return is_data_ ? at_ : begin_; }

 private:
  struct Target {
    std::string_view held;
    std::size_t held_offset;
    std::vector<model::Range>& runs;
  };
  void take_block(std::uint64_t mask, unsigned size, const Target& target);
  void take_rest(const Target& target);
  void end_run(std::size_t end, const Target& target);
  void add_run(std::size_t end, const Target& target);

  [[nodiscard]] bool is_marked(std::string_view run, std::size_t readable) const noexcept;

  const RunKernel* kernel_;
  const Anchors* anchors_;
  std::size_t at_ = 0;     // all before has been read
  std::size_t begin_ = 0;  // of the run that ends at at_, or at_
  bool is_data_ = false;   // that run is marked for its length
};

/// All marked runs of a text.
[[nodiscard]] std::vector<model::Range> marked_runs(std::string_view text,
                                                    RunReader reader = best_reader(),
                                                    const Anchors* anchors = nullptr);

[[nodiscard]] constexpr bool is_run_byte(unsigned char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         c == '+' || c == '/' || c == '-';
}

}  // namespace veto::match
