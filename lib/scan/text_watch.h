// What is looked for in a text besides the rules' patterns, in one look: inline marks and known
// values. For texts in memory and for streams; both find the same.
#pragma once

#include <string_view>
#include <vector>

#include "policy/mark.h"
#include "scan/known_values.h"
#include "text/sliding_text.h"

namespace veto::scan {

class TextWatch {
 public:
  /// `known` may be null. Both must outlive this.
  TextWatch(const policy::MarkSettings& settings, const KnownValues* known);

  /// A text as a whole: values, and marks only if asked for.
  void find_known(std::string_view text);
  void read_marks(std::string_view text);

  /// The same, of a text that comes in pieces; finish() at its end.
  void feed(std::string_view piece);
  void finish();

  [[nodiscard]] std::vector<policy::Mark>& marks() noexcept { return reader_.marks; }
  [[nodiscard]] const std::vector<KnownValues::Match>& known() const noexcept { return matches_; }
  /// The lines are not those that git counts.
  [[nodiscard]] bool counts_cr() const noexcept { return counts_cr_; }

 private:
  void look_for_marks(const text::Stretch& stretch);

  policy::MarkReader reader_;
  const KnownValues* known_;
  std::vector<KnownValues::Match> matches_;
  bool counts_cr_ = false;
  text::SlidingText mark_text_;
  text::SlidingText known_text_;
};

}  // namespace veto::scan
